// From the waterfall's counts to its rates, and who may be named.
#include <algorithm>

#include "contract/group_rows.hpp"
#include "handoff/measures/waterfall.hpp"

namespace handoff {

namespace {

/// How long a stage's conversions take, over all groups and whatever the window: the 90th percentile of what was observed.
std::vector<std::optional<double>> measured_maturity(const WaterfallTally& tally, const Contract& contract, const Each& each) {
  std::vector<std::optional<double>> windows(contract.stages.size());
  each(windows.size(), [&](std::size_t i) {
    if (tally.horizons()[i]) {
      windows[i] = static_cast<double>(*tally.horizons()[i]);
      return;
    }
    Distribution all = tally.all_to_next[i];  // a window's own cohort may be too young to tell
    if (all.count() == 0)
      for (const auto& [key, stages] : tally.groups()) {
        Distribution room;
        if (!tally.keys().may_be_unwanted(key)) all.merge(stages[i].to_next.all(SpanCounts::As::first, room));
      }
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

/// `perhaps`: the stages of leads that may belong to the row; null: there are none. They are in the shares and in `half by` alone.
StageResult stage_result(const std::vector<StageTally>& stages, const std::vector<StageTally>* perhaps, std::size_t i, const Contract& contract, bool period_basis,
                         const std::optional<double>& maturity, bool agreed) {
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
  result.implied = tally.implied;
  result.moved = static_cast<std::uint64_t>(tally.next.counted);
  result.moved_undecided = tally.moved_undecided;
  result.skipped = tally.skipped;
  result.undated = tally.undated;
  result.open = tally.open;
  result.after_as_of = tally.after_as_of;
  for (std::size_t exit = 0; exit < contract.exits.size(); ++exit) result.exits.emplace_back(contract.exits[exit].name, tally.exits[exit]);
  result.value = tally.value;
  if (period_basis) {
    const auto entries = [&](std::size_t stage) {
      const std::uint64_t others = perhaps ? (*perhaps)[stage].reached + (*perhaps)[stage].undecided + (*perhaps)[stage].may_enter : 0;
      return Entries{stages[stage].reached, stages[stage].undecided + stages[stage].may_enter + others};
    };
    result.next = last ? entries_rate({}, {}) : entries_rate(entries(i + 1), entries(i));
    result.total = entries_rate(entries(i), entries(0));
  } else {
    result.next = share([i](const auto& all) { return all[i].next; });
    result.total = share([i](const auto& all) { return from_first(all[0], all[i]); });
  }
  if (last) return result;
  result.maturity_seconds = maturity;
  NotKnown not_known = tally.ages.not_known();
  if (perhaps) not_known.merge((*perhaps)[i].not_known());
  result.to_next = summarize(tally.to_next, tally.ages.stayed, not_known);
  if (agreed) take_quantiles(tally.to_next_mature, result.to_next);
  if (maturity) result.mature = share([&](const auto& all) { return agreed ? all[i].ages.mature : all[i].ages.of_age(*maturity); });
  return result;
}

using Stages = std::vector<StageTally>;

/// The stages of several groups added up; empty: there are no groups.
Stages added_up(const std::vector<const Stages*>& groups) {
  Stages sum;
  for (const Stages* group : groups) {
    if (sum.empty()) sum = *group;
    else
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i].merge((*group)[i]);
  }
  return sum;
}

/// The stages of a contract, where nobody is at any.
Stages nobody(const Contract& contract) {
  Stages none(contract.stages.size());
  for (StageTally& stage : none) stage.exits.resize(contract.exits.size());
  return none;
}

}  // namespace

WaterfallResult waterfall(const WaterfallTally& tally, const Contract& contract, const WaterfallSettings& settings, const Each& each) {
  WaterfallResult result;
  result.leads = tally.leads;
  result.reentries = tally.reentries;
  result.time_order = tally.time_order;
  result.unplaced = tally.unplaced;
  result.placed_earlier = tally.placed_earlier.stages();
  result.few_mqls = FewQuarters(tally.mqls, settings.window, settings.as_of, *contract.zone);
  result.outside = tally.outside;
  result.after_as_of = tally.after_as_of;
  result.unnamed_values = tally.unnamed_values;

  const auto leads = [](const Stages& stages) {
    std::uint64_t most = 0;
    for (const StageTally& stage : stages) most = std::max(most, stage.claimed > 0 ? stage.claimed : std::min<std::uint64_t>(1, stage.unclaimed + stage.after_open));
    return most;
  };
  GroupParts<Stages> parts = group_parts<Stages>(tally.keys(), tally.groups(), leads, !tally.keys().by_period());
  result.pooled_groups = parts.pooled;
  const Stages none = nobody(contract);
  for (auto& [key, groups] : parts.rows)
    if (groups.empty()) groups = {&none};
  const std::vector<std::optional<double>> maturity = measured_maturity(tally, contract, each);
  std::vector<const std::vector<const Stages*>*> rows;
  std::vector<Stages> perhaps;   // one group may belong to several rows, and a distribution is not asked by two threads at once
  for (const auto& [key, groups] : parts.rows) {
    rows.push_back(&groups);
    perhaps.push_back(added_up(parts.perhaps[key]));
    result.groups.push_back({tally.keys().labels(key, settings.window, settings.as_of), {}});
  }
  each(rows.size(), [&](std::size_t row) {
    const Stages sum = rows[row]->size() > 1 ? added_up(*rows[row]) : Stages();
    const Stages& sure = sum.empty() ? *rows[row]->front() : sum;
    for (std::size_t i = 0; i < contract.stages.size(); ++i)
      result.groups[row].stages.push_back(stage_result(sure, perhaps[row].empty() ? nullptr : &perhaps[row], i, contract, settings.period_basis, maturity[i], tally.horizons()[i].has_value()));
  });
  return result;
}

}  // namespace handoff
