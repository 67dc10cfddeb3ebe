// Judging clocks, and saying why.
#include "handoff/judging/clock.hpp"

#include <algorithm>

#include "handoff/time/time_text.hpp"
#include "handoff/judging/touch.hpp"

namespace handoff {

std::string_view verdict_name(Verdict verdict) {
  constexpr std::string_view names[] = {"met", "breached", "open", "unknown", "exempt"};
  return names[static_cast<std::size_t>(verdict)];
}

Share met_share(const std::array<std::uint64_t, verdict_count>& verdicts) {
  const auto of = [&](Verdict verdict) { return verdicts[static_cast<std::size_t>(verdict)]; };
  return share_beside(of(Verdict::met), of(Verdict::breached), of(Verdict::unknown));
}

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

/// Is the clock's time surely used up, surely not, or neither, when it runs from somewhere in `start` to somewhere in [from, to]?
Verdict against_limit(const Clock& clock, const ClockFact& fact, Instant from, Instant to, Verdict within) {
  if (clock.limit.unit == Unit::business_days) {
    if (to <= fact.due.first) return within;
    return from > fact.due.last ? Verdict::breached : Verdict::unknown;
  }
  if (fact.most <= clock.limit.amount) return within;
  return fact.least > clock.limit.amount ? Verdict::breached : Verdict::unknown;
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

/// Where the clock starts. A lead that was never touched and lacks the start (it was never assigned, say) runs from its entry into the stage:
/// neglect is no excuse. With a touch and no start nothing can be measured.
const Value& start_of(const Contract& contract, const Clock& clock, const Judging& judging, Instant as_of) {
  const Lead& lead = *judging.lead;
  const FieldId entry = contract.stages[static_cast<std::size_t>(clock.on)].at;
  const bool stopped = stops_by_log(clock, judging) ? touched_at_all(*judging.touches, as_of) : lead[clock.stop].state != Value::State::missing;
  const bool neglected = lead[clock.start].state == Value::State::missing && !stopped;
  return neglected && entry != no_field ? lead[entry] : lead[clock.start];
}

bool is_absent(const std::vector<bool>& absent, FieldId field) { return field < absent.size() && absent[field]; }

}  // namespace

namespace {

/// The stop that counts: at or after the start, not after as-of.
void find_stop(const Judging& judging, bool by_log, const Value& stop, Instant as_of, ClockFact& fact) {
  if (by_log) {
    const Touch* touch = first_touch(*judging.touches, fact.start, as_of);
    fact.stopped = touch != nullptr;
    fact.early_stop = !touch && touched_at_all(*judging.touches, as_of);
    if (touch) fact.stop = touch->at;
  } else if (stop.present() && stop.stamp.first <= as_of) {
    fact.early_stop = certainly_before(stop.stamp, fact.start);
    fact.stopped = !fact.early_stop;
    if (fact.stopped) fact.stop = stop.stamp;
  }
}

}  // namespace

ClockFact judge_clock(const Contract& contract, int index, const Judging& judging, Instant as_of, const std::vector<bool>& absent) {
  const Clock& clock = contract.clocks[static_cast<std::size_t>(index)];
  const Lead& lead = *judging.lead;
  ClockFact fact;
  fact.clock = index;
  const Value& start = start_of(contract, clock, judging, as_of);
  fact.has_start = start.present();
  if (fact.has_start) fact.start = start.stamp;
  const Tri exempt = clock.exempt ? truth(*clock.exempt, judging) : Tri::no;
  if (exempt == Tri::yes) {
    fact.verdict = Verdict::exempt;
    return fact;
  }
  if (exempt == Tri::unknown && asks_unreadable(*clock.exempt, judging)) return fact;
  if (!start.present()) return fact;
  if (start.stamp.first > as_of) {
    fact.verdict = Verdict::open;
    return fact;
  }
  fact.started = true;
  fact.due = {due_at(clock, fact.start.first), due_at(clock, fact.start.last), 0, false};
  const bool by_log = stops_by_log(clock, judging);
  const Value& stop = lead[clock.stop];
  if (is_absent(absent, clock.start) || (!by_log && (is_absent(absent, clock.stop) || stop.state == Value::State::unreadable))) {
    fact.started = false;  // nothing to measure: the export cannot say when it stopped
    return fact;
  }
  find_stop(judging, by_log, stop, as_of, fact);
  if (fact.stopped) {
    measure(clock, fact, fact.stop.first, fact.stop.last);
    measure_days(clock, fact);
    fact.verdict = against_limit(clock, fact, fact.stop.first, fact.stop.last, Verdict::met);
  } else {
    measure(clock, fact, as_of, as_of);
    fact.verdict = against_limit(clock, fact, as_of, as_of, Verdict::open);
  }
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
    const bool perhaps = applies == Tri::unknown && asks_unreadable(*clock.where, judging);
    if (applies != Tri::yes && !perhaps) continue;
    out.push_back(judge_clock(contract_, index, judging, as_of, absent));
    out.back().perhaps = perhaps;
  }
  if (std::any_of(out.begin(), out.end(), [](const ClockFact& fact) { return fact.perhaps; })) weigh_alternatives(out);
}

