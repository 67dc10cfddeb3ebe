// Days met before against what the long way says of them: every form, every day around changes of the clock, in zones that change it differently.
#include "leads/known_days.hpp"

#include "catch.hpp"

using namespace handoff;

namespace {

bool long_way(const std::string& cell, const Zone& zone, Stamp& out, LocalFix& fix) {
  DateText text;
  return read_date(cell, text) && make_stamp(text, DateOrder::mdy, zone, out, &fix);
}

bool same(const Stamp& a, const Stamp& b) { return a.first == b.first && a.last == b.last && a.day == b.day && a.date_only == b.date_only; }

}  // namespace

TEST_CASE("a day met before is the day that the long way reads") {
  // Apia left out a whole day (2011-12-30); Lord Howe moves by half an hour; Cairo at midnight.
  for (const std::string name : {"UTC", "America/New_York", "Europe/Berlin", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kolkata"}) {
    const auto zone = Zone::find(name);
    REQUIRE(zone);
    auto days = std::make_unique<KnownDays>(*zone);
    int read = 0, left = 0;
    for (int turn = 0; turn < 2; ++turn)
      for (Day day = day_from_civil(2009, 1, 1); day < day_from_civil(2028, 1, 1); ++day)
        for (const std::string time : {"", " 00:00", " 01:30", "T02:15:59", " 23:59:59"}) {
          const std::string cell = iso_day(day) + time;
          Stamp fast, exact;
          LocalFix fix = LocalFix::none;
          REQUIRE(long_way(cell, *zone, exact, fix));
          if (!days->read(cell, fast)) { ++left; continue; }
          ++read;
          if (fix != LocalFix::none || !same(fast, exact)) FAIL(name << " " << cell);
        }
    CAPTURE(name, read, left);
    CHECK(left < read / 10);
    CHECK((left == 0) == (name == "UTC" || name == "Asia/Kolkata"));
  }
}

TEST_CASE("what is no such date is left to the long way") {
  const auto zone = Zone::find("UTC");
  const auto other = Zone::find("Asia/Kolkata");
  auto days = std::make_unique<KnownDays>(*zone), others = std::make_unique<KnownDays>(*other);
  Stamp stamp;
  for (const std::string cell : {"", "2026-02-30", "2026-13-01", "2026-04-15 24:00", "2026-04-15 10:60", "2026-04-15 10:31:60", "2026-04-15x10:31", "2026-04-15 1:031", "2026-04-15 10:3a",
                                 "2026/04/15", "15-04-2026", "2026-04-15T10:31Z", "2026-4-15 ", "2026-04-15 10:31 AM", "+026-04-15", "2026-04-15 10-31", "2026-04/15"})
    CHECK_FALSE(days->read(cell, stamp));
  CHECK_FALSE(days->read({"\0\0\0\0-\0\0-\0\0", 10}, stamp));  // which finds a place that holds no day
  REQUIRE(days->read("2026-04-15 10:31", stamp));
  CHECK(stamp.first == 1776249060);  // date -ud '2026-04-15 10:31' +%s
  CHECK_FALSE(days->read("2026/04-35", stamp));  // its other dash makes up for its other day
  REQUIRE(others->read("2026-04-15 10:31", stamp));  // half past five east
  CHECK(stamp.first == 1776249060 - 19800);
}
