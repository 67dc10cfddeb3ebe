// Tails are summed from the end that is smaller, each term from the one before it, so that nothing cancels.
#include "handoff/statistics/exact_tests.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace handoff {

namespace {

constexpr double nothing = 1e-18;   // of the sum: what follows shrinks faster still

/// log of "`of` over `count`".
double log_choose(double of, double count) { return std::lgamma(of + 1) - std::lgamma(count + 1) - std::lgamma(of - count + 1); }

/// The sum of a distribution from one of its values outward, away from its mode. `next(i)`: the ratio of the term behind the i-th step to the one before.
template <class Next>
double tail(double first, std::uint64_t steps, Next next) {
  double term = first, sum = first;
  for (std::uint64_t i = 0; i < steps && term > sum * nothing; ++i) {
    term *= next(static_cast<double>(i));
    sum += term;
  }
  return std::min(1.0, sum);
}

}  // namespace

double binomial_at_least(std::uint64_t count, std::uint64_t of, double share) {
  if (count == 0 || share >= 1) return 1;
  if (count > of || share <= 0) return 0;
  const auto n = static_cast<double>(of), k = static_cast<double>(count);
  const double odds = share / (1 - share);
  const auto term = [&](double x) { return std::exp(log_choose(n, x) + x * std::log(share) + (n - x) * std::log1p(-share)); };
  if (k >= n * share) return tail(term(k), of - count, [&](double i) { return (n - k - i) / (k + i + 1) * odds; });
  return 1 - tail(term(k - 1), count - 1, [&](double i) { return (k - 1 - i) / (n - k + 2 + i) / odds; });
}

double fisher_at_least(std::uint64_t count, std::uint64_t of, std::uint64_t all_count, std::uint64_t all_of) {
  const std::uint64_t others = all_of - of, most = std::min(of, all_count), least = all_count > others ? all_count - others : 0;
  if (count <= least) return 1;
  if (count > most) return 0;
  const auto n = static_cast<double>(of), k = static_cast<double>(count), kind = static_cast<double>(all_count), all = static_cast<double>(all_of);
  const auto term = [&](double x) { return std::exp(log_choose(kind, x) + log_choose(all - kind, n - x) - log_choose(all, n)); };
  if (k * all >= n * kind) return tail(term(k), most - count, [&](double i) { return (kind - k - i) / (k + i + 1) * ((n - k - i) / (all - kind - n + k + i + 1)); });
  return 1 - tail(term(k - 1), count - 1 - least, [&](double i) { return (k - 1 - i) / (kind - k + 2 + i) * ((all - kind - n + k - 1 - i) / (n - k + 2 + i)); });
}

std::vector<bool> discoveries(const std::vector<double>& p, double rate) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  double line = -1;   // the largest p that is taken
  for (std::size_t i = 0; i < order.size(); ++i)
    if (p[order[i]] <= rate * static_cast<double>(i + 1) / static_cast<double>(p.size())) line = p[order[i]];
  std::vector<bool> taken(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) taken[i] = p[i] <= line;
  return taken;
}

}  // namespace handoff