/// Clocks of one stop, of which one may apply or another: unproven each, whatever they come to; where all come to the same, that is known of the lead.
void ClockSet::weigh_alternatives(std::vector<ClockFact>& facts) const {
  const auto stop_of = [&](const ClockFact& fact) { return contract_.clocks[static_cast<std::size_t>(fact.clock)].stop; };
  const std::vector<ClockFact> judged = facts;
  for (ClockFact& fact : facts) {
    bool any = false, sure = false, alike = true;
    for (const ClockFact& other : judged) {
      if (stop_of(other) != stop_of(fact)) continue;
      any = any || other.perhaps;
      sure = sure || !other.perhaps;   // else it may be that none applies
      alike = alike && other.verdict == fact.verdict;
    }
    if (!any) continue;
    if (sure && alike) fact.agreed = fact.verdict;
    fact.perhaps = true;
    fact.verdict = Verdict::unknown;
    fact.started = false;   // in no time of either
  }
}

void collect_clock_fields(const Contract& contract, int stage, std::vector<FieldId>& out) {
  for (const Clock& clock : contract.clocks) {
    if (clock.on != stage) continue;
    out.push_back(clock.start);
    out.push_back(clock.stop);
    if (clock.where) collect_fields(*clock.where, out);
    if (clock.exempt) collect_fields(*clock.exempt, out);
  }
}

namespace {

void append_clock_span(const Clock& clock, Seconds seconds, std::string& out) {
  if (clock.limit.unit == Unit::elapsed) append_span_text(out, seconds);
  else append_business_span_text(out, seconds);
}

/// `2 h 5 min of business time (calendar default)`; a range where the export leaves it open.
void append_measured(const Clock& clock, const ClockFact& fact, std::string& out) {
  const Seconds over = fact.least - clock.limit.amount;
  if (fact.verdict == Verdict::breached && clock.limit.unit != Unit::business_days && over < 60) {  // else it would read as if on the limit
    append_clock_span(clock, clock.limit.amount, out);
    out += " and ";
    append_whole(out, over);
    out += " s";
  } else if (fact.least == fact.most) {
    append_clock_span(clock, fact.most, out);
  } else {
    out += "between ";
    append_clock_span(clock, fact.least, out);
    out += " and ";
    append_clock_span(clock, fact.most, out);
  }
  if (clock.limit.unit == Unit::elapsed) return;
  out += " of business time (calendar ";
  out += clock.calendar->rules().name;
  out += ')';
}

/// Until when it runs, and what became of it.
void append_course(const Contract& contract, const ClockFact& fact, Instant as_of, std::string& out) {
  const Clock& clock = contract.clocks[static_cast<std::size_t>(fact.clock)];
  const std::string& stop_name = contract.fields[clock.stop].name;
  const auto moment = [&](Instant instant) { append_local_text(out, {instant, instant, 0, false}, *contract.zone); };
  out += "Started ";
  append_local_text(out, fact.start, *contract.zone);
  if (fact.stopped) {
    out += ", stopped ";
    append_local_text(out, fact.stop, *contract.zone);
    out += ", after ";
    return append_measured(clock, fact, out);
  }
  out += ", due ";
  moment(fact.due.first);
  if (fact.early_stop) {
    out += "; the only ";
    out += stop_name;
    out += " is before the start, none since (";
  } else {
    out += "; no ";
    out += stop_name;
    out += " by ";
    moment(as_of);
    out += " (";
  }
  append_measured(clock, fact, out);
  out += " so far)";
}

}  // namespace

std::string clock_span_text(const Clock& clock, Seconds seconds) {
  std::string text;
  append_clock_span(clock, seconds, text);
  return text;
}

void append_clock_sentence(const Contract& contract, const ClockFact& fact, Instant as_of, std::string& out) {
  const Clock& clock = contract.clocks[static_cast<std::size_t>(fact.clock)];
  if (fact.verdict == Verdict::exempt) {
    out += "The contract takes this lead out of the clock.";
    return;
  }
  if (fact.perhaps) {
    out += "Cannot be proven: which clock applies rests on what cannot be read, or is not in the export, of this lead.";
    return;
  }
  if (!fact.started) {
    if (fact.verdict == Verdict::open) out += "The clock has not started as of the moment of judging.";
    else out += "Cannot be proven: the export has no usable " + contract.fields[clock.start].name + " or " + contract.fields[clock.stop].name + " for this lead.";
    return;
  }
  append_course(contract, fact, as_of, out);
  constexpr std::string_view before[verdict_count] = {", within ", ", past ", ", ", "; a date without a time leaves open on which side of ", ""};
  constexpr std::string_view behind[verdict_count] = {".", ".", " is still running.", " it falls.", ""};
  const auto verdict = static_cast<std::size_t>(fact.verdict);
  out += before[verdict];
  out += "the limit of ";
  append_duration_text(out, clock.limit);
  out += behind[verdict];
}

std::string clock_sentence(const Contract& contract, const ClockFact& fact, Instant as_of) {
  std::string text;
  append_clock_sentence(contract, fact, as_of, text);
  return text;
}

}  // namespace handoff
