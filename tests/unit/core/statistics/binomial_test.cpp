// Sums of binomial distributions, against exact fractions (Python's, over integers) and against themselves.
#include "handoff/statistics/binomial.hpp"

#include "catch.hpp"

using namespace handoff;

TEST_CASE("chances of a number of successes", "[binomial]") {
  CHECK(chance_at_least(1, 2, 0.5) == Approx(0.75));
  CHECK(chance_at_most(1, 2, 0.5) == Approx(0.75));
  CHECK(chance_at_least(12, 12, 0.77) == Approx(0.04343988852196358));
  CHECK(chance_at_most(47, 150, 0.77) == Approx(2.1585116139706596e-32));
  CHECK(chance_at_least(249, 400, 0.075) == Approx(3.617001061254192e-172));
  CHECK(chance_at_least(0, 5, 0.3) == 1);
  CHECK(chance_at_least(6, 5, 0.3) == 0);
  CHECK(chance_at_most(5, 5, 0.3) == 1);
  for (const std::int64_t draws : {1, 2, 10, 97, 1440, 1'000'000})
    for (const double chance : {0.0001, 0.075, 0.5, 0.98})
      for (const std::int64_t k : {std::int64_t{1}, draws / 3, draws / 2, draws})
        if (k > 0) CHECK(chance_at_least(k, draws, chance) + chance_at_most(k - 1, draws, chance) == Approx(1.0));
}

TEST_CASE("how many draws give a number of successes with certainty", "[binomial]") {
  CHECK(draws_for(100, 0.075, 0.80) == 1440);
  CHECK(draws_for(100, 0.075, 0.95) == 1551);
  CHECK(draws_for(100, 0.25, 0.80) == 429);
  CHECK(draws_for(100, 0.25, 0.95) == 459);
  CHECK(draws_for(7, 0.31, 0.80) == 28);
  CHECK(draws_for(1, 0.01, 0.95) == 299);
  CHECK(draws_for(3, 1.0, 0.95) == 3);
  CHECK(draws_for(0, 0.5, 0.95) == 0);
  const std::int64_t many = draws_for(1'000'000'000, 0.001, 0.95);   // near 10^12, and still the least that does
  CHECK(chance_at_least(1'000'000'000, many, 0.001) >= 0.95);
  CHECK(chance_at_least(1'000'000'000, many - 1, 0.001) < 0.95);
}

TEST_CASE("limits that chance keeps a count within", "[binomial]") {
  const CountLimits limits = binomial_limits(50, 0.3, 0.00135);
  CHECK(chance_at_most(static_cast<std::int64_t>(limits.lower) - 1, 50, 0.3) < 0.00135);
  CHECK(chance_at_most(limits.lower, 50, 0.3) >= 0.00135);
  CHECK(chance_at_least(limits.upper + 1, 50, 0.3) < 0.00135);
  CHECK(chance_at_least(limits.upper, 50, 0.3) >= 0.00135);
  CHECK(limits.lower == 6);
  CHECK(limits.upper == 25);
  CHECK(binomial_limits(20, 0, 0.00135).upper == 0);
  CHECK(binomial_limits(20, 1, 0.00135).lower == 20);
  CHECK(binomial_limits(3, 0.5, 0.00135).lower == 0);   // all of three come by chance often enough
  CHECK(binomial_limits(3, 0.5, 0.00135).upper == 3);
}
