// Counting leads into the waterfall. One lead touches each stage it reached once; all else is arithmetic at the end.
#include "handoff/measures/waterfall.hpp"

#include <algorithm>

#include "contract/group_limit.hpp"
#include "handoff/judging/history.hpp"

namespace handoff {

void StageTally::merge(const StageTally& other) {
  reached += other.reached;
  after_as_of += other.after_as_of;
  skipped += other.skipped;
  undated += other.undated;
  moved += other.moved;
  open += other.open;
  from_first += other.from_first;
  mature_of += other.mature_of;
  mature_moved += other.mature_moved;
  exits.resize(std::max(exits.size(), other.exits.size()));
  for (std::size_t i = 0; i < other.exits.size(); ++i) exits[i] += other.exits[i];
  to_next.merge(other.to_next);
  open_ages.merge(other.open_ages);
  moved_ages.merge(other.moved_ages);
  left_times.merge(other.left_times);
  left_ages.merge(other.left_ages);
  value.merge(other.value);
}

WaterfallTally::WaterfallTally(const Contract& contract, const WaterfallSettings& settings)
    : contract_(contract),
      settings_(settings),
      keys_(contract, settings.by) {
  all_to_next.resize(contract.stages.size());
  met_.resize(256);
}

std::vector<StageTally>& WaterfallTally::find_group(const Stamp* place) {
  key_.clear();
  keys_.write(place, key_);
  auto found = groups_.find(key_);
  if (found == groups_.end()) {
    limit_groups(groups_.size() + 1);
    std::vector<StageTally> stages(contract_.stages.size());
    for (StageTally& stage : stages) stage.exits.resize(contract_.exits.size());
    found = groups_.emplace(key_, std::move(stages)).first;
  }
  return found->second;
}

/// The group of the lead that `keys_` has read.
std::vector<StageTally>& WaterfallTally::group(const Stamp* place) {
  if (!keys_.numbered()) return find_group(place);
  const std::uint64_t number = keys_.number(place);
  Met& met = met_[static_cast<std::size_t>(number * 0x9E3779B97F4A7C15U >> 56)];
  if (met.stages && met.number == number) return *met.stages;
  std::vector<StageTally>& stages = find_group(place);
  met = {number, &stages};
  return stages;
}

void WaterfallTally::add(LeadJudge& judge) {
  const Judging& judging = judge.judging();
  funnel_ = &judge.funnel();
  keys_.read(judging);
  if (!funnel_->unnamed_value.empty()) unnamed_values.add(funnel_->unnamed_value);
  after_as_of += funnel_->after_as_of;
  bool counted = false, unplaced_here = false;
  std::vector<StageTally>* stages = keys_.by_period() ? nullptr : &group(nullptr);
  const std::size_t from = judging.entry ? judging.entry->counted_from() : 0;
  if (from > 0) add_late_arrival(*judging.entry, stages);
  for (std::size_t i = from; i < funnel_->reached; ++i) {
    const StageClaim& claim = funnel_->stages[i];
    if (settings_.window && !contract_.stages[i].maturity && timed(i)) all_to_next[i].add(between(claim.at, funnel_->stages[i + 1].at));
    unplaced_here = unplaced_here || !claim.placed;
    if (!happened_in(settings_.window, claim, *contract_.zone)) {
      if (claim.placed) outside.add(settings_.not_in_force, day_in(*contract_.zone, claim.place));
      continue;
    }
    counted = true;
    if (keys_.by_period()) stages = &group(claim.placed ? &claim.place : nullptr);
    add_stage(i, judging, (*stages)[i]);
    if (i > 0 || !claim.held) continue;
    for (std::size_t later = 0; later < funnel_->reached; ++later) (*stages)[later].from_first += funnel_->stages[later].held;
  }
  leads += counted && from == 0;
  reentries += counted && from > 0;
  unplaced += unplaced_here;
  time_order += counted && funnel_->time_order;
}

/// An entry after the first: what the lead reaches by it for the first time, its cohort of the first stage has reached.
void WaterfallTally::add_late_arrival(const StageEntry& entry, std::vector<StageTally>* stages) {
  const StageClaim& claim = funnel_->stages[0];
  if (!claim.reached || !claim.held || !happened_in(settings_.window, claim, *contract_.zone)) return;
  if (!stages) stages = &group(claim.placed ? &claim.place : nullptr);
  const int before = std::max(entry.reached_before, entry.stage);
  for (auto later = static_cast<std::size_t>(before + 1); later < funnel_->reached; ++later) (*stages)[later].from_first += funnel_->stages[later].held;
}

void WaterfallTally::add_stage(std::size_t index, const Judging& judging, StageTally& tally) {
  const StageClaim& claim = funnel_->stages[index];
  const bool moved = static_cast<int>(index) < funnel_->furthest;
  ++tally.reached;
  tally.undated += !claim.stamped;
  tally.skipped += !claim.stamped && index + 1 < funnel_->stages.size() && funnel_->stages[index + 1].reached;
  if (!claim.held) ++tally.after_as_of;
  else if (moved) ++tally.moved;
  else if (funnel_->exit >= 0) ++tally.exits[static_cast<std::size_t>(funnel_->exit)];
  else ++tally.open;
  if (claim.stamped && claim.at.first <= settings_.as_of) add_times(index, tally);
  tally.value.add(*judging.lead);
}

/// Did the lead move on to the next stage at a known time, in the right order, by as-of?
bool WaterfallTally::timed(std::size_t index) const {
  if (index + 1 == funnel_->stages.size()) return false;
  const StageClaim& next = funnel_->stages[index + 1];
  return funnel_->stages[index].stamped && next.stamped && next.at.first <= settings_.as_of && !FunnelReader::faulty(*funnel_, index, index + 1);
}

/// Times rest on real stamps only, in the right order; who moved on without a stamp is in no time at all.
void WaterfallTally::add_times(std::size_t index, StageTally& tally) {
  if (index + 1 == funnel_->stages.size()) return;
  const StageClaim& claim = funnel_->stages[index];
  const StageClaim& next = funnel_->stages[index + 1];
  const Seconds age = settings_.as_of - claim.at.first;
  const std::optional<Duration>& maturity = contract_.stages[index].maturity;
  if (maturity) {
    tally.mature_of += age >= maturity->amount;
    tally.mature_moved += age >= maturity->amount && next.held;
  }
  if (next.held) {
    if (!maturity) tally.moved_ages.add(age);
    if (timed(index)) tally.to_next.add(between(claim.at, next.at));
  } else if (funnel_->exit >= 0 && funnel_->exit_stamped && !certainly_before(funnel_->exit_at, claim.at)) {
    tally.left_times.add(between(claim.at, funnel_->exit_at));
    if (!maturity) tally.left_ages.add(age);
  } else {
    tally.open_ages.add(age);
  }
}

void WaterfallTally::merge(const WaterfallTally& other, const Each& each) {
  std::vector<std::pair<std::vector<StageTally>*, const std::vector<StageTally>*>> both;
  for (const auto& [key, stages] : other.groups_) {
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
}

void collect_waterfall_fields(const Contract& contract, const WaterfallSettings& settings, std::vector<FieldId>& out) {
  collect_funnel_fields(contract, out);
  for (const GroupBy& by : settings.by) collect_group_fields(by, out);
  out.push_back(known_field("amount"));
  out.push_back(known_field("currency"));
}

}  // namespace handoff
