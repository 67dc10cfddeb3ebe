// A zone is a table of offset spans, taken once from the system's tz database; after that every question is a look-up in the table. An index
// over equal stretches of time makes the look-up a step or two long. The rule at the end of a tz file is not read, and the files' own tables end
// in 2037: the rule that the last eight years of the table show (the same weekday at the same wall clock time in the same week) is carried on from there.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

#include "handoff/time/time.hpp"
#include "handoff/time/zone_database.hpp"
#include "time/time_parts.hpp"
#include "time/zone_file.hpp"

namespace handoff {
namespace {

constexpr int first_zone_year = 1900, end_zone_year = 2200;
constexpr int last_table_year = 2037, rule_years = 8;
constexpr int index_bits = 22;
constexpr Instant index_from = -2'208'988'800;  // 1900-01-01
constexpr std::int64_t most_shift = 2 * seconds_a_day;  // more than any offset and any change of one
constexpr std::int64_t far_away = std::int64_t{1} << 62;  // beyond it nothing is measured, so that nothing overflows

Instant year_start(int year) { return static_cast<Instant>(day_from_civil(year, 1, 1)) * seconds_a_day; }

/// A yearly change of offset: on the first `weekday` on or after day `earliest`, at a wall clock time of the old offset. Days are
/// counted from 1 March, because leap years do not move what follows, and a rule may cross months (Cairo: midnight after the last Thursday).
struct Change {
  int weekday = 0;
  Day earliest = 0, latest = 0;
  std::int64_t time_of_day = 0;
  std::int32_t before = 0, after = 0;
  bool same_kind(const Change& other) const {
    return weekday == other.weekday && time_of_day == other.time_of_day && before == other.before && after == other.after;
  }
};

Change change_at(Instant instant, int year, std::int32_t before, std::int32_t after) {
  const std::int64_t local = instant + before;
  const Day day = clamp_day(floor_div(local, seconds_a_day));
  const Day since = day - day_from_civil(year, 3, 1);
  return {weekday(day), since, since, floor_mod(local, seconds_a_day), before, after};
}

Instant change_in(int year, const Change& change) {
  const Day earliest = day_from_civil(year, 3, 1) + change.earliest;
  const std::int64_t day = earliest + floor_mod(change.weekday - weekday(earliest), 7);
  return day * seconds_a_day + change.time_of_day - change.before;
}

}  // namespace

/// The last span whose key (`from` or `local_from`) is not after the time. The index is asked two days early, where it is
/// a lower bound for either key.
inline std::size_t Zone::span_at(std::int64_t time, std::int64_t Span::* key) const {
  if (index_.empty()) return 0;
  const std::int64_t since = time - most_shift - index_from;
  std::size_t span = 0;
  if (since > 0) span = index_[std::min(static_cast<std::size_t>(since >> index_bits), index_.size() - 1)];
  while (span + 1 < spans_.size() && spans_[span + 1].*key <= time) ++span;
  return span;
}

std::shared_ptr<const Zone> Zone::find(std::string_view name) {
  if (name.empty() || name == "localtime") return nullptr;  // what "localtime" is depends on the machine
  std::shared_ptr<Zone> zone(new Zone(std::string(name)));
  if (name == "UTC") {  // works without a tz database
    zone->append(instant_min, 0);
    return zone;
  }
  const ZoneBytes file = read_zone_bytes(name);
  if (file.state != ZoneBytes::State::found) return nullptr;
  const std::optional<std::vector<OffsetChange>> changes = read_zone_file(file.bytes);
  const Instant begin = year_start(first_zone_year), end = year_start(end_zone_year);
  for (std::size_t i = 0; changes && i < changes->size() && (*changes)[i].from < end; ++i) {
    const bool gone = i + 1 < changes->size() && (*changes)[i + 1].from <= begin;
    if (!gone) zone->append(zone->spans_.empty() ? instant_min : (*changes)[i].from, (*changes)[i].offset);
  }
  if (zone->spans_.empty()) return nullptr;
  zone->extend_by_rule();
  zone->index_spans();
  return zone;
}

void Zone::append(Instant from, std::int32_t offset) {
  if (spans_.empty()) {
    spans_.push_back({from, instant_min, offset});
    return;
  }
  const Span& last = spans_.back();
  if (last.offset == offset) return;
  // With the earlier of two and the later of none, the old offset holds until both clocks are past the change.
  const std::int64_t local_from = from + std::max(last.offset, offset);
  spans_.push_back({from, std::max(local_from, last.local_from), offset});
}

void Zone::extend_by_rule() {
  const std::size_t wanted = 2 * rule_years;
  if (spans_.size() <= wanted) return;
  const std::size_t first = spans_.size() - wanted;
  std::array<Change, 2> rule;
  for (std::size_t i = 0; i < wanted; ++i) {
    const Span& span = spans_[first + i];
    const int year = last_table_year - rule_years + 1 + static_cast<int>(i / 2);
    if (span.from < year_start(year) || span.from >= year_start(year + 1)) return;  // not twice a year to the end
    const Change seen = change_at(span.from, year, spans_[first + i - 1].offset, span.offset);
    Change& change = rule[i % 2];
    if (i < 2) change = seen;
    if (!change.same_kind(seen)) return;
    change.earliest = std::min(change.earliest, seen.earliest);
    change.latest = std::max(change.latest, seen.latest);
  }
  for (const Change& change : rule)
    if (change.latest - change.earliest != 6) return;  // eight years in a row show each of a rule's seven days
  for (int year = last_table_year + 1; year < end_zone_year; ++year)
    for (const Change& change : rule) append(change_in(year, change), change.after);
}

void Zone::index_spans() {
  std::size_t span = 0;
  for (Instant at = index_from; at < year_start(end_zone_year); at += Instant{1} << index_bits) {
    while (span + 1 < spans_.size() && spans_[span + 1].from <= at) ++span;
    index_.push_back(static_cast<std::uint16_t>(span));
  }
}

Instant Zone::to_utc(std::int64_t local, LocalFix* fix) const {
  local = std::clamp(local, -far_away, far_away);
  const std::size_t at = span_at(local, &Span::local_from);
  const Span& span = spans_[at];
  if (fix) {
    *fix = LocalFix::none;
    if (at + 1 < spans_.size()) {
      const std::int64_t change = spans_[at + 1].offset - span.offset;
      if (local >= spans_[at + 1].local_from - std::abs(change)) *fix = change > 0 ? LocalFix::skipped : LocalFix::twice;
    }
  }
  return local - span.offset;
}

std::int64_t Zone::to_local(Instant instant) const {
  instant = std::clamp(instant, -far_away, far_away);
  return instant + spans_[span_at(instant, &Span::from)].offset;
}

Instant Zone::day_start(Day day) const {
  LocalFix fix = LocalFix::none;
  const std::int64_t midnight = static_cast<std::int64_t>(day) * seconds_a_day;
  const Instant instant = to_utc(midnight, &fix);
  if (fix != LocalFix::skipped) return instant;
  return spans_[span_at(midnight, &Span::local_from) + 1].from;
}

Day Zone::day_of(Instant instant) const { return clamp_day(floor_div(to_local(instant), seconds_a_day)); }

bool Zone::stands_still(Day day, Instant& midnight, Day* until) const {
  const std::int64_t local = static_cast<std::int64_t>(day) * seconds_a_day;
  const std::size_t at = span_at(local - most_shift, &Span::local_from);
  if (at != span_at(local + seconds_a_day + most_shift, &Span::local_from)) return false;
  midnight = local - spans_[at].offset;
  if (!until) return true;
  const bool changes = at + 1 < spans_.size();
  *until = changes ? clamp_day(floor_div(spans_[at + 1].local_from - 1 - most_shift, seconds_a_day) - 1) : std::numeric_limits<Day>::max();
  return true;
}

}  // namespace handoff
