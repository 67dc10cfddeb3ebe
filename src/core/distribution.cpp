// A multiset in an open-addressing table of value and count. Up to a limit of distinct values the keys are the values; beyond it
// they are the middles of bins. To be past the limit, and which bin a value falls into, depend on no order, so neither does the result.
#include "handoff/distribution.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace handoff {
namespace {

constexpr int exact_bits = 11, bin_bits = 10;  // values below 2^11 are bins of their own; then 2^10 bins to each doubling
constexpr std::size_t first_slots = 16;

/// The middle of the bin a value falls into; a middle is its own.
Seconds representative(Seconds value) {
  if (value < (Seconds{1} << exact_bits)) return value;
  const int shift = std::bit_width(static_cast<std::uint64_t>(value)) - 1 - bin_bits;
  return (value >> shift << shift) + (Seconds{1} << (shift - 1));
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
  if (2 * (used_ + 1) > slots_.size()) resize(std::max(first_slots, 2 * slots_.size()));
  if (!exact_) value = representative(value);
  Slot& slot = slot_of(value);
  if (slot.times == 0) {
    slot.value = value;
    ++used_;
  }
  slot.times += times;
  if (exact_ && used_ > exact_values) to_bins();
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
  std::vector<Slot> old(slots_.size());
  old.swap(slots_);
  used_ = 0;
  for (const Slot& slot : old)
    if (slot.times != 0) put(slot.value, slot.times);
}

void Distribution::add(Seconds value, std::uint64_t times) {
  if (times == 0) return;
  value = std::max<Seconds>(value, 0);
  count_ += times;
  sum_ = sum_up_to_most(sum_, value, times);
  put(value, times);
}

void Distribution::merge(const Distribution& other) {
  if (&other == this) {
    const Distribution copy = other;
    merge(copy);
    return;
  }
  if (!other.exact_) to_bins();
  // A table as large as the other's: filling a smaller one in the order of the other's slots would crowd it.
  if (slots_.size() < other.slots_.size()) resize(other.slots_.size());
  for (const Slot& slot : other.slots_)
    if (slot.times != 0) put(slot.value, slot.times);
  count_ += other.count_;
  sum_ = sum_up_to_most(sum_, other.sum_, 1);
}

std::vector<std::pair<Seconds, std::uint64_t>> Distribution::values() const {
  std::vector<std::pair<Seconds, std::uint64_t>> sorted;
  sorted.reserve(used_);
  for (const Slot& slot : slots_)
    if (slot.times != 0) sorted.emplace_back(slot.value, slot.times);
  std::sort(sorted.begin(), sorted.end());
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
  for (const Slot& slot : slots_)
    if (slot.times != 0 && static_cast<double>(slot.value) >= threshold) count += slot.times;
  return count;
}

std::vector<SurvivalStep> kaplan_meier(const Distribution& events, const Distribution& censored) {
  if (events.exact() != censored.exact()) {  // a time must not fall before its equal because of how it was kept
    Distribution moved = events, left = censored;
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
