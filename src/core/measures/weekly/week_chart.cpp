// Weeks of a conversion at its horizon, and the limits that chance keeps them within.
#include "handoff/measures/week_chart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "handoff/contract/group.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/statistics/binomial.hpp"
#include "handoff/text/count_text.hpp"

namespace handoff {

namespace {

/// So many whole weeks, the last of which ends by a day; the oldest first.
std::vector<Period> weeks_to(Day last, int count, int week_start) {
  Period week = period_of(last, Grain::week, week_start);
  if (week.to > last) week = period_of(week.from - 1, Grain::week, week_start);
  std::vector<Period> weeks(static_cast<std::size_t>(count));
  for (std::size_t i = weeks.size(); i-- > 0;) {
    weeks[i] = week;
    week = period_of(week.from - 1, Grain::week, week_start);
  }
  return weeks;
}

bool is_mature(const Period& week, const ChartTally& tally, const Contract& contract) {
  return tally.horizon() && contract.zone->day_start(week.to + 1) + *tally.horizon() <= tally.settings().as_of;
}

Share share_of_week(const ChartTally& tally, const Period& week) {
  const auto found = tally.counts.find(week.from);
  return found == tally.counts.end() ? Share{} : found->second;
}

/// The baseline's weeks together.
Share baseline(const ChartTally& tally, const Contract& contract, int& weeks) {
  Share sum;
  for (const Period& week : tally.before) {
    const Share share = share_of_week(tally, week);
    if (!is_mature(week, tally, contract) || share.decided() + share.unknown() == 0) continue;
    sum.merge(share);
    ++weeks;
  }
  return sum;
}

/// The ends of a share as counts: the least and the most it can come to.
struct Counts { std::int64_t count = 0, of = 0; };
Counts least_of(const Share& share) { return {share.counted, share.decided() + share.undecided + share.perhaps_out}; }
Counts most_of(const Share& share) {
  const std::int64_t in = share.undecided + share.perhaps_in;
  return {share.counted + in, share.decided() + in};
}

/// Limits for as many leads, and on which side a week lies for sure.
void hold_against(const Rate& centre, const Share& share, ChartWeek& week) {
  const Counts least = least_of(share), most = most_of(share);
  if (least.of == 0 || most.of == 0) return;
  const auto rate = [](std::int64_t count, std::int64_t of) { return static_cast<double>(count) / static_cast<double>(of); };
  const std::int64_t lower = binomial_limits(most.of, *centre.least, chart_tail).lower, upper = binomial_limits(least.of, *centre.most, chart_tail).upper;
  week.lower = rate(lower, most.of);
  week.upper = rate(upper, least.of);
  week.side = rate(most.count, most.of) < *centre.least ? -1 : rate(least.count, least.of) > *centre.most ? 1 : 0;
  week.outside = most.count < lower || least.count > upper;
}

/// What shows a change: the weeks beyond a limit, else a run on one side.
std::string change_in(const std::vector<ChartWeek>& trend, const std::optional<Day>& from) {
  int run = 0, side = 0;
  std::string first, ran;
  std::vector<std::string> beyond;
  for (const ChartWeek& week : trend) {
    if (week.immature || (from && week.week.from < *from) || !week.lower) continue;
    if (week.outside) {
      beyond.push_back(fmt::format("{} lies {}", week.name, week.side < 0 ? "below" : "above"));
      continue;
    }
    if (!ran.empty()) continue;
    if (week.side == 0 || week.side != side) run = 0;
    if (run == 0) first = week.name;
    side = week.side;
    run += side != 0;
    if (run == chart_run) ran = fmt::format("{} weeks running {} the centre, {} to {}", chart_run, side < 0 ? "below" : "above", first, week.name);
  }
  return beyond.empty() ? ran : fmt::format("{} what chance explains", fmt::join(beyond, ", "));
}

std::string why_no_baseline(const WeekChart& chart, const Contract& contract) {
  if (!chart.horizon) return "no horizon says how long a lead may take: add maturity = \"30d\" to the stage, or within = \"30d\" to the commitment";
  if (!contract.from) return "the contract does not say from which day on it is in force";
  const std::int64_t leads = chart.centre.of + chart.centre.unknown;
  return fmt::format("{} {} and {} leads in the {} before {}, of {} and {}", chart.weeks, chart.weeks == 1 ? "week" : "weeks", count_text(leads), baseline_weeks,
                     iso_day(*contract.from), least_baseline_weeks, least_baseline_leads);
}

}  // namespace

std::string_view chart_word_text(ChartWord word) {
  constexpr std::string_view texts[] = {"no baseline yet", "common cause", "changed"};
  return texts[static_cast<std::size_t>(word)];
}

ChartTally::ChartTally(const Contract& contract, const ChartSettings& settings)
    : shown(weeks_to(settings.last, chart_weeks, contract.week_start)), contract_(contract), settings_(settings) {
  if (settings.to >= 0) horizon_ = signed_horizon(contract, settings.stage, settings.to);
  if (contract.from) before = weeks_to(*contract.from - 1, baseline_weeks, contract.week_start);
}

void ChartTally::add(LeadJudge& judge) {
  if (!horizon_) return;
  const auto stage = static_cast<std::size_t>(settings_.stage);
  const StageEntry* again = judge.judging().entry;
  if (again && stage < again->counted_from()) return;
  const Funnel& funnel = judge.funnel();
  const StageClaim& entry = funnel.stages[stage];
  if ((!entry.held && !entry.perhaps) || entry.skipped == Tri::yes) return;
  const std::optional<Period> days = entry_days(funnel, stage, *contract_.zone, settings_.as_of);
  if (!days) return;
  const Tri counts_here = tri_and(tri_and(judge.judging().wanted, judge.counts(stage)), entry.stamped ? Tri::yes : Tri::unknown);
  if (counts_here == Tri::no) return;
  const DueFinding found = judge.converted(stage, static_cast<std::size_t>(settings_.to), horizon_);
  const std::optional<bool> fails = found.ways.fails();
  if (found.due == Tri::no) return;
  const auto week_of = [&](Day day) { return period_of(day, Grain::week, contract_.week_start).from; };
  const auto among = [](const std::vector<Period>& weeks, Day week) { return !weeks.empty() && week >= weeks.front().from && week <= weeks.back().from; };
  Day first = week_of(days->from);
  if (const std::vector<Period>& oldest = before.empty() ? shown : before; !oldest.empty() && days->from < days->to) first = std::max(first, std::min(oldest.front().from, shown.front().from));
  for (Day week = first; week <= days->to; week += 7)
    if (among(shown, week) || among(before, week)) counts[week].add(known(tri_and(counts_here, found.due)), fails ? std::optional(!*fails) : std::nullopt);
}

void ChartTally::merge(const ChartTally& other) {
  for (const auto& [week, share] : other.counts) counts[week].merge(share);
}

WeekChart week_chart(const ChartTally& tally, const Contract& contract) {
  WeekChart chart;
  chart.horizon = tally.horizon();
  const Share before = baseline(tally, contract, chart.weeks);
  chart.centre = wilson(before);
  const bool enough = chart.weeks >= least_baseline_weeks && before.decided() + before.unknown() >= least_baseline_leads;
  for (const Period& days : tally.shown) {
    ChartWeek week;
    week.week = days;
    week.name = period_name(days, Grain::week, contract.week_start);
    const Share share = share_of_week(tally, days);
    week.rate = wilson(share);
    week.immature = !is_mature(days, tally, contract);
    if (enough) hold_against(chart.centre, share, week);
    chart.trend.push_back(std::move(week));
  }
  if (!enough) {
    chart.why = why_no_baseline(chart, contract);
    return chart;
  }
  chart.why = change_in(chart.trend, contract.from);
  chart.word = chart.why.empty() ? ChartWord::common_cause : ChartWord::changed;
  return chart;
}

}  // namespace handoff
