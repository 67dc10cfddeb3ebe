// Rates and apportionment, against published intervals and sums done by hand.
#include "handoff/statistics/rate.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include "catch.hpp"

using namespace handoff;

namespace {

void check_bounds(const Rate& rate, double low, double high, double margin) {
  REQUIRE(rate.low.has_value());
  CHECK(std::abs(*rate.low - low) < margin);
  CHECK(std::abs(*rate.high - high) < margin);
}

}  // namespace

TEST_CASE("Wilson's interval agrees with statsmodels and R", "[rate]") {
  // statsmodels test_proportion.py, from R's binom.confint(method = "wilson"); shared worked examples, "Proportions".
  check_bounds(wilson(share_of(18, 20)), 0.698966, 0.972134, 5e-7);
  check_bounds(wilson(share_of(4, 200)), 0.007804, 0.050287, 5e-7);
  check_bounds(wilson(share_of(100, 200)), 0.431361, 0.568639, 5e-7);
  CHECK(*wilson(share_of(18, 20)).rate == Approx(0.9));
}

TEST_CASE("a sample from a finite whole knows more than one from an endless one", "[rate]") {
  // Worked examples, "Audit of 200 from 1,200 with 94 failing".
  check_bounds(wilson(share_of(94, 200)), 0.4020, 0.5391, 5e-5);
  check_bounds(wilson_sample(share_of(94, 200), 1200), 489.0 / 1200, 640.0 / 1200, 1e-12);  // 489 and 640 leads; the formula itself gives 0.4078 and 0.5331
  const Rate all = wilson_sample(share_of(94, 200), 200);
  CHECK(*all.low == *all.rate);
  CHECK(*all.high == *all.rate);
  CHECK(*all.rate == Approx(0.47));
  const Rate one = wilson_sample(share_of(1, 1), 1);
  CHECK(*one.low == 1.0);
  const Rate more_than_all = wilson_sample(share_of(1, 2), 1);
  CHECK(*more_than_all.low == 0.5);
}

TEST_CASE("leads that may belong stand beside a sample as many as fall to it, rounded up", "[statistics]") {
  // A sample of 20 from 40; of 30 more that may belong, 10 are counted if they do and 19 are not, and one is undecided.
  const Share perhaps{10, 19, 1, 0, 0}, part = beside_sample(perhaps, 20, 40);
  CHECK((part.undecided == 1 && part.perhaps_in == 5 && part.perhaps_out == 10 && part.decided() == 0));
  const Share all = beside_sample(perhaps, 40, 40);   // where all are drawn, all of them
  CHECK(beside(share_of(10, 40), all).unknown() == 30);
  // 6 of 20: at least 6 / (20 + 1 + 10), at most (6 + 1 + 5) / (20 + 1 + 5).
  const Rate rate = wilson_sample(beside(share_of(6, 20), part), 70);
  CHECK((*rate.least == Approx(6 / 31.0) && *rate.most == Approx(12 / 26.0)));
  CHECK((*rate.low < *rate.least && *rate.most < *rate.high));
}

TEST_CASE("least and most are what the unknown leads can make of a share, by trying all they can be", "[rate]") {
  std::uint64_t state = 20'261'129;
  const auto below = [&](std::int64_t limit) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int64_t>((state >> 33) % static_cast<std::uint64_t>(limit));
  };
  for (int round = 0; round < 2000; ++round) {
    // Leads by their two answers; `both` is unknown twice.
    const std::int64_t in = below(4), out = below(4), numerator = below(4), yes = below(4), no = below(4), both = below(4);
    Share share;
    for (std::int64_t i = 0; i < in; ++i) share.add(true, true);
    for (std::int64_t i = 0; i < out; ++i) share.add(true, false);
    for (std::int64_t i = 0; i < numerator; ++i) share.add(true, std::nullopt);
    for (std::int64_t i = 0; i < yes; ++i) share.add(std::nullopt, true);
    for (std::int64_t i = 0; i < no; ++i) share.add(std::nullopt, false);
    for (std::int64_t i = 0; i < both; ++i) share.add(std::nullopt, std::nullopt);
    share.add(false, true);
    share.add(false, std::nullopt);
    std::optional<double> least, most;
    for (std::int64_t a = 0; a <= numerator; ++a)            // of the denominator's, those in the numerator
      for (std::int64_t b = 0; b <= yes; ++b)                // who joins both
        for (std::int64_t c = 0; c <= no; ++c)               // who joins the denominator alone
          for (std::int64_t d = 0; d <= both; ++d)           // of those unknown twice: in both
            for (std::int64_t e = 0; d + e <= both; ++e) {   // and in the denominator alone
              const std::int64_t of = in + out + numerator + b + c + d + e;
              if (of == 0) continue;
              const double could = static_cast<double>(in + a + b + d) / static_cast<double>(of);
              least = std::min(least.value_or(could), could);
              most = std::max(most.value_or(could), could);
            }
    const Rate rate = whole(share);
    CHECK(rate.unknown == numerator + yes + no + both);
    REQUIRE(rate.least == least);
    REQUIRE(rate.most == most);
    if (rate.rate) CHECK((*rate.least <= *rate.rate && *rate.rate <= *rate.most));
    Share doubled = share;
    doubled.merge(share);
    CHECK(whole(doubled).least == rate.least);
  }
}

