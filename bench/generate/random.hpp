// Randomness without state: every draw is a function of (seed, lead, use), so a lead can be made again, alone, in any order.
// Integers only, so that the same seed gives the same bytes on every machine.
#pragma once
#include <bit>
#include <cstdint>

namespace synth {

/// SplitMix64's finaliser: a bijection on 64 bits.
constexpr std::uint64_t mix(std::uint64_t z) {
  z += 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

/// A stream of draws that belongs to one lead and one use of it.
class Draw {
 public:
  Draw(std::uint64_t seed, std::uint64_t index, std::uint64_t use) : state_(mix(seed ^ mix(index ^ mix(use)))) {}
  std::uint64_t next() { return mix(state_ += 0xD1342543DE82EF95ULL); }
  /// 0 ... n - 1.
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32); }
  /// lo ... hi, both included.
  std::int64_t between(std::int64_t lo, std::int64_t hi) { return lo + below(static_cast<std::uint32_t>(hi - lo + 1)); }
  /// True in so many of ten thousand cases.
  bool chance(std::uint32_t per_10k) { return below(10'000) < per_10k; }
  /// lo ... hi (lo > 0) with each doubling about as likely as the next: how long people take.
  std::int64_t spread(std::int64_t lo, std::int64_t hi) {
    const int octaves = std::bit_width(static_cast<std::uint64_t>(hi / lo));
    const std::int64_t base = lo << below(static_cast<std::uint32_t>(octaves));
    const std::int64_t drawn = base + below(static_cast<std::uint32_t>(base));
    return drawn > hi ? between(lo, hi) : drawn;
  }

 private:
  std::uint64_t state_;
};

/// A permutation of 0 ... size - 1 chosen by a key, one element at a time: a four-round Feistel network, walked until it
/// lands inside. Without a key it leaves everything where it is.
class Order {
 public:
  explicit Order(std::uint64_t size) : size_(size) {}
  Order(std::uint64_t size, std::uint64_t key) : size_(size), key_(key), keyed_(true) {
    half_ = (static_cast<unsigned>(std::bit_width(size > 1 ? size - 1 : 1)) + 1) / 2;
  }
  std::uint64_t at(std::uint64_t position) const {
    if (!keyed_) return position;
    do position = scramble(position); while (position >= size_);
    return position;
  }

 private:
  std::uint64_t scramble(std::uint64_t x) const {
    const std::uint64_t mask = (1ULL << half_) - 1;
    std::uint64_t left = x >> half_, right = x & mask;
    for (std::uint64_t round = 1; round <= 4; ++round) {
      const std::uint64_t mixed = left ^ (mix(right ^ mix(key_ + round)) & mask);
      left = right;
      right = mixed;
    }
    return left << half_ | right;
  }
  std::uint64_t size_, key_ = 0;
  unsigned half_ = 1;
  bool keyed_ = false;
};

}  // namespace synth
