// Rates with their uncertainty, and the parts of a whole.
#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <vector>

namespace handoff {

/// What a share counts. Of each lead it asks two things: is the lead in the denominator, and is it in the numerator. Either may be unknown.
/// Five counts, which merge by adding them up.
struct Share {
  std::int64_t counted = 0;        ///< in both
  std::int64_t not_counted = 0;    ///< in the denominator alone
  std::int64_t undecided = 0;      ///< the numerator is unknown, whether or not the denominator is
  std::int64_t perhaps_in = 0;     ///< in the numerator, if in the denominator
  std::int64_t perhaps_out = 0;    ///< not in the numerator, and perhaps in the denominator

  /// A lead with its two answers; an empty one is unknown. A lead outside the denominator is left out.
  void add(std::optional<bool> in_denominator, std::optional<bool> in_numerator);
  void merge(const Share& other);
  std::int64_t decided() const { return counted + not_counted; }
  std::int64_t unknown() const { return undecided + perhaps_in + perhaps_out; }
};

/// A share of which everything is known: `count` of `of`.
template <std::integral Count, std::integral Of>
constexpr Share share_of(Count count, Of of) {
  return {static_cast<std::int64_t>(count), static_cast<std::int64_t>(of) - static_cast<std::int64_t>(count)};
}

/// The same beside `undecided` leads, which may be in the numerator or not.
template <std::integral Yes, std::integral No, std::integral Undecided>
constexpr Share share_beside(Yes counted, No not_counted, Undecided undecided) {
  return {static_cast<std::int64_t>(counted), static_cast<std::int64_t>(not_counted), static_cast<std::int64_t>(undecided)};
}

/// A share as a number. `count` of `of` are the decided; `low` and `high` bound the share that they are a sample of. `least` and `most` are what it
/// can come to once the `unknown` are known. Where nothing is decided, `rate`, `low` and `high` are empty; where nothing is counted at all, so are
/// `least` and `most`.
struct Rate {
  std::int64_t count = 0;
  std::int64_t of = 0;
  std::optional<double> rate{}, low{}, high{};
  std::int64_t unknown = 0;
  std::optional<double> least{}, most{};
};

/// Wilson score interval, 95 % (z = 1.959964), clamped to [0, 1]. Source: E. B. Wilson, JASA 22 (1927).
Rate wilson(const Share& share);

/// The same for a sample drawn without replacement from `population`: effective size of (N - 1) / (N - of) times `of`;
/// the whole population gives low = high = rate.
Rate wilson_sample(const Share& sample, std::int64_t population);

/// A share that is a plain fact about all of a population: low = high = rate.
Rate whole(const Share& share);

/// Splits `total` by weights so that the parts sum to it: largest remainder, ties to the earlier part. Weights need not sum to 1.
std::vector<std::int64_t> largest_remainder(std::int64_t total, const std::vector<double>& weights);

}  // namespace handoff
