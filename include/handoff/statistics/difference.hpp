// The difference of two shares with its interval: what two groups prove against one another, and what they do not.
#pragma once
#include <optional>
#include <utility>
#include <vector>

#include "handoff/statistics/rate.hpp"

namespace handoff {

/// `a` less `b`, as a fraction. `least` and `most` are what the difference can come to once what is unknown of either is known; `low` and `high` enclose both, and
/// are the bounds of a 95 % interval. `difference` is that of the decided; empty where one of the two has no rate. All are empty where one of the shares has no leads.
struct Difference {
  std::optional<double> difference, low, high, least{}, most{};
  /// The interval leaves 0 out. False where there is no difference to speak of: nothing is proven.
  bool proven() const { return low && high && (*low > 0 || *high < 0); }
};

/// Newcombe's hybrid score interval for two independent proportions (method 10, from the two Wilson intervals), around [least a - most b, most a - least b]. Both
/// rates are of wilson(). Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890.
Difference newcombe(const Rate& a, const Rate& b);

/// The difference that is left when both have the same mix: of each part the difference, weighed by the part's leads in both together. Empty where a part has leads
/// on one side alone. Source: MOVER, Zou and Donner, Statistics in Medicine 27 (2008), 1693-1702.
Difference equal_mix(const std::vector<std::pair<Rate, Rate>>& parts);

}  // namespace handoff
