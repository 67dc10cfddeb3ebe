// Times as commitments: a median, a 90th percentile or a mean of a clock, and the time between two stages. A quantile keeps a target where so large a share of *all*
// got there by then; so it is judged as a share is, and what cannot change any more is judged for good.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "handoff/text/count_text.hpp"
#include "measures/commitments/commitment_parts.hpp"

namespace handoff {

namespace {

/// How long it took a lead, or how long it has waited. `known` false: nobody knows whether it stopped, or when. `always_runs` is false of business time: a stop after
/// as-of may come before the next opening.
struct Seen { bool known = false, stopped = false; Seconds first = 0; Elapsed time; bool always_runs = true; };

Seen seen_by_clock(const Clock& clock, const ClockFact& fact) {
  if (!fact.started && fact.verdict == Verdict::open) return {true, false, 0, {0, 0}};   // it has not begun
  if (!fact.started || fact.untimed || fact.verdict == Verdict::unknown) {
    const bool cut = fact.started && !fact.untimed && fact.least < fact.most;   // a day without a time: the limit cuts it, another line may not
    if (!cut) return {};
  }
  return {true, fact.stopped, fact.elapsed, {fact.least, fact.most}, clock.limit.unit == Unit::elapsed};
}

Seen seen_by_stages(const CommitmentRule& rule, LeadJudge& judge, Instant as_of) {
  const auto from = static_cast<std::size_t>(rule.stage), to = static_cast<std::size_t>(rule.to);
  const StageClaim &entry = judge.funnel().stages[from], &end = judge.funnel().stages[to];
  const Tri there = judge.counts(to);
  if (!entry.stamped || there == Tri::unknown || (there == Tri::yes && !end.stamped)) return {};
  if (there == Tri::yes) return {true, true, between(entry.at, end.at), elapsed(entry.at, end.at)};
  const Seconds waited = as_of - entry.at.first;
  return {true, false, waited, {as_of - entry.at.last, waited}};
}

/// Adds a lead to what decides a line.
void hold_to(double line, bool belongs, const Seen& seen, ShareEvidence& evidence) {
  const auto sure = belongs ? std::optional(true) : std::nullopt;
  const bool in_time = static_cast<double>(seen.time.most) <= line, past = static_cast<double>(seen.time.least) > line;
  const bool late = past || (!seen.stopped && seen.always_runs && static_cast<double>(seen.time.least) >= line);
  if (!seen.known) return evidence.unknown.add(sure, std::nullopt);
  if (!seen.stopped && !late) {
    ++(belongs ? evidence.open : evidence.open_perhaps);
    return;
  }
  const std::optional<bool> did = late ? std::optional(false) : seen.stopped && in_time ? std::optional(true) : std::nullopt;
  if (!belongs || !did) evidence.unknown.add(sure, did);
  else ++(*did ? evidence.count : evidence.missed);
}

/// Of both lines: the floor is the worse one.
Outcome both_lines(const CommitmentRule& rule, double share, const ShareEvidence& at_target, const ShareEvidence& at_floor) {
  const auto judged = [share](const ShareEvidence& evidence) { return share_outcome(evidence, Sense::share_up, share, std::nullopt); };
  const Outcome target = rule.target ? judged(at_target) : Outcome::met;
  if (!rule.floor) return target;
  const Outcome floor = judged(at_floor);
  if (floor == Outcome::missed) return Outcome::below_floor;
  return target == Outcome::missed && floor != Outcome::met ? floor : rule.target ? target : floor;
}

/// The quantile of all, and what it may be: those of whom nothing is known at once, or never.
void read_off(double share, const PeriodCounts& counts, std::uint64_t unknown, PeriodResult& period) {
  using As = SpanCounts::As;
  Distribution room, waits_room;
  const auto number = [](std::optional<Seconds> time) { return time ? std::optional(static_cast<double>(*time)) : std::nullopt; };
  period.value = number(reached_by(share, counts.stopped.all(As::first, room), counts.waiting.all(As::first, waits_room)));
  const Ends ends = ends_of(share, counts.stopped, counts.waiting, nothing_known_of(unknown));
  period.value_least = number(ends.least);
  period.value_most = number(ends.most);
}

/// The sum of all times so far, by as many. Those who wait make it at least that.
void add_mean(const PeriodCounts& counts, std::uint64_t unknown, PeriodResult& period) {
  using As = SpanCounts::As;
  Distribution room;
  const auto mean = [&](As as, std::uint64_t more) -> std::optional<double> {
    const std::uint64_t of = period.of + more;
    if (of == 0) return std::nullopt;
    const auto sum = static_cast<double>(counts.stopped.all(as, room).sum());
    return (sum + static_cast<double>(counts.waiting.all(as, room).sum())) / static_cast<double>(of);
  };
  period.at_least = counts.waiting.count() > 0 || unknown > 0;
  period.value = mean(As::first, 0);
  period.value_least = mean(As::least, unknown);
  if (!period.at_least) period.value_most = mean(As::most, 0);
}

Outcome mean_outcome(const CommitmentRule& rule, const PeriodCounts& counts, const PeriodResult& period) {
  if (!period.value_least) return Outcome::not_measurable;
  const Outcome least = against(*period.value_least, false, rule.target, rule.floor);
  if (least == Outcome::below_floor || (least == Outcome::missed && !rule.floor)) return least;   // it can but grow
  if (period.value_most && against(*period.value_most, false, rule.target, rule.floor) == least) return least;
  return counts.waiting.count() > 0 ? Outcome::immature : Outcome::unproven;
}

}  // namespace

void CommitmentTally::put_time(const CommitmentRule& rule, bool belongs, LeadJudge& judge, const LeadFacts& facts, PeriodCounts& here) const {
  Seen seen;
  if (rule.clock >= 0) {
    const auto fact = std::find_if(facts.clocks.begin(), facts.clocks.end(), [&](const ClockFact& one) { return one.clock == rule.clock; });
    if (fact == facts.clocks.end()) return;
    seen = seen_by_clock(contract_.clocks[static_cast<std::size_t>(rule.clock)], *fact);
  } else {
    seen = seen_by_stages(rule, judge, settings_.as_of);
  }
  if (seen.known && belongs) (seen.stopped ? here.stopped : here.waiting).add(seen.first, seen.time.least, seen.time.most);
  else here.unknown.undecided += 1;
  if (rule.target) hold_to(*rule.target, belongs, seen, here.at_target);
  if (rule.floor) hold_to(*rule.floor, belongs, seen, here.at_floor);
}

void judge_time(const Contract& contract, const CommitmentRule& rule, const PeriodCounts& counts, PeriodResult& period) {
  const auto unknown = static_cast<std::uint64_t>(counts.unknown.unknown());
  const std::optional<double> share = share_of_time(rule.metric.function);
  period.count = counts.stopped.count();
  period.of = period.count + counts.waiting.count();
  period.open = counts.waiting.count();
  period.unknown = unknown;
  period.exempt = counts.exempt;
  period.target = rule.target;
  period.floor = rule.floor;
  if (period.of + unknown == 0) {
    period.why = "nothing to judge";
    return;
  }
  if (share) read_off(*share, counts, unknown, period);
  else add_mean(counts, unknown, period);
  if (!rule.target && !rule.floor) {
    period.why = "no target is set";
    return;
  }
  period.outcome = share ? both_lines(rule, *share, counts.at_target, counts.at_floor) : mean_outcome(rule, counts, period);
  if (period.outcome == Outcome::unproven && rule.unknown_missed) {
    period.by_unknown = true;
    period.outcome = share ? both_lines(rule, *share, with_unknown_missed(counts.at_target, Sense::share_up), with_unknown_missed(counts.at_floor, Sense::share_up))
                           : rule.floor ? Outcome::below_floor : Outcome::missed;   // a mean grows without end
  }
  if (period.outcome == Outcome::immature) period.why = fmt::format("{} still wait", count_text(period.open));
  if (period.outcome == Outcome::unproven || period.by_unknown) period.why = why_unknown(contract, counts, unknown, period.of + unknown);
}

}  // namespace handoff
