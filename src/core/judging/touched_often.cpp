// `touched_share(N)`: was a lead touched so often in its window? What the log, or the columns, leave open is counted at least and at most.
#include <algorithm>
#include <limits>

#include "handoff/cells/absence.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/judging/touch.hpp"
#include "handoff/judging/wall.hpp"

namespace handoff {

int touched_stage(const Contract& contract) {
  if (contract.touch && contract.touch->from >= 0) return contract.touch->from;
  return std::max(0, find_stage(contract, "MQL"));
}

TouchCount TouchReader::in_log(const Touches& touches, bool placed, bool open_end, TouchFacts& facts) const {
  if (placed) {
    count(touches, open_end, facts);
    return facts.touches;
  }
  const auto by_now = std::count_if(touches.list.begin(), touches.list.end(), [&](const Touch& touch) { return touch.at.first <= as_of_; });
  return {0, static_cast<std::uint64_t>(by_now) + touches.undated.size()};
}

/// A CRM knows the first touch, the last, and how many there were in the lead's life. All of them count where the first and the last do; where one of these
/// lies outside, it is one fewer at the most, and none where no other can lie within.
TouchCount TouchReader::in_columns(const Judging& judging, bool placed, bool open_end, const TouchFacts& facts) const {
  const Lead& lead = *judging.lead;
  const Value &first = date_by(contract_, lead, touch_field(), as_of_), &last = lead[known_field("last_touch_at")], &number = lead[known_field("touches")];
  const bool counted = number.present() && number.number.low >= 0;
  const auto whole = [](double value) { return static_cast<std::uint64_t>(std::min(value, 1e15)); };
  const std::uint64_t all = counted ? whole(number.number.high) : std::numeric_limits<std::uint64_t>::max();
  if (!first.present()) {
    const bool none = first.state == Value::State::missing && (!counted || all == 0 || lead[touch_field()].present());
    return {0, none ? 0 : all};
  }
  if (!placed) return {0, std::max<std::uint64_t>(all, 1)};
  const Stamp* next = judging.entry && judging.entry->next ? &*judging.entry->next : nullptr;
  const auto before = [&](const Stamp& at) { return certainly_before(at, facts.from); };
  const auto after = [&](const Stamp& at) { return (facts.closes && certainly_before(*facts.closes, at)) || (next && !certainly_before(at, *next) && at.first >= next->last); };
  const auto within = [&](const Stamp& at) {
    return at.first >= facts.from.first && !before(at) && (!facts.closes || surely_by(at, *facts.closes)) && (!next || certainly_before(at, *next)) && at.last <= as_of_;
  };
  const bool known_last = last.present() && last.stamp.first <= as_of_;
  if (after(first.stamp) || (known_last && before(last.stamp))) return {0, 0};
  const bool outside = before(first.stamp) || (known_last && after(last.stamp));
  const bool one = within(first.stamp), other = known_last && within(last.stamp) && certainly_before(first.stamp, last.stamp);
  std::uint64_t least = static_cast<std::uint64_t>(one) + static_cast<std::uint64_t>(other);
  if (one && known_last && within(last.stamp) && counted) least = std::max(least, whole(number.number.low));
  if (open_end) least = 0;
  const std::uint64_t most = std::max<std::uint64_t>(all, 1) - (outside && all > 0 && counted ? 1 : 0);
  return {least, std::max(least, most)};
}

/// To a later stage, or into a new entry, while the window ran. A stage that was passed over was not come to.
Tri TouchReader::moved_on(const Judging& judging, const Funnel& funnel, bool placed, const TouchFacts& facts) const {
  Tri moved = Tri::no;
  const auto came = [&](const Stamp& at) {
    if (!placed) return Tri::unknown;
    if (!facts.closes || surely_by(at, *facts.closes)) return Tri::yes;
    return certainly_before(*facts.closes, at) ? Tri::no : Tri::unknown;
  };
  for (std::size_t k = static_cast<std::size_t>(from_) + 1; k < funnel.stages.size(); ++k) {
    const StageClaim& claim = funnel.stages[k];
    if ((!claim.held && !claim.perhaps) || claim.skipped == Tri::yes) continue;
    if (claim.held && claim.stamped) moved = tri_or(moved, came(claim.at));
    else moved = tri_or(moved, claim.held && placed && !facts.closes ? Tri::yes : Tri::unknown);
  }
  if (judging.entry && judging.entry->next) moved = tri_or(moved, came(*judging.entry->next));
  return moved;
}

DueFinding TouchReader::touched_often(const Judging& judging, const Funnel& funnel, std::uint64_t least) const {
  const StageClaim& entry = funnel.stages[static_cast<std::size_t>(from_)];
  const Tri owed = rules_ && rules_->where_lead ? truth(*rules_->where_lead, judging) : Tri::yes;
  if ((!entry.held && !entry.perhaps) || owed == Tri::no) return {Finding::exempt};
  const bool placed = entry.held && entry.stamped, endless = !rules_ || (!rules_->within && rules_->before.empty());
  TouchFacts facts;
  Ending end;
  if (placed) {
    facts.from = entry.at;
    end = close(judging, funnel, facts);
  }
  const bool open_end = end.untold || (end.held && !end.at);
  const TouchCount touches = judging.touches ? in_log(*judging.touches, placed, open_end, facts) : in_columns(judging, placed, open_end, facts);
  const Tri due = endless ? Tri::yes : placed ? ended(facts, end) : Tri::unknown, moved = moved_on(judging, funnel, placed, facts);
  std::optional<Ways> ways;
  const auto add = [&](Way way) { ways = ways ? *ways | way : way; };
  if (touches.most >= least) {
    if (due != Tri::no) add(Way::passed);
    if (due != Tri::yes) add(Way::early);
  }
  if (touches.least < least) {
    if (moved != Tri::no) add(Way::exempt);
    const bool waits = endless && touches.most < least;   // without an end nobody has failed for good
    if (moved != Tri::yes && due != Tri::no && !waits) add(Way::failed);
    if (moved != Tri::yes && (due != Tri::yes || waits)) add(Way::open);
  }
  if (owed == Tri::unknown) add(Way::exempt);
  return *ways;
}

}  // namespace handoff
