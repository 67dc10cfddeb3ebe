// Stamps beside one another, and a lead at the moment of its entry into a stage.
#include <algorithm>

#include "handoff/contract/group.hpp"
#include "handoff/judging/stage.hpp"

namespace handoff {

bool certainly_before(const Stamp& earlier, const Stamp& later) {
  if (earlier.date_only && later.date_only) return earlier.day < later.day;
  return earlier.last < later.first;
}

Seconds between(const Stamp& from, const Stamp& to) {
  if (from.date_only && to.date_only) return std::max<Seconds>(0, (Seconds{to.day} - from.day) * seconds_a_day);
  return std::max<Seconds>(0, to.first - from.first);
}

Elapsed elapsed(const Stamp& from, const Stamp& to) {
  if (from.date_only && to.date_only) return {between(from, to), between(from, to)};
  return {std::max<Seconds>(0, to.first - from.last), std::max<Seconds>(0, to.last - from.first)};
}

bool happened_in(const std::optional<Period>& window, const StageClaim& claim, const Zone& zone) {
  if (!window || !claim.placed) return !window;
  const Day day = day_in(zone, claim.place);
  return day >= window->from && day <= window->to;
}

Judging at_entry(const Judging& judging, const StageClaim& entry) {
  Judging then = judging;
  if (entry.stamped) then.moment = entry.at;
  return then;
}

}  // namespace handoff
