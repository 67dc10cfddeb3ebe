// From counts to outcomes: what was owed in a period of this length, what came, and whether it can be judged yet.
#include "handoff/measures/commitment.hpp"
#include "handoff/text/count_text.hpp"
#include "measures/commitments/commitment_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace handoff {

std::string_view outcome_name(Outcome outcome) {
  constexpr std::string_view names[] = {"met", "missed", "below_floor", "unproven", "immature", "partial", "not_measurable"};
  return names[static_cast<std::size_t>(outcome)];
}

double target_in(double target, Grain per, Grain grain) {
  constexpr double a_year[] = {365, 365.0 / 7, 12, 4, 1};
  return target * a_year[static_cast<std::size_t>(per)] / a_year[static_cast<std::size_t>(grain)];
}

Outcome share_outcome(const ShareEvidence& evidence, Sense sense, std::optional<double> target, std::optional<double> floor) {
  if (!target && !floor) return Outcome::not_measurable;
  const auto outcome = [&](bool all_of_them, bool most) -> std::optional<Outcome> {
    Share unknown = evidence.unknown;
    (all_of_them ? unknown.perhaps_in : unknown.perhaps_out) += static_cast<std::int64_t>(evidence.open_perhaps);
    const auto in = static_cast<double>(most ? unknown.undecided + unknown.perhaps_in : 0);
    const auto out = static_cast<double>(most ? 0 : unknown.undecided + unknown.perhaps_out);
    const double count = static_cast<double>(evidence.count + (all_of_them ? evidence.open : 0)) + in;
    const double of = static_cast<double>(evidence.count + evidence.missed + evidence.open) + in + out;
    if (of <= 0) return std::nullopt;
    return against(count / of, sense != Sense::share_down, target, floor);
  };
  // By what becomes of the open ones: none of them, or all; and by the unknown: the least, or the most.
  const std::array<std::optional<Outcome>, 2> none = {outcome(false, false), outcome(false, true)}, all = {outcome(true, false), outcome(true, true)};
  if (!none[0] && !none[1]) return Outcome::not_measurable;
  if (none == all && none[0] == none[1]) return *none[0];
  return none[0] == none[1] || all[0] == all[1] ? Outcome::immature : Outcome::unproven;
}

ShareEvidence with_unknown_missed(const ShareEvidence& evidence, Sense sense) {
  ShareEvidence out = evidence;
  out.unknown = {};
  const Share& unknown = evidence.unknown;
  if (sense == Sense::share_down) out.count += static_cast<std::uint64_t>(unknown.undecided + unknown.perhaps_in);
  else out.missed += static_cast<std::uint64_t>(unknown.undecided + unknown.perhaps_out);
  return out;
}

Outcome outcome_of(const CommitmentRule& rule, Sense sense, const ShareEvidence& evidence, bool& by_unknown) {
  const Outcome known = share_outcome(evidence, sense, rule.target, rule.floor);
  if (known != Outcome::unproven || !rule.unknown_missed) return known;
  const Outcome as_missed = share_outcome(with_unknown_missed(evidence, sense), sense, rule.target, rule.floor);
  by_unknown = judged(as_missed);
  return as_missed == Outcome::not_measurable ? known : as_missed;   // perhaps nobody is asked
}

namespace {

/// The last three counts of a share, as what is unknown beside others.
Share unknown_of(const Share& share) { return {0, 0, share.undecided, share.perhaps_in, share.perhaps_out}; }

}  // namespace

std::string why_unknown(const Contract& contract, const PeriodCounts& counts, std::uint64_t unknown, std::uint64_t of) {
  const std::string cause = main_cause_text(contract, counts.causes.main(), unknown, of);
  return fmt::format("the export cannot decide {} of {}{}{}", count_text(unknown), count_text(of), cause.empty() ? "" : ": ", cause);
}

