#include "leads/known_days.hpp"

namespace handoff {

/// The day of ten bytes; false where they are no date, or one that needs more care.
bool KnownDays::learn(const char* date, const Zone& zone, Known& known) const {
  DateText text;
  Instant midnight = 0;
  if (date[4] != '-' || date[7] != '-' || !read_date({date, 10}, text) || text.order_open || text.has_time) return false;
  const Day day = day_from_civil(text.year, static_cast<unsigned>(text.a), static_cast<unsigned>(text.b));
  if (!zone.stands_still(day, midnight)) return false;
  known = {word_of(date, 8), &zone, midnight, day, 0};
  known.tail = static_cast<std::uint16_t>(static_cast<unsigned char>(date[8]) | static_cast<unsigned char>(date[9]) << 8);
  return true;
}

}  // namespace handoff
