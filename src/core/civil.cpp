// Civil days and their texts. The conversions are Howard Hinnant's days_from_civil and civil_from_days, widened to 64 bits
// so that no year and no day an export can hold overflows.
#include <algorithm>
#include <array>
#include <limits>

#include "handoff/time.hpp"
#include "time_parts.hpp"

namespace handoff {

Day clamp_day(std::int64_t day) {
  return static_cast<Day>(std::clamp<std::int64_t>(day, std::numeric_limits<Day>::min(), std::numeric_limits<Day>::max()));
}

namespace {

constexpr std::int64_t days_before(std::int64_t year, unsigned month) {
  const std::int64_t y = year - (month <= 2);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t month_starts = (153 * (static_cast<std::int64_t>(month) + (month > 2 ? -3 : 9)) + 2) / 5;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + month_starts - 719'468;
}

/// The months that exports are about, worked out once: every date cell asks.
constexpr int first_known = 1970, known_years = 100;
constexpr auto known_months = [] {
  std::array<Day, known_years * 12> starts{};
  for (int i = 0; i < known_years * 12; ++i)
    starts[static_cast<std::size_t>(i)] = static_cast<Day>(days_before(first_known + i / 12, static_cast<unsigned>(i % 12) + 1));
  return starts;
}();

}  // namespace

Day day_from_civil(int year, unsigned month, unsigned day) {
  const int since = year - first_known;
  if (since >= 0 && since < known_years && month - 1 < 12 && day < 100)
    return known_months[static_cast<std::size_t>(since) * 12 + month - 1] + static_cast<Day>(day) - 1;
  return clamp_day(days_before(year, month) + day - 1);
}

Civil civil_from_day(Day day) {
  const std::int64_t z = static_cast<std::int64_t>(day) + 719'468;
  const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const std::int64_t day_of_era = z - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const auto month = static_cast<unsigned>(shifted < 10 ? shifted + 3 : shifted - 9);
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2)), month,
          static_cast<unsigned>(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

int weekday(Day day) {
  return static_cast<int>(floor_mod(static_cast<std::int64_t>(day) + 3, 7));  // 1970-01-01 was a Thursday
}

void append_number(std::string& text, std::int64_t number, int width) {
  const std::string digits = std::to_string(number < 0 ? -number : number);
  if (number < 0) text += '-';
  for (int have = static_cast<int>(digits.size()); have < width; ++have) text += '0';
  text += digits;
}

namespace {

void append_day(std::string& text, Day day) {
  const Civil civil = civil_from_day(day);
  append_number(text, civil.year, 4);
  text += '-';
  append_number(text, civil.month, 2);
  text += '-';
  append_number(text, civil.day, 2);
}

}  // namespace

std::string iso_day(Day day) {
  std::string text;
  append_day(text, day);
  return text;
}

std::string iso_instant(Instant instant) {
  const std::int64_t second = floor_mod(instant, seconds_a_day);
  std::string text;
  append_day(text, clamp_day(floor_div(instant, seconds_a_day)));
  text += 'T';
  append_number(text, second / 3600, 2);
  text += ':';
  append_number(text, second / 60 % 60, 2);
  text += ':';
  append_number(text, second % 60, 2);
  text += 'Z';
  return text;
}

std::string local_text(const Stamp& stamp, const Zone& zone) {
  if (stamp.date_only) return iso_day(stamp.day);
  const std::int64_t local = zone.to_local(stamp.first);
  const std::int64_t second = floor_mod(local, seconds_a_day);
  std::string text;
  append_day(text, clamp_day(floor_div(local, seconds_a_day)));
  text += ' ';
  append_number(text, second / 3600, 2);
  text += ':';
  append_number(text, second / 60 % 60, 2);
  return text;
}

}  // namespace handoff
