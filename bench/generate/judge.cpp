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

/// [score.fit]: 40 for the profile, 20 for a senior title, 20 for 200 to 1000 employees, 20 off above 5000. Unknown adds nothing.
int fit_of(const Lead& lead, Tri icp) {
  int points = icp == Tri::yes ? 40 : 0;
  if (lead.title != none) points += words::titles[static_cast<std::size_t>(lead.title)].points;
  if (employees_between(lead.employees, 200, 1000) == Tri::yes) points += 20;
  if (lead.employees.known && lead.employees.low > 5000) points -= 20;
  return points;
}

/// fit >= 60 AND intent >= 40 OR demo_request AND icp, at the time of the MQL stage's own date, else as-of.
Tri meets_definition(const Options& options, const Lead& lead, const Facts& facts) {
  Tri intent = sure(lead.intent != none, lead.intent >= 40);
  if (options.has_signal() && lead.intent != none) {
    const Instant moment = facts.at[mql].known() ? facts.at[mql].first : as_of;
    if (lead.signal == never) intent = Tri::unknown;
    else if (moment - lead.signal > 30 * a_day) intent = Tri::no;
  }
  const Tri scored = both(sure(true, fit_of(lead, facts.icp) >= 60), intent);
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

void judge_clock(const Lead& lead, Facts& facts) {
  facts.clock = is_demo(lead) ? demo_clock : general_clock;
  const std::int64_t limit = facts.clock == demo_clock ? demo_limit : general_limit;
  const Moment start = facts.at[mql];
  facts.touched_before = start.known() && lead.touch != never && lead.touch < start.first;
  if (facts.clock == general_clock && lead.source == words::partner_source) {
    facts.verdict = Verdict::exempt;
  } else if (!start.known()) {
    facts.verdict = Verdict::unknown;
  } else if (lead.touch == never || facts.touched_before) {
    const bool past = as_of > due_on(facts.clock, start.last), before = as_of <= due_on(facts.clock, start.first);
    facts.verdict = past ? Verdict::breached : before ? Verdict::open : Verdict::unknown;
  } else {
    const std::int64_t most = elapsed_on(facts.clock, start.first, lead.touch), least = elapsed_on(facts.clock, start.last, lead.touch);
    facts.verdict = most <= limit ? Verdict::met : least > limit ? Verdict::breached : Verdict::unknown;
    if (most == least) facts.elapsed = most;
  }
}

void judge_disposition(const Lead& lead, Facts& facts) {
  if (lead.disposition != none) {
    facts.disposed = lead.disposition != accepted && lead.reason == none ? Disposed::reason_missing : Disposed::ok;
  } else {
    const Moment& entry = facts.at[mql].known() ? facts.at[mql] : facts.at[lead_stage];  // the nearest earlier stage that has a date
    facts.disposed = as_of > entry.last + 72 * an_hour ? Disposed::missing_past_due : Disposed::missing_not_due;
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
  facts.segment = lead.employees.known && lead.employees.high <= 200 ? segment_a
                  : employees_between(lead.employees, 201, 1000) == Tri::yes ? segment_b : unmapped;
  facts.icp = is_icp(lead);
  facts.definition = meets_definition(options, lead, facts);
  if (facts.reached(mql)) {
    judge_clock(lead, facts);
    judge_disposition(lead, facts);
  }
  return facts;
}

}  // namespace synth
