// Every date form that real exports are known to hold, and texts that only look like dates.
#include <string>

#include "catch.hpp"
#include "handoff/time/time.hpp"

using namespace handoff;

namespace {

/// A date text as one line, so that a failed check shows all of it.
std::string parts(std::string_view cell) {
  DateText date;
  if (!read_date(cell, date)) return "no date";
  std::string text = std::to_string(date.year) + " " + std::to_string(date.a) + " " + std::to_string(date.b);
  if (date.order_open) text += " open";
  if (date.has_time) text += " " + std::to_string(date.second_of_day / 3600) + ":" + std::to_string(date.second_of_day / 60 % 60) + ":" +
                             std::to_string(date.second_of_day % 60);
  if (date.has_offset) text += " offset " + std::to_string(date.offset);
  return text;
}

}  // namespace

TEST_CASE("the forms seen in real exports", "[date]") {  // design: semantics, "Time"
  CHECK(parts("2017-06-14") == "2017 6 14");
  CHECK(parts("2018-02-26 19:58:54") == "2018 2 26 19:58:54");
  CHECK(parts("2024-01-05 00:00:00.565990") == "2024 1 5 0:0:0");
  CHECK(parts("2025-02-14T00:00:00") == "2025 2 14 0:0:0");
  CHECK(parts("2022-01-10T13:49:58.000Z") == "2022 1 10 13:49:58 offset 0");
  CHECK(parts("2024-01-22T20:36:47.000+0000") == "2024 1 22 20:36:47 offset 0");
  CHECK(parts("2023-06-01 6:35:38") == "2023 6 1 6:35:38");
  CHECK(parts("4/8/2025 17:19") == "2025 4 8 open 17:19:0");
  CHECK(parts("5/31/2018") == "2018 5 31 open");
  CHECK(parts("31-05-2018") == "2018 31 5 open");
  CHECK(parts("06-08-2020 15:38") == "2020 6 8 open 15:38:0");
  CHECK(parts("02/24/26 02:18 AM") == "2026 2 24 open 2:18:0");
  CHECK(parts("15 Apr, 2021 00:03:00") == "2021 4 15 0:3:0");
  CHECK(parts("1641822598000") == "2022 1 10 13:49:58 offset 0");
  CHECK(parts("1641822598") == "2022 1 10 13:49:58 offset 0");
}

TEST_CASE("their cousins", "[date]") {
  CHECK(parts("Apr 15, 2021") == "2021 4 15");
  CHECK(parts("April 15 2021, 5:19 PM") == "2021 4 15 17:19:0");
  CHECK(parts("15-Apr-21") == "2021 4 15");
  CHECK(parts("15. Sept 2021") == "2021 9 15");
  CHECK(parts("Thu, 15 Apr 2021 00:03:00 +0200") == "2021 4 15 0:3:0 offset 7200");
  CHECK(parts("Thursday, April 15, 2021") == "2021 4 15");
  CHECK(parts("31.05.2018") == "2018 31 5 open");
  CHECK(parts("2018/05/31") == "2018 5 31");
  CHECK(parts("2018.5.1 7:05") == "2018 5 1 7:5:0");
  CHECK(parts("4/8/2025, 5:19:07 PM") == "2025 4 8 open 17:19:7");
  CHECK(parts("4/8/2025, 5:19:07\u202FPM") == "2025 4 8 open 17:19:7");
  CHECK(parts("4/8/2025 12:00 am") == "2025 4 8 open 0:0:0");
  CHECK(parts("4/8/2025 12:30 p.m.") == "2025 4 8 open 12:30:0");
  CHECK(parts("2025-04-08T17:19Z") == "2025 4 8 17:19:0 offset 0");
  CHECK(parts("2025-04-08T17:19:00-05:30") == "2025 4 8 17:19:0 offset -19800");
  CHECK(parts("2025-04-08 17:19:00,25 +02") == "2025 4 8 17:19:0 offset 7200");
  CHECK(parts("2025-04-08 17:19:00 UTC") == "2025 4 8 17:19:0 offset 0");
  CHECK(parts("1/2/69") == "2069 1 2 open");
  CHECK(parts("1/2/70") == "1970 1 2 open");
  CHECK(parts("  2017-06-14\t") == "2017 6 14");
  CHECK(parts("\u00A02017-06-14 10:00\u00A0\r\n") == "2017 6 14 10:0:0");
  CHECK(parts("2024-02-29") == "2024 2 29");
  CHECK(parts("2/29/2024") == "2024 2 29 open");
  CHECK(parts("9999-12-31") == "9999 12 31");
  CHECK(parts("0001-01-01") == "1 1 1");
}

