// The incomplete beta function by its continued fraction, on the side of the mean where it converges fast; the term before it without the loss of digits that
// factorials of large numbers bring.
#include "handoff/statistics/binomial.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace handoff {

namespace {

/// ln n! less Stirling's approximation of it.
double stirling_rest(double n) {
  if (n < 16) return std::lgamma(n + 1) - (n + 0.5) * std::log(n) + n - 0.5 * std::log(2 * std::numbers::pi);
  const double square = n * n;
  return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square) / n;
}

/// x ln(x / mean) + mean - x, without loss where the two are near.
double deviance(double x, double mean) {
  const double ratio = (x - mean) / (x + mean);
  if (std::fabs(ratio) > 0.1) return x * std::log(x / mean) + mean - x;
  double sum = (x - mean) * ratio, term = 2 * x * ratio;
  for (int j = 1; j < 1000; ++j) {
    term *= ratio * ratio;
    const double more = sum + term / (2 * j + 1);
    if (more == sum) break;
    sum = more;
  }
  return sum;
}

/// The chance of exactly k of n, 0 < k < n.
double exactly(double k, double n, double p) {
  const double rest = stirling_rest(n) - stirling_rest(k) - stirling_rest(n - k) - deviance(k, n * p) - deviance(n - k, n * (1 - p));
  return std::exp(rest) * std::sqrt(n / (2 * std::numbers::pi * k * (n - k)));
}

/// The continued fraction of the incomplete beta function (modified Lentz), for x below its mean.
double fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300, enough = 1e-15;
  const auto away = [](double value) { return std::fabs(value) < tiny ? tiny : value; };
  double c = 1, d = 1 / away(1 - (a + b) * x / (a + 1)), h = d;
  for (int m = 1; m < 10'000'000; ++m) {
    for (const double step : {m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))}) {
      d = 1 / away(1 + step * d);
      c = away(1 + step / c);
      h *= d * c;
    }
    if (std::fabs(d * c - 1) < enough) break;
  }
  return h;
}

/// At least k of n, 0 < k < n: the incomplete beta function I of p, with a = k and b = n - k + 1. Its term is that of exactly k times (1 - p).
double upper_tail(double k, double n, double p) { return exactly(k, n, p) * (1 - p) * fraction(k, n - k + 1, p); }

}  // namespace

double chance_at_least(std::int64_t successes, std::int64_t draws, double chance) {
  if (successes <= 0) return 1;
  if (successes > draws || chance <= 0) return 0;
  if (chance >= 1) return 1;
  const auto k = static_cast<double>(successes), n = static_cast<double>(draws);
  if (successes == draws) return std::exp(n * std::log(chance));
  if (k > n * chance) return upper_tail(k, n, chance);
  return 1 - chance_at_most(successes - 1, draws, chance);
}

double chance_at_most(std::int64_t successes, std::int64_t draws, double chance) {
  if (successes < 0) return 0;
  if (successes >= draws || chance <= 0) return 1;
  if (chance >= 1) return 0;
  const auto k = static_cast<double>(successes), n = static_cast<double>(draws);
  if (successes == 0) return std::exp(n * std::log1p(-chance));
  if (k < n * chance) return upper_tail(n - k, n, 1 - chance);   // as many failures at least
  return 1 - chance_at_least(successes + 1, draws, chance);
}

std::int64_t draws_for(std::int64_t successes, double chance, double certainty) {
  if (successes <= 0) return 0;
  std::int64_t few = successes - 1, many = successes;
  while (chance_at_least(successes, many, chance) < certainty) {
    few = many;
    if (many > std::numeric_limits<std::int64_t>::max() / 2) return std::numeric_limits<std::int64_t>::max();
    many *= 2;
  }
  while (many - few > 1) {
    const std::int64_t half = few + (many - few) / 2;
    (chance_at_least(successes, half, chance) >= certainty ? many : few) = half;
  }
  return many;
}

CountLimits binomial_limits(std::int64_t draws, double chance, double tail) {
  const auto first = [](std::int64_t low, std::int64_t high, auto holds) {   // the least for which it holds, from some number on
    while (low < high) {
      const std::int64_t half = low + (high - low) / 2;
      if (holds(half)) high = half;
      else low = half + 1;
    }
    return low;
  };
  CountLimits limits;
  limits.lower = first(0, draws, [&](std::int64_t count) { return chance_at_most(count, draws, chance) >= tail; });
  limits.upper = first(0, draws, [&](std::int64_t count) { return chance_at_least(count + 1, draws, chance) < tail; });
  return limits;
}

}  // namespace handoff
