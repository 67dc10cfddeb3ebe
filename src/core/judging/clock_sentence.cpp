// A clock's verdict in a sentence: from when to when it ran, how long that was, and what the limit says of it.
#include "handoff/judging/clock.hpp"
#include "handoff/time/time_text.hpp"

namespace handoff {

namespace {

void append_clock_span(const Clock& clock, Seconds seconds, std::string& out) {
  if (clock.limit.unit == Unit::elapsed) append_span_text(out, seconds);
  else append_business_span_text(out, seconds);
}

/// `2 h 5 min of business time (calendar default)`; a range where the export leaves it open.
void append_measured(const Clock& clock, const ClockFact& fact, std::string& out) {
  const Seconds over = fact.least - clock.limit.amount;
  if (fact.alone == Verdict::breached && clock.limit.unit != Unit::business_days && over > 0 && over < 60) {  // else it would read as if on the limit
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
  if (fact.stopped && clock.taken != no_field) {
    out += "; ";
    out += stop_name;
    out += ", as the CRM measured it, is ";
    return append_measured(clock, fact, out);
  }
  if (fact.stopped) {
    out += ", stopped ";
    append_local_text(out, fact.stop, *contract.zone);
    if (fact.untimed) out += " at the latest (touched before the start, and again by then)";
    const bool closed = fact.alone == Verdict::breached && fact.least <= clock.limit.amount;   // no opening time has passed since it was due
    if (closed && clock.limit.unit == Unit::business_hours) {
      out += ", due ";
      moment(fact.due.first);
    }
    out += ", after ";
    return append_measured(clock, fact, out);
  }
  out += ", due ";
  moment(fact.due.first);
  if (fact.undated != Tri::no) return;
  if (fact.early_stop) {
    out += "; the only ";
    out += stop_name;
    out += fact.before_start ? " is before the start, and the export does not say whether anybody came since (" : " is before the start, none since (";
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
    out += fact.started ? "The next entry came before the limit had run out, and has its own clock." : "The contract takes this lead out of the clock.";
    return;
  }
  if (fact.perhaps) {
    const bool alike = fact.alone != Verdict::unknown && lead_finding(fact) == own_finding(fact);
    out += alike ? "Which clock applies cannot be proven: what it rests on is blank, not known or not in the export. All that may apply come to the same: "
                 : "Cannot be proven: which clock applies rests on what is blank, not known or not in the export.";
    if (!alike) return;
    out += verdict_name(fact.alone);
    out += ". ";
  }
  const Verdict came_to = fact.alone;
  if (!fact.started) {
    if (came_to == Verdict::open) out += "The clock has not started as of the moment of judging.";
    else out += "Cannot be proven: the export has no usable " + contract.fields[clock.start].name + " or " + contract.fields[clock.stop].name + " for this lead.";
    return;
  }
  append_course(contract, fact, as_of, out);
  if (fact.undated != Tri::no) {
    out += fact.undated == Tri::unknown ? "; whether an answer was given the export does not say, and it has no date of one." : "; an answer was given, and its date is not in the export.";
    return;
  }
  if (fact.before_start) {
    constexpr std::string_view taken[verdict_count] = {"; the contract takes that for met.", ", past the limit of ", ", the limit of ", "; the contract does not say what that counts as.", ""};
    out += taken[static_cast<std::size_t>(came_to)];
    if (came_to == Verdict::breached || came_to == Verdict::open) append_duration_text(out, clock.limit);
    if (came_to == Verdict::breached) out += ", as the contract takes it.";
    if (came_to == Verdict::open) out += " is still running.";
    return;
  }
  constexpr std::string_view before[verdict_count] = {", within ", ", past ", ", ", "; a date without a time leaves open on which side of ", ""};
  constexpr std::string_view behind[verdict_count] = {".", ".", " is still running.", " it falls.", ""};
  const auto verdict = static_cast<std::size_t>(came_to);
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
