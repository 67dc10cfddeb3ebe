// Tails of exact tests, against sums of whole fractions (Python's fractions and math.comb), and a published example of Benjamini and Hochberg.
#include "handoff/statistics/exact_tests.hpp"

#include <cmath>
#include <random>

#include "catch.hpp"

using namespace handoff;

namespace {

void near(double got, double wanted) {
  INFO("got " << got << ", wanted " << wanted);
  CHECK(std::fabs(got - wanted) <= 1e-9 * wanted + 1e-15 * (wanted == 1));
}

}  // namespace

TEST_CASE("the upper tail of a binomial is exact, near 0 and near 1", "[exact_tests]") {
  near(binomial_at_least(48, 88, 1.0 / 7), 1.21120230037e-18);
  near(binomial_at_least(24, 144, 0.05), 2.25231712629e-07);
  near(binomial_at_least(24, 72, 0.05), 4.49103407589e-14);
  near(binomial_at_least(160, 192, 0.5), 5.67680927184e-22);
  near(binomial_at_least(6, 36, 1.0 / 7), 0.410756193641);
  near(binomial_at_least(9, 46, 0.05), 0.000398081277197);
  near(binomial_at_least(20, 33, 0.5), 0.1481031843);
  near(binomial_at_least(1, 117, 0.05), 0.997524506338);
  near(binomial_at_least(3, 10, 0.05), 0.0115035573793);
  near(binomial_at_least(10, 10, 0.5), 1.0 / 1024);
  near(binomial_at_least(500, 1000, 0.5), 0.512612509089);
  near(binomial_at_least(100, 1000, 1.0 / 7), 0.999979230643);
  near(binomial_at_least(163, 163, 0.5), 8.5528470723e-50);
  CHECK(binomial_at_least(0, 10, 0.5) == 1);
  CHECK(binomial_at_least(11, 10, 0.5) == 0);
  CHECK(binomial_at_least(0, 0, 0.5) == 1);
  CHECK(binomial_at_least(1'000'000, 2'000'000, 0.5) == Approx(0.5).margin(0.0005));   // large counts neither overflow nor take long
}

TEST_CASE("Fisher's exact test, one-sided", "[exact_tests]") {
  near(fisher_at_least(48, 60, 72, 120), 6.77957240065e-06);
  near(fisher_at_least(18, 24, 24, 72), 2.17172616251e-07);
  near(fisher_at_least(14, 18, 21, 31), 0.15470006932);
  near(fisher_at_least(3, 10, 5, 30), 0.191234053303);
  near(fisher_at_least(4, 4, 6, 8), 15.0 / 70);   // 6 over 4, of 8 over 4
  CHECK(fisher_at_least(0, 4, 2, 9) == 1);
  CHECK(fisher_at_least(3, 4, 2, 9) == 0);
}

TEST_CASE("the tail is the sum of its terms, for any count", "[exact_tests]") {
  std::mt19937 random(20261130);
  for (int round = 0; round < 200; ++round) {
    const std::uint64_t of = 1 + random() % 60, count = random() % (of + 1);
    const double share = (1 + random() % 99) / 100.0;
    double sum = 0;
    for (std::uint64_t x = count; x <= of; ++x) {
      double term = 1;
      for (std::uint64_t i = 0; i < x; ++i) term *= static_cast<double>(of - i) / static_cast<double>(i + 1) * share;
      for (std::uint64_t i = x; i < of; ++i) term *= 1 - share;
      sum += term;
    }
    CHECK(binomial_at_least(count, of, share) == Approx(sum).epsilon(1e-9));
  }
}

TEST_CASE("Benjamini and Hochberg's own fifteen: four are taken at 5 %", "[exact_tests]") {
  // J. R. Statist. Soc. B 57 (1995), 3.2: the thrombolysis study.
  const std::vector<double> p = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const std::vector<bool> taken = discoveries(p, 0.05);
  for (std::size_t i = 0; i < p.size(); ++i) CHECK(taken[i] == (i < 4));
  CHECK(discoveries({}, 0.05).empty());
  CHECK(discoveries({0.04}, 0.05) == std::vector<bool>{true});
  CHECK(discoveries({0.9, 0.04, 0.9}, 0.05) == std::vector<bool>{false, false, false});   // one of three by itself would be asked, and is not
  CHECK(discoveries({0.049, 0.001, 0.05}, 0.05) == std::vector<bool>{true, true, true});   // up to the last that fits, not to the first that does not
}
