// From the counts of a comparison to its parts, rates and rankings.
#include <algorithm>

#include "handoff/measures/compare.hpp"

namespace handoff {

namespace {

PartResult part_result(const PartCounts& counts, bool converts) {
  PartResult result;
  result.leads = counts.leads;
  if (converts) result.converted = wilson(share_of(counts.converted, counts.leads));
  result.won = wilson(share_of(counts.won, counts.leads));
  result.value = counts.value;
  return result;
}

/// The parts by class. Shares are of the leads that neither contract takes out.
std::vector<PartResult> part_results(const CompareCounts& counts, bool converts) {
  std::array<PartCounts, compare_class_count> sums;
  std::uint64_t compared = 0;
  for (std::size_t a = 0; a < compare_verdict_count; ++a) {
    for (std::size_t b = 0; b < compare_verdict_count; ++b) {
      const CompareClass part = compare_class(static_cast<CompareVerdict>(a), static_cast<CompareVerdict>(b));
      sums[static_cast<std::size_t>(part)].merge(counts[a][b]);
      if (part != CompareClass::excluded) compared += counts[a][b].leads;
    }
  }
  std::vector<PartResult> results;
  for (std::size_t i = 0; i < compare_class_count; ++i) {
    results.push_back(part_result(sums[i], converts));
    results.back().part = static_cast<CompareClass>(i);
    if (results.back().part != CompareClass::excluded) results.back().share = whole(share_of(sums[i].leads, compared));
  }
  return results;
}

std::vector<ClauseResult> ranked(const CompareTally& tally, std::uint64_t ClauseCounts::*count) {
  std::vector<ClauseResult> all;
  for (std::size_t side = 0; side < 2; ++side) {
    const std::vector<std::string> texts = tally.clauses(side);
    std::vector<ClauseResult> own;
    for (std::size_t i = 0; i < texts.size(); ++i)
      if (tally.sides[side].clauses[i].*count > 0) own.push_back({side, texts[i], tally.sides[side].clauses[i]});
    std::stable_sort(own.begin(), own.end(), [&](const ClauseResult& a, const ClauseResult& b) { return a.counts.*count > b.counts.*count; });
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

/// The segments by name: A's in its order, then those that only B has, then unmapped.
std::vector<SegmentResult> segment_results(const CompareTally& tally, const CompareSettings& settings) {
  std::vector<SegmentResult> results;
  const auto find = [&](const std::string& name) -> SegmentResult& {
    for (SegmentResult& one : results)
      if (one.segment == name) return one;
    return results.emplace_back(SegmentResult{name, {}});
  };
  for (std::size_t side = 0; side < 2; ++side) {
    const auto& list = settings.sides[side].contract->segments;
    for (std::size_t i = 0; list && i < list->buckets.size(); ++i) find(list->buckets[i].name).leads[side] = tally.sides[side].segments[i];
  }
  for (std::size_t side = 0; side < 2; ++side)
    if (settings.sides[side].contract->segments) find("unmapped").leads[side] = tally.sides[side].segments.back();
  return results;
}

std::vector<CompareClock> clock_results(const CompareTally& tally, const CompareSettings& settings) {
  std::vector<CompareClock> results;
  for (std::size_t side = 0; side < 2; ++side) {
    const Contract& contract = *settings.sides[side].contract;
    for (std::size_t i = 0; i < contract.clocks.size(); ++i) {
      if (contract.clocks[i].on != settings.sides[side].stage) continue;
      CompareClock one{side, static_cast<int>(i), tally.sides[side].clocks[i], {}};
      one.compliance = whole(one.found.passed());
      results.push_back(one);
    }
  }
  return results;
}

std::uint64_t total(const CompareCounts& counts) {
  std::uint64_t leads = 0;
  for (const auto& row : counts)
    for (const PartCounts& part : row) leads += part.leads;
  return leads;
}

void add_groups(const CompareTally& tally, const CompareSettings& settings, CompareResult& result) {
  std::map<std::string, CompareCounts> groups;
  for (const auto& [key, counts] : tally.groups) {
    std::string shown = key;
    if (total(counts) < least_named_group && tally.keys().pool_people(shown)) ++result.pooled_groups;
    merge(groups[shown], counts);
  }
  for (const auto& [key, counts] : groups)
    result.groups.push_back({tally.keys().labels(key, settings.window, settings.as_of), part_results(counts, settings.to >= 0)});
}

}  // namespace

CompareResult compare(const CompareTally& tally, const CompareSettings& settings) {
  CompareResult result;
  const bool converts = settings.to >= 0;
  result.leads = total(tally.all);
  result.parts = part_results(tally.all, converts);
  std::array<PartCounts, 2> counted;
  constexpr auto yes = static_cast<std::size_t>(CompareVerdict::yes);
  for (std::size_t i = 0; i < compare_verdict_count; ++i) {
    for (std::size_t j = 0; j < compare_verdict_count; ++j) result.cross[i][j] = tally.all[i][j].leads;
    counted[0].merge(tally.all[yes][i]);
    counted[1].merge(tally.all[i][yes]);
  }
  for (std::size_t side = 0; side < 2; ++side) {
    result.counted[side] = part_result(counted[side], converts);
    result.claimed[side] = tally.sides[side].claimed;
  }
  for (const CompareClass part : {CompareClass::only_a, CompareClass::only_b})  // the parts share no lead: independent shares
    result.apart[part == CompareClass::only_b] = newcombe(result.parts[static_cast<std::size_t>(part)].converted, result.parts[0].converted);
  result.moved = ranked(tally, &ClauseCounts::failed);
  result.undecided = ranked(tally, &ClauseCounts::unknown);
  result.segments = segment_results(tally, settings);
  result.clocks = clock_results(tally, settings);
  add_groups(tally, settings, result);
  return result;
}

}  // namespace handoff
