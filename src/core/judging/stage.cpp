// Claims, exits and order faults of one lead.
#include "handoff/judging/stage.hpp"

#include <algorithm>
#include <limits>

#include "handoff/cells/absence.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/text/ascii.hpp"

namespace handoff {

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
    rules_.push_back({stage.at, stage.claimable() ? nullptr : stage.when.get(), stage.dated_by.get(), {}});
    if (stage.dated_by) collect_fields(*stage.dated_by, rules_.back().dating);
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

/// True: the export lacks the column of a stage's date, and has no history of the lead.
bool FunnelReader::read_stamps(const Judging& judging, Funnel& out) const {
  const Value* const values = judging.lead->values.data();
  out.reached = 0;
  bool lacks_column = false;
  bool open = false;   // a date that nobody knows may lie before as-of
  bool dated = false;  // by `dated_by`, of a definition that is met
  for (std::size_t i = 0; const StageRule& rule : rules_) {
    StageClaim& claim = out.stages[i++];
    claim = StageClaim{};
    if (rule.at != no_field && values[rule.at].present()) {
      claim.stamped = claim.reached = true;
      claim.at = values[rule.at].stamp;
      claim.held = claim.at.first <= as_of_;
      if (!claim.held) read_later(rule.at, has_history(judging), claim, out);
    } else if (rule.at != no_field && values[rule.at].state == Value::State::unreadable) {
      const bool absent = no_column(values[rule.at]);
      if (!absent) claim.perhaps = claim.misdated = out.perhaps = out.misdated = true;   // something stands there, and nobody knows when it was
      lacks_column = lacks_column || (absent && !has_history(judging));
    }
    open = open || claim.perhaps;
    if (rule.enough && !claim.held) {   // a later date does not say that the definition was not met by as-of
      std::optional<Stamp> date = rule.dated_by ? date_of(*rule.dated_by, judging) : std::nullopt;
      if (claim.misdated) date = Stamp{first_instant, as_of_, 0, false};
      const Tri enough = truth(*rule.enough, at_date(judging, date));
      claim.held = enough == Tri::yes;
      claim.perhaps = !claim.held && (claim.perhaps || (enough == Tri::unknown && !(date && date->first > as_of_)));
      out.perhaps |= claim.perhaps;
      claim.reached = claim.held || claim.stamped;
      const bool by_now = date && !claim.misdated && date->first <= as_of_;
      dated = dated || (by_now && claim.held);
      open = open || (by_now && claim.perhaps);
    }
    if (claim.reached) out.reached = i;
  }
  if (out.after_as_of && !dated) forget_who_is_to_come(open, out);
  return lacks_column;
}

/// A date after as-of. Where the CRM overwrites it, an earlier one may have stood there.
void FunnelReader::read_later(FieldId field, bool in_history, StageClaim& claim, Funnel& out) const {
  out.after_as_of = true;
  if (contract_.fields[field].overwritten && !in_history) claim.perhaps = claim.misdated = out.perhaps = out.misdated = true;
}

/// All that is dated of the lead lies after as-of: it is not there yet, whatever definition it meets, but where a date is `open`.
void FunnelReader::forget_who_is_to_come(bool open, Funnel& out) const {
  const auto by_now = [&](const StageClaim& claim) { return claim.stamped && claim.at.first <= as_of_; };
  if (std::any_of(out.stages.begin(), out.stages.end(), by_now)) return;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    StageClaim& claim = out.stages[i];
    if (!rules_[i].enough) continue;
    claim.perhaps = open && (claim.perhaps || claim.held);
    claim.held = false;
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

/// Did it come back since that day: was the furthest stage that it holds, or each that may be it, entered later?
Tri FunnelReader::came_back(const Stamp& left, const Funnel& out) const {
  const auto since = [&](const StageClaim& claim) {
    if (claim.misdated) return claim.at.last > left.first ? Tri::unknown : Tri::no;
    return claim.stamped && certainly_before(left, claim.at) ? Tri::yes : Tri::no;
  };
  Tri back = out.furthest >= 0 ? since(out.stages[static_cast<std::size_t>(out.furthest)]) : Tri::no;
  for (std::size_t i = static_cast<std::size_t>(out.furthest + 1); out.perhaps && i < out.stages.size(); ++i) {
    const StageClaim& claim = out.stages[i];
    if (claim.perhaps && (claim.misdated || back == Tri::yes) && since(claim) != back) back = Tri::unknown;
  }
  return back;
}

/// May the lead's current stage be one that the exit names, and nobody knows it? Of a lead with a history the exit is a row of that.
bool FunnelReader::may_be_named(const Exit& exit, const Judging& judging) const {
  const Value& stage = (*judging.lead)[stage_field_];
  return is_damaged(stage) || (exit.at == no_field && no_column(stage) && !has_history(judging));
}

/// Has the lead left by this exit? `named`: its current-stage value says so. A date after as-of has not come yet, whatever else is said.
Tri FunnelReader::has_left(const Exit& exit, bool named, const Judging& judging, const Funnel& out) const {
  const Lead& lead = *judging.lead;
  bool not_known = false;
  if (exit.at != no_field && lead[exit.at].present()) {
    const Stamp& date = lead[exit.at].stamp;
    if (date.first > as_of_) return contract_.fields[exit.at].overwritten && !has_history(judging) ? Tri::unknown : Tri::no;
    const Tri back = came_back(date, out);
    if (back == Tri::no) return Tri::yes;
    not_known = back == Tri::unknown;
  } else {
    not_known = exit.at != no_field && lead[exit.at].state == Value::State::unreadable && !(has_history(judging) && no_column(lead[exit.at]));
  }
  not_known = not_known || (!exit.values.empty() && may_be_named(exit, judging));
  const Tri meets = named ? Tri::yes : exit.when ? holds(*exit.when, judging) : Tri::no;
  return meets == Tri::no && not_known ? Tri::unknown : meets;
}

void FunnelReader::read_exit(const Judging& judging, int by_value, Funnel& out) const {
  for (std::size_t i = 0; i < contract_.exits.size() && out.exit < 0; ++i) {
    const Exit& exit = contract_.exits[i];
    const Tri left = has_left(exit, by_value == static_cast<int>(i), judging, out);
    if (left == Tri::unknown) out.exits_perhaps |= std::uint64_t{1} << i;
    if (left != Tri::yes) continue;
    out.exit = static_cast<int>(i);
    out.exit_stamped = exit.at != no_field && (*judging.lead)[exit.at].present();
    if (out.exit_stamped) out.exit_at = (*judging.lead)[exit.at].stamp;
  }
}

namespace {

/// A date after as-of is not there yet.
void leave_aside(StageClaim& claim) {
  claim.stamped = false;
  claim.coming = !claim.misdated;
}

}  // namespace

/// A claim that may be is one of all stages before, as one that is.
void FunnelReader::settle_perhaps(Funnel& out) const {
  bool later = false;
  out.perhaps = false;
  for (std::size_t i = rules_.size(); i-- > 0;) {
    StageClaim& claim = out.stages[i];
    claim.perhaps = !claim.held && (claim.perhaps || later);
    later = later || claim.perhaps;
    out.perhaps |= claim.perhaps;
    if (claim.perhaps && is_later(claim)) leave_aside(claim);
  }
}

/// Of a stage whose date has no column nobody knows who came there, of those who had come to the stage before, or may have.
void FunnelReader::open_stages_without_column(const Judging& judging, Funnel& out) const {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    StageClaim& claim = out.stages[i];
    if (claim.held || is_later(claim) || rules_[i].at == no_field || !no_column((*judging.lead)[rules_[i].at])) continue;
    if (i == 0 || out.stages[i - 1].held || out.stages[i - 1].perhaps) claim.perhaps = out.perhaps = true;
  }
}

/// A current-stage value claims its rank. Where that stage, or one before it, is stamped after as-of, the value speaks of a later day: by as-of the lead may have
/// been at the stages before, or have jumped them since.
void FunnelReader::claim_by_value(int rank, bool in_history, Funnel& out) const {
  if (rank < 0) return;
  int last = rank;     // of the stages that the lead may have come to by as-of
  bool open = false;   // a date was overwritten
  for (int i = rank; i >= 0; --i) {
    const StageClaim& claim = out.stages[static_cast<std::size_t>(i)];
    if (!is_later(claim)) continue;
    if (claim.misdated) open = true;
    else last = i - 1;
  }
  if (last == rank && !open) out.stages[static_cast<std::size_t>(rank)].held = true;
  else if (last >= 0 && !in_history) perhaps_as_far_as(static_cast<std::size_t>(last), out);
}

/// A current stage that cannot be read may be any that has a value. Behind a date that is not there yet it speaks of a later day.
void FunnelReader::claim_by_any_value(Funnel& out) const {
  const auto not_yet = [&](const StageClaim& claim) { return is_later(claim) && !claim.misdated; };
  const auto behind = static_cast<std::size_t>(std::find_if(out.stages.begin(), out.stages.end(), not_yet) - out.stages.begin());
  std::size_t came_to = 0;   // so many stages
  for (std::size_t i = 0; i < rules_.size(); ++i)
    if (!contract_.stages[i].values.empty()) came_to = std::min(i + 1, behind);
  if (came_to > 0) perhaps_as_far_as(came_to - 1, out);
}

/// Nobody knows whether the lead had come to these stages, but for what is held there or later.
void FunnelReader::perhaps_as_far_as(std::size_t last, Funnel& out) const {
  for (std::size_t i = 0; i <= last; ++i) {
    StageClaim& claim = out.stages[i];
    const bool later = is_later(claim);
    if (!claim.held && !later) claim.perhaps = out.perhaps = true;
  }
}

void FunnelReader::read(const Judging& judging, Funnel& out) const {
  out.stages.resize(rules_.size());
  out.furthest = out.exit = -1;
  out.exits_perhaps = 0;
  out.exit_stamped = out.time_order = out.after_as_of = out.perhaps = out.misdated = false;
  out.unnamed_value.clear();
  const bool lacks_column = read_stamps(judging, out);
  const NamedValue* value = value_of(judging, out);
  if (value && value->stage >= 0) out.reached = std::max(out.reached, static_cast<std::size_t>(value->stage) + 1);
  if (dates_claims_) date_claims(judging, out);
  claim_by_value(value ? value->stage : -1, has_history(judging), out);
  if (is_damaged((*judging.lead)[stage_field_])) claim_by_any_value(out);
  StageClaim* const stages = out.stages.data();
  bool held = false;  // here or later
  for (std::size_t i = out.reached; i-- > 0;) {
    StageClaim& claim = stages[i];
    if (claim.held && !held) out.furthest = static_cast<int>(i);
    claim.reached = true;
    claim.held = held = held || claim.held;
    claim.perhaps = claim.perhaps && !held;
    if (held && is_later(claim)) leave_aside(claim);   // a later stage says that it was there
  }
  if (out.perhaps) settle_perhaps(out);
  if (lacks_column) open_stages_without_column(judging, out);
  if (dates_claims_ && out.perhaps) date_perhaps(judging, out);
  if (!contract_.count_skipped && (out.furthest > 0 || out.perhaps)) mark_skipped(judging, out);
  if (out.misdated) place_misdated(out);
  if (lacks_column) mark_untold(judging, out);
  const StageClaim *last = nullptr, *coming = nullptr;   // with a date by as-of; with one whenever
  Instant newest = std::numeric_limits<Instant>::min();  // of the stages before
  for (std::size_t i = 0; i < out.reached; ++i) {
    StageClaim& claim = stages[i];
    const bool in_order = !claim.held || !claim.stamped || (!claim.at.date_only && claim.at.last >= newest);
    for (std::size_t j = 0; last && j < i && !in_order && !out.time_order; ++j) out.time_order = faulty(out, j, i);
    if (claim.stamped) {
      last = coming = &claim;
      newest = std::max(newest, claim.at.first);
    } else if (claim.coming) {
      coming = &claim;
    }
    const StageClaim* const by = claim.held || claim.perhaps ? last : coming;
    if (!by) continue;
    claim.placed = true;
    claim.place = by->at;
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
  if (claim.stamped || claim.misdated || claim.untold) return truth(*rules.when, at_date(at_as_of, claim.at));
  return truth(*rules.when, at_date(at_as_of, rules.dated_by ? date_of(*rules.dated_by, at_as_of) : std::nullopt));
}

}  // namespace handoff
