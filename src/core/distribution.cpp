// A multiset: while it is exact, an open-addressing table of value and count; past a limit of distinct values, an array of bins that
// a value finds by its leading bits. To be past the limit, and which bin a value falls into, depend on no order, so neither does the result.
#include "handoff/distribution.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace handoff {
namespace {

// Values below 2^10 are bins of their own; then 2^9 bins to each doubling: the middle of a bin is within 0.1 % of all in it.
constexpr int bin_bits = 9, exact_bits = bin_bits + 1;
constexpr std::size_t first_slots = 16;
constexpr std::size_t most_waiting = 256;

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

std::size_t hashed(Seconds value, std::size_t slots) {
  const std::uint64_t mixed = static_cast<std::uint64_t>(value) * 0x9E3779B97F4A7C15ULL;
  return static_cast<std::size_t>(mixed >> 32) & (slots - 1);
}

/// Sum of non-negative numbers that stays at the largest one: still the same in any order.
Seconds sum_up_to_most(Seconds sum, Seconds value, std::uint64_t times) {
  constexpr Seconds most = std::numeric_limits<Seconds>::max();
  if (value == 0 || times == 0) return sum;
  if (times > static_cast<std::uint64_t>((most - sum) / value)) return most;
  return sum + value * static_cast<Seconds>(times);
}

}  // namespace

Distribution::Slot& Distribution::slot_of(Seconds value) {
  std::size_t at = hashed(value, slots_.size());
  while (slots_[at].times != 0 && slots_[at].value != value) at = (at + 1) & (slots_.size() - 1);
  return slots_[at];
}

void Distribution::put(Seconds value, std::uint64_t times) {
  if (!exact_) return put_in_bin(value, times);
  if (2 * (used_ + 1) > slots_.size()) resize(std::max(first_slots, 2 * slots_.size()));
  Slot& slot = slot_of(value);
  if (slot.times == 0) {
    slot.value = value;
    ++used_;
  }
  slot.times += times;
  if (used_ > exact_values) to_bins();
}

void Distribution::put_in_bin(Seconds value, std::uint64_t times) {
  const std::size_t bin = bin_of(value);
  if (bin >= bins_.size()) bins_.resize(bin + 1);
  bins_[bin] += times;
}

void Distribution::resize(std::size_t slots) {
  std::vector<Slot> old(slots);
  old.swap(slots_);
  for (const Slot& slot : old)
    if (slot.times != 0) slot_of(slot.value) = slot;
}

void Distribution::to_bins() {
  if (!exact_) return;
  exact_ = false;
  for (const Slot& slot : slots_)
    if (slot.times != 0) put_in_bin(slot.value, slot.times);
  slots_ = {};
  used_ = 0;
}

void Distribution::add(Seconds value, std::uint64_t times) {
  if (times == 0) return;
  value = std::max<Seconds>(value, 0);
  count_ += times;
  sum_ = sum_up_to_most(sum_, value, times);
  if (times > 1) return put(value, times);
  waiting_.push_back(value);
  if (waiting_.size() == most_waiting) settle();
}

void Distribution::settle() {
  for (const Seconds value : waiting_) put(value, 1);
  waiting_.clear();
}

Distribution Distribution::settled() const {
  Distribution copy = *this;
  copy.settle();
  return copy;
}

bool Distribution::exact() const { return waiting_.empty() || !exact_ ? exact_ : settled().exact_; }

void Distribution::merge(const Distribution& other) {
  if (&other == this) return merge(Distribution(other));
  settle();
  if (!other.exact_) to_bins();
  if (!other.exact_) {
    bins_.resize(std::max(bins_.size(), other.bins_.size()));
    for (std::size_t bin = 0; bin < other.bins_.size(); ++bin) bins_[bin] += other.bins_[bin];
  } else {
    // A table as large as the other's: filling a smaller one in the order of the other's slots would crowd it.
    if (exact_ && slots_.size() < other.slots_.size()) resize(other.slots_.size());
    for (const Slot& slot : other.slots_)
      if (slot.times != 0) put(slot.value, slot.times);
  }
  for (const Seconds value : other.waiting_) put(value, 1);
  count_ += other.count_;
  sum_ = sum_up_to_most(sum_, other.sum_, 1);
}

std::vector<std::pair<Seconds, std::uint64_t>> Distribution::values() const {
  if (!waiting_.empty()) return settled().values();
  std::vector<std::pair<Seconds, std::uint64_t>> sorted;
  for (std::size_t bin = 0; bin < bins_.size(); ++bin)
    if (bins_[bin] != 0) sorted.emplace_back(middle_of(bin), bins_[bin]);
  for (const Slot& slot : slots_)
    if (slot.times != 0) sorted.emplace_back(slot.value, slot.times);
  if (exact_) std::sort(sorted.begin(), sorted.end());
  return sorted;
}

std::optional<double> Distribution::quantile(double q) const {
  if (count_ == 0 || std::isnan(q)) return {};
  const double place = std::clamp(q, 0.0, 1.0) * static_cast<double>(count_ - 1);
  const double below = std::floor(place);
  std::uint64_t passed = 0;
  std::optional<double> low;
  for (const auto& [value, times] : values()) {
    passed += times;
    const auto last = static_cast<double>(passed - 1);  // place of the last of these in the order
    if (low) return *low + (place - below) * (static_cast<double>(value) - *low);
    if (last < below) continue;
    if (last > below || place == below || passed == count_) return static_cast<double>(value);
    low = static_cast<double>(value);  // the next order statistic is the next value
  }
  return low;
}

std::uint64_t Distribution::count_at_least(double threshold) const {
  std::uint64_t count = 0;
  for (const auto& [value, times] : values())
    if (static_cast<double>(value) >= threshold) count += times;
  return count;
}

std::vector<SurvivalStep> kaplan_meier(const Distribution& events, const Distribution& censored) {
  if (events.exact() != censored.exact()) {  // a time must not fall before its equal because of how it was kept
    Distribution moved = events.settled(), left = censored.settled();
    moved.to_bins();
    left.to_bins();
    return kaplan_meier(moved, left);
  }
  std::vector<SurvivalStep> curve;
  const auto exits = censored.values();
  std::uint64_t at_risk = events.count() + censored.count();
  double share = 1;
  auto exit = exits.begin();
  for (const auto& [time, happened] : events.values()) {
    for (; exit != exits.end() && exit->first < time; ++exit) at_risk -= exit->second;
    share *= static_cast<double>(at_risk - happened) / static_cast<double>(at_risk);
    curve.push_back({time, share, at_risk, happened});
    at_risk -= happened;
  }
  return curve;
}

std::optional<Seconds> survival_median(const std::vector<SurvivalStep>& curve) {
  constexpr double rounding = 1e-12;  // 2/3 of 3/4 is a half, whatever the last bit says
  for (const SurvivalStep& step : curve)
    if (step.share <= 0.5 + rounding) return step.at;
  return {};
}

}  // namespace handoff
