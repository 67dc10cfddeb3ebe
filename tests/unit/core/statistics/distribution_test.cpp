// Distributions: quantiles against sums by hand, the same answer however data are split, and Freireich's survival curve.
#include "handoff/statistics/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "catch.hpp"

using namespace handoff;

namespace {

struct Random {
  std::uint64_t state;
  std::uint64_t next() {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return state >> 24;
  }
};

Distribution of(const std::vector<Seconds>& values) {
  Distribution distribution;
  for (const Seconds value : values) distribution.add(value);
  return distribution;
}

bool same(const Distribution& a, const Distribution& b) {
  return a.exact() == b.exact() && a.count() == b.count() && a.sum() == b.sum() && a.values() == b.values();
}

double type_7(const std::vector<Seconds>& sorted, double q) {
  const double place = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return static_cast<double>(sorted[below]) + (place - std::floor(place)) * static_cast<double>(sorted[above] - sorted[below]);
}

}  // namespace

TEST_CASE("wherever the values are cut in two, and however many wait to be counted, the whole is the same") {
  for (const std::size_t distinct : {std::size_t{300}, Distribution::exact_values, Distribution::exact_values + 1}) {
    std::vector<Seconds> values;
    for (std::size_t i = 0; i < distinct + 260; ++i) values.push_back(static_cast<Seconds>(7919 * (i % distinct)));
    const Distribution whole = of(values);
    CHECK(whole.exact() == (distinct <= Distribution::exact_values));
    CHECK(whole.count() == values.size());
    std::uint64_t counted = 0;
    for (const auto& [value, times] : whole.values()) counted += times;
    CHECK(counted == values.size());
    for (const std::size_t cut : {std::size_t{0}, std::size_t{1}, std::size_t{255}, std::size_t{256}, std::size_t{257}, values.size() - 1, values.size()}) {
      Distribution merged = of({values.begin(), values.begin() + static_cast<std::ptrdiff_t>(cut)});
      merged.merge(of({values.begin() + static_cast<std::ptrdiff_t>(cut), values.end()}));
      CHECK(same(merged, whole));
    }
  }
}

TEST_CASE("quantiles between order statistics", "[distribution]") {
  const Distribution four = of({40, 10, 30, 20});
  CHECK(*four.quantile(0.5) == 25);          // R: quantile(c(10, 20, 30, 40), .5, type = 7)
  CHECK(*four.quantile(0.9) == Approx(37));  // place 2.7: 30 + .7 of 10
  CHECK(*four.quantile(0.25) == 17.5);
  CHECK(*four.quantile(0) == 10);
  CHECK(*four.quantile(1) == 40);
  CHECK(*four.quantile(-3) == 10);
  CHECK(*four.quantile(7) == 40);
  CHECK_FALSE(four.quantile(std::nan("")));
  CHECK(*of({5}).quantile(0.9) == 5);
  CHECK(*of({1, 1, 1, 9}).quantile(0.5) == 1);
  CHECK(*of({1, 1, 9, 9}).quantile(0.5) == 5);
  CHECK(*of({1, 9, 9, 9}).quantile(1.0 / 6) == Approx(5));  // place .5
}

TEST_CASE("an empty distribution has no quantiles", "[distribution]") {
  const Distribution none;
  CHECK_FALSE(none.quantile(0.5));
  CHECK(none.values().empty());
  CHECK(none.count() == 0);
  CHECK(none.sum() == 0);
  CHECK(none.exact());
  CHECK(none.count_at_least(0) == 0);
  Distribution steps;
  steps.add(0, 8);
  steps.add(5, 1);
  CHECK(*steps.quantile(0.9) == 1.0);   // 7.2 - 7 is a bit above a fifth
  Distribution still;
  still.add(5, 0);
  still.merge(none);
  CHECK(still.count() == 0);
}

