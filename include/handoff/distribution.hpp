// How long things take: counts by value, quantiles, and the Kaplan-Meier curve where some have not happened yet.
// Exact up to a stated number of distinct values, beyond it within 0.1 %; the same result however the data were split.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "handoff/time.hpp"

namespace handoff {

/// A multiset of whole seconds (>= 0). Exact while it holds at most `exact_values` distinct ones; then values share bins that are
/// less than 0.1 % wide. Merging is commutative and associative, and the mode depends on the union alone.
class Distribution {
 public:
  static constexpr std::size_t exact_values = 4096;
  void add(Seconds value, std::uint64_t times = 1);
  void merge(const Distribution& other);
  std::uint64_t count() const { return count_; }
  bool exact() const { return exact_; }
  /// Sum of all values as given (exact in either mode).
  Seconds sum() const { return sum_; }
  /// Quantile by linear interpolation between order statistics (R type 7, NumPy's default); empty when there is nothing.
  std::optional<double> quantile(double q) const;
  /// Values with counts, ascending; in binned mode a bin stands under its representative value.
  std::vector<std::pair<Seconds, std::uint64_t>> values() const;
  /// How many values are >= the threshold (binned mode: by representative).
  std::uint64_t count_at_least(double threshold) const;

 private:
  // implementation: free to choose, memory bounded by the number of distinct values or bins
  void to_bins();
  std::map<Seconds, std::uint64_t> counts_;
  std::uint64_t count_ = 0;
  Seconds sum_ = 0;
  bool exact_ = true;
};

/// One step of a survival curve: the share not yet converted just after `at`.
struct SurvivalStep { Seconds at; double share; std::uint64_t at_risk; std::uint64_t events; };

/// Kaplan-Meier product-limit estimate; events at a time come before censorings at the same time. Source: Kaplan and Meier, JASA 53 (1958).
std::vector<SurvivalStep> kaplan_meier(const Distribution& events, const Distribution& censored);

/// First time at which the share is <= 0.5; empty: the median is not reached.
std::optional<Seconds> survival_median(const std::vector<SurvivalStep>& curve);

}  // namespace handoff
