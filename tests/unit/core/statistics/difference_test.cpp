// Newcombe's own examples (1998, table II, method 10), as printed there to four decimals.
#include "handoff/statistics/difference.hpp"

#include "catch.hpp"

using namespace handoff;

namespace {

Difference of(std::int64_t a, std::int64_t m, std::int64_t b, std::int64_t n) { return newcombe({a, m, {}, {}, {}}, {b, n, {}, {}, {}}); }

void check(const Difference& got, double difference, double low, double high) {
  CHECK(std::abs(*got.difference - difference) < 0.00005);
  CHECK(std::abs(*got.low - low) < 0.00005);
  CHECK(std::abs(*got.high - high) < 0.00005);
}

}  // namespace

TEST_CASE("differences of the literature", "[difference]") {
  check(of(56, 70, 48, 80), 0.2000, 0.0524, 0.3339);
  check(of(9, 10, 3, 10), 0.6000, 0.1705, 0.8090);
  check(of(10, 10, 0, 10), 1.0000, 0.6075, 1.0000);
  check(of(0, 10, 0, 20), 0.0000, -0.1611, 0.2775);
}

TEST_CASE("what is proven leaves 0 out", "[difference]") {
  CHECK(of(56, 70, 48, 80).proven());
  CHECK(of(48, 80, 56, 70).proven());
  CHECK_FALSE(of(6, 31, 21, 88).proven());
  CHECK_FALSE(of(0, 0, 3, 10).proven());
  CHECK_FALSE(of(0, 0, 3, 10).difference);
}
