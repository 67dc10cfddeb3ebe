#include "judge.hpp"

#include <date/date.h>

#include <algorithm>

#include "journey.hpp"
#include "vocabulary.hpp"

namespace synth {
namespace {

Tri both(Tri a, Tri b) { return a == Tri::no || b == Tri::no ? Tri::no : a == Tri::yes && b == Tri::yes ? Tri::yes : Tri::unknown; }
Tri either(Tri a, Tri b) { return a == Tri::yes || b == Tri::yes ? Tri::yes : a == Tri::no && b == Tri::no ? Tri::no : Tri::unknown; }
Tri sure(bool known, bool truth) { return !known ? Tri::unknown : truth ? Tri::yes : Tri::no; }

Tri employees_between(const Employees& e, int lo, int hi) {
  if (!e.known) return Tri::unknown;
  if (e.low >= lo && e.high <= hi) return Tri::yes;
  return e.high < lo || e.low > hi ? Tri::no : Tri::unknown;
}

Tri is_icp(const Lead& lead) {
  const bool in_list = lead.industry >= 0 && lead.industry < static_cast<int>(words::profile_industries);
  return both(employees_between(lead.employees, 50, 1000), sure(lead.industry != none, in_list));
}

/// What may be; what is.
struct Maybe { bool may = false, sure = false; };

Maybe within(const Employees& e, int lo, int hi) { return {e.known && e.low <= hi && e.high >= lo, e.known && e.low >= lo && e.high <= hi}; }

/// [score.fit]: 40 for the profile, 20 for a senior title, 20 for 200 to 1000 employees, 20 off above 5000. A blank adds nothing; a range that a
/// rule cuts leaves open whether it adds.
struct Points { int least = 0, most = 0; };
Points fit_of(const Lead& lead, Tri icp) {
  const bool in_list = lead.industry >= 0 && lead.industry < static_cast<int>(words::profile_industries);
  const Maybe profile{in_list && within(lead.employees, 50, 1000).may, icp == Tri::yes}, middle = within(lead.employees, 200, 1000);
  const Maybe large{lead.employees.known && lead.employees.high > 5000, lead.employees.known && lead.employees.low > 5000};
  const int title = lead.title == none ? 0 : words::titles[static_cast<std::size_t>(lead.title)].points;
  return {title + 40 * profile.sure + 20 * middle.sure - 20 * large.may, title + 40 * profile.may + 20 * middle.may - 20 * large.sure};
}

int segment_of(const Employees& e) {
  const Maybe a{e.known && e.low <= 200, e.known && e.high <= 200}, b = within(e, 201, 1000);
  if (a.sure) return segment_a;
  if (a.may) return undecided_segment;
  return b.sure ? segment_b : b.may ? undecided_segment : unmapped;
}

/// fit >= 60 AND intent >= 40 OR demo_request AND icp, at the time of the MQL stage's own date, else as-of.
Tri meets_definition(const Options& options, const Lead& lead, const Facts& facts) {
  Tri intent = sure(lead.intent != none, lead.intent >= 40);
  if (options.has_signal() && lead.intent != none) {
    const Instant moment = facts.at[mql].known() ? facts.at[mql].first : as_of;
    if (lead.signal == never) intent = Tri::unknown;
    else if (moment - lead.signal > 30 * a_day) intent = Tri::no;
  }
  const Points fit = fit_of(lead, facts.icp);
  const Tri scored = both(sure(fit.least >= 60 || fit.most < 60, fit.least >= 60), intent);
  return either(scored, both(sure(lead.conversion != none, is_demo(lead)), facts.icp));
}

int furthest_claim(const Lead& lead, const Facts& facts) {
  int furthest = lead.value < stages ? std::max(lead.value, 0) : 0;
  for (int stage = 0; stage < stages; ++stage) {
    if (facts.at[static_cast<std::size_t>(stage)].known()) furthest = std::max(furthest, stage);
  }
  return furthest;
}

bool in_wrong_order(const Facts& facts) {
  for (std::size_t early = 0; early < stages; ++early) {
    for (std::size_t late = early + 1; late < stages; ++late) {
      if (facts.at[early].known() && facts.at[late].known() && facts.at[late].last < facts.at[early].first) return true;
    }
  }
  return false;
}

std::int64_t elapsed_on(int clock, Instant start, Instant stop) {
  if (stop <= start) return 0;
  return clock == demo_clock ? stop - start : business_seconds(start, stop);
}

Instant due_on(int clock, Instant start) { return clock == demo_clock ? start + demo_limit : business_due(start, general_limit); }

/// What the lead comes to under one clock.
Verdict judge_clock(int clock, const Lead& lead, const Facts& facts, std::int64_t& elapsed) {
  elapsed = -1;
  const Moment start = facts.at[mql];
  if (clock == general_clock && lead.source == words::partner_source) return Verdict::exempt;
  if (!start.known()) return Verdict::unknown;
  if (facts.touched_before) return Verdict::unknown;   // touched, and nobody knows whether again since
  if (lead.touch == never) {
    const bool past = as_of > due_on(clock, start.last), before = as_of <= due_on(clock, start.first);
    return past ? Verdict::breached : before ? Verdict::open : Verdict::unknown;
  }
  const std::int64_t most = elapsed_on(clock, start.first, lead.touch), least = elapsed_on(clock, start.last, lead.touch);
  if (most == least) elapsed = most;
  return lead.touch <= due_on(clock, start.first) ? Verdict::met : lead.touch > due_on(clock, start.last) ? Verdict::breached : Verdict::unknown;
}

void judge_clocks(const Lead& lead, Facts& facts) {
  const Moment start = facts.at[mql];
  facts.touched_before = start.known() && lead.touch != never && lead.touch < start.first;
  if (lead.conversion != none) {
    const int clock = is_demo(lead) ? demo_clock : general_clock;
    facts.applies[static_cast<std::size_t>(clock)] = Tri::yes;
    facts.verdict = judge_clock(clock, lead, facts, facts.elapsed);
    return;
  }
  facts.applies.fill(Tri::unknown);
  std::int64_t unused = 0;
  const Verdict demo = judge_clock(demo_clock, lead, facts, unused), general = judge_clock(general_clock, lead, facts, unused);
  facts.verdict = demo == general ? demo : Verdict::unknown;
}

void judge_disposition(const Lead& lead, Facts& facts) {
  if (lead.disposition != none) {
    facts.disposed = lead.disposition != accepted && lead.reason == none ? Disposed::reason_missing : Disposed::ok;
  } else {
    const Moment& entry = facts.at[mql];   // without a date of its own nobody knows when the answer is due
    facts.disposed = !entry.known() ? Disposed::missing_undated : as_of > entry.last + 72 * an_hour ? Disposed::missing_past_due : Disposed::missing_not_due;
  }
}

}  // namespace

bool date_only(const Options& options, int stage) {
  return (stage == opportunity && options.style == Style::salesforce) || (stage == mql && options.has(Ugly::dateonly));
}

int month_of(const Moment& moment) {
  const date::year_month_day ymd{date::sys_days{date::days{day_of(moment.first)}}};
  return (static_cast<int>(ymd.year()) - 2024) * 12 + static_cast<int>(static_cast<unsigned>(ymd.month())) - 1;
}

Facts judge(const Options& options, const Lead& lead) {
  Facts facts;
  for (int stage = 0; stage < stages; ++stage) {
    const auto s = static_cast<std::size_t>(stage);
    const Instant at = lead.at[s];
    if (at == never) continue;
    facts.at[s] = {at, at};
    if (!date_only(options, stage)) continue;
    const std::int64_t midnight = day_of(at) * a_day;
    facts.at[s] = {instant_of(midnight), instant_of(midnight + a_day) - 1};
  }
  facts.furthest = furthest_claim(lead, facts);
  facts.time_order = in_wrong_order(facts);
  facts.month = month_of(facts.at[lead_stage]);
  if (lead.disqualified != never || lead.value == value_disqualified) facts.exit = exit_disqualified;
  else if (lead.disposition == recycled) facts.exit = exit_recycled;
  facts.segment = segment_of(lead.employees);
  facts.icp = is_icp(lead);
  facts.definition = meets_definition(options, lead, facts);
  if (facts.reached(mql)) {
    judge_clocks(lead, facts);
    judge_disposition(lead, facts);
  }
  return facts;
}

}  // namespace synth
