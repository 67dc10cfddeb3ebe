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
  /// The same leads, where nobody knows whether they are in the denominator.
  Share perhaps() const { return {0, 0, undecided, counted + perhaps_in, not_counted + perhaps_out}; }
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

/// The share of leads that are known to belong, beside that of leads that may.
inline Share beside(Share known, const Share& perhaps) {
  known.merge(perhaps.perhaps());
  return known;
}

/// Of leads that may belong, those that stand beside a sample in its bounds: as many as fall to it, `drawn` of the `all` that do belong, each count rounded up.
/// All of them where all are drawn.
Share beside_sample(const Share& perhaps, std::int64_t drawn, std::int64_t all);

/// A share as a number. `count` of `of` are the decided. `least` and `most` are what the share can come to once the `unknown` are known; `low` and
/// `high` enclose both of these, and say how far a sample may be from what it is a sample of. `rate` is the share of the decided. It is empty where
/// nothing is decided, and where more than one in twenty is unknown: then the bounds are all that is known. All are empty where nothing is counted.
struct Rate {
  std::int64_t count = 0;
  std::int64_t of = 0;
  std::optional<double> rate{}, low{}, high{};
  std::int64_t unknown = 0;
  std::optional<double> least{}, most{};
};

/// Wilson score interval, 95 % (z = 1.959964), clamped to [0, 1]: the lower bound of `least`, the upper one of `most`. Source: E. B. Wilson, JASA 22 (1927).
Rate wilson(const Share& share);

/// The same for a sample of n drawn without replacement from `population`, N: the effective size is n (N - 1) / (N - n), and the ends are moved outward to
/// whole leads of N that are possible. Both n and N hold the decided and the unknown. The whole population gives low = least, high = most.
Rate wilson_sample(const Share& sample, std::int64_t population);

/// A share that is a plain fact about all of a population: low = least, high = most.
Rate whole(const Share& share);

/// May the share be on either side of `line`, as far as is known?
bool straddles(const Rate& rate, double line);

/// Splits `total` by weights so that the parts sum to it: largest remainder, ties to the earlier part. Weights need not sum to 1.
std::vector<std::int64_t> largest_remainder(std::int64_t total, const std::vector<double>& weights);

}  // namespace handoff
