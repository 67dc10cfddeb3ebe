// Zones and civil days. Expected instants come from GNU date and zdump on tzdata 2026 (TZ=... date -d ... +%s), not from the code.
#include <algorithm>

#include "catch.hpp"
#include "handoff/time/time.hpp"

using namespace handoff;

namespace {

std::int64_t wall(int year, unsigned month, unsigned day, int hour = 0, int minute = 0, int second = 0) {
  return static_cast<std::int64_t>(day_from_civil(year, month, day)) * 86'400 + hour * 3600 + minute * 60 + second;
}

std::shared_ptr<const Zone> found_zone(const char* name) {
  auto found = Zone::find(name);
  REQUIRE(found);
  return found;
}

}  // namespace

TEST_CASE("civil days and back", "[civil]") {
  CHECK(day_from_civil(1970, 1, 1) == 0);
  CHECK(day_from_civil(2000, 3, 1) == 11'017);
  CHECK(day_from_civil(2026, 6, 30) == 20'634);  // 56 years of 365 days, 14 leap days, 180 days into the year
  CHECK(day_from_civil(1969, 12, 31) == -1);
  for (Day day = -800'000; day < 3'000'000; day += 997) {
    const Civil civil = civil_from_day(day);
    CHECK(day_from_civil(civil.year, civil.month, civil.day) == day);
  }
  CHECK(weekday(0) == 3);                            // Thursday
  CHECK(weekday(day_from_civil(2026, 3, 6)) == 4);   // Friday
  CHECK(weekday(day_from_civil(1969, 12, 28)) == 6); // Sunday
  CHECK(civil_from_day(std::numeric_limits<Day>::min()).year < -5'000'000);
  CHECK(civil_from_day(std::numeric_limits<Day>::max()).year > 5'000'000);
}

TEST_CASE("texts of days and instants", "[civil]") {
  CHECK(iso_day(20'634) == "2026-06-30");
  CHECK(iso_instant(0) == "1970-01-01T00:00:00Z");
  CHECK(iso_instant(-1) == "1969-12-31T23:59:59Z");
  CHECK(iso_instant(1'700'000'000) == "2023-11-14T22:13:20Z");
  CHECK(iso_day(day_from_civil(1, 1, 1)) == "0001-01-01");
  CHECK_FALSE(iso_instant(instant_min).empty());
  const auto york = found_zone("America/New_York");
  Stamp stamp{1'782'842'700, 1'782'842'700, 20'634, false};
  CHECK(local_text(stamp, *york) == "2026-06-30 14:05");
  stamp.date_only = true;
  CHECK(local_text(stamp, *york) == "2026-06-30");
}

TEST_CASE("a zone is found by its exact name or not at all", "[zone]") {
  CHECK(found_zone("America/New_York")->name() == "America/New_York");
  CHECK(found_zone("UTC")->to_local(1'782'828'300) == 1'782'828'300);
  for (const char* name : {"", "Mars/Olympus", "america/new_york", "../../etc/passwd", "localtime", "America", "right/UTC"})
    CHECK_FALSE(Zone::find(name));
  CHECK_FALSE(Zone::find(std::string(100'000, 'x')));
  const auto names = zone_names();
  CHECK(std::count(names.begin(), names.end(), "UTC") == 1);
  CHECK(std::count(names.begin(), names.end(), "Europe/Berlin") == 1);
  CHECK(std::count(names.begin(), names.end(), "localtime") == 0);
}

TEST_CASE("local to UTC across both changes of the clocks", "[zone]") {
  const auto york = found_zone("America/New_York");
  LocalFix fix = LocalFix::twice;
  CHECK(york->to_utc(wall(2026, 3, 8, 1, 59, 59), &fix) == 1'772'953'199);
  CHECK(fix == LocalFix::none);
  CHECK(york->to_utc(wall(2026, 3, 8, 2, 0, 0), &fix) == 1'772'953'200);  // does not exist: 03:00 EDT
  CHECK(fix == LocalFix::skipped);
  CHECK(york->to_utc(wall(2026, 3, 8, 2, 59, 59), &fix) == 1'772'956'799);
  CHECK(fix == LocalFix::skipped);
  CHECK(york->to_utc(wall(2026, 3, 8, 3, 0, 0), &fix) == 1'772'953'200);
  CHECK(fix == LocalFix::none);
  CHECK(york->to_utc(wall(2026, 11, 1, 0, 59, 59), &fix) == 1'793'509'199);
  CHECK(fix == LocalFix::none);
  CHECK(york->to_utc(wall(2026, 11, 1, 1, 30, 0), &fix) == 1'793'511'000);  // twice: the earlier, EDT
  CHECK(fix == LocalFix::twice);
  CHECK(york->to_utc(wall(2026, 11, 1, 2, 0, 0), &fix) == 1'793'516'400);
  CHECK(fix == LocalFix::none);
  CHECK(york->to_local(1'793'514'600) == wall(2026, 11, 1, 1, 30, 0));  // 01:30 EST, the later
}

TEST_CASE("days begin when their midnight does, or just after it", "[zone]") {
  const auto york = found_zone("America/New_York");
  CHECK(york->day_start(day_from_civil(2026, 4, 1)) == 1'775'016'000);
  CHECK(york->day_start(day_from_civil(2026, 4, 2)) == 1'775'102'400);
  CHECK(york->day_of(1'775'016'000) == day_from_civil(2026, 4, 1));
  CHECK(york->day_of(1'775'015'999) == day_from_civil(2026, 3, 31));
  const auto paulo = found_zone("America/Sao_Paulo");  // 2018-11-04 began at 01:00
  CHECK(paulo->day_start(day_from_civil(2018, 11, 4)) == 1'541'300'400);
  CHECK(paulo->day_start(day_from_civil(2018, 11, 5)) == 1'541'383'200);
  CHECK(paulo->day_of(1'541'300'399) == day_from_civil(2018, 11, 3));
  const auto apia = found_zone("Pacific/Apia");  // 2011-12-30 did not happen
  CHECK(apia->day_start(day_from_civil(2011, 12, 30)) == 1'325'239'200);
  CHECK(apia->day_start(day_from_civil(2011, 12, 31)) == 1'325'239'200);
  CHECK(apia->day_of(1'325'239'199) == day_from_civil(2011, 12, 29));
}

TEST_CASE("a clock stands still from one change to the next", "[zone]") {
  for (const char* name : {"America/New_York", "Pacific/Apia", "Africa/Casablanca", "Australia/Lord_Howe", "UTC"}) {
    const auto zone = found_zone(name);
    Day until = std::numeric_limits<Day>::min();
    int stretches = 0;
    for (Day day = day_from_civil(2009, 1, 1); day < day_from_civil(2045, 1, 1); ++day) {
      Instant midnight = 0;
      Day last = 0;
      const bool still = zone->stands_still(day, midnight, &last);
      if (day <= until) REQUIRE(still);
      if (!still) continue;
      REQUIRE(midnight == zone->day_start(day));
      REQUIRE(midnight + seconds_a_day == zone->day_start(day + 1));
      if (day > until) ++stretches;
      else REQUIRE(last == until);
      until = last;
    }
    CHECK((stretches == 1) == (std::string_view(name) == "UTC"));
  }
}

TEST_CASE("other offsets than whole hours, other hemispheres, and after the tables of the tz files", "[zone]") {
  CHECK(found_zone("Asia/Kolkata")->to_utc(wall(2026, 1, 1, 5, 30)) == 1'767'225'600);
  CHECK(found_zone("Australia/Lord_Howe")->to_utc(wall(2026, 4, 5)) == 1'775'307'600);
  const auto york = found_zone("America/New_York");
  CHECK(york->to_utc(wall(1899, 1, 1)) == -2'240'506'800);
  CHECK(york->to_utc(wall(1974, 2, 1, 12)) == 128'966'400);  // the winter of year-round daylight time
  CHECK(york->to_utc(wall(2050, 7, 1, 12)) == 2'540'304'000);
  CHECK(york->to_utc(wall(2099, 1, 15, 12)) == 4'072'179'600);
  CHECK(york->to_utc(wall(2099, 7, 15, 12)) == 4'087'814'400);
  CHECK(found_zone("Europe/Berlin")->to_utc(wall(2150, 6, 1, 12)) == 5'693'364'000);
  CHECK(found_zone("Asia/Jerusalem")->to_utc(wall(2060, 3, 26, 1, 59, 59)) == 2'847'484'799);  // zdump: changes on Friday 2060-03-26 at 02:00
  CHECK(found_zone("Asia/Jerusalem")->to_utc(wall(2060, 3, 26, 3, 0, 0)) == 2'847'484'800);
  CHECK(found_zone("America/Santiago")->to_utc(wall(2070, 9, 10, 12)) == 3'177'586'800);
  CHECK(found_zone("Africa/Cairo")->to_local(2'156'191'200) - 2'156'191'200 == 10'800);  // zdump
  CHECK(found_zone("Africa/Casablanca")->to_utc(wall(2050, 6, 1, 12)) == 2'537'697'600);
}

TEST_CASE("local and UTC agree everywhere", "[zone]") {
  std::uint64_t state = 7;
  for (const char* name : {"America/New_York", "Europe/London", "Australia/Sydney", "Asia/Tehran", "America/St_Johns", "UTC"}) {
    const auto place = found_zone(name);
    for (int i = 0; i < 2000; ++i) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      const Instant instant = -2'300'000'000 + static_cast<Instant>((state >> 20) % 9'700'000'000ULL);
      const std::int64_t local = place->to_local(instant);
      LocalFix fix = LocalFix::none;
      const Instant back = place->to_utc(local, &fix);
      CHECK(fix != LocalFix::skipped);
      if (fix == LocalFix::none) CHECK(back == instant);
      else CHECK((back == instant || place->to_local(back) == local));
      CHECK(place->day_start(place->day_of(instant)) <= instant);
    }
  }
}

TEST_CASE("the ends of time overflow nothing", "[zone]") {
  for (const char* name : {"America/New_York", "Asia/Tokyo", "UTC"}) {
    const auto place = found_zone(name);
    for (const Instant extreme : {instant_min, std::numeric_limits<Instant>::max()}) {
      CHECK(place->day_of(extreme) == (extreme < 0 ? std::numeric_limits<Day>::min() : std::numeric_limits<Day>::max()));
      CHECK((place->to_utc(extreme) < 0) == (extreme < 0));
    }
    CHECK(place->day_start(std::numeric_limits<Day>::min()) < 0);
    CHECK(place->day_start(std::numeric_limits<Day>::max()) > 0);
  }
}
