// Counting leads into the periods of a meeting.
#include "handoff/measures/weekly.hpp"

#include <algorithm>

#include "contract/group_limit.hpp"
#include "handoff/time/blank_day.hpp"
#include "handoff/judging/wall.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/measures/entrants.hpp"
#include "text/text_fold.hpp"

namespace handoff {

std::vector<Period> meeting_periods(const MeetingSettings& settings, const Contract& contract) {
  std::vector<Period> periods(trend_periods);
  Period period = settings.period;
  for (int i = trend_periods - 1; i >= 0; --i) {
    periods[static_cast<std::size_t>(i)] = period;
    period = period_of(period.from - 1, settings.grain, contract.week_start);
  }
  const Day today = contract.zone->day_of(settings.as_of);
  const Period next = period_of(settings.period.to + 1, settings.grain, contract.week_start);
  if (today >= next.from && today <= next.to && contract.zone->day_start(next.from) < settings.as_of) periods.push_back(next);
  return periods;
}

int pipeline_stage(const Contract& contract, const MeetingSettings& settings) {
  if (settings.to < 0) return settings.stage;
  return std::min(settings.to + 1, static_cast<int>(contract.stages.size()) - 1);
}

MeetingTally::MeetingTally(const Contract& contract, const MeetingSettings& settings)
    : periods(meeting_periods(settings, contract)), contract_(contract), settings_(settings),
      keys_(contract, settings.by), source_keys_(contract, settings.source ? std::vector<GroupBy>{*settings.source} : std::vector<GroupBy>{}),
      scales_(find_scales(contract, settings.stage)), touch_(known_field("first_touch_at")) {
  counts.resize(periods.size(), empty_counts());
  perhaps = counts;
  for (std::size_t i = 0; i < scales_.size(); ++i)
    if (equal_folded(scales_[i].name, "fit")) fit_ = i;
  const Stage& stage = contract.stages[static_cast<std::size_t>(settings.stage)];
  if (settings.to >= 0) horizon_ = signed_horizon(contract, settings.stage, settings.to);
  for (std::size_t k = 0; k + 1 < contract.stages.size(); ++k) horizons_.push_back(signed_horizon(contract, static_cast<int>(k), static_cast<int>(k) + 1));
  if (stage.when) definition_.emplace(stage.when, Explanation::Root::named, false);
  if (const FieldId stop = judged_stop(contract, settings.stage); stop != no_field) touch_ = stop;
  if (!contract.disposition) return;
  const std::vector<std::string>& states = contract.disposition->states;
  for (std::size_t i = 0; i < states.size(); ++i)
    if (equal_folded(states[i], "rejected")) rejected_ = static_cast<int>(i);
}

MeetingCounts MeetingTally::empty_counts() const {
  MeetingCounts empty;
  const std::size_t stages = contract_.stages.size();
  empty.claimed.resize(stages);
  empty.entered.resize(stages);
  empty.unsure.resize(stages);
  empty.dayless.resize(stages);
  empty.moved.resize(stages);
  empty.value.resize(stages);
  empty.taken.resize(stages);
  empty.dispositions.resize(contract_.disposition ? contract_.disposition->states.size() + 2 : 0);
  return empty;
}

/// Is it a day on which the contract is in force?
bool MeetingTally::counts_on(Day day) const { return !settings_.in_force || (day >= settings_.in_force->from && day <= settings_.in_force->to); }

int MeetingTally::period_at(Day day) const {
  if (!counts_on(day)) return -1;
  for (std::size_t i = periods.size(); i-- > 0;)
    if (day >= periods[i].from) return day <= periods[i].to ? static_cast<int>(i) : -1;
  return -1;
}

template <class Use>
void MeetingTally::each_period(std::size_t stage, const Use& use) const {
  const StageClaim& claim = funnel_->stages[stage];
  if (claim.held && !open_day(stage)) {
    const int period = claim.placed ? period_of_stamp(claim.place) : -1;
    if (period >= 0) use(static_cast<std::size_t>(period), Tri::yes);
    return;
  }
  const std::optional<Period> days = claim.held || claim.perhaps ? days_of(stage) : std::nullopt;
  if (!days || entered_in(settings_.in_force, days) == Tri::no) return;
  const Tri held = claim.held ? Tri::yes : Tri::unknown;
  for (std::size_t i = 0; i < periods.size(); ++i)
    if (const Tri inside = tri_and(held, entered_in(periods[i], days)); inside != Tri::no) use(i, inside);
}

/// The counts of a period: of leads that belong to it, or of those that may.
MeetingCounts& MeetingTally::counts_of(std::size_t period, Tri inside, const Judging& judging) {
  return (inside == Tri::yes && judging.wanted == Tri::yes ? counts : perhaps)[period];
}

/// Entries into all stages, each in its own period.
void MeetingTally::add_entries(LeadJudge& judge) {
  const Judging& judging = judge.judging();
  const std::size_t stages = funnel_->stages.size();
  for (std::size_t k = judging.entry ? judging.entry->counted_from() : 0; k < stages; ++k)
    each_period(k, [&](std::size_t period, Tri inside) { add_entry(k, judge, counts_of(period, inside, judging)); });
}

void MeetingTally::add_entry(std::size_t k, LeadJudge& judge, MeetingCounts& here) {
  const Judging& judging = judge.judging();
  const std::vector<StageClaim>& stages = funnel_->stages;
  const Tri counts_here = judge.counts(k);
  ++here.claimed[k];
  here.dayless[k] += open_day(k) && lacks_column(k);
  here.unsure[k] += counts_here == Tri::unknown;
  if (k + 1 < stages.size() && stages[k].skipped != Tri::yes) add_moved(k, judge, here.moved[k]);
  if (counts_here != Tri::yes) return;
  ++here.entered[k];
  has_money = (here.value[k].add(*judging.lead, contract_.symbols) && judging.wanted == Tri::yes) || has_money;
  const bool timed = k > 0 && stages[k].stamped && stages[k - 1].stamped && !FunnelReader::faulty(*funnel_, k - 1, k);
  if (timed && judge.counts(k - 1) == Tri::yes) here.taken[k].add(between(stages[k - 1].at, stages[k].at));
  if (k + 1 == stages.size()) add_won(here);
}

namespace {

/// Did it happen, as far as is known by as-of?
std::optional<bool> so_far(const DueFinding& found) { return found.ways.only(Way::failed | Way::failed_early | Ways(Way::open)) ? std::optional(false) : passed(found.finding); }

}  // namespace

/// Of a lead that counts at the stage, with a claim of its own there: does it count at `to`?
void MeetingTally::add_converted(LeadJudge& judge, Share& share) const {
  const auto stage = static_cast<std::size_t>(settings_.stage);
  if (settings_.to < 0 || funnel_->stages[stage].skipped == Tri::yes) return;
  const DueFinding found = judge.converted(stage, static_cast<std::size_t>(settings_.to), horizon_);
  share.add(entrant(stage, judge), so_far(found));
}

/// Is the lead, which has or may have a claim of its own at a stage, in the denominator of a rate from there?
std::optional<bool> MeetingTally::entrant(std::size_t stage, LeadJudge& judge) const {
  return known(tri_and(judge.counts(stage), funnel_->stages[stage].skipped == Tri::unknown ? Tri::unknown : Tri::yes));
}

void MeetingTally::add_moved(std::size_t stage, LeadJudge& judge, Share& share) const {
  const DueFinding found = judge.converted(stage, stage + 1, horizons_[stage]);
  share.add(entrant(stage, judge), so_far(found));
}

/// Was the lead's handling in time? Clocks that are open, exempt or cannot be proven do not count against it.
void MeetingTally::add_won(MeetingCounts& here) const {
  bool met = false, late = false;
  for (const ClockFact& fact : facts_->clocks) {
    met = met || fact.verdict == Verdict::met;
    late = late || fact.verdict == Verdict::breached;
  }
  here.won_in_time += met && !late;
  here.won_late += late;
}

namespace {

std::string segment_of(const BucketList& segments, const Judging& then) {
  const int bucket = bucket_of(segments, then);
  if (bucket == undecided_bucket) return "(undecided)";
  return bucket >= 0 ? segments.buckets[static_cast<std::size_t>(bucket)].name : "unmapped";
}

void add_touched(const Stamp& entry, const Stamp& touch, SpanCounts& touched) {
  const Elapsed after = elapsed(entry, touch);
  touched.add(between(entry, touch), after.least, after.most);
}

}  // namespace

void MeetingTally::add_cohort(LeadJudge& judge, MeetingCounts& here) {
  const Judging& judging = judge.judging();
  const StageClaim& entry = funnel_->stages[static_cast<std::size_t>(settings_.stage)];
  add_converted(judge, here.converted);
  if (contract_.segments && settings_.to >= 0) add_converted(judge, here.by_segment[segment_of(*contract_.segments, at_entry(judging, entry))]);
  here.meets += facts_->meets_definition == Tri::yes;
  here.off += facts_->meets_definition == Tri::no;
  here.undecided += facts_->meets_definition == Tri::unknown;
  if (const ExprPtr& when = contract_.stages[static_cast<std::size_t>(settings_.stage)].when; when && facts_->meets_definition == Tri::unknown) {
    std::vector<FieldId> lacking;
    append_lacking(contract_, *when, at_entry(judging, entry), lacking);
    here.causes.add(contract_, judging, lacking);
  }
  if (!here.dispositions.empty()) ++here.dispositions[disposition_of(judging)];
  const CrmTouch touch = crm_touch(contract_, *judging.lead, touch_, entry, settings_.as_of);
  here.touched_at_all.add(true, known(touch.since));
  if (entry.stamped && touch.since == Tri::no) here.untouched.add(settings_.as_of - entry.at.first, settings_.as_of - entry.at.last, settings_.as_of - entry.at.first);
  else if (touch.first) add_touched(entry.at, touch.at, here.touched);
  else ++here.unmeasured;
}

void MeetingTally::add(LeadJudge& judge) {
  const Judging& judging = judge.judging();
  const bool wanted = judging.wanted == Tri::yes;
  lead_ = judging.lead;
  funnel_ = &judge.funnel();
  const auto stage = static_cast<std::size_t>(settings_.stage);
  const StageClaim& entry = funnel_->stages[stage];
  if (funnel_->furthest < 0 && !funnel_->perhaps) return;
  facts_ = entry.held || entry.perhaps ? &judge.facts(settings_.stage) : nullptr;
  add_entries(judge);
  add_source(judge);
  if (!facts_) return;
  const bool dated = entry.placed && !open_day(stage);
  if (const Day day = dated ? day_in(*contract_.zone, entry.place) : 0; dated && !counts_on(day)) {
    if (wanted) outside.add(settings_.not_in_force, day);
    return;
  }
  if (wanted && entry.held) add_wanted(judge, dated ? period_of_stamp(entry.place) : -1);
  each_period(stage, [&](std::size_t period, Tri inside) {
    add_cohort(judge, counts_of(period, inside, judging));
    if (!keys_.by().empty() && static_cast<int>(period) < trend_periods) add_group(judge, static_cast<int>(period), inside);
  });
}

/// An entrant of the stage, whenever it entered.
void MeetingTally::add_wanted(LeadJudge& judge, int period) {
  const StageClaim& entry = funnel_->stages[static_cast<std::size_t>(settings_.stage)];
  ++population;
  undated += !entry.placed && !open_day(static_cast<std::size_t>(settings_.stage));
  if (entry.placed && !entry.open_day) {
    const Day day = day_in(*contract_.zone, entry.place);
    if (is_blank_day(day)) ++blank_dates;
    else first = std::min(first.value_or(day), day);
  }
  if (settings_.to >= 0) {
    const StageClaim& to = funnel_->stages[static_cast<std::size_t>(settings_.to)];
    const bool faulty = FunnelReader::faulty(*funnel_, static_cast<std::size_t>(settings_.stage), static_cast<std::size_t>(settings_.to));
    const bool counts_there = judge.counts(static_cast<std::size_t>(settings_.stage)) == Tri::yes && judge.counts(static_cast<std::size_t>(settings_.to)) == Tri::yes;
    if (entry.stamped && to.stamped && counts_there && !faulty) taken_to.add(between(entry.at, to.at));
  }
  add_reason(judge.judging(), period);
  talk(judge, period);
}

/// The group of an entrant of the trend, which has counts of the chosen period alone.
void MeetingTally::add_group(LeadJudge& judge, int period, Tri inside) {
  key_.clear();
  Judging owned = owned_.of(judge.judging(), judge.owner(settings_.stage));
  owned.wanted = tri_and(owned.wanted, inside);
  write_group(keys_, owned, *funnel_, static_cast<std::size_t>(settings_.stage), *contract_.zone, settings_.as_of, key_);
  Group& whole = groups.try_emplace(key_, Group{empty_counts()}).first->second;
  limit_groups(groups.size());
  ++whole.in_trend;
  if (period != trend_periods - 1) return;
  MeetingCounts& group = whole.counts;
  const auto stage = static_cast<std::size_t>(settings_.stage);
  ++group.claimed[stage];
  group.entered[stage] += judge.counts(stage) == Tri::yes;
  group.unsure[stage] += judge.counts(stage) == Tri::unknown;
  add_cohort(judge, group);
}

void MeetingTally::merge(MeetingTally&& other) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i].merge(other.counts[i]);
    perhaps[i].merge(other.perhaps[i]);
  }
  for (const auto& [key, theirs] : other.groups) {
    Group& mine = groups.try_emplace(key, Group{empty_counts()}).first->second;
    mine.counts.merge(theirs.counts);
    mine.in_trend += theirs.in_trend;
    limit_groups(groups.size());
  }
  for (const auto& [key, theirs] : other.sources) {
    sources[key].merge(theirs);
    limit_groups(sources.size(), "--pipeline-by");
  }
  reasons.merge(other.reasons);
  reasons_now.merge(other.reasons_now);
  merge_talk(other);
  taken_to.merge(other.taken_to);
  population += other.population;
  undated += other.undated;
  blank_dates += other.blank_dates;
  outside.merge(other.outside);
  if (other.first) first = std::min(first.value_or(*other.first), *other.first);
  has_money = has_money || other.has_money;
}

}  // namespace handoff
