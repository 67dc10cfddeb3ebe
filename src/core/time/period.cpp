// Report periods: which week, month, quarter or year a day falls into, what it is called, and what `--window` asks for.
// Weeks are ISO 8601 weeks (a week belongs to the year of its Thursday) unless the contract lets them begin on another day.
#include <algorithm>

#include "handoff/time/time.hpp"
#include "time/time_parts.hpp"

namespace handoff {
namespace {

constexpr std::int64_t most_window_days = 100'000;

Day first_of(int year, int month) {  // month may be 1 to 24
  return day_from_civil(year + (month - 1) / 12, static_cast<unsigned>((month - 1) % 12 + 1), 1);
}
Period months_from(int year, int month, int count) { return {first_of(year, month), first_of(year, month + count) - 1}; }
Day iso_week_one(int year) {  // the Monday of the week that holds 4 January
  const Day fourth = day_from_civil(year, 1, 4);
  return clamp_day(static_cast<std::int64_t>(fourth) - weekday(fourth));
}

/// Reads exactly `width` digits.
bool take_number(std::string_view& text, std::size_t width, int& value) {
  if (text.size() < width) return false;
  value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (!is_digit(text[i])) return false;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return true;
}
bool take(std::string_view& text, char c) {
  if (text.empty() || ascii_lower(text.front()) != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Day> take_day(std::string_view& text) {
  int year = 0, month = 0, day = 0;
  if (!take_number(text, 4, year) || !take(text, '-') || !take_number(text, 2, month) || !take(text, '-') || !take_number(text, 2, day)) return {};
  if (!is_civil(year, month, day)) return {};
  return day_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::optional<Period> read_range(std::string_view text) {
  const std::optional<Day> from = take_day(text);
  if (!from || !take(text, '.') || !take(text, '.')) return {};
  const std::optional<Day> to = take_day(text);
  if (!to || !text.empty() || *to < *from) return {};
  return Period{*from, *to};
}

/// `2026`, `2026-Q2`, `2026-04`, `2026-W14` (an ISO week, whatever day weeks begin on elsewhere).
std::optional<Period> read_named(std::string_view text) {
  int year = 0, number = 0;
  if (!take_number(text, 4, year) || year < 1) return {};
  if (text.empty()) return months_from(year, 1, 12);
  if (!take(text, '-')) return {};
  if (take(text, 'q')) {
    if (!take_number(text, 1, number) || !text.empty() || number < 1 || number > 4) return {};
    return months_from(year, number * 3 - 2, 3);
  }
  if (take(text, 'w')) {
    if (!take_number(text, 2, number) || !text.empty() || number < 1) return {};
    const Day monday = iso_week_one(year) + (number - 1) * 7;
    if (monday >= iso_week_one(year + 1)) return {};
    return Period{monday, monday + 6};
  }
  if (!take_number(text, 2, number) || !text.empty() || number < 1 || number > 12) return {};
  return months_from(year, number, 1);
}

std::optional<Period> read_days_back(std::string_view text, Day as_of) {
  if (text.size() < 2 || text.size() > 7 || text.back() != 'd') return {};
  text.remove_suffix(1);
  int days = 0;
  if (!take_number(text, text.size(), days) || days < 1 || days > most_window_days) return {};
  return Period{clamp_day(static_cast<std::int64_t>(as_of) - days + 1), as_of};
}

std::optional<Grain> grain_named(std::string_view name) {
  if (name == "week") return Grain::week;
  if (name == "month") return Grain::month;
  if (name == "quarter") return Grain::quarter;
  if (name == "year") return Grain::year;
  return {};
}

}  // namespace

Period period_of(Day day, Grain grain, int week_start) {
  const Civil civil = civil_from_day(day);
  const int month = static_cast<int>(civil.month);
  switch (grain) {
    case Grain::day: return {day, day};
    case Grain::week: {
      const std::int64_t from = day - floor_mod(static_cast<std::int64_t>(weekday(day)) - week_start, 7);
      return {clamp_day(from), clamp_day(from + 6)};
    }
    case Grain::month: return months_from(civil.year, month, 1);
    case Grain::quarter: return months_from(civil.year, (month - 1) / 3 * 3 + 1, 3);
    case Grain::year: break;
  }
  return months_from(civil.year, 1, 12);
}

std::string period_name(const Period& period, Grain grain, int week_start) {
  if (grain == Grain::day || (grain == Grain::week && week_start != 0)) return iso_day(period.from);
  const Civil civil = civil_from_day(grain == Grain::week ? clamp_day(static_cast<std::int64_t>(period.from) + 3) : period.from);
  std::string text;
  append_number(text, civil.year, 4);
  if (grain == Grain::week) {
    text += "-W";
    append_number(text, (period.from - iso_week_one(civil.year)) / 7 + 1, 2);
  } else if (grain == Grain::month) {
    text += '-';
    append_number(text, civil.month, 2);
  } else if (grain == Grain::quarter) {
    text += "-Q";
    append_number(text, (civil.month - 1) / 3 + 1, 1);
  }
  return text;
}

std::optional<Period> read_window(std::string_view text, Day as_of, int week_start) {
  const bool last = text.starts_with("last-"), now = text.starts_with("this-");
  if (last || now) {
    const std::optional<Grain> grain = grain_named(text.substr(5));
    if (!grain) return {};
    const Period current = period_of(as_of, *grain, week_start);
    return last ? period_of(clamp_day(static_cast<std::int64_t>(current.from) - 1), *grain, week_start) : current;
  }
  if (const std::optional<Period> range = read_range(text)) return range;
  if (const std::optional<Period> named = read_named(text)) return named;
  return read_days_back(text, as_of);
}

}  // namespace handoff
