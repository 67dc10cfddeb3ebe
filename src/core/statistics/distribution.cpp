// A multiset: while it is exact, values and counts in order, which take in many values at a time; past a limit of distinct values, an
// array of bins that a value finds by its leading bits. To be past the limit, and which bin a value falls into, depend on no order, so
// neither does the result.
#include "handoff/statistics/distribution.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace handoff {
namespace {

// Values below 2^10 are bins of their own; then 2^9 bins to each doubling: the middle of a bin is within 0.1 % of all in it.
constexpr int bin_bits = 9, exact_bits = bin_bits + 1;
constexpr std::size_t least_waiting = 128, fewest_waiting = 8;
constexpr std::size_t bins_a_step = 64;  // of those that are put before the others

std::size_t bin_of(Seconds value) {
  const int width = std::bit_width(static_cast<std::uint64_t>(value));
  if (width <= exact_bits) return static_cast<std::size_t>(value);
  const int shift = width - exact_bits;
  return (static_cast<std::size_t>(shift) << bin_bits) + static_cast<std::size_t>(value >> shift);
}

/// The middle of a bin.
Seconds middle_of(std::size_t bin) {
  if (bin < (std::size_t{1} << exact_bits)) return static_cast<Seconds>(bin);
  const int shift = static_cast<int>(bin >> bin_bits) - 1;
  const std::size_t leading = (bin & ((std::size_t{1} << bin_bits) - 1)) | (std::size_t{1} << bin_bits);
  return (static_cast<Seconds>(leading) << shift) + (Seconds{1} << (shift - 1));
}

/// Sum of non-negative numbers that stays at the largest one: still the same in any order.
Seconds sum_up_to_most(Seconds sum, Seconds value, std::uint64_t times) {
  Seconds more = 0;
  if (__builtin_mul_overflow(value, times, &more) || __builtin_add_overflow(sum, more, &more)) return std::numeric_limits<Seconds>::max();
  return more;
}

/// Non-negative values in ascending order: some bits at a time, the lowest first, as far as the largest has any.
void sort_values(std::vector<std::uint32_t>& values) {
  constexpr std::size_t few = 256;
  constexpr unsigned most_bits = 9;
  if (values.size() < few) return std::sort(values.begin(), values.end());
  const auto all_bits = static_cast<unsigned>(std::bit_width(*std::max_element(values.begin(), values.end())));
  const unsigned rounds = (all_bits + most_bits - 1) / most_bits;
  const unsigned bits = rounds > 0 ? (all_bits + rounds - 1) / rounds : 0;
  const std::uint32_t mask = (std::uint32_t{1} << bits) - 1;
  std::vector<std::uint32_t> sorted(values.size());
  for (unsigned shift = 0; shift < all_bits; shift += bits) {
    std::array<std::uint32_t, (std::size_t{1} << most_bits) + 1> place{};
    for (const std::uint32_t value : values) ++place[(value >> shift & mask) + 1];
    std::partial_sum(place.begin(), place.end(), place.begin());
    for (const std::uint32_t value : values) sorted[place[value >> shift & mask]++] = value;
    values.swap(sorted);
  }
}

/// Of how many different values at least: two of them may take the same bit, so what is counted is never too much.
class Different {
 public:
  void add(Seconds value) {
    const auto at = static_cast<std::size_t>(static_cast<std::uint64_t>(value) * 0x9E3779B97F4A7C15U >> (64 - bits));
    count_ += (seen_[at / 64] >> (at % 64) & 1) == 0;
    seen_[at / 64] |= std::uint64_t{1} << (at % 64);
  }
  std::size_t count() const { return count_; }

 private:
  static constexpr int bits = 16;
  std::array<std::uint64_t, (std::size_t{1} << bits) / 64> seen_{};
  std::size_t count_ = 0;
};

}  // namespace

/// Makes bins from `first` to before `behind`.
void Distribution::reach(std::size_t first, std::size_t behind) const {
  if (bins_.empty()) first_bin_ = first;
  if (first < first_bin_) {
    first = first / bins_a_step * bins_a_step;
    bins_.insert(bins_.begin(), first_bin_ - first, 0);
    first_bin_ = first;
  }
  if (behind - first_bin_ > bins_.size()) bins_.resize(behind - first_bin_);
}

