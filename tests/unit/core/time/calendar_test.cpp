// Business time: published examples of other libraries (named), sums done by hand, and a naive count minute by minute.
#include "handoff/time/calendar.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"

using namespace handoff;

namespace {

constexpr int nine = 540, noon = 720, one = 780, five = 1020, midnight = 1440;

/// An instant written as a local time of the zone.
Instant wall_at(const Zone& zone, std::string_view text) {
  DateText date;
  Stamp stamp;
  REQUIRE(read_date(text, date));
  REQUIRE(make_stamp(date, DateOrder::undecided, zone, stamp));
  return stamp.first;
}

CalendarRules weekdays(const char* zone, std::vector<OpenHours> hours) {
  CalendarRules rules;
  rules.zone = Zone::find(zone);
  REQUIRE(rules.zone);
  std::fill(rules.week.begin(), rules.week.begin() + 5, hours);
  return rules;
}

CalendarRules every_day(const char* zone, std::vector<OpenHours> hours) {
  CalendarRules rules = weekdays(zone, hours);
  rules.week[5] = rules.week[6] = hours;
  return rules;
}

Seconds between(const Calendar& calendar, std::string_view start, std::string_view stop) {
  const Zone& zone = *calendar.rules().zone;
  return calendar.business_seconds(wall_at(zone, start), wall_at(zone, stop));
}

std::string due(const Calendar& calendar, std::string_view start, Seconds amount) {
  const Zone& zone = *calendar.rules().zone;
  const Instant instant = calendar.add_business_seconds(wall_at(zone, start), amount);
  return local_text({instant, instant, 0, false}, zone);
}

std::string days_later(const Calendar& calendar, std::string_view start, std::int64_t days) {
  const Zone& zone = *calendar.rules().zone;
  const Instant instant = calendar.add_business_days(wall_at(zone, start), days);
  return local_text({instant, instant, 0, false}, zone);
}

struct Dice {
  std::uint64_t state;
  std::int64_t below(std::int64_t limit) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int64_t>((state >> 24) % static_cast<std::uint64_t>(limit));
  }
};

}  // namespace