TEST_CASE("days that no calendar has", "[date]") {
  for (const char* cell : {"2024-13-01", "0000-00-00", "0000-01-01", "2023-02-30", "2023-02-29", "2100-02-29", "1900-02-29", "2024-04-31",
                           "2024-00-10", "2024-10-00", "13/13/2024", "30/2/2023", "2/30/2023", "2/29/2023", "0/5/2023", "32/1/2023",
                           "31 Feb 2021", "Feb 30, 2024", "0 Jan 2021"})
    CHECK(parts(cell) == "no date");
}

TEST_CASE("times that no clock shows", "[date]") {
  for (const char* cell : {"2024-01-05 25:00", "2024-01-05 24:00", "2024-01-05 10:60", "2024-01-05 10:00:60", "2024-01-05 10", "2024-01-05 10:0",
                           "2024-01-05T", "2024-01-05 T10:00", "2024-01-05 10:00:00.", "2024-01-05 13:00 PM", "2024-01-05 10:00 XM",
                           "2024-01-05 10:00 A", "2024-01-05Z", "2024-01-05+02:00", "2024-01-05 10:00 +", "2024-01-05 10:00 +2", "2024-01-05 10:00 +02:",
                           "2024-01-05 10:00 +02:60", "2024-01-05 10:00 +16:00", "2024-01-05 10:00 +02:000", "2024-01-05 10:00ZZ",
                           "2024-01-05 10:00 CET", "2024-01-05 10:00:000", "2024-01-05 100:00"})
    CHECK(parts(cell) == "no date");
}

TEST_CASE("texts that are something else", "[date]") {
  for (const char* cell : {"", " ", "        ", "\t\r\n", "12", "1e9", "1", "2024", "2024-01", "01/2024", "Jan 2024", "January", "May", "n/a", "(No value)", "null",
                           "1.5", "1.2.3", "10.0.0.1", "192.168.1.10", "1234567890123456789012345678901234567890", "20240115", "1.7E+12", "51-200",
                           "Q2 2026", "5/6", "5/6/", "5//6/2024", "5/6-2024", "5-6/2024", "2024-1/5", "2024--01-05", "-2024-01-05", "+1641822598", "12/34/56",
                           "5/6/024", "5/6/20245", "12024-01-05", "2024-001-05", "2024-01-05x", "x2024-01-05", "Foo 15, 2021", "15 Foo 2021", "Ap 15, 2021",
                           "15Apr2021", "Apr15,2021", "Thu", "Thu,", "Thursday 10", "15 Apr", "Apr 15", "////////", "--------", "::::::::", ",,,,,,,,", "Z", "\xFF\xFE\xFF\xFE\xFF\xFE"})
    CHECK(parts(cell) == "no date");
  CHECK(parts(std::string("2024-01-05\0", 11)) == "no date");
  CHECK(parts(std::string("2024\0-01-05", 11)) == "no date");
  CHECK(parts(std::string(1'000'000, '1')) == "no date");
  CHECK(parts(std::string(1'000'000, ' ')) == "no date");
  CHECK(parts("2024-01-05 10:00:00." + std::string(100, '9')) == "no date");
}

TEST_CASE("ten digits are seconds only within this century; so are thirteen", "[date]") {
  CHECK(parts("4102444799") == "2099 12 31 23:59:59 offset 0");
  CHECK(parts("4102444800") == "no date");  // 2100-01-01
  CHECK(parts("5551234567") == "no date");  // a phone number
  CHECK(parts("0946684800") == "no date");  // a phone number: nobody writes an epoch with a leading zero
  CHECK(parts("1000000000") == "2001 9 9 1:46:40 offset 0");
  CHECK(parts("4102444799999") == "2099 12 31 23:59:59 offset 0");
  CHECK(parts("4102444800000") == "no date");
  CHECK(parts("0999999999999") == "no date");
  CHECK(parts("164182259") == "no date");
  CHECK(parts("16418225980") == "no date");
  CHECK(parts("16418225980000") == "no date");
  CHECK(parts("16418225x8") == "no date");
}

