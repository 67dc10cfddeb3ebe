#include "known_days.hpp"

#include <cstring>

namespace handoff {
namespace {

bool pair(const char* at, int& number) {
  const unsigned tens = static_cast<unsigned char>(at[0]) - '0', ones = static_cast<unsigned char>(at[1]) - '0';
  number = static_cast<int>(tens * 10 + ones);
  return tens <= 9 && ones <= 9;
}

}  // namespace

/// The day of ten bytes; false where they are no date, or one that needs more care.
bool KnownDays::learn(const char* date, const Zone& zone, Known& known) const {
  DateText text;
  Instant midnight = 0;
  if (!read_date({date, 10}, text) || text.order_open || text.has_time) return false;
  const Day day = day_from_civil(text.year, static_cast<unsigned>(text.a), static_cast<unsigned>(text.b));
  if (!zone.stands_still(day, midnight)) return false;
  known.day = day;
  known.zone = &zone;
  known.midnight = midnight;
  std::memcpy(&known.head, date, 8);
  std::memcpy(&known.tail, date + 8, 2);
  return true;
}

bool KnownDays::read(std::string_view cell, const Zone& zone, Stamp& out) {
  const char* at = cell.data();
  if ((cell.size() != 10 && cell.size() != 16 && cell.size() != 19) || at[4] != '-' || at[7] != '-') return false;
  int hour = 0, minute = 0, second = 0;
  if (cell.size() > 10) {
    if ((at[10] != ' ' && at[10] != 'T') || at[13] != ':' || !pair(at + 11, hour) || !pair(at + 14, minute)) return false;
    if (cell.size() == 19 && (at[16] != ':' || !pair(at + 17, second))) return false;
    if (hour > 23 || minute > 59 || second > 59) return false;
  }
  const auto digit = [&](int i) { return static_cast<std::size_t>(at[i] & 15); };
  // Any four years in a row, each day in a place of its own.
  Known& known = known_[((digit(3) & 3) << 9 | ((digit(5) & 1) * 10 + digit(6)) << 5 | ((digit(8) & 3) * 10 + digit(9))) % places];
  std::uint64_t head = 0;
  std::uint16_t tail = 0;
  std::memcpy(&head, at, 8);
  std::memcpy(&tail, at + 8, 2);
  if ((known.head != head || known.tail != tail || known.zone != &zone) && !learn(at, zone, known)) return false;
  if (cell.size() == 10) {
    out = {known.midnight, known.midnight + seconds_a_day - 1, known.day, true};
  } else {
    const Instant instant = known.midnight + hour * 3600 + minute * 60 + second;
    out = {instant, instant, known.day, false};
  }
  return true;
}

}  // namespace handoff