void Distribution::put_in_bin(Seconds value, std::uint64_t times) const {
  const std::size_t bin = bin_of(value);
  if (bin < first_bin_ || bin - first_bin_ >= bins_.size()) reach(bin, bin + 1);
  bins_[bin - first_bin_] += times;
}

void Distribution::to_bins() const {
  if (!exact_) return;
  exact_ = false;
  for (const auto& [value, times] : counts_) put_in_bin(value, times);
  counts_ = {};
}

Distribution Distribution::in_bins() const {
  Distribution bins;
  bins.to_bins();
  bins.merge(*this);
  return bins;
}

/// `more` ascends, each value once.
void Distribution::take_in(const Counts& more) const {
  if (!exact_) {
    for (const auto& [value, times] : more) put_in_bin(value, times);
    return;
  }
  Counts both;
  both.reserve(counts_.size() + more.size());
  auto old = counts_.begin();
  for (const auto& [value, times] : more) {
    for (; old != counts_.end() && old->first < value; ++old) both.push_back(*old);
    const bool known = old != counts_.end() && old->first == value;
    both.emplace_back(value, times + (known ? (old++)->second : 0));
  }
  both.insert(both.end(), old, counts_.end());
  counts_.swap(both);
  if (counts_.size() > exact_values) to_bins();
}

/// Spares most large multisets the sorting of what takes them past the limit.
bool Distribution::surely_binned() const {
  if (!exact_ || surely_exact()) return false;
  Different values;
  for (const auto& [value, times] : counts_) values.add(value);
  for (const Seconds value : waiting_) values.add(value);
  return values.count() > exact_values;
}

void Distribution::settle() const {
  if (waiting_.empty()) return;
  count_ += waiting_.size();
  for (const Seconds value : waiting_) sum_ = sum_up_to_most(sum_, value, 1);
  if (surely_binned()) to_bins();
  if (!exact_) {
    for (const Seconds value : waiting_) put_in_bin(value, 1);
    if (waiting_.capacity() > 2 * least_waiting) waiting_ = {};  // so many will not wait again
    waiting_.clear();
    return;
  }
  sort_values(waiting_);
  Counts more;
  for (const Seconds value : waiting_) {
    if (more.empty() || more.back().first != value) more.emplace_back(value, 0);
    ++more.back().second;
  }
  waiting_.clear();
  take_in(more);
}

/// Values of which few come again will soon be too many to stay exact: until then they wait, and are not sorted.
void Distribution::make_room() {
  std::size_t most = least_waiting;
  if (exact_) most += counts_.size() * 4 > count_ * 3 ? exact_values : counts_.size();
  if (waiting_.size() >= most) settle();
  if (waiting_.size() == waiting_.capacity()) waiting_.reserve(std::clamp(2 * waiting_.size(), fewest_waiting, most));
}

void Distribution::add(Seconds value, std::uint64_t times) {
  if (times == 0) return;
  value = std::max<Seconds>(value, 0);
  count_ += times;
  sum_ = sum_up_to_most(sum_, value, times);
  take_in({{value, times}});
}

Seconds Distribution::sum() const {
  settle();
  return sum_;
}

bool Distribution::exact() const {
  settle();
  return exact_;
}

/// What waits there goes on waiting here: of two that are exact the union may not be, and then nothing need be sorted.
void Distribution::merge(const Distribution& other) {
  if (other.exact_) {
    if (!other.counts_.empty()) take_in(other.counts_);
  } else {
    to_bins();
    reach(other.first_bin_, other.first_bin_ + other.bins_.size());
    for (std::size_t i = 0, to = other.first_bin_ - first_bin_; i < other.bins_.size(); ++i) bins_[to + i] += other.bins_[i];
  }
  count_ += other.count_;
  sum_ = sum_up_to_most(sum_, other.sum_, 1);
  const std::size_t more = other.waiting_.size();
  waiting_.reserve(waiting_.size() + more);  // so that it can take itself
  for (std::size_t i = 0; i < more; ++i) waiting_.push_back(other.waiting_[i]);
  if (waiting_.size() > (exact_ ? exact_values : least_waiting)) settle();
}

