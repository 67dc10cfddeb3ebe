// From a date text to a stamp: the column's order of day and month, and the zone, are applied here and nowhere else.
#include <algorithm>

#include "handoff/time/time.hpp"
#include "time/time_parts.hpp"

namespace handoff {

bool make_stamp(const DateText& text, DateOrder order, const Zone& zone, Stamp& out, LocalFix* fix) {
  if (fix) *fix = LocalFix::none;
  if (text.order_open && order == DateOrder::undecided) return false;
  const bool swapped = text.order_open && order == DateOrder::dmy;
  const int month = swapped ? text.b : text.a;
  const int day = swapped ? text.a : text.b;
  if (!is_civil(text.year, month, day)) return false;
  const Day civil_day = day_from_civil(text.year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  if (!text.has_time) {
    const Instant first = zone.day_start(civil_day);
    // A day that a zone left out (Samoa, 2011-12-30) has no second of its own: it is the first one after.
    out = {first, std::max(first, zone.day_start(civil_day + 1) - 1), civil_day, true};
    return true;
  }
  const std::int64_t local = static_cast<std::int64_t>(civil_day) * seconds_a_day + text.second_of_day;
  if (text.has_offset) {
    const Instant instant = local - text.offset;
    out = {instant, instant, zone.day_of(instant), false};
    return true;
  }
  LocalFix moved = LocalFix::none;
  const Instant instant = zone.to_utc(local, &moved);
  out = {instant, instant, moved == LocalFix::skipped ? zone.day_of(instant) : civil_day, false};
  if (fix) *fix = moved;
  return true;
}

void OrderEvidence::add(const DateText& text) {
  if (!text.order_open) return;
  if (text.a > 12) ++first_over_12;
  else if (text.b > 12) ++second_over_12;
  else ++open;
}

void OrderEvidence::merge(const OrderEvidence& other) {
  first_over_12 += other.first_over_12;
  second_over_12 += other.second_over_12;
  open += other.open;
}

}  // namespace handoff
