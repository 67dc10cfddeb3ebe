// Rates with their uncertainty, and the parts of a whole.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

namespace handoff {

/// `count` of `of`, with the bounds of an interval. Where `of` is 0 there is no rate: all three are empty.
struct Rate {
  std::int64_t count = 0;
  std::int64_t of = 0;
  std::optional<double> rate, low, high;
};

/// Wilson score interval, 95 % (z = 1.959964), clamped to [0, 1]. Source: E. B. Wilson, JASA 22 (1927).
Rate wilson(std::int64_t count, std::int64_t of);

/// The same for a sample of `of` drawn without replacement from `population`: effective size of (N - 1) / (N - of) times `of`;
/// the whole population gives low = high = rate.
Rate wilson_sample(std::int64_t count, std::int64_t of, std::int64_t population);

/// A rate that is a plain fact about all of a population: low = high = rate.
Rate whole(std::int64_t count, std::int64_t of);

/// Splits `total` by weights so that the parts sum to it: largest remainder, ties to the earlier part. Weights need not sum to 1.
std::vector<std::int64_t> largest_remainder(std::int64_t total, const std::vector<double>& weights);

}  // namespace handoff
