// Civil days and their texts. The calendar is that of the date library. Its years are 16 bits wide, and the calendar repeats
// after 400 years: a year or a day is moved by whole cycles before it is asked, so that nothing an export can hold overflows.
#include <date/date.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "handoff/time/time_text.hpp"
#include "time/time_parts.hpp"

namespace handoff {

namespace {

constexpr std::int64_t cycle_years = 400, cycle_days = 146'097;

/// Days from 1970-01-01 to the first of a month.
constexpr std::int64_t days_before(std::int64_t year, unsigned month) {
  const date::year within(static_cast<int>(floor_mod(year, cycle_years)));
  const date::sys_days first = date::year_month_day(within, date::month(month), date::day(1));
  return first.time_since_epoch().count() + floor_div(year, cycle_years) * cycle_days;
}

/// The months that exports are about, worked out once: every date cell asks.
constexpr int first_known = 1970, known_years = 100;
constexpr auto known_months = [] {
  std::array<Day, known_years * 12> starts{};
  for (int i = 0; i < known_years * 12; ++i)
    starts[static_cast<std::size_t>(i)] = static_cast<Day>(days_before(first_known + i / 12, static_cast<unsigned>(i % 12) + 1));
  return starts;
}();

constexpr Civil days_to_civil(Day day) {
  const date::year_month_day within{date::sys_days(date::days(floor_mod(day, cycle_days)))};
  const std::int64_t year = int{within.year()} + floor_div(day, cycle_days) * cycle_years;
  return {static_cast<int>(year), unsigned{within.month()}, unsigned{within.day()}};
}

/// And their days: a ledger writes a few in each row.
struct KnownDay { std::uint8_t year, month, day; };  // the year since the first
constexpr auto known_days = [] {
  std::array<KnownDay, days_before(first_known + known_years, 1)> days{};
  std::size_t at = 0;  // day by day: working each out by itself takes more steps than a compiler grants
  for (int year = 0; year < known_years; ++year)
    for (int month = 1; month <= 12; ++month)
      for (int day = 1, last = days_in_month(first_known + year, month); day <= last; ++day)
        days[at++] = {static_cast<std::uint8_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
  return days;
}();

}  // namespace

Day day_from_civil(int year, unsigned month, unsigned day) {
  const int since = year - first_known;
  if (since >= 0 && since < known_years && month - 1 < 12 && day < 100)
    return known_months[static_cast<std::size_t>(since) * 12 + month - 1] + static_cast<Day>(day) - 1;
  return clamp_day(days_before(year, month) + day - 1);
}

Civil civil_from_day(Day day) {
  if (day < 0 || static_cast<std::size_t>(day) >= known_days.size()) return days_to_civil(day);
  const KnownDay& known = known_days[static_cast<std::size_t>(day)];
  return {first_known + known.year, known.month, known.day};
}

int weekday(Day day) {
  const date::weekday found{date::sys_days(date::days(day))};
  return static_cast<int>(found.iso_encoding()) - 1;
}

void append_number(std::string& text, std::int64_t number, int width) {
  std::array<char, 20> digits;
  const auto size = std::to_chars(digits.begin(), digits.end(), number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number)).ptr - digits.begin();
  if (number < 0) text += '-';
  if (size < width) text.append(static_cast<std::size_t>(width - size), '0');
  text.append(digits.data(), static_cast<std::size_t>(size));
}

void append_whole(std::string& out, std::int64_t number) { append_number(out, number, 1); }

namespace {

/// 00 to 99, one behind the other.
constexpr auto digit_pairs = [] {
  std::array<char, 200> digits{};
  for (unsigned i = 0; i < 100; ++i) {
    digits[2 * i] = static_cast<char>('0' + i / 10);
    digits[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return digits;
}();

char* put_two(char* at, unsigned number) {
  std::memcpy(at, &digit_pairs[std::size_t{2} * number], 2);
  return at + 2;
}

/// The ten characters of a day whose year has four digits; null for another.
char* put_day(char* at, const Civil& civil) {
  if (civil.year < 0 || civil.year > 9999) return nullptr;
  const auto year = static_cast<unsigned>(civil.year);
  at = put_two(put_two(at, year / 100), year % 100);
  *at++ = '-';
  at = put_two(at, civil.month);
  *at++ = '-';
  return put_two(at, civil.day);
}

/// Day, the mark between, hours and minutes of seconds since 1970-01-01T00:00; with seconds where they are asked for.
void append_moment(std::string& out, std::int64_t moment, char between, bool to_seconds) {
  const auto second = static_cast<unsigned>(floor_mod(moment, seconds_a_day));
  const Day day = clamp_day(floor_div(moment, seconds_a_day));
  std::array<char, 20> text;
  char* at = put_day(text.data(), civil_from_day(day));
  if (!at) {
    append_iso_day(out, day);
    at = text.data();
  }
  *at++ = between;
  at = put_two(at, second / 3600);
  *at++ = ':';
  at = put_two(at, second / 60 % 60);
  if (to_seconds) {
    *at++ = ':';
    at = put_two(at, second % 60);
  }
  out.append(text.data(), at);
}

}  // namespace

void append_iso_day(std::string& out, Day day) {
  const Civil civil = civil_from_day(day);
  std::array<char, 10> text;
  if (char* const end = put_day(text.data(), civil)) {
    out.append(text.data(), end);
    return;
  }
  append_number(out, civil.year, 4);
  out += '-';
  append_number(out, civil.month, 2);
  out += '-';
  append_number(out, civil.day, 2);
}

void append_iso_instant(std::string& out, Instant instant) {
  append_moment(out, instant, 'T', true);
  out += 'Z';
}

void append_stamp(std::string& out, const Stamp& stamp) {
  if (stamp.date_only) append_iso_day(out, stamp.day);
  else append_iso_instant(out, stamp.first);
}

void append_local_text(std::string& out, const Stamp& stamp, const Zone& zone) {
  if (stamp.date_only) append_iso_day(out, stamp.day);
  else append_moment(out, zone.to_local(stamp.first), ' ', false);
}

std::string iso_day(Day day) {
  std::string text;
  append_iso_day(text, day);
  return text;
}

std::string iso_instant(Instant instant) {
  std::string text;
  append_iso_instant(text, instant);
  return text;
}

std::string local_text(const Stamp& stamp, const Zone& zone) {
  std::string text;
  append_local_text(text, stamp, zone);
  return text;
}

}  // namespace handoff
