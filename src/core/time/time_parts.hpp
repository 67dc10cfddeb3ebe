// What the time files share and nobody else needs: division that rounds down, and small texts.
#pragma once
#include <date/date.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "handoff/text/ascii.hpp"
#include "handoff/time/time.hpp"

namespace handoff {

/// Division and remainder that round down, so that times before 1970 fall into the right day. `by` > 0.
constexpr std::int64_t floor_div(std::int64_t number, std::int64_t by) { return number / by - (number % by < 0); }
constexpr std::int64_t floor_mod(std::int64_t number, std::int64_t by) { return number % by + (number % by < 0 ? by : 0); }

/// A count of days as a Day; what does not fit is moved to the nearest that does.
constexpr Day clamp_day(std::int64_t day) {
  return static_cast<Day>(std::clamp<std::int64_t>(day, std::numeric_limits<Day>::min(), std::numeric_limits<Day>::max()));
}

/// Days of a month of the years 0 to 9999; 0 when there is no such month.
constexpr int days_in_month(int year, int month) {
  if (month < 1 || month > 12) return 0;
  const date::year_month_day_last last = date::year(year) / date::month(static_cast<unsigned>(month)) / date::last;
  return static_cast<int>(unsigned{last.day()});
}
constexpr bool is_civil(int year, int month, int day) {
  return year >= 1 && year <= 9999 && day >= 1 && day <= days_in_month(year, month);
}

/// Appends a number with leading zeros up to a width.
void append_number(std::string& text, std::int64_t number, int width);

}  // namespace handoff
