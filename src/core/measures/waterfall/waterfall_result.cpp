// From the waterfall's counts to its rates, and who may be named.
#include <algorithm>

#include "handoff/measures/waterfall.hpp"

namespace handoff {

namespace {

/// How long a stage's conversions take, over all groups and whatever the window: the 90th percentile of what was observed.
std::vector<std::optional<double>> measured_maturity(const WaterfallTally& tally, const Contract& contract, const Each& each) {
  std::vector<std::optional<double>> windows(contract.stages.size());
  each(windows.size(), [&](std::size_t i) {
    if (contract.stages[i].maturity) {
      windows[i] = static_cast<double>(contract.stages[i].maturity->amount);
      return;
    }
    Distribution all = tally.all_to_next[i];  // a window's own cohort may be too young to tell
    if (all.count() == 0)
      for (const auto& [key, stages] : tally.groups()) all.merge(stages[i].to_next);
    windows[i] = all.quantile(0.9);
  });
  return windows;
}

/// Entries of a stage: those known, and those that may be.
struct Entries { std::uint64_t known = 0, unsure = 0; };

/// Entries against entries are not a proportion: they have no bounds of a sample, and may pass 1.
Rate entries_rate(const Entries& count, const Entries& of) {
  Rate rate = whole(share_of(count.known, of.known));
  rate.low.reset();
  rate.high.reset();
  rate.unknown = static_cast<std::int64_t>(count.unsure + of.unsure);
  if (rate.unknown == 0) return rate;
  const auto ratio = [](std::uint64_t a, std::uint64_t b) { return b > 0 ? std::optional(static_cast<double>(a) / static_cast<double>(b)) : std::nullopt; };
  rate.least = ratio(count.known, of.known + of.unsure);
  rate.most = ratio(count.known + count.unsure, of.known);
  if (static_cast<std::uint64_t>(rate.unknown) * 20 > count.known + of.known) rate.rate.reset();
  return rate;
}

/// Of the first stage's entrants: who counts at a stage.
Share from_first(const StageTally& first, const StageTally& tally) {
  Share share = tally.first_unsure;
  share.merge(share_beside(tally.first_moved, first.entered() - tally.first_moved - tally.first_undecided, tally.first_undecided));
  return share;
}

/// Of those that hold a stage long enough, who moved on.
Share mature(const StageTally& tally, const Contract& contract, std::size_t i, double maturity) {
  if (contract.stages[i].maturity) return tally.mature;
  const std::uint64_t stayed = tally.stayed_ages.count_at_least(maturity);
  return share_beside(tally.moved_ages.count_at_least(maturity), stayed, tally.unsure_ages.count_at_least(maturity));
}

/// `perhaps`: the stages of leads of which nobody knows whether they belong; null: there are none. They are in the shares alone.
StageResult stage_result(const std::vector<StageTally>& stages, const std::vector<StageTally>* perhaps, std::size_t i, const Contract& contract, bool period_basis,
                         const std::optional<double>& maturity) {
  const auto share = [&](auto share_of_stages) {
    const Share known = share_of_stages(stages);
    return wilson(perhaps ? beside(known, share_of_stages(*perhaps)) : known);
  };
  const StageTally& tally = stages[i];
  const bool last = i + 1 == stages.size();
  StageResult result;
  result.stage = contract.stages[i].name;
  result.reached = tally.reached;
  if (stages[0].reached > 0) result.of_first = std::min(1.0, static_cast<double>(tally.reached) / static_cast<double>(stages[0].reached));
  result.claimed = tally.claimed;
  result.off = tally.off;
  result.undecided = tally.undecided;
  result.unclaimed = tally.unclaimed;
  result.moved = static_cast<std::uint64_t>(tally.next.counted);
  result.moved_undecided = tally.moved_undecided;
  result.skipped = tally.skipped;
  result.undated = tally.undated;
  result.open = tally.open;
  result.after_as_of = tally.after_as_of;
  for (std::size_t exit = 0; exit < contract.exits.size(); ++exit) result.exits.emplace_back(contract.exits[exit].name, tally.exits[exit]);
  result.value = tally.value;
  if (period_basis) {
    const auto entries = [](const StageTally& stage) { return Entries{stage.reached, stage.undecided}; };
    result.next = last ? entries_rate({}, {}) : entries_rate(entries(stages[i + 1]), entries(tally));
    result.total = entries_rate(entries(tally), entries(stages[0]));
  } else {
    result.next = share([i](const auto& all) { return all[i].next; });
    result.total = share([i](const auto& all) { return from_first(all[0], all[i]); });
  }
  if (last) return result;
  result.maturity_seconds = maturity;
  result.to_next = summarize(tally.to_next, tally.stayed_ages);
  if (maturity) result.mature = share([&](const auto& all) { return mature(all[i], contract, i, *maturity); });
  return result;
}

/// The stages of all undecided leads that may belong to a row; empty: there are none.
std::vector<StageTally> may_belong(const WaterfallTally& tally, const std::vector<const std::string*>& undecided, const std::string& row) {
  std::vector<StageTally> all;
  std::string own = row;
  if (GroupKeys::pool_undecided(own)) return all;
  for (const std::string* key : undecided) {
    if (!GroupKeys::may_belong(*key, row)) continue;
    const std::vector<StageTally>& stages = tally.groups().at(*key);
    all.resize(stages.size());
    for (std::size_t i = 0; i < stages.size(); ++i) all[i].merge(stages[i]);
  }
  return all;
}

}  // namespace

WaterfallResult waterfall(const WaterfallTally& tally, const Contract& contract, const WaterfallSettings& settings, const Each& each) {
  WaterfallResult result;
  result.leads = tally.leads;
  result.reentries = tally.reentries;
  result.time_order = tally.time_order;
  result.unplaced = tally.unplaced;
  result.outside = tally.outside;
  result.after_as_of = tally.after_as_of;
  result.unnamed_values = tally.unnamed_values;

  /// The tally's own counts, or where groups are put together, a sum of them.
  struct Shown { const std::vector<StageTally>* stages; std::vector<StageTally> sum; };
  std::map<std::string, Shown> groups;
  std::vector<const std::string*> undecided;
  for (const auto& [key, stages] : tally.groups()) {
    std::uint64_t leads = 0;
    for (const StageTally& stage : stages) leads = std::max(leads, stage.claimed);
    if (leads == 0 && tally.keys().by_period()) continue;
    std::string shown = key;
    if (leads < least_named_group && tally.keys().pool_people(shown)) ++result.pooled_groups;
    const bool open = GroupKeys::pool_undecided(shown);
    if (open) undecided.push_back(&key);
    const auto [found, fresh] = groups.try_emplace(std::move(shown), Shown{&stages, {}});
    if (fresh) continue;
    Shown& group = found->second;
    if (group.sum.empty()) group.sum = *group.stages;
    group.stages = &group.sum;
    for (std::size_t i = 0; i < stages.size(); ++i) group.sum[i].merge(stages[i]);
  }
  if (groups.empty() && settings.by.empty()) {
    std::vector<StageTally> none(contract.stages.size());
    for (StageTally& stage : none) stage.exits.resize(contract.exits.size());
    Shown& group = groups[""];
    group.sum = std::move(none);
    group.stages = &group.sum;
  }
  const std::vector<std::optional<double>> maturity = measured_maturity(tally, contract, each);
  std::vector<const std::vector<StageTally>*> shown;
  std::vector<std::vector<StageTally>> perhaps;
  for (const auto& [key, group] : groups) {
    shown.push_back(group.stages);
    perhaps.push_back(may_belong(tally, undecided, key));
    result.groups.push_back({tally.keys().labels(key, settings.window, settings.as_of), {}});
  }
  each(shown.size(), [&](std::size_t group) {
    for (std::size_t i = 0; i < shown[group]->size(); ++i)
      result.groups[group].stages.push_back(stage_result(*shown[group], perhaps[group].empty() ? nullptr : &perhaps[group], i, contract, settings.period_basis, maturity[i]));
  });
  return result;
}

}  // namespace handoff
