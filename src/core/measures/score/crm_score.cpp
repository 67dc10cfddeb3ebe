// The score that the CRM holds of a lead, beside the one recomputed from the contract.
#include <algorithm>
#include <cmath>

#include "handoff/measures/score_tally.hpp"

namespace handoff {

void CrmCounts::merge(const CrmCounts& other) {
  both += other.both;
  differ += other.differ;
  crm_higher += other.crm_higher;
  no_crm += other.no_crm;
  no_score += other.no_score;
  difference.merge(other.difference);
  for (std::size_t i = 0; i < cross.size(); ++i)
    for (std::size_t side = 0; side < 2; ++side) cross[i][side] += other.cross[i][side];
}

void ScoreTally::count_crm(std::size_t i, const Judging& judging, CrmCounts& counts) const {
  const CrmScore& column = reader_.crm()[i];
  const Value& ours = lead_.scores[column.scale];
  const Value& theirs = (*judging.lead)[column.field];
  const auto point = [](const Value& value) { return value.present() && value.number.low == value.number.high; };
  counts.no_crm += !point(theirs);
  counts.no_score += !point(ours);
  if (!point(theirs) || !point(ours)) return;
  ++counts.both;
  const double off = theirs.number.low - ours.number.low;
  if (off == 0) return;
  ++counts.differ;
  counts.crm_higher += off > 0;
  counts.difference.add(static_cast<Seconds>(std::llround(std::min(std::abs(off), 1e12) * 1000)));
  const std::vector<Threshold>& thresholds = reader_.scales()[column.scale].thresholds;
  for (std::size_t t = 0; t < thresholds.size(); ++t) {
    const bool theirs_in = passes(thresholds[t], theirs.number.low), ours_in = passes(thresholds[t], ours.number.low);
    if (theirs_in != ours_in) ++counts.cross[t][ours_in ? 1 : 0];
  }
}

}  // namespace handoff
