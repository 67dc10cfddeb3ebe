// Judging clocks.
#include "handoff/cells/absence.hpp"
#include "handoff/judging/clock.hpp"

#include <algorithm>
#include <cmath>

#include "handoff/judging/disposition.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/judging/touch.hpp"
#include "handoff/judging/wall.hpp"

namespace handoff {

std::string_view verdict_name(Verdict verdict) {
  constexpr std::string_view names[] = {"met", "breached", "open", "unknown", "exempt"};
  return names[static_cast<std::size_t>(verdict)];
}

namespace {

Finding finding_of(Verdict verdict) {
  constexpr Finding findings[] = {Finding::pass, Finding::fail, Finding::open, Finding::unknown, Finding::exempt};
  return findings[static_cast<std::size_t>(verdict)];
}

}  // namespace

DueFinding clock_finding(const ClockFact& fact) { return fact.perhaps ? fact.ways | Way::exempt : fact.ways; }

Seconds clock_seconds(const Clock& clock, Instant from, Instant to) {
  if (to <= from) return 0;
  return clock.limit.unit == Unit::elapsed ? to - from : clock.calendar->business_seconds(from, to);
}

Instant due_at(const Clock& clock, Instant start) {
  switch (clock.limit.unit) {
    case Unit::elapsed: return start + clock.limit.amount;
    case Unit::business_hours: return clock.calendar->add_business_seconds(start, clock.limit.amount);
    case Unit::business_days: return clock.calendar->add_business_days(start, clock.limit.amount);
  }
  return start;
}

Seconds limit_seconds(const Clock& clock, Instant start) {
  if (clock.limit.unit != Unit::business_days) return clock.limit.amount;
  return clock.calendar->business_seconds(start, due_at(clock, start));
}

namespace {

/// Is somewhere in [from, to] surely by the due time, surely after it, or neither? The due time alone decides, so that it and the verdict never disagree.
Verdict against_due(const ClockFact& fact, Instant from, Instant to, Verdict within) {
  if (to <= fact.due.first) return within;
  return from > fact.due.last ? Verdict::breached : Verdict::unknown;
}

void measure(const Clock& clock, ClockFact& fact, Instant from, Instant to) {
  fact.least = clock_seconds(clock, fact.start.last, from);
  fact.most = clock_seconds(clock, fact.start.first, to);
  fact.elapsed = clock_seconds(clock, fact.start.first, from);
}

/// Two days without times: the time between them is whole days where the limit is elapsed time.
void measure_days(const Clock& clock, ClockFact& fact) {
  if (clock.limit.unit == Unit::elapsed && fact.start.date_only && fact.stop.date_only) fact.elapsed = between(fact.start, fact.stop);
}

/// A clock that stops at the first touch asks the touch log, where there is one, for the first touch since its own start.
bool stops_by_log(const Clock& clock, const Judging& judging) { return judging.touches && clock.stop == touch_field(); }

/// The cell that says when the clock stopped, as of a moment; of a clock that the CRM measured, how long it took.
const Value& stopping_cell(const Contract& contract, const Clock& clock, const Lead& lead, Instant as_of) {
  return clock.taken == no_field ? date_by(contract, lead, clock.stop, as_of) : lead[clock.stop];
}

/// Where the clock starts. A lead that was never touched and lacks the start (it was never assigned, say) runs from its entry into the stage:
/// neglect is no excuse. With a touch and no start nothing can be measured, nor from an answer without a date.
Value start_of(const Contract& contract, const Clock& clock, const Judging& judging, Instant as_of) {
  const Lead& lead = *judging.lead;
  const Stage& stage = contract.stages[static_cast<std::size_t>(clock.on)];
  const Value& start = date_by(contract, lead, clock.start, as_of);
  if (answered_undated(contract, lead, clock.start, as_of) != Tri::no) return absent_cell();
  const Value& stop = stopping_cell(contract, clock, lead, as_of);
  const bool stopped = stops_by_log(clock, judging) ? touched_at_all(*judging.touches, as_of) != Tri::no
                                                    : !stop.blank() || answered_undated(contract, lead, clock.stop, as_of) != Tri::no;
  const bool neglected = start.state == Value::State::missing && !stopped;
  if (!neglected) return start;
  const Value& entered = stage.at == no_field ? start : date_by(contract, lead, stage.at, as_of);
  if (!stage.dated_by || !(entered.blank() || no_column(entered))) return entered;   // `dated_by` takes no place of a date that nobody knows
  std::string scratch;
  return evaluate(*stage.dated_by, judging, scratch);
}

bool is_absent(const std::vector<bool>& absent, FieldId field) { return field < absent.size() && absent[field]; }

/// The stop that counts: at or after the start, not after as-of.
void find_stop(const Judging& judging, bool by_log, const Value& stop, Instant as_of, ClockFact& fact) {
  if (by_log) {
    const FirstTouch touch = first_touch(*judging.touches, fact.start, as_of);
    fact.stopped = touch.since == Tri::yes;
    fact.early_stop = touch.since == Tri::no && touched_at_all(*judging.touches, as_of) == Tri::yes;
    if (fact.stopped) fact.stop = touch.at;
  } else if (stop.present() && stop.stamp.first <= as_of) {
    fact.early_stop = certainly_before(stop.stamp, fact.start);
    fact.stopped = !fact.early_stop;
    if (fact.stopped) fact.stop = stop.stamp;
  }
}

/// Whether anybody came between the start and as-of, where the one date of the stop lies before the start. The CRM's last touch and its count of touches
/// tell of the first touch alone.
enum class CameSince : std::uint8_t { nobody, in_time, unknown };
CameSince came_since(const Clock& clock, const Lead& lead, Instant as_of, const ClockFact& fact) {
  if (clock.stop != touch_field()) return CameSince::unknown;
  const Tri since = touched_again(lead, fact.start, as_of);
  if (since == Tri::no) return CameSince::nobody;
  return since == Tri::yes && lead[known_field("last_touch_at")].stamp.last <= fact.due.first ? CameSince::in_time : CameSince::unknown;
}

/// A clock whose only stop that is known lies before its start.
void judge_again(const Clock& clock, const Lead& lead, Instant as_of, ClockFact& fact) {
  const CameSince came = came_since(clock, lead, as_of, fact);
  measure(clock, fact, as_of, as_of);
  if (came == CameSince::in_time) {
    fact.stopped = fact.untimed = true;
    fact.stop = lead[known_field("last_touch_at")].stamp;
    measure(clock, fact, fact.stop.first, fact.stop.last);
    fact.verdict = Verdict::met;
    return;
  }
  fact.before_start = came == CameSince::unknown;
  const BeforeStart taken_for = fact.before_start ? clock.before : BeforeStart::breached;
  fact.untimed = taken_for != BeforeStart::breached;
  if (taken_for == BeforeStart::met) fact.verdict = Verdict::met;
  else if (taken_for == BeforeStart::breached) fact.verdict = against_due(fact, as_of, as_of, Verdict::open);
}

/// Where a clock that the CRM measured had stopped: so many of its own seconds after its start.
Instant after(const Clock& clock, Instant start, Seconds taken) {
  return clock.limit.unit == Unit::elapsed ? start + taken : clock.calendar->add_business_seconds(start, taken);
}

/// A clock whose time the CRM measured itself. The measured time is held against the limit; the start says when it was due, and whether it had stopped by as-of.
void judge_taken(const Clock& clock, const Number& taken, Instant as_of, ClockFact& fact) {
  constexpr double longest = 1e10;   // seconds; 300 years
  fact.started = taken.low >= 0 && taken.high <= longest;
  if (!fact.started) return;
  const auto low = static_cast<Seconds>(std::ceil(taken.low)), high = static_cast<Seconds>(std::ceil(taken.high));
  const Verdict stopped = high <= clock.limit.amount ? Verdict::met : low > clock.limit.amount ? Verdict::breached : Verdict::unknown;
  const Verdict running = against_due(fact, as_of, as_of, Verdict::open);
  if (after(clock, fact.start.first, low) > as_of) {   // not by then
    measure(clock, fact, as_of, as_of);
    fact.verdict = running;
    return;
  }
  fact.stopped = after(clock, fact.start.last, high) <= as_of;
  fact.untimed = !fact.stopped;
  fact.least = fact.elapsed = low;
  fact.most = high;
  fact.stop = {after(clock, fact.start.first, low), after(clock, fact.start.last, high), 0, false};
  fact.verdict = fact.stopped || stopped == running ? stopped : Verdict::unknown;
}

/// A clock that stops at an answer which was given, or may have been, and of which the export has no date.
void judge_undated(Tri given, Instant as_of, ClockFact& fact) {
  fact.undated = given;
  fact.untimed = true;
  if (given != Tri::yes) return;
  const DueFinding answer = answer_found(fact.due, Value{}, as_of);
  fact.ways = answer.ways;
  if (answer.finding == Finding::pass) fact.verdict = Verdict::met;
}

/// The next entry has its own clock: the one before ends there, and owes nothing where it was not yet due.
void end_entry(const Stamp& next, ClockFact& fact) {
  const bool before = next.last <= fact.due.first;
  fact.verdict = before ? Verdict::exempt : Verdict::unknown;
  fact.ways = before ? Ways(Way::exempt) : fact.due_passed == Tri::no ? Way::exempt | Way::open : Way::exempt | Way::failed;
}

/// What the clock comes to, of a lead that it does not take out.
void judge_own(const Contract& contract, const Judging& judging, Instant as_of, const std::vector<bool>& absent, const Value& start, ClockFact& fact) {
  const Clock& clock = contract.clocks[static_cast<std::size_t>(fact.clock)];
  const Lead& lead = *judging.lead;
  fact.ways = DueFinding(Finding::unknown, fact.due_passed).ways;
  if (!start.present()) return;
  if (start.stamp.first > as_of) {
    fact.verdict = Verdict::open;
    fact.ways = Way::open;
    return;
  }
  const bool by_log = stops_by_log(clock, judging);
  const Value& stop = stopping_cell(contract, clock, lead, as_of);
  if (is_absent(absent, clock.start) || (!by_log && (is_absent(absent, clock.stop) || stop.state == Value::State::unreadable))) return;  // the export cannot say when it stopped
  if (clock.taken != no_field && !stop.blank()) {
    if (stop.present()) judge_taken(clock, stop.number, as_of, fact);
    const bool running = fact.started && !fact.stopped && !fact.untimed;
    fact.ways = (running ? not_done(fact.due_passed) : DueFinding(finding_of(fact.verdict), fact.due_passed)).ways;
    return;
  }
  if (by_log && first_touch(*judging.touches, fact.start, as_of).since == Tri::unknown) return;
  fact.started = true;
  if (const Tri given = answered_undated(contract, lead, clock.stop, as_of); given != Tri::no) return judge_undated(given, as_of, fact);
  find_stop(judging, by_log, stop, as_of, fact);
  bool done = fact.stopped;
  if (fact.early_stop && !by_log) {
    judge_again(clock, lead, as_of, fact);
    done = fact.untimed;
  } else if (fact.stopped) {
    measure(clock, fact, fact.stop.first, fact.stop.last);
    measure_days(clock, fact);
    fact.verdict = against_due(fact, fact.stop.first, fact.stop.last, Verdict::met);
  } else {
    measure(clock, fact, as_of, as_of);
    fact.verdict = against_due(fact, as_of, as_of, Verdict::open);
  }
  const Stamp* const next = judging.entry && judging.entry->next ? &*judging.entry->next : nullptr;
  if (!done && next && next->first <= fact.due.last) return end_entry(*next, fact);
  fact.ways = (done ? DueFinding(finding_of(fact.verdict), fact.due_passed) : not_done(fact.due_passed)).ways;
}

/// A clock that may take the lead out: of its course nothing is known but what it comes to if it does not.
void leave_open(ClockFact& fact) {
  ClockFact open;
  open.clock = fact.clock;
  open.has_start = fact.has_start;
  open.start = fact.start;
  open.due = fact.due;
  open.due_passed = fact.due_passed;
  open.ways = fact.ways | Way::exempt;
  fact = open;
}

}  // namespace

ClockFact judge_clock(const Contract& contract, int index, const Judging& judging, Instant as_of, const std::vector<bool>& absent) {
  const Clock& clock = contract.clocks[static_cast<std::size_t>(index)];
  ClockFact fact;
  fact.clock = index;
  const Value start = start_of(contract, clock, judging, as_of);
  fact.has_start = start.present();
  if (fact.has_start) {
    fact.start = start.stamp;
    fact.due = {due_at(clock, fact.start.first), due_at(clock, fact.start.last), 0, false};
    fact.due_passed = ran_out(fact.due, as_of);
  }
  const Tri exempt = clock.exempt ? holds(*clock.exempt, judging) : Tri::no;
  if (exempt == Tri::yes) fact.verdict = Verdict::exempt;
  else judge_own(contract, judging, as_of, absent, start, fact);
  if (exempt == Tri::unknown) leave_open(fact);
  fact.alone = fact.verdict;
  fact.lead = fact.ways;
  return fact;
}

ClockSet::ClockSet(const Contract& contract, int stage) : contract_(contract) {
  for (std::size_t i = 0; i < contract.clocks.size(); ++i)
    if (contract.clocks[i].on == stage) clocks_.push_back(static_cast<int>(i));
}

void ClockSet::judge(const Judging& judging, Instant as_of, const std::vector<bool>& absent, std::vector<ClockFact>& out) const {
  out.clear();
  for (const int index : clocks_) {
    const Clock& clock = contract_.clocks[static_cast<std::size_t>(index)];
    const bool taken = std::any_of(out.begin(), out.end(), [&](const ClockFact& fact) {
      return !fact.perhaps && contract_.clocks[static_cast<std::size_t>(fact.clock)].stop == clock.stop;
    });
    if (taken) continue;
    const Tri applies = clock.where ? truth(*clock.where, judging) : Tri::yes;
    if (applies == Tri::no) continue;
    out.push_back(judge_clock(contract_, index, judging, as_of, absent));
    out.back().perhaps = applies == Tri::unknown;
  }
  if (std::any_of(out.begin(), out.end(), [](const ClockFact& fact) { return fact.perhaps; })) weigh_alternatives(out);
}

/// Several clocks with one stop may apply. Each is then unproven, unless it exempts the lead. What all of them come to alike
/// is known of the lead.
void ClockSet::weigh_alternatives(std::vector<ClockFact>& facts) const {
  const auto stop_of = [&](const ClockFact& fact) { return contract_.clocks[static_cast<std::size_t>(fact.clock)].stop; };
  const std::vector<ClockFact> judged = facts;
  for (ClockFact& fact : facts) {
    bool any = false, sure = false;
    Ways lead = fact.ways;
    for (const ClockFact& other : judged) {
      if (stop_of(other) != stop_of(fact)) continue;
      any = any || other.perhaps;
      sure = sure || !other.perhaps;   // else it may be that none applies
      lead = lead | other.ways;
      if (other.clock > fact.clock) fact.stands = false;
    }
    if (!any) continue;
    fact.perhaps = true;
    fact.lead = sure ? lead : lead | Way::exempt;
    if (fact.verdict != Verdict::exempt) fact.verdict = Verdict::unknown;
  }
}

}  // namespace handoff
