#include "handoff/statistics/time_summary.hpp"

namespace handoff {

TimeSummary summarize(const Distribution& observed, const Distribution& waiting) {
  TimeSummary summary;
  summary.n = observed.count();
  summary.median = observed.quantile(0.5);
  summary.p90 = observed.quantile(0.9);
  summary.half_by = half_by(observed, waiting);
  summary.exact = observed.exact() && waiting.exact();
  return summary;
}

}  // namespace handoff