std::vector<std::pair<Seconds, std::uint64_t>> Distribution::values() const {
  settle();
  if (exact_) return counts_;
  Counts out;
  for (std::size_t i = 0; i < bins_.size(); ++i)
    if (bins_[i] != 0) out.emplace_back(middle_of(first_bin_ + i), bins_[i]);
  return out;
}

/// Calls `use` with the values and their counts, ascending, until it says that it has seen enough.
template <class Use>
void Distribution::each(Use use) const {
  settle();
  each_settled(use);
}

template <class Use>
void Distribution::each_settled(Use use) const {
  for (const auto& [value, times] : counts_)
    if (!use(value, times)) return;
  for (std::size_t i = 0; i < bins_.size(); ++i)
    if (bins_[i] != 0 && !use(middle_of(first_bin_ + i), bins_[i])) return;
}

std::optional<double> Distribution::quantile(double q) const {
  const std::uint64_t all = count();
  if (all == 0 || std::isnan(q)) return {};
  const double place = std::clamp(q, 0.0, 1.0) * static_cast<double>(all - 1);
  const double below = std::floor(place);
  std::uint64_t passed = 0;
  std::optional<double> low;
  std::optional<double> found;
  each([&](Seconds value, std::uint64_t times) {
    passed += times;
    const auto last = static_cast<double>(passed - 1);  // place of the last of these in the order
    if (low) found = std::round((*low + (place - below) * (static_cast<double>(value) - *low)) * 1e6) / 1e6;   // a fifth of the way from 0 to 5 is 1, and not a bit above
    else if (last > below || (last == below && (place == below || passed == all))) found = static_cast<double>(value);
    else if (last == below) low = static_cast<double>(value);  // the next order statistic is the next value
    return !found;
  });
  return found ? found : low;
}

/// Needs no order.
std::uint64_t Distribution::count_at_least(double threshold) const {
  if (!surely_exact()) settle();
  std::uint64_t count = 0;
  const auto add = [&](Seconds value, std::uint64_t times) {
    if (static_cast<double>(value) >= threshold) count += times;
    return true;
  };
  for (const Seconds value : waiting_) add(value, 1);
  each_settled(add);
  return count;
}

/// Calls `use` with the steps of the curve, until it says that it has seen enough.
template <class Use>
void follow_curve(const Distribution& events, const Distribution& waiting, Use use) {
  // a time must not fall before its equal because of how it was kept
  if (events.exact() != waiting.exact()) return follow_curve(events.in_bins(), waiting.in_bins(), use);
  const auto waits = waiting.values();
  std::uint64_t at_risk = events.count() + waiting.count();
  double share = 1;
  auto wait = waits.begin();
  events.each([&](Seconds time, std::uint64_t happened) {
    for (; wait != waits.end() && wait->first < time; ++wait) at_risk -= wait->second;
    share *= static_cast<double>(at_risk - happened) / static_cast<double>(at_risk);
    const SurvivalStep step{time, share, at_risk, happened};
    at_risk -= happened;
    return use(step);
  });
}

std::vector<SurvivalStep> product_limit(const Distribution& events, const Distribution& waiting) {
  std::vector<SurvivalStep> curve;
  follow_curve(events, waiting, [&](const SurvivalStep& step) {
    curve.push_back(step);
    return true;
  });
  return curve;
}

std::optional<Seconds> reached_by(double share, const Distribution& events, const Distribution& waiting) {
  constexpr double rounding = 1e-12;  // 2/3 of 3/4 is a half, whatever the last bit says
  std::optional<Seconds> reached;
  follow_curve(events, waiting, [&](const SurvivalStep& step) {
    if (step.share <= 1 - share + rounding) reached = step.at;
    return !reached;
  });
  return reached;
}

std::optional<Seconds> half_by(const Distribution& events, const Distribution& waiting) { return reached_by(0.5, events, waiting); }

}  // namespace handoff
