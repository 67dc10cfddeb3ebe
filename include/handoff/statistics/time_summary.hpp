// What a table says of how long something takes.
#pragma once
#include "handoff/statistics/distribution.hpp"

namespace handoff {

/// In seconds. `median` and `p90` are of those observed; `half_by` is when half of all had got there, those who wait among them. Empty where nothing was
/// observed, or where half have not got there.
struct TimeSummary {
  std::optional<double> median, p90;
  std::optional<Seconds> half_by;
  std::uint64_t n = 0;
  bool exact = true;
};
/// `waiting`: from the beginning to as-of, of all to whom it has not happened, open or gone.
TimeSummary summarize(const Distribution& observed, const Distribution& waiting);

}  // namespace handoff
