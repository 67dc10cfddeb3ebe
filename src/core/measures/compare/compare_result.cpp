// From the counts of a comparison to its parts, rates and rankings.
#include <algorithm>

#include "contract/group_rows.hpp"
#include "handoff/measures/compare.hpp"

namespace handoff {

namespace {

/// `perhaps`: of leads that may belong; null: there are none. They are in the shares alone.
PartResult part_result(const PartCounts& counts, bool converts, const PartCounts* perhaps = nullptr) {
  PartResult result;
  const auto share = [&](Share PartCounts::* of) { return wilson(perhaps ? beside(counts.*of, perhaps->*of) : counts.*of); };
  result.leads = counts.leads;
  if (converts) result.converted = share(&PartCounts::converted);
  result.won = share(&PartCounts::won);
  result.value = counts.value;
  return result;
}

/// `may_be`: of leads that a contract cannot decide, in each part that they may belong to.
struct ClassSums { std::array<PartCounts, compare_class_count> parts, may_be; std::uint64_t compared = 0; };

/// The parts that a lead may belong to, by what the two verdicts may come to. `may_exclude`: nobody knows of some leads whether a contract takes them out.
std::array<bool, compare_class_count> possible_parts(CompareVerdict a, CompareVerdict b, bool may_exclude) {
  using enum CompareVerdict;
  std::array<bool, compare_class_count> parts{};
  parts[static_cast<std::size_t>(CompareClass::excluded)] = may_exclude;
  for (const CompareVerdict first : {no, yes})
    for (const CompareVerdict second : {no, yes})
      if ((a == unknown || a == first) && (b == unknown || b == second)) parts[static_cast<std::size_t>(compare_class(first, second))] = true;
  return parts;
}

ClassSums class_sums(const CompareCounts& counts, bool may_exclude) {
  ClassSums sums;
  for (std::size_t a = 0; a < compare_verdict_count; ++a) {
    for (std::size_t b = 0; b < compare_verdict_count; ++b) {
      const auto first = static_cast<CompareVerdict>(a), second = static_cast<CompareVerdict>(b);
      const CompareClass part = compare_class(first, second);
      sums.parts[static_cast<std::size_t>(part)].merge(counts[a][b]);
      const auto possible = possible_parts(first, second, may_exclude);
      for (std::size_t i = 0; part == CompareClass::unknown && i < possible.size(); ++i)
        if (possible[i]) sums.may_be[i].merge(counts[a][b]);
      if (part != CompareClass::excluded) sums.compared += counts[a][b].leads;
    }
  }
  return sums;
}

/// The parts by class. Shares are of the leads that neither contract takes out.
std::vector<PartResult> part_results(const CompareCounts& counts, bool converts, bool may_exclude, const CompareCounts* perhaps = nullptr) {
  const ClassSums sums = class_sums(counts, may_exclude), open = perhaps ? class_sums(*perhaps, may_exclude) : ClassSums{};
  std::vector<PartResult> results;
  for (std::size_t i = 0; i < compare_class_count; ++i) {
    PartCounts may_be = sums.may_be[i];
    may_be.merge(open.parts[i]);
    may_be.merge(open.may_be[i]);
    results.push_back(part_result(sums.parts[i], converts, &may_be));
    results.back().part = static_cast<CompareClass>(i);
    if (results.back().part != CompareClass::excluded)
      results.back().share = whole(beside(share_of(sums.parts[i].leads, sums.compared), share_of(open.parts[i].leads, open.compared)));
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
  for (std::size_t side = 0; side < 2; ++side) {
    const std::vector<std::uint64_t>& leads = tally.sides[side].segments;
    if (!settings.sides[side].contract->segments) continue;
    find("unmapped").leads[side] = leads[leads.size() - 2];
    if (leads.back() > 0) find("(undecided)").leads[side] = leads.back();
  }
  return results;
}

std::vector<CompareClock> clock_results(const CompareTally& tally, const CompareSettings& settings) {
  std::vector<CompareClock> results;
  for (std::size_t side = 0; side < 2; ++side) {
    const Contract& contract = *settings.sides[side].contract;
    for (std::size_t i = 0; i < contract.clocks.size(); ++i) {
      if (contract.clocks[i].on != settings.sides[side].stage) continue;
      CompareClock one{side, static_cast<int>(i), tally.sides[side].clocks[i], {}};
      one.compliance = whole(beside(one.found.passed(), tally.sides[side].clocks_perhaps[i].passed()));
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
  const GroupRows<CompareCounts> groups =
      group_rows<CompareCounts>(tally.keys(), tally.groups, total, [](CompareCounts& sum, const CompareCounts& more) { merge(sum, more); });
  result.pooled_groups = groups.pooled;
  for (const auto& [key, counts] : groups.rows)
    result.groups.push_back({tally.keys().labels(key, settings.window, settings.as_of), part_results(counts, settings.to >= 0, tally.may_exclude, groups.perhaps_of(key))});
}

}  // namespace

CompareResult compare(const CompareTally& tally, const CompareSettings& settings) {
  CompareResult result;
  const bool converts = settings.to >= 0;
  result.leads = total(tally.all);
  result.parts = part_results(tally.all, converts, tally.may_exclude, &tally.perhaps);
  std::array<PartCounts, 2> counted, may_count;
  constexpr auto yes = static_cast<std::size_t>(CompareVerdict::yes), unknown = static_cast<std::size_t>(CompareVerdict::unknown);
  for (std::size_t i = 0; i < compare_verdict_count; ++i) {
    for (std::size_t j = 0; j < compare_verdict_count; ++j) result.cross[i][j] = tally.all[i][j].leads;
    counted[0].merge(tally.all[yes][i]);
    counted[1].merge(tally.all[i][yes]);
    for (const std::size_t verdict : {yes, unknown}) {
      may_count[0].merge(tally.perhaps[verdict][i]);
      may_count[1].merge(tally.perhaps[i][verdict]);
    }
    may_count[0].merge(tally.all[unknown][i]);
    may_count[1].merge(tally.all[i][unknown]);
  }
  for (std::size_t side = 0; side < 2; ++side) {
    result.counted[side] = part_result(counted[side], converts, &may_count[side]);
    result.claimed[side] = tally.sides[side].claimed;
  }
  for (const CompareClass part : {CompareClass::only_a, CompareClass::only_b})  // the parts share no lead: independent shares
    if (const PartResult& one = result.parts[static_cast<std::size_t>(part)]; one.leads > 0 && result.parts[0].leads > 0)
      result.apart[part == CompareClass::only_b] = newcombe(one.converted, result.parts[0].converted);
  result.moved = ranked(tally, &ClauseCounts::failed);
  result.undecided = ranked(tally, &ClauseCounts::unknown);
  result.segments = segment_results(tally, settings);
  result.clocks = clock_results(tally, settings);
  add_groups(tally, settings, result);
  return result;
}

}  // namespace handoff
