// Was an answer in time? Its date, its limit and as-of decide; any of the first two may be a day.
#include "handoff/judging/disposition.hpp"

#include <random>

#include "catch.hpp"

using namespace handoff;

namespace {

Value dated(Instant first, Instant last) {
  Value value;
  value.state = Value::State::present;
  value.stamp = {first, last, 0, first != last};
  return value;
}

}  // namespace

TEST_CASE("an answer is in time by its own date", "[disposition]") {
  const Stamp due{1000, 1000, 0, false}, day{1000, 1900, 0, true};
  CHECK(answer_found(due, dated(1000, 1000), 2000) == DueFinding{Finding::pass, Tri::yes});
  CHECK(answer_found(due, dated(1001, 1001), 2000) == DueFinding{Finding::fail, Tri::yes});
  CHECK(answer_found(due, dated(900, 1799), 2000) == DueFinding{Finding::unknown, Tri::yes});   // on the day of the limit
  CHECK(answer_found(due, Value{}, 2000) == DueFinding{Finding::unknown, Tri::yes});
  CHECK(answer_found(day, dated(1500, 1500), 1600) == DueFinding{Finding::unknown, Tri::unknown});
}

TEST_CASE("an answer that stands before its limit has run out is in time, whatever its date", "[disposition]") {
  CHECK(answer_found({1000, 1000, 0, false}, Value{}, 1000) == DueFinding{Finding::pass, Tri::no});
  std::mt19937 random(7);
  const auto draw = [&](Instant from, Instant to) { return std::uniform_int_distribution<Instant>(from, to)(random); };
  for (int round = 0; round < 10'000; ++round) {
    const Instant as_of = draw(0, 1000), due = draw(as_of, 2000), given = draw(0, as_of);
    const DueFinding found = answer_found({due, due + draw(0, 900), 0, true}, dated(given, given + draw(0, 900)), as_of);
    REQUIRE(found == DueFinding{Finding::pass, Tri::no});
  }
}
