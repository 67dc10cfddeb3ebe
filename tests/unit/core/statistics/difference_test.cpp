// Newcombe's own examples (1998, table II, method 10), as printed there to four decimals.
#include "handoff/statistics/difference.hpp"

#include "catch.hpp"

using namespace handoff;

namespace {

Difference of(std::int64_t a, std::int64_t m, std::int64_t b, std::int64_t n) { return newcombe(wilson(share_of(a, m)), wilson(share_of(b, n))); }

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

TEST_CASE("what is unknown widens a difference to both ends, and then by chance", "[difference]") {
  const Rate a = wilson(share_beside(56, 10, 4)), b = wilson(share_beside(48, 32, 0));
  const Difference got = newcombe(a, b);
  CHECK(*got.least == Approx(56.0 / 70 - 0.6));
  CHECK(*got.most == Approx(60.0 / 70 - 0.6));
  CHECK(*got.low == Approx(*of(56, 70, 48, 80).low));     // the least of the one beside the other
  CHECK(*got.high == Approx(*of(60, 70, 48, 80).high));
  CHECK_FALSE(got.difference);                            // more than 5 % unknown: nobody knows the rate
  CHECK_FALSE(newcombe(wilson(share_beside(3, 2, 15)), b).proven());
}

TEST_CASE("with the same mix", "[difference]") {
  // Small firms convert at 10 %, large ones at 40 %, in both months; there are only more large ones in the second.
  const auto part = [](std::int64_t count, std::int64_t leads) { return wilson(share_of(count, leads)); };
  const Difference crude = newcombe(part(10 + 80, 100 + 200), part(20 + 40, 200 + 100));
  CHECK(*crude.difference == Approx(0.1));
  CHECK(crude.proven());
  const Difference same = equal_mix({{part(10, 100), part(20, 200)}, {part(80, 200), part(40, 100)}});
  CHECK(std::abs(*same.difference) < 1e-12);
  CHECK_FALSE(same.proven());
  // Both halves better by 10 points: the half-widths are those of the parts, weighed and added as squares.
  const Rate a = part(30, 100), b = part(20, 100);
  const Difference one = newcombe(a, b), both = equal_mix({{a, b}, {a, b}});
  CHECK(*both.difference == Approx(0.1));
  CHECK(*both.difference - *both.low == Approx((*one.difference - *one.low) / std::sqrt(2.0)));
  CHECK_FALSE(equal_mix({{a, b}, {a, Rate{}}}).difference);   // who was not there before cannot be compared
}