TEST_CASE("examples of other business time libraries", "[calendar]") {
  CalendarRules split = weekdays("UTC", {{nine, noon}, {one, 1080}});
  CHECK(between(Calendar(split), "2016-01-18 09:00", "2016-01-22 18:00") == 40 * 3600);  // businesstimedelta README
  split.holidays = {day_from_civil(2015, 12, 25)};
  CHECK(between(Calendar(split), "2015-12-21 09:00", "2015-12-28 09:00") == 32 * 3600);  // businesstimedelta README
  const Calendar plain(weekdays("UTC", {{nine, five}}));
  CHECK(between(plain, "2014-04-13 09:10:24", "2014-04-14 09:10:24") == 624);            // working_hours
  CHECK(between(plain, "2015-02-26 12:00", "2015-02-27 16:30") == 45'000);               // moment-business-time: 12.5 h
  CHECK(between(plain, "2012-02-03 10:40", "2012-02-04 10:50") == 6 * 3600 + 20 * 60);   // business_time, its README corrected
  CalendarRules monday = weekdays("UTC", {});
  monday.week[0] = {{420, noon}, {one, 1080}};
  CHECK(between(Calendar(monday), "2014-04-07 11:59", "2014-04-07 13:01") == 120);       // working_hours
}

TEST_CASE("due times", "[calendar]") {  // worked examples, "Business time"
  const Calendar york(weekdays("America/New_York", {{nine, five}}));
  CHECK(due(york, "2026-03-06 16:30", 4 * 3600) == "2026-03-09 12:30");
  CHECK(iso_instant(york.add_business_seconds(wall_at(*york.rules().zone, "2026-03-06 16:30"), 4 * 3600)) == "2026-03-09T16:30:00Z");  // EDT by then
  const Calendar plain(weekdays("UTC", {{nine, five}}));
  CHECK(due(plain, "2026-06-01 10:00", 24 * 3600) == "2026-06-04 10:00");
  CHECK(days_later(plain, "2026-06-01 10:00", 1) == "2026-06-02 10:00");
}

TEST_CASE("business seconds at the edges of the hours", "[calendar]") {
  const Calendar plain(weekdays("UTC", {{nine, five}}));
  CHECK(between(plain, "2026-06-01 10:00", "2026-06-01 10:00") == 0);
  CHECK(between(plain, "2026-06-01 11:00", "2026-06-01 10:00") == 0);
  CHECK(between(plain, "2026-06-01 16:59:59", "2026-06-02 09:00:01") == 2);
  CHECK(between(plain, "2026-06-05 17:00", "2026-06-08 09:00") == 0);
  CHECK(between(plain, "2026-06-06 20:00", "2026-06-07 20:00") == 0);  // touched outside hours
  CHECK(between(plain, "2025-01-01", "2026-01-01") == 261 * 8 * 3600);  // 2025 has 52 weeks and a Wednesday
  const Zone& utc = *plain.rules().zone;
  CHECK(plain.open_at(wall_at(utc, "2026-06-01 09:00")));
  CHECK_FALSE(plain.open_at(wall_at(utc, "2026-06-01 08:59:59")));
  CHECK(plain.open_at(wall_at(utc, "2026-06-01 16:59:59")));
  CHECK_FALSE(plain.open_at(wall_at(utc, "2026-06-01 17:00")));
  CHECK_FALSE(plain.open_at(wall_at(utc, "2026-06-06 12:00")));
}

TEST_CASE("adding business time at the edges of the hours", "[calendar]") {
  const Calendar plain(weekdays("UTC", {{nine, five}}));
  CHECK(due(plain, "2026-06-06 12:00", 0) == "2026-06-06 12:00");
  CHECK(due(plain, "2026-06-06 12:00", 3600) == "2026-06-08 10:00");
  CHECK(due(plain, "2026-06-05 16:00", 3600) == "2026-06-05 17:00");  // used up at closing, not at the next opening
  CHECK(due(plain, "2026-06-05 16:00", 3601) == "2026-06-08 09:00");
  CHECK(due(plain, "2026-06-05 17:00", 1800) == "2026-06-08 09:30");
  CHECK(due(plain, "2026-01-01 00:00", 261 * 8 * 3600) == "2026-12-31 17:00");  // 2026 too has 261 weekdays
}

TEST_CASE("a Sunday of 24 hours is 25 hours long in autumn and 23 in spring", "[calendar]") {
  CalendarRules sunday = weekdays("America/New_York", {});
  sunday.week[6] = {{0, midnight}};
  const Calendar calendar(sunday);
  CHECK(between(calendar, "2026-11-01", "2026-11-02") == 25 * 3600);
  CHECK(between(calendar, "2026-03-08", "2026-03-09") == 23 * 3600);
  CHECK(between(calendar, "2026-03-15", "2026-03-16") == 24 * 3600);
  CHECK(between(calendar, "2026-10-31 12:00", "2026-11-01 03:00") == 4 * 3600);
}

TEST_CASE("night shifts, overlaps and hours that are none", "[calendar]") {
  const Calendar night(weekdays("America/New_York", {{1380, 1860}}));  // 23:00-07:00
  CHECK(between(night, "2026-06-01", "2026-06-03") == 9 * 3600);       // one hour of Monday, the night, one hour of Tuesday
  CHECK(between(night, "2026-06-06 00:00", "2026-06-08 00:00") == 7 * 3600);  // Friday's shift ends on Saturday; Sunday night is closed
  const Calendar nightly(every_day("America/New_York", {{1380, 1860}}));
  CHECK(between(nightly, "2026-03-07 12:00", "2026-03-08 12:00") == 7 * 3600);
  CHECK(between(nightly, "2026-10-31 12:00", "2026-11-01 12:00") == 9 * 3600);
  const Calendar messy(weekdays("UTC", {{one, five}, {nine, 600}, {570, noon}, {noon, one}, {900, 900}, {800, 700}, {-60, 0}, {3000, 4000}}));
  CHECK(between(messy, "2026-06-01", "2026-06-02") == 8 * 3600);
  CHECK(due(messy, "2026-06-01 09:00", 8 * 3600) == "2026-06-01 17:00");
  const Calendar round_the_clock(every_day("UTC", {{0, midnight}, {1380, 1860}}));
  CHECK(between(round_the_clock, "2026-01-01", "2027-01-01") == 365 * 86'400);
}

TEST_CASE("holidays close, and a day of its own hours overrules them", "[calendar]") {
  CalendarRules rules = weekdays("UTC", {{nine, five}});
  rules.holidays = {day_from_civil(2026, 12, 25), day_from_civil(2026, 5, 25), day_from_civil(2026, 12, 24)};
  rules.on[day_from_civil(2026, 12, 24)] = {{nine, noon}};
  rules.on[day_from_civil(2026, 12, 26)] = {{600, 660}};  // a Saturday
  rules.on[day_from_civil(2026, 12, 28)] = {};
  const Calendar calendar(rules);
  CHECK(between(calendar, "2026-05-25", "2026-05-26") == 0);
  CHECK(between(calendar, "2026-12-24", "2026-12-25") == 3 * 3600);
  CHECK(between(calendar, "2026-12-25", "2026-12-26") == 0);
  CHECK(between(calendar, "2026-12-26", "2026-12-27") == 3600);
  CHECK(between(calendar, "2026-12-27", "2026-12-29") == 0);
  CHECK(days_later(calendar, "2026-12-23 15:00", 1) == "2026-12-24 12:00");  // after the last closing: that closing
  CHECK(days_later(calendar, "2026-12-23 15:00", 2) == "2026-12-26 11:00");
  CHECK(days_later(calendar, "2026-12-23 09:15", 2) == "2026-12-26 10:00");  // before the first opening: that opening
  CHECK(days_later(calendar, "2026-12-23 15:00", 3) == "2026-12-29 15:00");
}

TEST_CASE("business days keep the time on the wall", "[calendar]") {
  const Calendar york(weekdays("America/New_York", {{nine, noon}, {one, five}}));
  CHECK(days_later(york, "2026-03-06 10:00", 1) == "2026-03-09 10:00");  // over the change of the clocks
  CHECK(days_later(york, "2026-10-30 16:59", 1) == "2026-11-02 16:59");
  CHECK(days_later(york, "2026-06-05 18:00", 1) == "2026-06-09 09:00");  // Friday evening counts from Monday 09:00
  CHECK(days_later(york, "2026-06-06 10:00", 1) == "2026-06-09 09:00");
  CHECK(days_later(york, "2026-06-01 07:00", 1) == "2026-06-02 09:00");
  CHECK(days_later(york, "2026-06-01 12:30", 1) == "2026-06-02 13:00");  // lunch: from 13:00
  CHECK(days_later(york, "2026-06-01 10:00", 0) == "2026-06-01 10:00");
  CHECK(days_later(york, "2026-06-01 10:00", 5) == "2026-06-08 10:00");
  CalendarRules rules = york.rules();
  rules.on[day_from_civil(2026, 6, 2)] = {{nine, 600}, {900, five}};
  CHECK(days_later(Calendar(rules), "2026-06-01 11:00", 1) == "2026-06-02 10:00");  // a gap of that day: the closing before it
  rules.on[day_from_civil(2026, 6, 2)] = {{720, five}};
  CHECK(days_later(Calendar(rules), "2026-06-01 11:00", 1) == "2026-06-02 12:00");  // nothing was open before: its first opening
}

TEST_CASE("the hours after midnight belong to the shift that began the day before", "[calendar]") {
  const Calendar night(weekdays("UTC", {{1380, 1860}}));                  // 23:00-07:00
  CHECK(days_later(night, "2026-06-02 02:00", 1) == "2026-06-03 02:00");  // Monday's shift to Tuesday's
  CHECK(days_later(night, "2026-06-06 02:00", 1) == "2026-06-09 02:00");  // Friday's shift to Monday's
  CHECK(days_later(night, "2026-06-05 23:30", 1) == "2026-06-08 23:30");
}

TEST_CASE("before, after and without any hours", "[calendar]") {
  const Calendar plain(weekdays("UTC", {{nine, five}}));
  const Calendar closed(weekdays("UTC", {}));
  const Zone& utc = *plain.rules().zone;
  const Instant last = wall_at(utc, "2099-12-31 23:59:59"), most = std::numeric_limits<Instant>::max();
  CHECK(plain.business_seconds(instant_min, wall_at(utc, "1900-01-01 10:00")) == 3600);  // a Monday
  CHECK(plain.business_seconds(wall_at(utc, "2099-12-31 16:00"), most) == 3600);         // a Thursday
  CHECK(plain.business_seconds(instant_min, most) > 0);
  CHECK(plain.add_business_seconds(0, most) == last);
  CHECK(plain.add_business_seconds(instant_min, 3600) == wall_at(utc, "1900-01-01 10:00"));
  CHECK(plain.add_business_seconds(most, 1) == most);
  CHECK(plain.add_business_days(0, most) == last);
  CHECK(plain.add_business_days(instant_min, 1) == wall_at(utc, "1900-01-02 09:00"));
  // Monday 29 December 1969 and the Thursday after
  CHECK(plain.business_seconds(wall_at(utc, "1969-12-29 10:00"), wall_at(utc, "1969-12-29 14:01")) == 14460);
  CHECK(plain.business_seconds(wall_at(utc, "1969-12-31 16:00"), wall_at(utc, "1970-01-01 11:00")) == 10800);
  CHECK(plain.add_business_seconds(wall_at(utc, "1969-12-29 16:00"), 7200) == wall_at(utc, "1969-12-30 10:00"));
  CHECK(plain.add_business_days(wall_at(utc, "1969-12-31 10:00"), 1) == wall_at(utc, "1970-01-01 10:00"));
  CHECK(plain.add_business_days(most, 1) == most);
  CHECK_FALSE(plain.open_at(instant_min));
  CHECK_FALSE(plain.open_at(most));
  CHECK(closed.business_seconds(0, last) == 0);
  CHECK(closed.add_business_seconds(0, 1) == last);
  CHECK(closed.add_business_days(0, 1) == last);
  CHECK_FALSE(closed.open_at(0));
  CalendarRules no_zone;
  no_zone.week[0] = {{nine, five}};
  CHECK(between(Calendar(no_zone), "2026-06-01", "2026-06-02") == 8 * 3600);  // UTC
}

TEST_CASE("a day that the zone left out has no hours", "[calendar]") {
  const Calendar apia(weekdays("Pacific/Apia", {{nine, five}}));  // Friday 2011-12-30 did not happen
  CHECK(between(apia, "2011-12-29 00:00", "2011-12-31 23:00") == 8 * 3600);
  CHECK(days_later(apia, "2011-12-29 10:00", 1) == "2012-01-02 10:00");
}

TEST_CASE("business time against a count minute by minute", "[calendar]") {
  for (const char* name : {"America/New_York", "Europe/Berlin", "Australia/Lord_Howe"}) {
    CalendarRules rules = weekdays(name, {{nine, noon}, {one, five}});
    rules.week[5] = {{0, 90}, {1320, 1800}};  // Saturday 00:00-01:30 and 22:00-06:00
    rules.week[6] = {{600, midnight}};
    rules.holidays = {day_from_civil(2026, 3, 11), day_from_civil(2026, 10, 28)};
    const Calendar calendar(rules);
    const Zone& zone = *rules.zone;
    const auto open = [&](Instant instant) {  // from the clock on the wall, without the compiled table
      const std::int64_t local = zone.to_local(instant);
      const Day today = zone.day_of(instant);
      const int minute = static_cast<int>((local - std::int64_t{today} * 86'400) / 60);
      for (int back = 0; back < 2; ++back) {
        const Day day = today - back;
        if (std::find(rules.holidays.begin(), rules.holidays.end(), day) != rules.holidays.end()) continue;
        for (const OpenHours& hours : rules.week[static_cast<std::size_t>(weekday(day))])
          if (hours.from <= minute + back * midnight && minute + back * midnight < hours.to) return true;
      }
      return false;
    };
    // Weeks around every change of the clocks in the three zones in 2026.
    for (const auto& [from, to] : {std::pair{day_from_civil(2026, 3, 1), day_from_civil(2026, 4, 12)},
                                   std::pair{day_from_civil(2026, 9, 27), day_from_civil(2026, 11, 8)}}) {
      const Instant start = zone.day_start(from), stop = zone.day_start(to);
      Seconds counted = 0, wrong = 0;
      for (Instant instant = start; instant < stop; instant += 60) {
        wrong += calendar.business_seconds(start, instant) != counted;
        wrong += calendar.open_at(instant) != open(instant);
        counted += open(instant) ? 60 : 0;
      }
      CAPTURE(name, iso_day(from));
      CHECK(wrong == 0);
      CHECK(calendar.business_seconds(start, stop) == counted);
    }
  }
}

TEST_CASE("business time adds up, and adding it is the inverse of measuring it", "[calendar]") {
  Dice random{20260630};
  for (const char* name : {"America/New_York", "Europe/London", "Asia/Kolkata"}) {
    CalendarRules rules = weekdays(name, {{nine, noon}, {one, five}});
    const Calendar same_hours(rules);
    rules.week[6] = {{1200, 1700}};
    const Calendar calendar(rules);
    for (int round = 0; round < 3000; ++round) {
      Instant a = 1'600'000'000 + random.below(300'000'000), b = a + random.below(4'000'000), c = b + random.below(40'000);
      CHECK(calendar.business_seconds(a, b) + calendar.business_seconds(b, c) == calendar.business_seconds(a, c));
      const Seconds amount = 1 + random.below(round % 10 == 0 ? 40'000'000 : 400'000);
      const Instant end = calendar.add_business_seconds(a, amount);
      CHECK(calendar.business_seconds(a, end) == amount);
      CHECK(calendar.business_seconds(a, end - 1) == amount - 1);  // the earliest such instant
      const std::int64_t m = 1 + random.below(9), n = 1 + random.below(9);
      CHECK(calendar.add_business_days(a, m) > a);
      const Instant later = same_hours.add_business_days(a, m);
      CHECK(same_hours.open_at(later));
      CHECK(same_hours.add_business_days(a, m + n) == same_hours.add_business_days(later, n));
    }
  }
}
