// Claims, exits and order faults of one lead.
#include "handoff/judging/stage.hpp"

#include <algorithm>
#include <limits>

#include "handoff/contract/group.hpp"
#include "handoff/text/ascii.hpp"

namespace handoff {

bool certainly_before(const Stamp& earlier, const Stamp& later) {
  if (earlier.date_only && later.date_only) return earlier.day < later.day;
  return earlier.last < later.first;
}

Seconds between(const Stamp& from, const Stamp& to) {
  if (from.date_only && to.date_only) return std::max<Seconds>(0, (Seconds{to.day} - from.day) * seconds_a_day);
  return std::max<Seconds>(0, to.first - from.first);
}

Elapsed elapsed(const Stamp& from, const Stamp& to) {
  if (from.date_only && to.date_only) return {between(from, to), between(from, to)};
  return {std::max<Seconds>(0, to.first - from.last), std::max<Seconds>(0, to.last - from.first)};
}

bool happened_in(const std::optional<Period>& window, const StageClaim& claim, const Zone& zone) {
  if (!window || !claim.placed) return !window;
  const Day day = day_in(zone, claim.place);
  return day >= window->from && day <= window->to;
}

Judging at_entry(const Judging& judging, const StageClaim& entry) {
  Judging then = judging;
  if (entry.stamped) then.moment = entry.at;
  return then;
}

namespace {

/// The lead as its definition is judged: at a date, and as of where there is none, or a later one. Nothing is judged in the future.
Judging at_date(const Judging& at_as_of, const std::optional<Stamp>& date) {
  Judging then = at_as_of;
  if (date && date->first <= at_as_of.moment.first) then.moment = *date;
  return then;
}

}  // namespace

FunnelReader::FunnelReader(const Contract& contract, Instant as_of)
    : contract_(contract),
      as_of_(as_of),
      stage_field_(known_field("stage")),
      dates_claims_(std::any_of(contract.stages.begin(), contract.stages.end(), [](const Stage& stage) { return stage.dated_by != nullptr; })) {
  for (std::size_t i = 0; i < contract.stages.size(); ++i) {
    const Stage& stage = contract.stages[i];
    rules_.push_back({stage.at, stage.claimable() ? nullptr : stage.when.get(), stage.dated_by.get()});
    for (const std::string& value : stage.values) name_value(value, &NamedValue::stage, i);
  }
  for (std::size_t i = 0; i < contract.exits.size(); ++i)
    for (const std::string& value : contract.exits[i].values) name_value(value, &NamedValue::exit, i);
}

/// The first stage, and the first exit, that name a value have it.
void FunnelReader::name_value(const std::string& value, int NamedValue::* of, std::size_t index) {
  auto known = std::find_if(values_.begin(), values_.end(), [&](const NamedValue& one) { return same_name(one.text, value); });
  if (known == values_.end()) known = values_.insert(known, {value, -1, -1});
  if ((*known).*of < 0) (*known).*of = static_cast<int>(index);
}

void FunnelReader::read_stamps(const Judging& judging, Funnel& out) const {
  const Value* const values = judging.lead->values.data();
  out.reached = 0;
  for (std::size_t i = 0; const StageRule& rule : rules_) {
    StageClaim& claim = out.stages[i++];
    claim = StageClaim{};
    if (rule.at != no_field && values[rule.at].present()) {
      claim.stamped = claim.reached = true;
      claim.at = values[rule.at].stamp;
      claim.held = claim.at.first <= as_of_;
      out.after_as_of |= !claim.held;
    } else if (rule.enough) {
      const std::optional<Stamp> date = rule.dated_by ? date_of(*rule.dated_by, judging) : std::nullopt;
      const Tri enough = truth(*rule.enough, at_date(judging, date));
      claim.held = claim.reached = enough == Tri::yes;
      claim.perhaps = enough == Tri::unknown && !(date && date->first > as_of_);
    }
    if (claim.reached) out.reached = i;
  }
}

/// What the contract says of the lead's current-stage value; null: nothing.
const FunnelReader::NamedValue* FunnelReader::value_of(const Judging& judging, Funnel& out) const {
  const Value& stage = (*judging.lead)[stage_field_];
  if (!stage.present()) return nullptr;
  for (const NamedValue& one : values_)
    if (one.text == stage.text) return &one;  // nearly always as it is written in the contract
  for (const NamedValue& one : values_)
    if (same_name(one.text, stage.text)) return &one;
  out.unnamed_value = stage.text;
  return nullptr;
}

void FunnelReader::read_exit(const Judging& judging, int by_value, Funnel& out) const {
  const Lead& lead = *judging.lead;
  for (std::size_t i = 0; i < contract_.exits.size() && out.exit < 0; ++i) {
    const Exit& exit = contract_.exits[i];
    const bool dated = exit.at != no_field && lead[exit.at].present();
    if (dated && lead[exit.at].stamp.first > as_of_) continue;  // not yet gone
    const bool came_back = dated && out.furthest >= 0 && out.stages[static_cast<std::size_t>(out.furthest)].stamped &&
                           certainly_before(lead[exit.at].stamp, out.stages[static_cast<std::size_t>(out.furthest)].at);
    const bool gone = by_value == static_cast<int>(i) || (dated && !came_back) ||
                      (exit.when && truth(*exit.when, judging) == Tri::yes);
    if (!gone) continue;
    out.exit = static_cast<int>(i);
    out.exit_stamped = dated;
    if (dated) out.exit_at = lead[exit.at].stamp;
  }
}

/// A current-stage value claims its rank; by as-of only what comes before the first stage that is stamped after as-of.
void FunnelReader::claim_by_value(int rank, Funnel& out) const {
  if (rank < 0) return;
  int held = rank;
  for (int i = rank; i >= 0; --i) {
    const StageClaim& claim = out.stages[static_cast<std::size_t>(i)];
    if (claim.stamped && claim.at.first > as_of_) held = i - 1;
  }
  if (held >= 0) out.stages[static_cast<std::size_t>(held)].held = true;
}

std::optional<Stamp> date_of(const Expr& date, const Judging& judging) {
  std::string scratch;
  const Value value = evaluate(date, judging, scratch);
  return value.present() ? std::optional(value.stamp) : std::nullopt;
}

/// A claim without a date has that of `dated_by`. One that is later than as-of says that the claim speaks of a time after it.
void FunnelReader::date_claims(const Judging& judging, Funnel& out) const {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    StageClaim& claim = out.stages[i];
    if (!rules_[i].dated_by || claim.stamped || i >= out.reached) continue;
    const std::optional<Stamp> date = date_of(*rules_[i].dated_by, judging);
    if (!date) continue;
    claim.stamped = claim.reached = true;
    claim.at = *date;
    claim.held = date->first <= as_of_;
    out.after_as_of |= !claim.held;
  }
}

