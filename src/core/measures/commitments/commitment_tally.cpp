// Counting leads into commitments: each entrant of a stage, in the period of its entry, kept, not kept, or not yet known.
#include <algorithm>

#include "handoff/cells/absence.hpp"
#include "handoff/time/blank_day.hpp"
#include "handoff/measures/commitment.hpp"
#include "handoff/judging/wall.hpp"
#include "handoff/judging/disposition.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/judging/owner.hpp"
#include "text/text_fold.hpp"

namespace handoff {

CommitmentTally::CommitmentTally(const Contract& contract, const CommitmentSettings& settings)
    : contract_(contract), settings_(settings), rules_(commitment_rules(contract, settings)), series_(commitment_series(contract, rules_)) {
  counts.resize(series_.size());
  between.resize(series_.size());
  candidates_.resize(series_.size());
  for (const CommitmentRule& rule : rules_) {
    asked_.push_back(asked_fields(contract, rule));
    const FieldId counted = known_field("touches");
    if (rule.metric.function == "touched_share" && !(counted < settings.absent.size() && settings.absent[counted])) asked_.back().push_back(known_field("last_touch_at"));
    if (!rule.not_measured.empty()) continue;
    if (std::find(stages_.begin(), stages_.end(), rule.stage) == stages_.end()) stages_.push_back(rule.stage);
  }
}

void CommitmentTally::add(LeadJudge& judge) {
  const Judging& judging = judge.judging();
  const bool wanted = judging.wanted == Tri::yes;
  funnel_ = &judge.funnel();
  bool no_date = false;
  for (const int stage : stages_) {
    if (judging.entry && static_cast<std::size_t>(stage) < judging.entry->counted_from()) continue;
    const StageClaim& entry = funnel_->stages[static_cast<std::size_t>(stage)];
    if (!entry.held && !entry.perhaps) continue;
    if (entry.held && on_one_day(static_cast<std::size_t>(stage)) && !add_dates(entry, wanted)) {
      no_date = true;
      continue;
    }
    const LeadFacts& facts = judge.facts(stage);
    for (std::size_t i = 0; i < rules_.size(); ++i)
      if (rules_[i].stage == stage && rules_[i].not_measured.empty()) add_rule(i, judge, facts);
  }
  undated += wanted && no_date;
  if (judging.entry && !judging.entry->only() && judging.entry->closes()) settle(judge);
}

/// Is the day of the entry known, if there is one? So it is too of a date that nobody knows, where the dates beside it leave one day.
bool CommitmentTally::on_one_day(std::size_t stage) const {
  if (!funnel_->stages[stage].open_day) return true;
  const std::optional<Period> days = entry_days(*funnel_, stage, *contract_.zone, settings_.as_of);
  return days && days->from == days->to;
}

/// Is the rule about the leads that count at its stage, and not about all that are claimed?
bool CommitmentTally::of_funnel(const CommitmentRule& rule) { return rule.metric.function == "count" || rule.to >= 0 || rule.in_money(); }

/// From when on the export speaks. False: the entrant has no date, or one that stands for none.
bool CommitmentTally::add_dates(const StageClaim& entry, bool wanted) {
  if (!entry.placed || is_blank_day(day_in(*contract_.zone, entry.place))) return false;
  for (const StageClaim& claim : funnel_->stages) {
    if (!wanted || !claim.held || !claim.placed) continue;
    const Day day = day_in(*contract_.zone, claim.place);
    if (!is_blank_day(day)) begins = std::min(begins.value_or(day), day);
  }
  return true;
}

/// Is the commitment about the lead? A volume or a rate of the funnel is about leads that count at the stage, and knows their period by a date of the
/// stage's own. A duty is owed to every lead that is claimed; and so is a share asked of every claim, for of the leads that stand a part of their own
/// definition holds by construction.
Tri CommitmentTally::belongs(const CommitmentRule& rule, const Judging& then, LeadJudge& judge) const {
  const auto stage = static_cast<std::size_t>(rule.stage);
  const StageClaim& entry = funnel_->stages[stage];
  const Tri held = entry.held ? Tri::yes : Tri::unknown;
  const Tri asked = tri_and(tri_and(held, judge.judging().wanted), rule.where ? truth(*rule.where, then) : Tri::yes);
  if (!of_funnel(rule)) return asked;
  if (entry.skipped == Tri::yes) return Tri::no;
  return tri_and(tri_and(asked, judge.counts(stage)), entry.stamped ? Tri::yes : Tri::unknown);
}

void CommitmentTally::add_rule(std::size_t index, LeadJudge& judge, const LeadFacts& facts) {
  const CommitmentRule& rule = rules_[index];
  const auto stage = static_cast<std::size_t>(rule.stage);
  const StageClaim& entry = funnel_->stages[stage];
  const Judging then = at_entry(judge.judging(), entry);
  const Tri belongs = this->belongs(rule, then, judge);
  const bool alone = !judge.judging().entry || judge.judging().entry->only();
  if (belongs == Tri::no && (alone || (entry.skipped == Tri::yes && of_funnel(rule)))) return;
  const std::optional<Period> days = entry_days(*funnel_, stage, *contract_.zone, settings_.as_of);
  if (!days || entered_in(settings_.window, days) == Tri::no || entered_in(settings_.in_force.days(), days) == Tri::no) return;
  if (belongs != Tri::no && judge.judging().wanted == Tri::yes && entry.held && days->from == days->to) first = std::min(first.value_or(days->from), days->from);
  for (std::size_t i = 0; i < series_.size(); ++i) {
    if (series_[i].rule != index) continue;
    const auto period_start = [&](Day day) { return period_of(day, series_[i].grain, contract_.week_start).from; };
    const Day from = period_start(days->from), to = days->from == days->to ? from : period_start(days->to);
    if (!alone) {
      Candidate one = candidate(index, then, belongs, judge, facts);
      one.from = from, one.to = to, one.there = entry.held && from == to;
      if (belongs != Tri::no) put_all(index, then, from == to ? belongs : Tri::unknown, judge, facts, one.own);
      candidates_[i].push_back(std::move(one));
    } else if (from == to) put_all(index, then, belongs, judge, facts, counts[i][from]);
    else put_all(index, then, Tri::unknown, judge, facts, between[i][{from, to}]);
  }
}

/// Counts the lead, in a period to which it belongs or may belong.
void CommitmentTally::put_all(std::size_t index, const Judging& then, Tri belongs, LeadJudge& judge, const LeadFacts& facts, PeriodCounts& here) const {
  const CommitmentRule& rule = rules_[index];
  const auto fact = std::find_if(facts.clocks.begin(), facts.clocks.end(), [&](const ClockFact& one) { return one.clock == rule.clock; });
  if (rule.clock >= 0 && fact == facts.clocks.end()) return;  // another clock judges it
  if (rule.in_money()) return put_money(index, then, belongs, here);
  const bool perhaps = belongs == Tri::unknown || (rule.clock >= 0 && fact->perhaps);
  const DueFinding found = finding(rule, then, judge, facts);
  if (found.due != Tri::no && (perhaps || (found.finding == Finding::unknown && rule.metric.function != "count"))) add_causes(index, then, &facts, here.causes);
  const bool exempt = rule.sense == Sense::time_down ? rule.clock >= 0 && fact->verdict == Verdict::exempt : found.finding == Finding::exempt;
  if (exempt) here.exempt += belongs == Tri::yes;
  else if (rule.sense == Sense::time_down) put_time(rule, !perhaps, judge, facts, here);
  else put(index, then, facts, found, perhaps, here);
  if (exempt || !rule.beside_standing) return;
  const Tri stands = judge.stands(static_cast<std::size_t>(rule.stage));
  if (stands != Tri::no) here.standing.merge(now_due(rule, found, perhaps || stands == Tri::unknown));
}

PeriodCounts CommitmentTally::of_period(std::size_t series, Day from) const {
  const auto found = counts[series].find(from);
  PeriodCounts all = found == counts[series].end() ? PeriodCounts() : found->second;
  for (const auto& [days, here] : between[series])
    if (days.first <= from && from <= days.second) all.merge(here);
  return all;
}

void CommitmentTally::add_causes(std::size_t index, const Judging& then, const LeadFacts* facts, Causes& causes) const {
  const CommitmentRule& rule = rules_[index];
  std::vector<FieldId> lacking;
  if (rule.clock < 0 || !facts || !add_before_start(contract_, facts->clocks, rule.clock, causes)) lacking = asked_[index];
  for (const ExprPtr& asked : {rule.where, rule.definition, of_funnel(rule) ? contract_.stages[static_cast<std::size_t>(rule.stage)].when : nullptr})
    if (asked) append_lacking(contract_, *asked, then, lacking);
  causes.add(contract_, then, lacking);
}

namespace {

/// In the numerator of a rule that counts failures, or passes.
std::optional<bool> did(std::optional<bool> fails, bool counts_failures) { return fails ? std::optional(*fails == counts_failures) : std::nullopt; }

void add_to(ShareEvidence& evidence, std::optional<bool> belongs, std::optional<bool> counted) {
  if (belongs && counted) ++(*counted ? evidence.count : evidence.missed);
  else evidence.unknown.add(belongs, counted);
}

/// What it will have come to once it is due; empty where that is not known.
std::optional<bool> will_fail(Ways ways) {
  if (ways.only(Way::passed | Way::early | Way::exempt)) return false;
  return ways.only(Way::failed | Way::exempt) ? std::optional(true) : std::nullopt;
}

}  // namespace

void CommitmentTally::put_mix(const CommitmentRule& rule, const Judging& then, std::map<std::string, std::uint64_t>& mix, std::uint64_t& open) const {
  const std::optional<std::string> part = mix_part(rule, then);
  ++(part ? mix[*part] : open);
}

/// `perhaps`: the export cannot say whether the commitment is about the lead.
void CommitmentTally::put(std::size_t index, const Judging& then, const LeadFacts& facts, const DueFinding& found, bool perhaps, PeriodCounts& here) const {
  const CommitmentRule& rule = rules_[index];
  if (rule.metric.function == "count") {
    if (perhaps) here.unknown.add(std::nullopt, std::nullopt);
    else ++here.count;
    if (rule.mix.empty()) return;
    return perhaps ? put_mix(rule, then, here.mix_perhaps, here.mix_perhaps_open) : put_mix(rule, then, here.mix, here.mix_open);
  }
  if (rule.metric.function == "status_update_lag") return put_updates(facts.touch, perhaps, here);
  PartEvidence* const part = rule.by == no_field ? nullptr : &part_in(here, part_of(rule, then, facts));
  if (found.finding == Finding::open) return put_open(perhaps, here, part);
  put_share(rule, found.ways, perhaps, here, part);
}

/// Of touches, not of leads.
void CommitmentTally::put_updates(const TouchFacts& touch, bool perhaps, PeriodCounts& here) {
  if (perhaps) return here.unknown.add(std::nullopt, std::nullopt);
  here.count += touch.updated;
  here.missed += touch.updated_late;
  here.open += touch.update_open;
  here.unknown.undecided += static_cast<std::int64_t>(touch.update_unknown);
  here.later.counted += static_cast<std::int64_t>(touch.updated_early);
  here.early += touch.updated_early;
}

/// Who may still get there.
void CommitmentTally::put_open(bool perhaps, PeriodCounts& here, PartEvidence* part) {
  ++(perhaps ? here.open_perhaps : here.open);
  if (part) ++(perhaps ? part->in_the_end.open_perhaps : part->in_the_end.open);
}

/// `part`: of whom the lead is; null: the rule asks nobody by name.
void CommitmentTally::put_share(const CommitmentRule& rule, Ways ways, bool perhaps, PeriodCounts& here, PartEvidence* part) {
  const bool failures = rule.clock >= 0 && rule.sense == Sense::share_down;
  const std::optional<bool> belongs = perhaps || ways.may(Way::exempt) ? std::nullopt : std::optional(true);
  const bool not_yet = ways.may(Way::early) || ways.may(Way::open);
  const Tri due = ways.due();
  if (due == Tri::no && !ways.may(Way::early)) return put_open(true, here, part);   // and perhaps exempt
  const std::optional<bool> so_far = did(ways.fails(), failures), in_the_end = not_yet ? did(will_fail(ways), failures) : so_far;
  if (part) add_to(part->in_the_end, belongs, in_the_end);
  if (part && due != Tri::no) part->now.add(not_yet ? std::nullopt : belongs, so_far);
  if (not_yet) {
    here.later.add(belongs, in_the_end);
    here.early += belongs && ways == Way::early;
    if (due == Tri::no) return;
    here.perhaps_due.add(std::nullopt, so_far);
  } else if (belongs && so_far) {
    ++(*so_far ? here.count : here.missed);
  } else {
    here.unknown.add(belongs, so_far);
  }
}

/// The lead in the share of those that were due.
Share CommitmentTally::now_due(const CommitmentRule& rule, const DueFinding& found, bool perhaps) {
  Share share;
  if (found.finding == Finding::open || found.ways.due() == Tri::no) return share;
  const bool sure = !perhaps && !found.ways.may(Way::exempt) && !found.ways.may(Way::early) && !found.ways.may(Way::open);
  share.add(sure ? std::optional(true) : std::nullopt, did(found.ways.fails(), rule.sense == Sense::share_down));
  return share;
}

/// Of `owner`: whose the clock is. Where the history does not say and the export's cell cannot be read, or has no column, nobody knows.
std::optional<std::string> CommitmentTally::part_of(const CommitmentRule& rule, const Judging& then, const LeadFacts& facts) const {
  const Value& value = (*then.lead)[rule.by];
  if (rule.by == known_field("owner"))
    for (const ClockFact& fact : facts.clocks) {
      if (fact.clock != rule.clock) continue;
      const Owner owner = clock_owner(then, fact, settings_.as_of);
      if (owner.unsure) return std::nullopt;
      if (!owner.name.empty() || owner.by_history) return std::string(owner.name);
    }
  if (!value.present() && !value.blank()) return std::nullopt;
  return value.present() ? std::string(value.text) : std::string();
}

PartEvidence& CommitmentTally::part_in(PeriodCounts& here, const std::optional<std::string>& name) { return name ? here.parts[*name] : here.anybody; }

std::optional<std::string> CommitmentTally::mix_part(const CommitmentRule& rule, const Judging& then) const {
  const std::shared_ptr<const BucketList>& buckets = rule.mix_by_source ? contract_.sources : contract_.segments;
  std::string name;
  if (buckets) {
    const int bucket = bucket_of(*buckets, then);
    if (bucket == undecided_bucket) return std::nullopt;
    if (bucket >= 0) name = buckets->buckets[static_cast<std::size_t>(bucket)].name;
  } else {
    const Value& value = (*then.lead)[known_field(rule.mix_by_source ? "source" : "segment")];
    if (value.present()) name = value.text;
    else if (!value.blank()) return std::nullopt;
  }
  for (const auto& [part, share] : rule.mix)
    if (!name.empty() && equal_folded(part, name)) return part;
  for (const auto& [part, share] : rule.mix)
    if (equal_folded(part, "other")) return part;
  return std::string();  // promised to nobody
}

void CommitmentTally::merge(const CommitmentTally& other) {
  for (std::size_t i = 0; i < counts.size(); ++i)
    for (const auto& [day, here] : other.counts[i]) counts[i][day].merge(here);
  for (std::size_t i = 0; i < between.size(); ++i)
    for (const auto& [days, here] : other.between[i]) between[i][days].merge(here);
  undated += other.undated;
  if (other.first) first = std::min(first.value_or(*other.first), *other.first);
  if (other.begins) begins = std::min(begins.value_or(*other.begins), *other.begins);
}

}  // namespace handoff
