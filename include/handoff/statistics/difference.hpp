// The difference of two shares with its interval: what two groups prove against one another, and what they do not.
#pragma once
#include <optional>

#include "handoff/statistics/rate.hpp"

namespace handoff {

/// `a` less `b`, as a fraction, with the bounds of a 95 % interval. All empty where one of the shares has no leads, or has
/// unknown ones: these may be the difference.
struct Difference {
  std::optional<double> difference, low, high;
  /// The interval leaves 0 out. False where there is no difference to speak of: nothing is proven.
  bool proven() const { return low && high && (*low > 0 || *high < 0); }
};

/// Newcombe's hybrid score interval for two independent proportions (method 10, from the two Wilson intervals). Only counts are read.
/// Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890.
Difference newcombe(const Rate& a, const Rate& b);

}  // namespace handoff
