// Counting leads into the waterfall. One lead touches each stage it reached once; all else is arithmetic at the end.
#include "handoff/measures/waterfall.hpp"

#include <algorithm>

#include "contract/group_limit.hpp"
#include "handoff/judging/history.hpp"

namespace handoff {

void StageTally::merge(const StageTally& other) {
  claimed += other.claimed;
  off += other.off;
  undecided += other.undecided;
  unclaimed += other.unclaimed;
  implied += other.implied;
  after_as_of += other.after_as_of;
  after_open += other.after_open;
  reached += other.reached;
  undated += other.undated;
  skipped += other.skipped;
  perhaps_skipped += other.perhaps_skipped;
  may_enter += other.may_enter;
  moved_undecided += other.moved_undecided;
  open += other.open;
  exits.resize(std::max(exits.size(), other.exits.size()));
  for (std::size_t i = 0; i < other.exits.size(); ++i) exits[i] += other.exits[i];
  first_moved += other.first_moved;
  first_undecided += other.first_undecided;
  first_unsure.merge(other.first_unsure);
  next.merge(other.next);
  to_next.merge(other.to_next);
  to_next_mature.merge(other.to_next_mature);
  ages.merge(other.ages);
  value.merge(other.value);
}

NotKnown StageTally::not_known() const {
  NotKnown found = ages.not_known();
  found.merge(nothing_known_of(to_next.count()));   // as early, and as late, as it may be
  found.waiting.merge(ages.stayed);
  return found;
}

WaterfallTally::WaterfallTally(const Contract& contract, const WaterfallSettings& settings)
    : placed_earlier(contract),
      contract_(contract),
      settings_(settings),
      keys_(contract, settings.by),
      mql_(find_stage(contract, "MQL")),
      all_claimable_(std::all_of(contract.stages.begin(), contract.stages.end(), [](const Stage& stage) { return stage.claimable(); })) {
  for (const Stage& stage : contract.stages) unclaimed_.push_back(stage.claimable() && settings.counting == Counting::defined && stage.when);
  any_unclaimed_ = std::find(unclaimed_.begin(), unclaimed_.end(), true) != unclaimed_.end();
  all_to_next.resize(contract.stages.size());
  for (std::size_t i = 0; i < contract.stages.size(); ++i) horizons_.push_back(signed_horizon(contract, static_cast<int>(i), static_cast<int>(i) + 1));
  met_.resize(256);
  here_.resize(contract.stages.size());
  perhaps_here_.resize(contract.stages.size());
}

/// The group of the key that was written.
StageTally* WaterfallTally::find_group() {
  auto found = groups_.find(key_);
  if (found == groups_.end()) {
    limit_groups(groups_.size() + 1);
    std::vector<StageTally> stages(contract_.stages.size());
    for (StageTally& stage : stages) stage.exits.resize(contract_.exits.size());
    found = groups_.emplace(key_, std::move(stages)).first;
  }
  return found->second.data();
}

/// The group of the lead that `keys_` has read, stage by stage.
StageTally* WaterfallTally::group(const Stamp* place) {
  const auto find = [&] {
    key_.clear();
    keys_.write(place, key_);
    return find_group();
  };
  if (!keys_.numbered()) return find();
  const std::uint64_t number = keys_.number(place);
  Met& met = met_[static_cast<std::size_t>(number * 0x9E3779B97F4A7C15U >> 56)];
  if (!met.stages || met.number != number) met = {number, find()};
  return met.stages;
}

/// The group of a lead that entered a stage, or may have, on a day that nobody knows: it may belong to the row of each period that holds such a day. Null: it is
/// surely outside the window. Who may be there makes no row of a period.
StageTally* WaterfallTally::group_between(std::size_t index, bool makes_row) {
  const std::optional<Period> days = entry_days(*funnel_, index, *contract_.zone, settings_.as_of);
  const Tri inside = entered_in(settings_.window, days);
  perhaps_here_[index] = inside == Tri::unknown;
  if (inside == Tri::no) return nullptr;
  if (!days) return group(nullptr);
  key_.clear();
  keys_.write_between(*days, perhaps_here_[index] || (!makes_row && keys_.by_period()), makes_row, key_);
  return find_group();
}

/// Of the stages that the lead has reached: so that the tallies of all are fetched into the cache side by side.
void WaterfallTally::find_groups(std::size_t from) {
  StageTally* const all = keys_.by_period() ? nullptr : group(nullptr);
  for (std::size_t i = from; i < funnel_->reached; ++i) {
    const StageClaim& claim = funnel_->stages[i];
    here_[i] = nullptr;
    if (claim.open_day) {
      here_[i] = group_between(i, true);
      continue;
    }
    if (!happened_in(settings_.window, claim, *contract_.zone)) continue;
    here_[i] = all ? all : group(claim.placed ? &claim.place : nullptr);
    const StageTally& tally = here_[i][i];
    __builtin_prefetch(&tally.claimed, 1);
    __builtin_prefetch(&tally.next, 1);
  }
}

void WaterfallTally::add(LeadJudge& judge) {
  const Judging& judging = judge.judging();
  funnel_ = &judge.funnel();
  keys_.read(judging);
  const bool wanted = judging.wanted == Tri::yes;   // else it is in the counts of groups alone that make no row
  if (wanted && !funnel_->unnamed_value.empty()) unnamed_values.add(funnel_->unnamed_value);
  after_as_of += wanted && funnel_->after_as_of;
  bool counted = false, unplaced_here = false;
  const std::size_t from = judging.entry ? judging.entry->counted_from() : 0;
  const bool again = judging.entry && judging.entry->number > 1;   // of the first stage, it begins there as its first entry did
  find_groups(from);
  if (from > 0) add_late_arrival(judge);
  for (std::size_t i = from; i < funnel_->reached; ++i) {
    const StageClaim& claim = funnel_->stages[i];
    if (wanted && settings_.window && !horizons_[i] && timed(i) && judge.counts(i) == Tri::yes && judge.counts(i + 1) == Tri::yes)
      all_to_next[i].add(between(claim.at, funnel_->stages[i + 1].at));
    unplaced_here = unplaced_here || !claim.placed;
    StageTally* const stages = here_[i];
    if (!stages) {
      if (wanted && claim.placed && claim.held && !claim.open_day) outside.add(settings_.not_in_force, day_in(*contract_.zone, claim.place));
      continue;
    }
    counted = counted || (claim.held && !(claim.open_day && perhaps_here_[i]));
    if (wanted && static_cast<int>(i) == mql_ && claim.held && claim.placed && !claim.open_day && !again) mqls.add(claim.place, *contract_.zone);
    add_claim(i, judge, stages[i]);
    if (i == 0 && claim.held && claim.skipped != Tri::yes) add_from_first(judge, 0, stages);
  }
  if (!again && (any_unclaimed_ || funnel_->perhaps) && !funnel_->to_come()) add_unclaimed(judge);
  if (!wanted) return;
  leads += counted && !again;
  reentries += counted && again;
  unplaced += unplaced_here;
  time_order += counted && funnel_->time_order;
}

/// Of an entrant of the first stage: at which stages from `from` on it counts.
void WaterfallTally::add_from_first(LeadJudge& judge, std::size_t from, StageTally* stages) {
  Tri first = judge.counts(0);
  if (first == Tri::no) return;
  if (funnel_->stages[0].skipped == Tri::unknown) first = Tri::unknown;
  const std::size_t end = first == Tri::yes && all_claimable_ && !funnel_->perhaps ? funnel_->reached : contract_.stages.size();
  for (std::size_t later = from; later < end; ++later) {
    const Tri counts = later == 0 ? Tri::yes : judge.counts(later);   // who counts at the first stage counts there
    if (first == Tri::unknown) {
      stages[later].first_unsure.add(std::nullopt, known(counts));
      continue;
    }
    stages[later].first_moved += counts == Tri::yes;
    stages[later].first_undecided += counts == Tri::unknown;
  }
}

/// An entry after the first: what the lead reaches by it for the first time, its cohort of the first stage has reached.
void WaterfallTally::add_late_arrival(LeadJudge& judge) {
  const StageEntry& entry = *judge.judging().entry;
  const StageClaim& claim = funnel_->stages[0];
  if (!claim.reached || !claim.held || claim.skipped == Tri::yes || !happened_in(settings_.window, claim, *contract_.zone)) return;
  if (judge.counts(0) != Tri::yes) return;  // whatever it comes to, the first entry has said that it may
  add_from_first(judge, static_cast<std::size_t>(std::max(entry.reached_before, entry.stage) + 1), group(keys_.by_period() && claim.placed ? &claim.place : nullptr));
}

/// At stages that the lead does not hold: it may be there, or it meets the definition and nobody claims it. In the period of the nearest earlier claim, but for a
/// date that nobody can read.
void WaterfallTally::add_unclaimed(LeadJudge& judge) {
  for (std::size_t i = 0; i < funnel_->stages.size(); ++i) {
    const StageClaim& claim = funnel_->stages[i];
    if (claim.held || (!claim.perhaps && !(unclaimed_[i] && judge.meets(i) == Tri::yes))) continue;
    StageTally* const stages = group_between(i, !claim.perhaps);
    if (!stages) continue;
    if (!claim.perhaps) {
      stages[i].unclaimed += funnel_->furthest >= 0 || !(funnel_->misdated || (funnel_->after_as_of && funnel_->perhaps));   // else it may not be there yet
      continue;
    }
    ++stages[i].may_enter;
    if (i == 0) add_from_first(judge, 0, stages);
    add_move(i, Tri::unknown, judge, stages[i]);
  }
}

void WaterfallTally::add_claim(std::size_t index, LeadJudge& judge, StageTally& tally) {
  const StageClaim& claim = funnel_->stages[index];
  if (!claim.held) {
    ++tally.after_as_of;
    tally.after_open += claim.open_day;
    return;
  }
  ++tally.claimed;
  if (!claim.stamped) tally.implied += claim.implied(static_cast<int>(index) < funnel_->furthest) && contract_.stages[index].claimable();
  const Tri counts = judge.counts(index);
  tally.off += counts == Tri::no;
  tally.undecided += counts == Tri::unknown;
  if (counts == Tri::yes) {
    ++tally.reached;
    tally.undated += !claim.stamped;
    if (judge.judging().wanted == Tri::yes) placed_earlier.add(index, claim, *judge.judging().lead);
    if (claim.skipped == Tri::yes) ++tally.skipped;
    else if (claim.skipped == Tri::unknown) ++tally.perhaps_skipped, ++tally.moved_undecided;
    tally.value.add(*judge.judging().lead, contract_.symbols);
  }
  if (counts != Tri::no && claim.skipped != Tri::yes) add_move(index, claim.skipped == Tri::unknown ? Tri::unknown : counts, judge, tally);
}

/// Where an entrant is now.
void WaterfallTally::add_move(std::size_t index, Tri counts, LeadJudge& judge, StageTally& tally) {
  const StageClaim& claim = funnel_->stages[index];
  const bool last = index + 1 == funnel_->stages.size();
  const Tri moved = last ? Tri::no : judge.counts(index + 1);
  if (!last) tally.next.add(known(counts), known(moved));
  if (counts == Tri::yes && moved != Tri::yes) {
    if (moved == Tri::unknown || funnel_->exits_perhaps != 0) ++tally.moved_undecided;
    else ++(funnel_->exit >= 0 ? tally.exits[static_cast<std::size_t>(funnel_->exit)] : tally.open);
  }
  if (last) return;
  if (claim.stamped && claim.at.first <= settings_.as_of) add_times(index, counts, moved, judge, tally);
  else if (claim.misdated) add_open_times(index, counts, moved, tally);
}

/// Did the lead move on to the next stage at a known time, in the right order, by as-of?
bool WaterfallTally::timed(std::size_t index) const {
  if (index + 1 == funnel_->stages.size()) return false;
  const StageClaim &claim = funnel_->stages[index], &next = funnel_->stages[index + 1];
  return claim.stamped && next.stamped && claim.at.first <= settings_.as_of && next.at.first <= settings_.as_of && !FunnelReader::faulty(*funnel_, index, index + 1);
}

/// Times rest on real stamps only, in the right order; who moved on without a stamp is in no time at all.
void WaterfallTally::add_times(std::size_t index, Tri counts, Tri moved, LeadJudge& judge, StageTally& tally) {
  const StageClaim& claim = funnel_->stages[index];
  std::optional<DueFinding> found;
  if (horizons_[index]) found = judge.converted(index, index + 1, moved, horizons_[index]);
  tally.ages.add(counts, moved, settings_.as_of - claim.at.first, found, late_);
  if (counts != Tri::yes || moved != Tri::yes) return;
  if (funnel_->stages[index + 1].misdated) tally.ages.untimed.add(settings_.as_of - claim.at.first);
  if (!timed(index)) return;
  const Stamp& next = funnel_->stages[index + 1].at;
  const Elapsed took = elapsed(claim.at, next);
  tally.to_next.add(between(claim.at, next), took.least, took.most, late_);
  if (found && *found == DueFinding{Finding::pass, Tri::yes}) tally.to_next_mature.add(between(claim.at, next), took.least, took.most);
}

/// Of an entrant on a day that nobody knows: at most as old as its first day makes it.
void WaterfallTally::add_open_times(std::size_t index, Tri counts, Tri moved, StageTally& tally) {
  const std::optional<Period> days = entry_days(*funnel_, index, *contract_.zone, settings_.as_of);
  tally.ages.add_open(counts, moved, settings_.as_of - contract_.zone->day_start(days->from), horizons_[index]);
}

void WaterfallTally::merge(const WaterfallTally& other, const Each& each) {
  late_.settle();
  std::vector<std::pair<std::vector<StageTally>*, const std::vector<StageTally>*>> both;
  for (const auto& [key, stages] : other.groups()) {
    const auto [found, fresh] = groups_.try_emplace(key, stages);
    if (!fresh) both.emplace_back(&found->second, &stages);
  }
  each(both.size(), [&](std::size_t group) {
    const auto& [mine, others] = both[group];
    for (std::size_t i = 0; i < others->size(); ++i) (*mine)[i].merge((*others)[i]);
  });
  limit_groups(groups_.size());
  for (std::size_t i = 0; i < all_to_next.size(); ++i) all_to_next[i].merge(other.all_to_next[i]);
  leads += other.leads;
  reentries += other.reentries;
  time_order += other.time_order;
  unplaced += other.unplaced;
  after_as_of += other.after_as_of;
  outside.merge(other.outside);
  unnamed_values.merge(other.unnamed_values);
  mqls.merge(other.mqls);
  placed_earlier.merge(other.placed_earlier);
}

void collect_waterfall_fields(const Contract& contract, const WaterfallSettings& settings, std::vector<FieldId>& out) {
  collect_funnel_fields(contract, out);
  if (settings.counting == Counting::defined) collect_definition_fields(contract, out);
  for (const GroupBy& by : settings.by) collect_group_fields(by, out);
  out.push_back(known_field("amount"));
  out.push_back(known_field("currency"));
}

}  // namespace handoff