namespace {

/// What may still come, and what would settle it.
std::string why_immature(const CommitmentRule& rule, std::uint64_t open) {
  return fmt::format("{} may still get there{}", count_text(open), rule.so_far() ? ", however old they are: add within = \"30d\"" : "");
}

void judge_share(const Contract& contract, const CommitmentRule& rule, const PeriodCounts& counts, PeriodResult& period) {
  period.count = counts.count;
  period.of = counts.count + counts.missed;
  period.open = counts.open;
  period.exempt = counts.exempt;
  period.early = counts.early;
  Share share = counts.unknown;
  share.merge(counts.perhaps_due);
  if (rule.so_far()) {   // nobody is ever late
    period.of += counts.open;
    share.perhaps_out += static_cast<std::int64_t>(counts.open_perhaps);
  }
  share.merge(share_of(period.count, period.of));
  period.unknown = static_cast<std::uint64_t>(share.unknown());
  period.rate = wilson(share);
  period.value = period.rate->rate;
  if (period.unknown > 0) period.value_least = period.rate->least, period.value_most = period.rate->most;
  if (rule.beside_standing) period.standing = wilson(counts.standing);
  period.target = rule.target;
  period.floor = rule.floor;
  ShareEvidence evidence{counts.count + static_cast<std::uint64_t>(counts.later.counted), counts.missed + static_cast<std::uint64_t>(counts.later.not_counted), counts.open, counts.unknown,
                         counts.open_perhaps};
  evidence.unknown.merge(unknown_of(counts.later));
  period.perhaps_early = static_cast<std::uint64_t>(counts.later.unknown());
  period.outcome = outcome_of(rule, rule.sense, evidence, period.by_unknown);
  if (period.outcome == Outcome::immature) period.why = why_immature(rule, counts.open + counts.open_perhaps);
  if (period.outcome == Outcome::unproven || period.by_unknown) period.why = why_unknown(contract, counts, period.unknown, period.of + period.unknown);
  if (period.outcome == Outcome::not_measurable) period.why = !rule.target && !rule.floor ? "no target is set" : "nothing to judge";
  if (rule.by == no_field || period.outcome == Outcome::not_measurable) return;
  judge_parts(contract.people, rule, counts, period);
  if (contract.people.beyond_chance && period.outcome == Outcome::immature) return;
  judge_each(contract.people, why_unknown(contract, counts, period.unknown, period.of + period.unknown), period);
}

void judge_count(const Contract& contract, const CommitmentRule& rule, Grain grain, const PeriodCounts& counts, PeriodResult& period) {
  period.count = counts.count;
  period.unknown = static_cast<std::uint64_t>(counts.unknown.unknown());
  period.value = static_cast<double>(counts.count);
  if (period.unknown > 0) period.value_least = period.value, period.value_most = *period.value + static_cast<double>(period.unknown);
  if (rule.target) period.target = target_in(*rule.target, rule.per, grain);
  if (rule.floor) period.floor = target_in(*rule.floor, rule.per, grain);
  if (!period.target && !period.floor) {
    period.why = "no target is set";
  } else {
    period.outcome = against(*period.value, true, period.target, period.floor);
    const Outcome most = against(*period.value + static_cast<double>(period.unknown), true, period.target, period.floor);
    period.by_unknown = most != period.outcome && rule.unknown_missed;
    if (most != period.outcome && !rule.unknown_missed) period.outcome = Outcome::unproven;
    if (period.outcome == Outcome::unproven || period.by_unknown) period.why = why_unknown(contract, counts, period.unknown, period.count + period.unknown);
  }
  judge_mix(rule, counts, period);
}

/// A period that the window, the contract's own days or the export's beginning cut, or that is not over, is shown and not judged.
void mark_partial(const Contract& contract, const CommitmentSettings& settings, Day begins, PeriodResult& period) {
  const bool running = contract.zone->day_start(period.period.to + 1) > settings.as_of;
  const bool cut = settings.window && (period.period.from < settings.window->from || period.period.to > settings.window->to);
  const bool begun_within = !settings.window && period.period.from < begins && begins <= period.period.to;
  const bool outside = !settings.in_force.covers(period.period.from) || !settings.in_force.covers(period.period.to);
  if (!running && !cut && !outside && !begun_within) return;
  period.outcome = Outcome::partial;
  if (period.mix_outcome != Outcome::not_measurable) period.mix_outcome = Outcome::partial;
  for (CommitmentPart& part : period.parts) part.outcome = Outcome::partial;
  for (MixPart& part : period.mix) part.outcome = Outcome::partial;
  period.why = running ? "the period is not over" : cut ? "the window cuts the period" : outside ? "the contract was not in force on all of its days" : "the export begins within the period";
}

PeriodResult judge_period(const CommitmentRule& rule, const CommitmentSeries& series, const PeriodCounts& counts, const Period& days, Day begins,
                          const Contract& contract, const CommitmentSettings& settings) {
  PeriodResult period;
  period.period = days;
  period.name = period_name(days, series.grain, contract.week_start);
  period.reentries = counts.reentries;
  if (!rule.not_measured.empty()) {
    period.why = rule.not_measured;
    return period;
  }
  if (rule.in_money()) judge_money(rule, series.grain, counts, period);
  else if (rule.metric.function == "count") judge_count(contract, rule, series.grain, counts, period);
  else if (rule.sense == Sense::time_down) judge_time(contract, rule, counts, period);
  else judge_share(contract, rule, counts, period);
  const bool known = period.unknown == 0 || (period.rate && judged(period.outcome));   // else the unknown are on either side of a line
  const bool more_is_better = rule.sense == Sense::number_up || rule.sense == Sense::share_up;
  if (more_is_better && known && period.value && period.target && *period.target > 0) period.attainment = *period.value / *period.target;
  mark_partial(contract, settings, begins, period);
  return period;
}

}  // namespace

std::vector<CommitmentResult> commitments(const CommitmentTally& tally, const Contract& contract, const CommitmentSettings& settings) {
  const Day today = contract.zone->day_of(settings.as_of);
  Day first = std::min(tally.first.value_or(today), today), last = today;
  if (settings.window) {
    first = settings.window->from;
    last = std::min(settings.window->to, today);
  }
  if (settings.in_force.from) first = std::max(first, *settings.in_force.from);
  if (settings.in_force.to) last = std::min(last, *settings.in_force.to);
  std::vector<CommitmentResult> results;
  for (std::size_t i = 0; i < tally.series().size(); ++i) {
    const CommitmentSeries& series = tally.series()[i];
    const CommitmentRule& rule = tally.rules()[series.rule];
    CommitmentResult result{series.rule, series.grain, series.grain == rule.per, {}};
    for (Day day = first; day <= last;) {
      const Period days = period_of(day, series.grain, contract.week_start);
      result.periods.push_back(judge_period(rule, series, tally.of_period(i, days.from), days, tally.begins.value_or(first), contract, settings));
      day = days.to + 1;
    }
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace handoff
