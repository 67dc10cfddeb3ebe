// Versions in time, worked by hand on a line of days.
#include "catch.hpp"
#include "handoff/contract/versions.hpp"

using namespace handoff;

namespace {
Day on(int month, unsigned day) { return day_from_civil(2026, static_cast<unsigned>(month), day); }
}  // namespace

TEST_CASE("versions that follow each other day on day leave no gap") {
  const std::vector<InForce> versions = {{on(4, 1), on(6, 30)}, {on(1, 1), on(3, 31)}, {on(7, 1), std::nullopt}};
  const VersionOrder order = order_versions(versions);
  CHECK(order.order == std::vector<std::size_t>{1, 0, 2});
  CHECK(order.gaps.empty());
  CHECK(order.overlaps.empty());
  CHECK(in_force_on(versions, on(3, 31)) == 1U);
  CHECK(in_force_on(versions, on(4, 1)) == 0U);
  CHECK(in_force_on(versions, on(12, 31)) == 2U);
  CHECK_FALSE(in_force_on(versions, on(1, 1) - 1).has_value());
}

TEST_CASE("a gap is named by its first and last day") {
  const VersionOrder order = order_versions({{on(1, 1), on(3, 31)}, {on(4, 10), on(6, 30)}});
  REQUIRE(order.gaps.size() == 1);
  CHECK(order.gaps[0].from == on(4, 1));
  CHECK(order.gaps[0].to == on(4, 9));
}

TEST_CASE("an overlap is named by the days both claim; a long version covers a gap of others") {
  const VersionOrder order = order_versions({{std::nullopt, on(3, 31)}, {on(3, 31), on(4, 30)}, {on(6, 1), std::nullopt}, {on(2, 1), on(8, 1)}});
  CHECK(order.order == std::vector<std::size_t>{0, 3, 1, 2});
  CHECK(order.gaps.empty());
  REQUIRE(order.overlaps.size() == 4);
  CHECK(order.overlaps[0].earlier == 0);
  CHECK(order.overlaps[0].later == 3);
  CHECK(order.overlaps[0].from == on(2, 1));
  CHECK(order.overlaps[0].to == on(3, 31));
  CHECK(order.overlaps[1].later == 1);
  CHECK(order.overlaps[1].from == on(3, 31));
  CHECK(order.overlaps[1].to == on(3, 31));
}

TEST_CASE("versions without any dates claim each other's days") {
  const VersionOrder order = order_versions({{std::nullopt, std::nullopt}, {std::nullopt, std::nullopt}});
  REQUIRE(order.overlaps.size() == 1);
  CHECK_FALSE(order.overlaps[0].from.has_value());
  CHECK_FALSE(order.overlaps[0].to.has_value());
}

TEST_CASE("the days that count are those asked for on which the contract is in force") {
  const std::optional<CountedDays> all = days_in_force(std::nullopt, {std::nullopt, std::nullopt});
  REQUIRE(all.has_value());
  CHECK_FALSE(all->window.has_value());
  OutsideEntries none;
  none.add(all->outside, on(1, 1));
  CHECK(none.total() == 0);

  const std::optional<CountedDays> cut = days_in_force(Period{on(1, 1), on(6, 30)}, {on(4, 1), on(5, 31)});
  REQUIRE(cut.has_value());
  CHECK(cut->window->from == on(4, 1));
  CHECK(cut->window->to == on(5, 31));
  OutsideEntries counts;
  for (const Day day : {on(1, 1) - 1, on(1, 1), on(3, 31), on(4, 1), on(5, 31), on(6, 1), on(6, 30), on(7, 1)}) counts.add(cut->outside, day);
  CHECK(counts.before == 2);
  CHECK(counts.after == 2);
  CHECK_FALSE(days_in_force(Period{on(1, 1), on(3, 31)}, {on(4, 1), std::nullopt}).has_value());
}

TEST_CASE("two names of one zone have the same days, two zones do not") {
  const auto york = Zone::find("America/New_York");
  if (!york) return;  // no zone database here
  CHECK(same_days(*york, *Zone::find("US/Eastern")));
  CHECK_FALSE(same_days(*york, *Zone::find("America/Chicago")));
  CHECK_FALSE(same_days(*york, *Zone::find("America/Toronto")));  // the same today, not in 1974
}
