// How long things take: counts by value, quantiles, and the curve of those still waiting where some have not happened yet.
// Exact up to a stated number of distinct values, beyond it within 0.1 %; the same result however the data were split.
#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "handoff/time/time.hpp"

namespace handoff {

struct SurvivalStep;

/// A multiset of whole seconds (>= 0). Exact while it holds at most `exact_values` distinct ones; then values share bins, each within 0.1 % of its middle.
/// Below 1024 a bin is one value, then there are 512 bins to each doubling. Merging is commutative and associative, and the mode depends on
/// the union alone. Asking sorts what was added of late: not from two threads at once.
class Distribution {
 public:
  static constexpr std::size_t exact_values = 4096;
  /// A negative value counts as 0.
  void add(Seconds value) {
    value = std::max<Seconds>(value, 0);
    if (value > std::numeric_limits<Short>::max()) return add(value, 1);
    if (waiting_.size() == waiting_.capacity()) make_room();
    waiting_.push_back(static_cast<Short>(value));
  }
  void add(Seconds value, std::uint64_t times);
  /// Has the place of the next value fetched into the cache.
  void expect() const { __builtin_prefetch(waiting_.data() + waiting_.size(), 1); }
  void merge(const Distribution& other);
  std::uint64_t count() const { return count_ + waiting_.size(); }
  bool exact() const;
  /// Sum of all values as given (exact in either mode); stays at the largest number there is when it would pass it.
  Seconds sum() const;
  /// Quantile by linear interpolation between order statistics (R type 7, NumPy's default); empty when there is nothing.
  std::optional<double> quantile(double q) const;
  /// Values with counts, ascending; in binned mode a bin stands under its representative value.
  std::vector<std::pair<Seconds, std::uint64_t>> values() const;
  /// The same values, in bins.
  Distribution in_bins() const;
  /// How many values are >= the threshold (binned mode: by representative).
  std::uint64_t count_at_least(double threshold) const;

 private:
  template <class Use>
  friend void follow_curve(const Distribution& events, const Distribution& waiting, Use use);
  using Short = std::uint32_t;  // seconds of a span of 136 years
  using Counts = std::vector<std::pair<Seconds, std::uint64_t>>;
  void make_room();
  void settle() const;
  bool surely_exact() const { return exact_ && counts_.size() + waiting_.size() <= exact_values; }
  bool surely_binned() const;
  template <class Use>
  void each(Use use) const;
  template <class Use>
  void each_settled(Use use) const;
  void take_in(const Counts& more) const;
  void reach(std::size_t first, std::size_t behind) const;
  void put_in_bin(Seconds value, std::uint64_t times) const;
  void to_bins() const;
  // Values of late, in the order they came: a report holds thousands of distributions, and one that is visited once in a while has left
  // the cache each time; so it is visited for many values at once.
  mutable std::vector<Short> waiting_;
  mutable Counts counts_;                    // while exact: values with counts, ascending
  mutable std::vector<std::uint64_t> bins_;  // after that: counts by bin, from about the least value's to the largest's
  mutable std::size_t first_bin_ = 0;
  mutable std::uint64_t count_ = 0;  // this and the sum are without those that wait
  mutable Seconds sum_ = 0;
  mutable bool exact_ = true;
};

/// One step of a survival curve: the share not yet converted just after `at`.
struct SurvivalStep { Seconds at; double share; std::uint64_t at_risk; std::uint64_t events; };

/// The product limit, a step for each time with events: at each the share still waiting is multiplied by (1 - events / those at risk). `waiting` holds how long each
/// of those has been seen to whom it has not happened: from entry to as-of, whether it is still open or gone. Events at a time come before waits of the same
/// length. Where one of the two is binned, so is the other for this. Source: Kaplan and Meier, JASA 53 (1958).
std::vector<SurvivalStep> product_limit(const Distribution& events, const Distribution& waiting);

/// The first time at which so large a share had got there: at which the share of that curve still waiting is <= 1 - `share`; empty: not reached.
std::optional<Seconds> reached_by(double share, const Distribution& events, const Distribution& waiting);
/// Half got there by: the same for 0.5.
std::optional<Seconds> half_by(const Distribution& events, const Distribution& waiting);

}  // namespace handoff