/// A lead that jumps is seen at the stage only because it came further. Where nothing of the lead is dated, or the export has no such column, the stage is implied.
void FunnelReader::mark_skipped(const Judging& judging, Funnel& out) const {
  bool dated = false;
  for (std::size_t i = 0; i < out.reached; ++i) dated = dated || (out.stages[i].stamped && out.stages[i].at.first <= as_of_);
  for (std::size_t i = 0; dated && static_cast<int>(i) < out.furthest; ++i) {
    StageClaim& claim = out.stages[i];
    const StageRule& rule = rules_[i];
    if (claim.stamped || rule.at == no_field || rule.enough) continue;
    const Value& date = (*judging.lead)[rule.at];
    claim.skipped = date.state == Value::State::missing || (date.present() && date.stamp.first > as_of_);
  }
}

void FunnelReader::read(const Judging& judging, Funnel& out) const {
  out.stages.resize(rules_.size());
  out.furthest = out.exit = -1;
  out.exit_stamped = out.time_order = out.after_as_of = false;
  out.unnamed_value.clear();
  read_stamps(judging, out);
  const NamedValue* value = value_of(judging, out);
  if (value && value->stage >= 0) out.reached = std::max(out.reached, static_cast<std::size_t>(value->stage) + 1);
  if (dates_claims_) date_claims(judging, out);
  claim_by_value(value ? value->stage : -1, out);
  StageClaim* const stages = out.stages.data();
  bool held = false;  // here or later
  for (std::size_t i = out.reached; i-- > 0;) {
    StageClaim& claim = stages[i];
    if (claim.held && !held) out.furthest = static_cast<int>(i);
    claim.reached = true;
    claim.perhaps = false;
    claim.held = held = held || claim.held;
    if (held && claim.stamped && claim.at.first > as_of_) claim.stamped = false;  // a later stage says that it was there; that date is not there yet
  }
  if (!contract_.count_skipped && out.furthest > 0) mark_skipped(judging, out);
  const StageClaim* last = nullptr;
  Instant newest = std::numeric_limits<Instant>::min();  // of the stages before
  for (std::size_t i = 0; i < out.reached; ++i) {
    StageClaim& claim = stages[i];
    const bool in_order = !claim.held || !claim.stamped || (!claim.at.date_only && claim.at.last >= newest);
    for (std::size_t j = 0; last && j < i && !in_order && !out.time_order; ++j) out.time_order = faulty(out, j, i);
    if (claim.stamped) {
      last = &claim;
      newest = std::max(newest, claim.at.first);
    }
    if (!last) continue;
    claim.placed = true;
    claim.place = last->at;
  }
  read_exit(judging, value ? value->exit : -1, out);
}

bool FunnelReader::faulty(const Funnel& funnel, std::size_t earlier, std::size_t later) {
  const StageClaim& a = funnel.stages[earlier];
  const StageClaim& b = funnel.stages[later];
  return a.stamped && b.stamped && certainly_before(b.at, a.at);
}

Tri recomputed(const Contract& contract, std::size_t stage, const Funnel& funnel, const Judging& at_as_of) {
  const Stage& rules = contract.stages[stage];
  if (!rules.when) return Tri::unknown;
  const StageClaim& claim = funnel.stages[stage];
  if (claim.stamped) return truth(*rules.when, at_date(at_as_of, claim.at));
  return truth(*rules.when, at_date(at_as_of, rules.dated_by ? date_of(*rules.dated_by, at_as_of) : std::nullopt));
}

void collect_definition_fields(const Contract& contract, std::vector<FieldId>& out) {
  for (const Stage& stage : contract.stages)
    if (stage.when) collect_fields(*stage.when, out);
}

void collect_funnel_fields(const Contract& contract, std::vector<FieldId>& out) {
  bool values = false;
  for (const Stage& stage : contract.stages) {
    if (stage.at != no_field) out.push_back(stage.at);
    if (stage.when && !stage.claimable()) collect_fields(*stage.when, out);
    if (stage.dated_by) collect_fields(*stage.dated_by, out);
    values = values || !stage.values.empty();
  }
  for (const Exit& exit : contract.exits) {
    if (exit.at != no_field) out.push_back(exit.at);
    if (exit.when) collect_fields(*exit.when, out);
    values = values || !exit.values.empty();
  }
  if (values) out.push_back(known_field("stage"));
}

}  // namespace handoff
