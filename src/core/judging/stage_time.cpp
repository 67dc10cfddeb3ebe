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

std::optional<Period> entry_days(const Funnel& funnel, std::size_t stage, const Zone& zone, Instant as_of) {
  const StageClaim& claim = funnel.stages[stage];
  if (claim.stamped && claim.at.first <= as_of) return Period{day_in(zone, claim.at), day_in(zone, claim.at)};
  if (claim.misdated) return Period{zone.day_of(claim.at.first), zone.day_of(claim.at.last)};
  for (std::size_t i = stage; i-- > 0;) {
    const StageClaim& earlier = funnel.stages[i];
    if (earlier.misdated || (earlier.stamped && earlier.at.first <= as_of)) return entry_days(funnel, i, zone, as_of);
  }
  return std::nullopt;
}

Tri entered_in(const std::optional<Period>& window, const std::optional<Period>& days) {
  if (!window) return Tri::yes;
  if (!days || days->to < window->from || days->from > window->to) return Tri::no;
  return days->from >= window->from && days->to <= window->to ? Tri::yes : Tri::unknown;
}

Tri holds_in(const std::optional<Period>& window, const Funnel& funnel, std::size_t stage, const Zone& zone, Instant as_of) {
  const StageClaim& entry = funnel.stages[stage];
  if (entry.held && !entry.open_day) return happened_in(window, entry, zone) ? Tri::yes : Tri::no;
  if (!entry.held && !entry.perhaps) return Tri::no;
  return tri_and(entry.held ? Tri::yes : Tri::unknown, entered_in(window, entry_days(funnel, stage, zone, as_of)));
}

bool happened_in(const std::optional<Period>& window, const StageClaim& claim, const Zone& zone) {
  if (!window || !claim.placed) return !window;
  const Day day = day_in(zone, claim.place);
  return day >= window->from && day <= window->to;
}

Judging at_entry(const Judging& judging, const StageClaim& entry) {
  Judging then = judging;
  if (entry.stamped || entry.misdated || entry.untold) then.moment = entry.at;
  return then;
}

Judging at_entry(const Judging& judging, const StageClaim& entry, Instant as_of) {
  return entry.stamped && entry.at.first > as_of ? judging : at_entry(judging, entry);
}

}  // namespace handoff