TEST_CASE("counts, sums and thresholds", "[distribution]") {
  Distribution distribution = of({0, 3600, 3600, 86'400});
  distribution.add(7200, 3);
  distribution.add(-5);
  CHECK(distribution.count() == 8);
  CHECK(distribution.sum() == 2 * 3600 + 86'400 + 3 * 7200);
  using Pairs = std::vector<std::pair<Seconds, std::uint64_t>>;
  CHECK(distribution.values() == Pairs{{0, 2}, {3600, 2}, {7200, 3}, {86'400, 1}});
  CHECK(distribution.count_at_least(3600) == 6);
  CHECK(distribution.count_at_least(3600.5) == 4);
  CHECK(distribution.count_at_least(1e18) == 0);
  CHECK(distribution.count_at_least(std::nan("")) == 0);
}

TEST_CASE("the largest numbers overflow nothing", "[distribution]") {
  constexpr Seconds most = std::numeric_limits<Seconds>::max();
  Distribution distribution;
  distribution.add(most);
  distribution.add(most, 1000);
  CHECK(distribution.sum() == most);
  for (Seconds value = 0; value < 5000; ++value) distribution.add(most - value * 1'000'000'000'000'000);
  CHECK_FALSE(distribution.exact());
  CHECK(distribution.count() == 6001);
  CHECK(*distribution.quantile(1) == Approx(9.22e18).epsilon(0.001));
}

TEST_CASE("exact up to the stated number of distinct values, and not beyond", "[distribution]") {
  Distribution distribution;
  for (std::size_t i = 0; i < Distribution::exact_values; ++i) distribution.add(static_cast<Seconds>(i) * 100'003, 2);
  CHECK(distribution.exact());
  CHECK(distribution.values().size() == Distribution::exact_values);
  CHECK(distribution.values()[77].first == 77 * 100'003);
  distribution.add(0);
  CHECK(distribution.exact());
  distribution.add(1);
  CHECK_FALSE(distribution.exact());
  CHECK(distribution.count() == 2 * Distribution::exact_values + 2);
  CHECK(distribution.sum() == 2 * 100'003LL * (4095LL * 4096 / 2) + 1);
}

TEST_CASE("bins are within 0.1 % of their middle and exact below 1024", "[distribution]") {
  Distribution distribution;
  std::vector<Seconds> all;
  Random random{5};
  for (Seconds value = 0; value < 2048; ++value) all.push_back(value);
  for (int i = 0; i < 60'000; ++i) all.push_back(static_cast<Seconds>(random.next() >> (random.next() % 38)));
  for (const Seconds value : all) distribution.add(value);
  CHECK_FALSE(distribution.exact());
  std::sort(all.begin(), all.end());
  for (int i = 0; i <= 200; ++i) {
    const double exact = type_7(all, i / 200.0);
    CHECK(std::abs(*distribution.quantile(i / 200.0) - exact) <= exact * 0.001);
  }
  const auto values = distribution.values();
  for (Seconds value = 0; value < 1024; ++value) CHECK(values[static_cast<std::size_t>(value)].first == value);
  CHECK(values.size() < 1024 + 30 * 512);  // bounded by the bins below 2^40
  CHECK(distribution.sum() == std::accumulate(all.begin(), all.end(), Seconds{0}));
}

TEST_CASE("the same result however the data were split and merged", "[distribution]") {
  Random random{20260630};
  for (const std::uint64_t range : {3000u, 4096u, 4097u, 5000u, 400'000u, 100'000'000u}) {
    Distribution whole;
    std::set<Seconds> distinct;
    std::vector<Distribution> parts(7);
    for (int i = 0; i < 30'000; ++i) {
      const auto value = static_cast<Seconds>(random.next() % range);
      whole.add(value);
      distinct.insert(value);
      parts[random.next() % parts.size()].add(value);
    }
    CHECK(whole.exact() == (distinct.size() <= Distribution::exact_values));
    Distribution forward, backward, tree;
    for (std::size_t i = 0; i < 7; ++i) forward.merge(parts[i]);
    for (std::size_t i = 7; i-- > 0;) backward.merge(parts[i]);
    for (std::size_t i = 0; i + 1 < 7; i += 2) {
      Distribution pair = parts[i + 1];
      pair.merge(parts[i]);
      Distribution left = pair;
      left.merge(tree);
      tree = left;
    }
    tree.merge(parts[6]);
    CHECK(same(forward, whole));
    CHECK(same(backward, whole));
    CHECK(same(tree, whole));
    CHECK(forward.quantile(0.9) == whole.quantile(0.9));
  }
}

TEST_CASE("whether values were asked for meanwhile changes nothing", "[distribution]") {
  Random random{20261122};
  for (const std::uint64_t different : {std::uint64_t{50}, std::uint64_t{4000}, std::uint64_t{5000}, std::uint64_t{1'000'000'000}}) {
    Distribution left, asked, right;
    std::vector<Seconds> all;
    for (int i = 0; i < 9000; ++i) {
      const auto value = static_cast<Seconds>(random.next() % different * 37);
      all.push_back(value);
      (i % 3 == 0 ? right : left).add(value);
      asked.add(value);
      if (i % 1000 == 7) CHECK(asked.count() == all.size());
      if (i % 1500 == 11) {
        const double threshold = 37.0 * static_cast<double>(different) / 2;
        const auto above = static_cast<std::uint64_t>(std::count_if(all.begin(), all.end(), [&](Seconds one) { return static_cast<double>(one) >= threshold; }));
        if (asked.exact()) CHECK(asked.count_at_least(threshold) == above);
        Distribution unasked = of(all);
        CHECK(unasked.count_at_least(threshold) == asked.count_at_least(threshold));
      }
    }
    left.merge(right);
    CHECK(same(left, asked));
    CHECK(asked.sum() == std::accumulate(all.begin(), all.end(), Seconds{0}));
    CHECK(asked.exact() == (std::set<Seconds>(all.begin(), all.end()).size() <= Distribution::exact_values));
  }
}

TEST_CASE("two exact halves can make a binned whole, and a distribution can take itself", "[distribution]") {
  Distribution even, odd, whole;
  for (Seconds i = 0; i < 3000; ++i) {
    even.add(2 * i * 1000);
    odd.add((2 * i + 1) * 1000);
    whole.add(2 * i * 1000);
    whole.add((2 * i + 1) * 1000);
  }
  CHECK(even.exact());
  CHECK(odd.exact());
  Distribution other = odd;
  other.merge(even);
  even.merge(odd);
  CHECK_FALSE(even.exact());
  CHECK(same(even, whole));
  CHECK(same(other, whole));
  Distribution twice = of({1, 2, 3});
  twice.merge(twice);
  CHECK(same(twice, of({1, 1, 2, 2, 3, 3})));
}

TEST_CASE("Freireich's patients on 6-MP", "[survival]") {
  // Freireich et al. 1963, weeks in remission; worked examples, "Time to convert". Shares to four digits as published.
  const Distribution events = of({6, 6, 6, 7, 10, 13, 16, 22, 23});
  const Distribution censored = of({6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35});
  const auto curve = product_limit(events, censored);
  struct Known { Seconds at; double share; std::uint64_t at_risk, events; };
  const std::vector<Known> known = {{6, .8571, 21, 3}, {7, .8067, 17, 1},  {10, .7529, 15, 1}, {13, .6902, 12, 1},
                                    {16, .6275, 11, 1}, {22, .5378, 7, 1}, {23, .4482, 6, 1}};
  REQUIRE(curve.size() == known.size());
  for (std::size_t i = 0; i < known.size(); ++i) {
    CHECK(curve[i].at == known[i].at);
    CHECK(std::abs(curve[i].share - known[i].share) < 5e-5);
    CHECK(curve[i].at_risk == known[i].at_risk);
    CHECK(curve[i].events == known[i].events);
  }
  CHECK(half_by(events, censored) == 23);
}

TEST_CASE("half got there by: whoever left waits until as-of, since nobody who leaves gets there", "[survival]") {
  // Six of ten lost on day 1, four converted on day 5, all ten days old. Censored at their exit the six would leave four at risk, and half would be there by day 5.
  const Distribution converted = of({5, 5, 5, 5}), lost = of({10, 10, 10, 10, 10, 10});
  const auto curve = product_limit(converted, lost);
  REQUIRE(curve.size() == 1);
  CHECK(curve[0].share == Approx(0.6));
  CHECK_FALSE(half_by(converted, lost));
  CHECK(half_by(converted, of({1, 1, 1, 1, 1, 1})) == 5);
}

TEST_CASE("survival without events, without censoring, and at exactly a half", "[survival]") {
  CHECK(product_limit({}, {}).empty());
  CHECK(product_limit({}, of({1, 2, 3})).empty());
  CHECK_FALSE(half_by({}, {}));
  CHECK_FALSE(half_by(of({5}), of({9, 9})));  // 2/3: not reached
  CHECK(half_by(of({1, 2, 3, 4}), {}) == 2);  // 3/4 * 2/3 = 1/2
  for (Seconds half = 1; half < 200; ++half) {
    Distribution events;
    for (Seconds i = 1; i <= 2 * half; ++i) events.add(i);
    CHECK(half_by(events, {}) == half);
  }
  const auto all = product_limit(of({1, 2}), {});
  CHECK(all.back().share == 0);
}

TEST_CASE("a curve of exact events and binned waits compares like with like", "[survival]") {
  Distribution censored;
  for (Seconds i = 0; i < 5000; ++i) censored.add(1'000'000 + i * 2000);
  REQUIRE_FALSE(censored.exact());
  Distribution events;
  events.add(1'000'000, 5000);  // in the bin of the first wait: all are at risk still
  const auto curve = product_limit(events, censored);
  REQUIRE(curve.size() == 1);
  CHECK(curve[0].at_risk == 10'000);
  CHECK(curve[0].share == 0.5);
  CHECK(std::abs(static_cast<double>(curve[0].at) - 1e6) < 1000);
}
