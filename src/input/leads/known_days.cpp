#include "leads/known_days.hpp"

#include "handoff/time/blank_day.hpp"

namespace handoff {

/// The day of ten bytes; false where they are no date, or one that needs more care.
bool KnownDays::learn(const char* date, std::uint64_t key, Known& known) const {
  DateText text;
  Instant midnight = 0;
  if (!read_date({date, 10}, text) || text.order_open || text.has_time) return false;
  const Day day = day_from_civil(text.year, static_cast<unsigned>(text.a), static_cast<unsigned>(text.b));
  if (!is_lead_day(day) || !zone_->stands_still(day, midnight)) return false;
  known = {key, day, static_cast<std::int32_t>(midnight - Instant{day} * seconds_a_day)};
  return true;
}

}  // namespace handoff
