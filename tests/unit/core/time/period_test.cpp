// Weeks, months, quarters, and what --window asks for. Week numbers are GNU date's (%G-W%V).
#include "catch.hpp"
#include "handoff/time/time.hpp"

using namespace handoff;

namespace {

Day civil_day(int year, unsigned month, unsigned of_month) { return day_from_civil(year, month, of_month); }
std::string span(const Period& period) { return iso_day(period.from) + ".." + iso_day(period.to); }
std::string window(std::string_view text, int week_start = 0) {
  const auto period = read_window(text, civil_day(2026, 6, 30), week_start);  // a Tuesday
  return period ? span(*period) : "none";
}

}  // namespace

TEST_CASE("a day's periods", "[period]") {
  const Day some = civil_day(2026, 3, 31);  // a Tuesday
  CHECK(span(period_of(some, Grain::day)) == "2026-03-31..2026-03-31");
  CHECK(span(period_of(some, Grain::week)) == "2026-03-30..2026-04-05");
  CHECK(span(period_of(some, Grain::week, 6)) == "2026-03-29..2026-04-04");
  CHECK(span(period_of(some, Grain::week, 1)) == "2026-03-31..2026-04-06");
  CHECK(span(period_of(some, Grain::week, 2)) == "2026-03-25..2026-03-31");
  CHECK(span(period_of(some, Grain::month)) == "2026-03-01..2026-03-31");
  CHECK(span(period_of(some, Grain::quarter)) == "2026-01-01..2026-03-31");
  CHECK(span(period_of(some, Grain::year)) == "2026-01-01..2026-12-31");
  CHECK(span(period_of(civil_day(2026, 12, 31), Grain::quarter)) == "2026-10-01..2026-12-31");
  CHECK(span(period_of(civil_day(2024, 2, 10), Grain::month)) == "2024-02-01..2024-02-29");
  CHECK(span(period_of(civil_day(1969, 12, 31), Grain::week)) == "1969-12-29..1970-01-04");
}

TEST_CASE("periods have names", "[period]") {
  const auto name = [](Day some, Grain grain, int week_start = 0) { return period_name(period_of(some, grain, week_start), grain, week_start); };
  CHECK(name(civil_day(2026, 3, 31), Grain::week) == "2026-W14");
  CHECK(name(civil_day(2026, 1, 1), Grain::week) == "2026-W01");
  CHECK(name(civil_day(2027, 1, 1), Grain::week) == "2026-W53");
  CHECK(name(civil_day(2021, 1, 3), Grain::week) == "2020-W53");
  CHECK(name(civil_day(2024, 12, 30), Grain::week) == "2025-W01");
  CHECK(name(civil_day(2026, 3, 31), Grain::week, 6) == "2026-03-29");
  CHECK(name(civil_day(2026, 4, 9), Grain::month) == "2026-04");
  CHECK(name(civil_day(2026, 4, 9), Grain::quarter) == "2026-Q2");
  CHECK(name(civil_day(2026, 4, 9), Grain::year) == "2026");
  CHECK(name(civil_day(2026, 4, 9), Grain::day) == "2026-04-09");
}

TEST_CASE("windows", "[period]") {
  CHECK(window("90d") == "2026-04-02..2026-06-30");
  CHECK(window("1d") == "2026-06-30..2026-06-30");
  CHECK(window("last-week") == "2026-06-22..2026-06-28");
  CHECK(window("last-week", 6) == "2026-06-21..2026-06-27");
  CHECK(window("last-month") == "2026-05-01..2026-05-31");
  CHECK(window("last-quarter") == "2026-01-01..2026-03-31");
  CHECK(window("last-year") == "2025-01-01..2025-12-31");
  CHECK(window("this-quarter") == "2026-04-01..2026-06-30");
  CHECK(window("2026-Q2") == "2026-04-01..2026-06-30");
  CHECK(window("2026-04") == "2026-04-01..2026-04-30");
  CHECK(window("2026-W14") == "2026-03-30..2026-04-05");
  CHECK(window("2026-W14", 6) == "2026-03-30..2026-04-05");  // an ISO week is what it is
  CHECK(window("2026-W53") == "2026-12-28..2027-01-03");
  CHECK(window("2026") == "2026-01-01..2026-12-31");
  CHECK(window("2026-04-01..2026-06-30") == "2026-04-01..2026-06-30");
  CHECK(window("2026-04-01..2026-04-01") == "2026-04-01..2026-04-01");
}

TEST_CASE("what is no window", "[period]") {
  for (const char* text : {"", "d", "0d", "-1d", "90", "90h", "9999999d", "999999999999d", "last-", "last-day", "last-fortnight", "last-quarter ", "2026-Q0", "2026-Q5",
                           "2026-Q22", "2026-00", "2026-13", "2026-4", "2026-W00", "2026-W54", "2025-W53", "2026-W1", "0000", "20266", "2026-04-01", "2026-04-01..",
                           "..2026-04-01", "2026-04-01...2026-06-30", "2026-06-30..2026-04-01", "2026-02-30..2026-04-01", "2026-04-01..2026-04-31",
                           "2026-04-01-2026-06-30", "2026-04-01..2026-06-30x"})
    CHECK(window(text) == "none");
}

TEST_CASE("periods tile the calendar", "[period]") {
  for (const Grain grain : {Grain::week, Grain::month, Grain::quarter, Grain::year})
    for (int week_start = 0; week_start < 7; ++week_start)
      for (Period period = period_of(civil_day(1999, 1, 1), grain, week_start); period.from < civil_day(2031, 1, 1);) {
        const Period next = period_of(period.to + 1, grain, week_start);
        CHECK(next.from == period.to + 1);
        CHECK(period_of(period.to, grain, week_start).from == period.from);
        period = next;
      }
  for (const Day extreme : {std::numeric_limits<Day>::min(), std::numeric_limits<Day>::max()})
    for (const Grain grain : {Grain::day, Grain::week, Grain::month, Grain::quarter, Grain::year})
      CHECK_FALSE(period_name(period_of(extreme, grain), grain).empty());
  CHECK(read_window("last-year", std::numeric_limits<Day>::min()));
}