TEST_CASE("no two bytes put together crash the reader", "[date]") {
  const std::string base = "15 Apr, 2021 00:03:00 +02:00", other = "2024-01-05T10:00:00.5 PM Z";
  for (const std::string& text : {base, other})
    for (std::size_t at = 0; at < text.size(); ++at)
      for (int byte = 0; byte < 256; ++byte) {
        std::string changed = text;
        changed[at] = static_cast<char>(byte);
        DateText date;
        if (read_date(changed, date)) CHECK((date.year >= 1 && date.year <= 9999 && date.second_of_day < 86'400));
        read_date(std::string_view(changed).substr(0, at), date);
      }
}

TEST_CASE("a stamp is an instant, or the whole of a day in its zone", "[stamp]") {
  const auto york = Zone::find("America/New_York");
  DateText date;
  Stamp stamp;
  LocalFix fix = LocalFix::twice;
  REQUIRE(read_date("2026-04-01", date));
  REQUIRE(make_stamp(date, DateOrder::undecided, *york, stamp, &fix));
  CHECK(stamp.date_only);
  CHECK(stamp.first == 1'775'016'000);  // GNU date
  CHECK(stamp.last == 1'775'102'399);
  CHECK(stamp.day == day_from_civil(2026, 4, 1));
  CHECK(fix == LocalFix::none);

  REQUIRE(read_date("2026-03-08", date));  // 23 hours
  REQUIRE(make_stamp(date, DateOrder::undecided, *york, stamp));
  CHECK(stamp.last - stamp.first + 1 == 23 * 3600);

  REQUIRE(read_date("2026-11-01 01:30", date));
  REQUIRE(make_stamp(date, DateOrder::undecided, *york, stamp, &fix));
  CHECK(stamp.first == 1'793'511'000);
  CHECK(stamp.last == stamp.first);
  CHECK(fix == LocalFix::twice);

  REQUIRE(read_date("2026-03-08 02:30", date));
  REQUIRE(make_stamp(date, DateOrder::undecided, *york, stamp, &fix));
  CHECK(iso_instant(stamp.first) == "2026-03-08T07:30:00Z");  // 03:30 EDT
  CHECK(fix == LocalFix::skipped);

  REQUIRE(read_date("2026-04-01T02:00:00Z", date));  // still March in New York
  REQUIRE(make_stamp(date, DateOrder::undecided, *york, stamp, &fix));
  CHECK(iso_instant(stamp.first) == "2026-04-01T02:00:00Z");
  CHECK(stamp.day == day_from_civil(2026, 3, 31));
  CHECK_FALSE(stamp.date_only);
  CHECK(fix == LocalFix::none);

  REQUIRE(read_date("2026-04-01T02:00:00+05:30", date));
  REQUIRE(make_stamp(date, DateOrder::undecided, *york, stamp));
  CHECK(iso_instant(stamp.first) == "2026-03-31T20:30:00Z");

  REQUIRE(read_date("2011-12-30", date));  // a day that Samoa left out
  REQUIRE(make_stamp(date, DateOrder::undecided, *Zone::find("Pacific/Apia"), stamp));
  CHECK(stamp.first == stamp.last);
}

TEST_CASE("the order of day and month is the column's", "[stamp]") {
  const auto utc = Zone::find("UTC");
  DateText date;
  Stamp stamp;
  REQUIRE(read_date("4/8/2025 17:19", date));
  CHECK_FALSE(make_stamp(date, DateOrder::undecided, *utc, stamp));
  REQUIRE(make_stamp(date, DateOrder::mdy, *utc, stamp));
  CHECK(iso_instant(stamp.first) == "2025-04-08T17:19:00Z");
  REQUIRE(make_stamp(date, DateOrder::dmy, *utc, stamp));
  CHECK(iso_instant(stamp.first) == "2025-08-04T17:19:00Z");
  REQUIRE(read_date("31-05-2018", date));
  CHECK_FALSE(make_stamp(date, DateOrder::mdy, *utc, stamp));
  REQUIRE(make_stamp(date, DateOrder::dmy, *utc, stamp));
  CHECK(iso_day(stamp.day) == "2018-05-31");
  REQUIRE(read_date("15 Apr, 2021", date));  // no question of order
  REQUIRE(make_stamp(date, DateOrder::dmy, *utc, stamp));
  CHECK(iso_day(stamp.day) == "2021-04-15");
}

TEST_CASE("evidence of the order adds up over a column", "[stamp]") {
  OrderEvidence top, bottom;
  DateText date;
  for (const char* cell : {"5/31/2018", "4/8/2025 17:19", "2018-05-31"})
    if (read_date(cell, date)) top.add(date);
  for (const char* cell : {"31-05-2018", "12/12/2020", "5/13/21"})
    if (read_date(cell, date)) bottom.add(date);
  CHECK(top.second_over_12 == 1);
  CHECK(top.first_over_12 == 0);
  CHECK(top.open == 1);
  top.merge(bottom);
  CHECK(top.first_over_12 == 1);
  CHECK(top.second_over_12 == 2);
  CHECK(top.open == 2);
}
