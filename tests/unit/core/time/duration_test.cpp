// Limits as the contract writes them, and spans as people read them.
#include "catch.hpp"
#include "handoff/time/time.hpp"

using namespace handoff;

namespace {

void check_duration(std::string_view text, Unit unit, std::int64_t amount) {
  CAPTURE(text);
  const auto duration = read_duration(text);
  REQUIRE(duration);
  CHECK(duration->unit == unit);
  CHECK(duration->amount == amount);
}

}  // namespace

TEST_CASE("limits are read in their three kinds of time", "[duration]") {
  check_duration("90m", Unit::elapsed, 5400);
  check_duration("30s", Unit::elapsed, 30);
  check_duration("1.5h", Unit::elapsed, 5400);
  check_duration("24h", Unit::elapsed, 86'400);
  check_duration("14d", Unit::elapsed, 14 * 86'400);
  check_duration("2w", Unit::elapsed, 14 * 86'400);
  check_duration("2 weeks", Unit::elapsed, 14 * 86'400);
  check_duration(" 4 Hours ", Unit::elapsed, 14'400);
  check_duration("4bh", Unit::business_hours, 14'400);
  check_duration("24bh", Unit::business_hours, 86'400);
  check_duration("0.25bh", Unit::business_hours, 900);
  check_duration("2 business hours", Unit::business_hours, 7200);
  check_duration("1bd", Unit::business_days, 1);
  check_duration("3 business days", Unit::business_days, 3);
  check_duration("0h", Unit::elapsed, 0);
}

TEST_CASE("what is no limit is refused, not guessed", "[duration]") {
  for (const char* text : {"", " ", "h", "4", "4 ", "-4h", "+4h", "4 months", "2 months", "1 month", "1M", "1mo", "4y", "1.5bd", "0.001m", ".5h", "1.h", "1,5h", "1e3h",
                           "4hh", "4h 30m", "4 b h", "0x4h", "99999999999999999999h", "1000000000d", "999999999w", "1.0000h", "nan", "inf", "4\xC2\xA0h"})
    CHECK_FALSE(read_duration(text));
  CHECK_FALSE(read_duration(std::string(1'000'000, '9')));
}

TEST_CASE("limits are written back as they are spoken of", "[duration]") {
  for (const char* text : {"30s", "90m", "1h", "24h", "72h", "14d", "30d", "4bh", "24bh", "90bm", "1bd", "20bd", "90s", "36bs"})
    CHECK(duration_text(*read_duration(text)) == text);
  CHECK(duration_text(*read_duration("2w")) == "14d");
  CHECK(duration_text(*read_duration("120m")) == "2h");
  CHECK(duration_text(*read_duration("100h")) == "100h");
  CHECK(duration_text(*read_duration("0m")) == "0h");
}

TEST_CASE("spans in two units at most", "[duration]") {
  CHECK(span_text(0) == "0 s");
  CHECK(span_text(30) == "30 s");
  CHECK(span_text(2700) == "45 min");
  CHECK(span_text(61) == "1 min 1 s");
  CHECK(span_text(3600) == "1 h");
  CHECK(span_text(3661) == "1 h 1 min");
  CHECK(span_text(93'600) == "1 d 2 h");
  CHECK(span_text(86'399) == "23 h 59 min");
  CHECK(span_text(86'400 + 1800) == "1 d");
  CHECK(span_text(-90) == "-1 min 30 s");
  CHECK(span_text(std::numeric_limits<Seconds>::min()) == "-106751991167300 d 15 h");
  CHECK(span_text(std::numeric_limits<Seconds>::max()) == "106751991167300 d 15 h");
}

TEST_CASE("a limit of more than 31 years is read as it prints, to the second", "[duration]") {
  const auto weeks = read_duration("2200.36w");  // 2200.36 * 604,800 = 1,330,777,728 seconds
  REQUIRE(weeks);
  CHECK(weeks->amount == 1'330'777'728);
  CHECK(duration_text(*weeks) == "1330777728s");
  const auto again = read_duration("1330777728s");
  REQUIRE(again);
  CHECK(again->amount == weeks->amount);
  CHECK(read_duration("31622400000s"));
  for (const char* beyond : {"31622400001s", "100000000000s", "99999999999.99s", "999999999999w", "10000000000.001w"}) CHECK_FALSE(read_duration(beyond));
}
