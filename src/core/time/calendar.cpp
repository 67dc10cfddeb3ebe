// Compiles opening hours into one sorted list of open intervals of instants with their running sum. All measuring is then
// the difference of two sums, so that a span of years costs what a span of minutes does.
#include "handoff/time/calendar.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "time/time_parts.hpp"

namespace handoff {
namespace {

constexpr int first_year = 1900, end_year = 2100;
constexpr int stretch_bits = 17;  // about a day and a half
constexpr int two_days = 2 * 24 * 60;

/// Sorted, overlapping and touching hours made one. Hours that end before they begin, or lie beyond the next day, hold no time.
std::vector<OpenHours> tidied(std::vector<OpenHours> hours) {
  for (OpenHours& span : hours) span = {std::clamp(span.from, 0, two_days), std::clamp(span.to, 0, two_days)};
  std::erase_if(hours, [](const OpenHours& span) { return span.to <= span.from; });
  std::sort(hours.begin(), hours.end(), [](const OpenHours& a, const OpenHours& b) { return a.from < b.from; });
  std::vector<OpenHours> tidy;
  for (const OpenHours& span : hours) {
    if (!tidy.empty() && span.from <= tidy.back().to) tidy.back().to = std::max(tidy.back().to, span.to);
    else tidy.push_back(span);
  }
  return tidy;
}

Instant at_minute(const Zone& zone, Day day, int minute) {
  return zone.to_utc(static_cast<std::int64_t>(day) * seconds_a_day + static_cast<std::int64_t>(minute) * 60);
}

}  // namespace

Calendar::Calendar(CalendarRules rules) : rules_(std::move(rules)) {
  if (!rules_.zone) rules_.zone = Zone::find("UTC");
  for (std::size_t day = 0; day < tidy_.week.size(); ++day) tidy_.week[day] = tidied(rules_.week[day]);
  for (const auto& [day, hours] : rules_.on) tidy_.on.emplace(day, tidied(hours));
  tidy_.holidays = rules_.holidays;
  std::sort(tidy_.holidays.begin(), tidy_.holidays.end());
  compile();
  index_intervals();
}

const std::vector<OpenHours>& Calendar::hours_of(Day day) const {
  if (const auto own = tidy_.on.find(day); own != tidy_.on.end()) return own->second;
  if (std::binary_search(tidy_.holidays.begin(), tidy_.holidays.end(), day)) return closed_;
  return tidy_.week[static_cast<std::size_t>(weekday(day))];
}

/// Days whose hours are not those of their weekday, ascending.
std::vector<Day> Calendar::own_days() const {
  std::vector<Day> days = tidy_.holidays;
  for (const auto& [day, hours] : tidy_.on) days.push_back(day);
  std::sort(days.begin(), days.end());
  return days;
}

void Calendar::open_days() {
  const Zone& zone = *rules_.zone;
  const Day begin = day_from_civil(first_year, 1, 1), end = day_from_civil(end_year, 1, 1);
  std::size_t openings = 0;
  for (const auto& hours : tidy_.week) openings += hours.size();
  intervals_.reserve(openings * static_cast<std::size_t>((end - begin) / 7 + 1));
  const std::vector<Day> own = own_days();
  auto next_own = own.begin();
  auto of_week = static_cast<std::size_t>(weekday(begin));
  Day still_until = begin - 1;
  Instant midnight = static_cast<Instant>(begin) * seconds_a_day;
  for (Day day = begin; day < end; ++day, of_week = (of_week + 1) % 7, midnight += seconds_a_day) {
    while (next_own != own.end() && *next_own < day) ++next_own;
    const std::vector<OpenHours>& hours = next_own != own.end() && *next_own == day ? hours_of(day) : tidy_.week[of_week];
    const bool still = day <= still_until || zone.stands_still(day, midnight, &still_until);
    if (hours.empty() || (!still && zone.day_start(day) == zone.day_start(day + 1))) continue;  // closed, or left out by the zone (Samoa, 2011-12-30)
    open_days_.push_back(day);
    for (const OpenHours& span : hours) {
      if (still) intervals_.push_back({midnight + span.from * Seconds{60}, midnight + span.to * Seconds{60}, 0});
      else intervals_.push_back({at_minute(zone, day, span.from), at_minute(zone, day, span.to), 0});
    }
  }
}

void Calendar::compile() {
  open_days();
  const auto earlier = [](const Interval& a, const Interval& b) { return a.from < b.from; };
  if (!std::is_sorted(intervals_.begin(), intervals_.end(), earlier)) std::sort(intervals_.begin(), intervals_.end(), earlier);
  std::size_t kept = 0;
  for (const Interval& span : intervals_) {
    if (span.to <= span.from) continue;  // hours that a change of the clocks swallowed
    if (kept > 0 && span.from <= intervals_[kept - 1].to) intervals_[kept - 1].to = std::max(intervals_[kept - 1].to, span.to);
    else intervals_[kept++] = span;
  }
  intervals_.resize(kept);
  Seconds before = 0;
  for (Interval& span : intervals_) {
    span.before = before;
    before += span.to - span.from;
  }
}

void Calendar::index_intervals() {
  if (intervals_.empty()) return;
  std::size_t at = 0;
  for (Instant time = intervals_.front().from; time <= intervals_.back().from; time += Instant{1} << stretch_bits) {
    while (at + 1 < intervals_.size() && intervals_[at + 1].from <= time) ++at;
    index_.push_back(static_cast<std::uint32_t>(at));
  }
}

/// The last interval that begins at or before the instant, which must not lie before the first one.
std::size_t Calendar::interval_at(Instant instant) const {
  const auto stretch = static_cast<std::size_t>((instant - intervals_.front().from) >> stretch_bits);
  std::size_t at = index_[std::min(stretch, index_.size() - 1)];
  while (at + 1 < intervals_.size() && intervals_[at + 1].from <= instant) ++at;
  return at;
}

Seconds Calendar::open_before(Instant instant) const {
  if (intervals_.empty() || instant <= intervals_.front().from) return 0;
  const Interval& span = intervals_[interval_at(std::min(instant, intervals_.back().to))];
  return span.before + std::min(instant, span.to) - span.from;
}

Instant Calendar::last_second() const { return rules_.zone->day_start(day_from_civil(end_year, 1, 1)) - 1; }

Seconds Calendar::business_seconds(Instant start, Instant stop) const {
  return stop <= start ? 0 : open_before(stop) - open_before(start);
}

bool Calendar::open_at(Instant instant) const {
  if (intervals_.empty() || instant < intervals_.front().from || instant >= intervals_.back().to) return false;
  return instant < intervals_[interval_at(instant)].to;
}

Instant Calendar::add_business_seconds(Instant start, Seconds amount) const {
  if (amount <= 0) return start;
  const Instant never = std::max(start, last_second());
  if (intervals_.empty() || start >= intervals_.back().to) return never;
  const Seconds used = open_before(start);
  const Seconds all = intervals_.back().before + intervals_.back().to - intervals_.back().from;
  if (amount > all - used) return never;
  const Seconds wanted = used + amount;
  const auto begin = intervals_.begin() + static_cast<std::ptrdiff_t>(interval_at(std::max(start, intervals_.front().from)));
  // Most limits end within a few openings of their start; the rest are searched for.
  auto at = begin;
  for (int step = 0; step < 8 && at + 1 != intervals_.end() && (at + 1)->before < wanted; ++step) ++at;
  if (at + 1 != intervals_.end() && (at + 1)->before < wanted)
    at = std::lower_bound(at, intervals_.end(), wanted, [](const Interval& span, Seconds sum) { return span.before < sum; }) - 1;
  return at->from + (wanted - at->before);
}

/// Whether the instant lies in an opening that began on the day.
bool Calendar::begun_on(Day day, Instant instant) const {
  if (!std::binary_search(open_days_.begin(), open_days_.end(), day)) return false;
  for (const OpenHours& span : hours_of(day))
    if (at_minute(*rules_.zone, day, span.from) <= instant && instant < at_minute(*rules_.zone, day, span.to)) return true;
  return false;
}

/// A wall-clock second after the midnight of an open day, moved into the day's hours.
Instant Calendar::wall_clock_on(Day day, std::int64_t second) const {
  const Zone& zone = *rules_.zone;
  std::optional<Instant> before;   // the closing before
  for (const OpenHours& span : hours_of(day)) {
    const Instant opening = at_minute(zone, day, span.from), closing = at_minute(zone, day, span.to);
    if (second < span.from * 60) return before.value_or(opening);
    before = closing;
    if (second < span.to * 60)
      return std::clamp(zone.to_utc(static_cast<std::int64_t>(day) * seconds_a_day + second), opening, std::max(opening, closing));
  }
  return before.value_or(0);
}

Instant Calendar::add_business_days(Instant start, std::int64_t days) const {
  if (days <= 0) return start;
  const Instant never = std::max(start, last_second());
  if (intervals_.empty() || start >= intervals_.back().to) return never;
  Instant from = start;
  if (!open_at(start)) {
    const bool early = start < intervals_.front().from;
    const std::size_t next = early ? 0 : interval_at(start) + 1;
    from = intervals_[next].from;  // there is one: start lies before the last closing
  }
  const std::int64_t local = rules_.zone->to_local(from);
  Day day = clamp_day(floor_div(local, seconds_a_day));
  if (!begun_on(day, from) && begun_on(day - 1, from)) --day;
  const auto begun = std::lower_bound(open_days_.begin(), open_days_.end(), day);
  if (days >= open_days_.end() - begun) return never;
  return wall_clock_on(*(begun + static_cast<std::ptrdiff_t>(days)), local - static_cast<std::int64_t>(day) * seconds_a_day);
}

}  // namespace handoff