TEST_CASE("no rate where there is nothing to divide by", "[rate]") {
  for (const Rate& rate : {wilson(share_of(0, 0)), wilson_sample(share_of(0, 0), 10), whole(share_of(0, 0))}) {
    CHECK_FALSE(rate.rate);
    CHECK_FALSE(rate.low);
    CHECK_FALSE(rate.high);
  }
}

TEST_CASE("none and all have a bound that is exact", "[rate]") {
  const Rate none = wilson(share_of(0, 10));
  CHECK(*none.low == 0.0);
  CHECK(*none.high == Approx(0.277533).margin(5e-7));  // z^2 / (n + z^2) = 3.841459 / 13.841459
  const Rate all = wilson(share_of(10, 10));
  CHECK(*all.high == 1.0);
  CHECK(*all.low == Approx(1 - 0.277533).margin(5e-7));
  const Rate fact = whole(share_of(3, 4));
  CHECK(*fact.low == 0.75);
  CHECK(*fact.high == 0.75);
}

TEST_CASE("parts sum to their whole", "[rate]") {
  using Parts = std::vector<std::int64_t>;
  const std::vector<double> mix = {0.70, 0.25, 0.05};
  CHECK(largest_remainder(1200, mix) == Parts{840, 300, 60});  // worked examples, "Back-plan"
  CHECK(largest_remainder(111, mix) == Parts{78, 28, 5});      // 77.70, 27.75, 5.55: two left, to .75 and .70
  CHECK(largest_remainder(10, {1, 1, 1}) == Parts{4, 3, 3});   // a tie goes to the earlier
  CHECK(largest_remainder(11, {1, 1, 1}) == Parts{4, 4, 3});
  CHECK(largest_remainder(100, {70, 25, 5}) == Parts{70, 25, 5});
  CHECK(largest_remainder(0, mix) == Parts{0, 0, 0});
  CHECK(largest_remainder(5, {0, 2, 0}) == Parts{0, 5, 0});
  CHECK(largest_remainder(7, {}).empty());
  CHECK(largest_remainder(7, {0, 0}) == Parts{4, 3});
  CHECK(largest_remainder(7, {-1, std::nan(""), 1, std::numeric_limits<double>::infinity()}) == Parts{0, 0, 7, 0});
  CHECK(largest_remainder(-10, {1, 1, 1}) == Parts{-4, -3, -3});
}

TEST_CASE("parts sum to their whole whatever the weights and however large", "[rate]") {
  std::uint64_t state = 20260630;
  const auto next = [&state] { return state = state * 6364136223846793005ULL + 1442695040888963407ULL, state >> 33; };
  for (int round = 0; round < 500; ++round) {
    const std::int64_t total = round % 5 == 0 ? std::numeric_limits<std::int64_t>::max() - static_cast<std::int64_t>(next())
                                              : static_cast<std::int64_t>(next() % 100'000);
    std::vector<double> weights;
    double sum = 0;
    for (std::uint64_t i = 0; i <= next() % 12; ++i) weights.push_back(static_cast<double>(next() % 1000 + 1) / 7);
    for (const double weight : weights) sum += weight;
    const auto parts = largest_remainder(total, weights);
    std::int64_t have = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      have += parts[i];
      const double exact = static_cast<double>(total) * weights[i] / sum;
      CHECK(std::abs(static_cast<double>(parts[i]) - exact) <= 1.0 + exact * 1e-12);
    }
    CHECK(have == total);
  }
}
