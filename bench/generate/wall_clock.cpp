#include "wall_clock.hpp"

#include <date/date.h>

#include <algorithm>
#include <array>

namespace synth {
namespace {

constexpr int days(int y, unsigned m, unsigned d) {
  return date::sys_days{date::year{y} / date::month{m} / date::day{d}}.time_since_epoch().count();
}
static_assert(days(2025, 1, 1) == first_day && days(2026, 6, 30) == last_day);
static_assert(std::int64_t{days(2026, 7, 1)} * a_day + 4 * an_hour == as_of);

/// Summer time in the United States since 2007: second Sunday of March to first Sunday of November, at 02:00 wall clock.
struct Summer { Instant from, to; };
constexpr Summer summer_of(int y) {
  const auto spring = date::sys_days{date::Sunday[2] / date::March / y}.time_since_epoch().count();
  const auto autumn = date::sys_days{date::Sunday[1] / date::November / y}.time_since_epoch().count();
  return {spring * a_day + 7 * an_hour, autumn * a_day + 6 * an_hour};
}
constexpr std::array summers = {summer_of(2024), summer_of(2025), summer_of(2026)};

constexpr std::array holidays = {
    days(2025, 1, 1), days(2025, 1, 20), days(2025, 5, 26), days(2025, 7, 4), days(2025, 9, 1), days(2025, 11, 27), days(2025, 11, 28),
    days(2025, 12, 25), days(2026, 1, 1), days(2026, 1, 19), days(2026, 5, 25), days(2026, 7, 3)};

bool open_on(int day) { return !is_weekend(day) && std::find(holidays.begin(), holidays.end(), day) == holidays.end(); }

}  // namespace

std::int64_t local_of(Instant instant) {
  for (const Summer& summer : summers) {
    if (instant >= summer.from && instant < summer.to) return instant - 4 * an_hour;
  }
  return instant - 5 * an_hour;
}

Instant instant_of(std::int64_t local) {
  const Instant summer = local + 4 * an_hour;
  return local_of(summer) == local ? summer : local + 5 * an_hour;
}

int day_of(Instant instant) { return static_cast<int>(local_of(instant) / a_day); }

bool is_twice(Instant instant) {
  return std::any_of(summers.begin(), summers.end(), [&](const Summer& s) { return instant >= s.to - an_hour && instant < s.to + an_hour; });
}

bool follows_gap(Instant instant) {
  return std::any_of(summers.begin(), summers.end(), [&](const Summer& s) { return instant >= s.from && instant < s.from + an_hour; });
}

bool is_weekend(int day) { return (day + 3) % 7 >= 5; }  // 1970-01-01 was a Thursday

std::int64_t business_seconds(Instant start, Instant stop) {
  std::int64_t sum = 0;
  for (int day = day_of(start); stop > start && day <= day_of(stop); ++day) {
    if (!open_on(day)) continue;
    const Instant from = std::max(start, instant_of(day * a_day + 9 * an_hour));
    const Instant to = std::min(stop, instant_of(day * a_day + 17 * an_hour));
    sum += std::max<std::int64_t>(0, to - from);
  }
  return sum;
}

Instant business_due(Instant start, std::int64_t amount) {
  for (int day = day_of(start);; ++day) {
    if (!open_on(day)) continue;
    const Instant from = std::max(start, instant_of(day * a_day + 9 * an_hour));
    const std::int64_t left = instant_of(day * a_day + 17 * an_hour) - from;
    if (left >= amount) return from + amount;
    amount -= std::max<std::int64_t>(0, left);
  }
}

}  // namespace synth
