// A spreadsheet's days, by hand: 1982-02-18 is 30000, 2064-04-08 is 60000.
#include "handoff/text/day_number.hpp"

#include "catch.hpp"

using handoff::is_day_number;

TEST_CASE("a day number has five whole digits, and a fraction or none", "[day_number]") {
  for (const char* text : {"30000", "45998", "45998.5", "45998.50972", "45998,50972", "59999"}) CHECK(is_day_number(text));
  for (const char* text : {"", "4599", "459981", "29999", "60000", "45998.", "45998.5.1", "45998x", "4a998", "45998.50x", "+45998", "2026-01-01"}) CHECK_FALSE(is_day_number(text));
}
