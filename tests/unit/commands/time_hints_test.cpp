#include "frame/time_hints.hpp"

#include "catch.hpp"

using namespace handoff;

namespace {

std::string meant(std::string_view typed) { return window_meant(typed, day_from_civil(2026, 7, 1), 0).value_or("?"); }

}  // namespace

TEST_CASE("windows in words are known") {
  CHECK(meant("Q4") == "2025-Q4");
  CHECK(meant("q2") == "2026-Q2");
  CHECK(meant("Q2 2026") == "2026-Q2");
  CHECK(meant("2026 Q2") == "2026-Q2");
  CHECK(meant("2Q2026") == "2026-Q2");
  CHECK(meant("April") == "2026-04");
  CHECK(meant("Sept") == "2025-09");
  CHECK(meant("Jun 2025") == "2025-06");
  CHECK(meant("4/2026") == "2026-04");
  CHECK(meant("2026-4") == "2026-04");
  CHECK(meant("week 9") == "2026-W09");
  CHECK(meant("last month") == "last-month");
  CHECK(meant("previous quarter") == "last-quarter");
  CHECK(meant("this year") == "this-year");
  CHECK(meant("QTD") == "this-quarter");
  CHECK(meant("last 30 days") == "30d");
  CHECK(meant("12w") == "84d");
  CHECK(meant("3 months") == "90d");
  CHECK(meant("30") == "30d");
  CHECK(meant("yesterday") == "2026-06-30..2026-06-30");
  CHECK(meant("2026-04-01 to 2026-06-30") == "2026-04-01..2026-06-30");
  CHECK(meant("2026-06-30..2026-04-01") == "2026-04-01..2026-06-30");
  CHECK(meant("2026-02-01..2026-02-31") == "2026-02-01..2026-02-28");
  CHECK(meant("H1 2026") == "2026-01-01..2026-06-30");
  CHECK(meant("2026-05-04") == "2026-05-04..2026-05-04");
}

TEST_CASE("what cannot be told is not guessed") {
  for (const std::string_view typed : {"", "soon", "Q5", "13/2026", "04/05/2026-06/07/2026", "-", "0d", "week 99", "999999999999d", "the"}) {
    INFO(typed);
    CHECK(meant(typed) == "?");
  }
}

TEST_CASE("whatever is meant can be read") {
  for (int year : {1999, 2026}) {
    for (const std::string word : {"q1", "q4", "january", "december", "week 1", "week 52", "2026", "last week", "1", "99999", "ytd", "5 quarters", "h2"}) {
      const Day today = day_from_civil(year, 1, 1);
      const std::optional<std::string> window = window_meant(word, today, 0);
      if (window) CHECK(read_window(*window, today).has_value());
    }
  }
}

TEST_CASE("moments that are none are mended") {
  const Day today = day_from_civil(2026, 7, 1);
  CHECK(moment_fix("yesterday", today) == "write 2026-06-30");
  CHECK(moment_fix("2026-06-31", today) == "did you mean 2026-06-30?");
  CHECK(moment_fix("06/07/2026", today) == "it may be 2026-06-07 or 2026-07-06: write the one that you mean");
  CHECK(moment_fix("2025", today) == "a moment is one day or time: when that was over, it was 2026-01-01");
  CHECK(moment_fix("soon", today) == "write 2026-06-30, 2026-06-30T17:00 or 2026-06-30T17:00:00Z");
}
