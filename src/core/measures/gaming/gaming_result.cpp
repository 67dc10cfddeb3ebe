// From counts to evidence: what is there, what would be there without the pattern, and whether it is enough to ask.
#include <fmt/format.h>

#include <algorithm>

#include "handoff/measures/gaming.hpp"
#include "handoff/statistics/exact_tests.hpp"
#include "handoff/text/count_text.hpp"

namespace handoff {
namespace {

std::uint64_t whole_number(std::int64_t count) { return static_cast<std::uint64_t>(count); }

/// Of a share that is held against what would be there without the pattern.
std::optional<double> binomial_p(const Evidence& one) {
  if (!one.expected || one.rate.of < least_tested) return {};
  // Nobody is asked on what is not known: the least that the share can come to must ask by itself.
  const std::int64_t of = one.rate.count == 0 ? one.rate.of : std::llround(static_cast<double>(one.rate.count) / *one.rate.least);
  return binomial_at_least(whole_number(one.rate.count), whole_number(of), *one.expected);
}

/// The chance that `more` is as far above `less`, or farther, where both are of one process.
/// The unknown of the one count as not, those of the other as counted: nobody is asked on what is not known.
double above(const Rate& more, const Rate& less) {
  const std::int64_t counted = less.count + less.unknown, of = more.of + more.unknown;
  return fisher_at_least(whole_number(more.count), whole_number(of), whole_number(more.count + counted), whole_number(of + less.of + less.unknown));
}

/// The last twentieth of the limit among itself and the three twentieths on either side: a seventh, where responses thin out evenly.
void add_deadlines(const GamingTally& tally, const Contract& contract, GamingResult& out) {
  constexpr std::size_t last = 19, reach = 3;
  bool any = false;
  for (std::size_t i = 0; i < tally.bins.size(); ++i) {
    const auto& bins = tally.bins[i];
    std::uint64_t near = 0;
    for (std::size_t bin = last - reach; bin <= last + reach; ++bin) near += bins[bin];
    if (tally.met[i] + tally.uncertain[i] == 0) continue;
    any = true;
    Evidence one;
    one.pattern = GamePattern::deadline;
    one.subject = contract.clocks[i].name;
    one.rate = wilson(share_beside(bins[last], near - bins[last], tally.uncertain[i]));
    one.expected = 1.0 / (2 * reach + 1);
    one.of_met = wilson(share_beside(bins[last], tally.met[i] - bins[last], tally.uncertain[i]));
    one.p = binomial_p(one);
    out.evidence.push_back(std::move(one));
  }
  if (!any) out.not_measured.emplace_back(GamePattern::deadline, "no clock was met at a known time of day");
}

void add_untouched(const GamingTally& tally, GamingResult& out) {
  if (!tally.sees_touches()) out.not_measured.emplace_back(GamePattern::untouched, "the export has neither first_touch_at nor touches, and no log is given");
  else if (tally.dispositions.empty() && tally.touch_unreadable == 0) out.not_measured.emplace_back(GamePattern::untouched, "no lead has a disposition");
  if (tally.touch_unreadable > 0)
    out.not_measured.emplace_back(GamePattern::untouched, count_text(tally.touch_unreadable) + (tally.touch_unreadable == 1 ? " lead" : " leads") +
                                                              " whose cells on touches cannot be read");
  for (const auto& [state, untouched] : tally.dispositions) {
    Evidence one;
    one.pattern = GamePattern::untouched;
    one.subject = state;
    one.rate = wilson(beside(untouched, tally.any_disposition));
    one.expected = share_untouched;
    one.p = binomial_p(one);
    out.evidence.push_back(std::move(one));
  }
}

void add_thresholds(const GamingTally& tally, const Contract& contract, const GamingSettings& settings, GamingResult& out) {
  const ScoreResult scores = score_result(tally.score, contract, settings.score);
  const std::vector<Scale>& scales = tally.score.reader().scales();
  if (scores.near.empty()) out.not_measured.emplace_back(GamePattern::threshold, "the definition compares no score with a number");
  for (const NearResult& near : scores.near) {
    Evidence one;
    one.pattern = GamePattern::threshold;
    one.subject = scales[near.scale].name + " " + threshold_text(scales[near.scale].thresholds[near.threshold]);
    if (!near.why_not.empty()) {
      out.not_measured.emplace_back(GamePattern::threshold, fmt::format("{}: {}", one.subject, near.why_not));
      continue;
    }
    one.rate = near.share;
    one.within = near.width;
    one.expected = 0.5;
    one.p = binomial_p(one);
    out.evidence.push_back(std::move(one));
  }
}

void add_same_times(const GamingTally& tally, const Contract& contract, GamingResult& out) {
  bool any = false, full = false;
  for (std::size_t i = 0; i < tally.stamps.size(); ++i) {
    const StampCounts& stamps = tally.stamps[i];
    const std::string& name = contract.fields[tally.stamp_fields()[i]].name;
    if (stamps.midnight > 0) out.midnights.emplace_back(name, stamps.midnight);
    if (stamps.full()) {
      full = true;
      out.not_measured.emplace_back(GamePattern::same_time, name + " has more than " + std::to_string(StampCounts::most) + " different times");
      continue;
    }
    const auto groups = stamps.largest(3);
    for (std::size_t g = 0; g < groups.size(); ++g) {
      Evidence one;
      one.pattern = GamePattern::same_time;
      one.subject = name;
      one.at = groups[g].first;
      one.rate = whole(share_of(groups[g].second, stamps.timed));
      one.asks = groups[g].second >= least_same_time && one.rate.rate && *one.rate.rate >= share_same_time;
      any = true;
      if (g > 0 && !one.asks) break;  // the largest stands for those that nobody would ask about
      out.evidence.push_back(std::move(one));
    }
  }
  if (!any && !full) out.not_measured.emplace_back(GamePattern::same_time, "no column holds times of day");
}

/// Dates that were set by hand afterwards: a plain fact, as equal times are.
void add_dates_by_hand(const GamingTally& tally, const Contract& contract, GamingResult& out) {
  const auto add = [&](GamePattern pattern, std::string subject, std::uint64_t count, std::uint64_t of, const Share& unknown) {
    const auto open = static_cast<std::uint64_t>(unknown.unknown());
    if (of + open == 0) return;
    Share share = share_of(count, of);
    share.merge(unknown);
    Evidence one;
    one.pattern = pattern;
    one.subject = std::move(subject);
    one.rate = whole(share);
    one.asks = tells_by_hand(count, of + open);
    out.evidence.push_back(std::move(one));
  };
  const std::vector<StepDates>& steps = tally.dates.steps;
  for (std::size_t i = 0; i + 1 < steps.size(); ++i)
    add(GamePattern::at_once, fmt::format("{} to {}", contract.stages[i].name, contract.stages[i + 1].name), steps[i].by_hand,
        steps[i].timed, steps[i].by_hand_unknown);
  for (std::size_t i = 0; i < steps.size(); ++i) add(GamePattern::before_created, contract.stages[i].name, steps[i].before_created, steps[i].dated, steps[i].before_unknown);
}

/// How long nine in ten took, or what the contract gives.
std::optional<Seconds> horizon(const StepMonths& step, const std::optional<Duration>& maturity) {
  if (maturity) return maturity->amount;
  Distribution all;
  for (const auto& [day, counts] : step.months) all.merge(counts.taken);
  const std::optional<double> p90 = all.quantile(0.9);
  return p90 ? std::optional(static_cast<Seconds>(*p90)) : std::nullopt;
}

/// Leads of a month that moved on within the horizon, of those that entered; of 0 where the month is too young.
Rate within(const StepMonths& step, Day month, Seconds horizon, const Contract& contract, Instant as_of) {
  const auto found = step.months.find(month);
  if (found == step.months.end()) return wilson(share_of(0, 0));
  const Period days = period_of(month, Grain::month, contract.week_start);
  if (contract.zone->day_start(days.to + 1) + horizon > as_of) return wilson(share_of(0, 0));
  const Distribution& taken = found->second.taken;
  Share share = share_of(taken.count() - taken.count_at_least(static_cast<double>(horizon) + 1), found->second.entered);
  share.merge(found->second.unknown);
  for (const auto& [range, open] : step.open)
    if (range.first <= month && month <= range.second) share.merge(open);
  return wilson(share);
}

void add_acceptance(const GamingTally& tally, const Contract& contract, const GamingSettings& settings, GamingResult& out) {
  const auto skip = [&](const char* why) { out.not_measured.emplace_back(GamePattern::acceptance, why); };
  if (settings.accepted < 0 || settings.next < 0) return skip("the contract has no two stages after the one looked at");
  const auto maturity = [&](int stage) { return contract.stages[static_cast<std::size_t>(stage)].maturity; };
  const std::optional<Seconds> accept = horizon(tally.accepting, maturity(settings.stage)), move = horizon(tally.moving, maturity(settings.accepted));
  if (!accept || !move) return skip("the two steps have no dates to be timed by");
  out.accept_days = static_cast<double>(*accept) / static_cast<double>(seconds_a_day);
  out.move_days = static_cast<double>(*move) / static_cast<double>(seconds_a_day);
  for (const auto& [day, counts] : tally.accepting.months) {
    MonthRates month;
    month.month = period_name(period_of(day, Grain::month, contract.week_start), Grain::month, contract.week_start);
    month.accepting = within(tally.accepting, day, *accept, contract, settings.as_of);
    month.moving = within(tally.moving, day, *move, contract, settings.as_of);
    month.complete = month.accepting.of > 0 && month.moving.of > 0;
    out.months.push_back(std::move(month));
  }
  std::vector<const MonthRates*> complete;
  for (const MonthRates& month : out.months)
    if (month.complete) complete.push_back(&month);
  if (complete.size() < 2) return skip("there are no two months whose leads have had their time");
  const auto compare = [&](const MonthRates& a, const MonthRates& b) {
    Evidence one;
    one.pattern = GamePattern::acceptance;
    one.subject = a.month + " to " + b.month;
    one.rate = b.accepting;
    one.earlier = a.accepting;
    one.expected = a.accepting.rate;
    one.before = a.moving;
    one.after = b.moving;
    if (std::min({a.accepting.of, b.accepting.of, a.moving.of, b.moving.of}) >= least_tested)
      one.p = std::max(above(b.accepting, a.accepting), above(a.moving, b.moving));   // both at once: as sure as the less sure of the two
    out.evidence.push_back(std::move(one));
  };
  for (std::size_t i = 1; i < complete.size(); ++i) compare(*complete[i - 1], *complete[i]);
  if (complete.size() > 2) compare(*complete.front(), *complete.back());
}

/// All questions that can be tested are tested together: of twenty, one would be chance.
void choose_questions(GamingResult& out) {
  std::vector<double> p;
  for (const Evidence& one : out.evidence)
    if (one.p) p.push_back(*one.p);
  out.family = p.size();
  const std::vector<bool> asks = discoveries(p, false_discoveries);
  std::size_t tested = 0;
  for (Evidence& one : out.evidence)
    if (one.p) one.asks = asks[tested++];
}

}  // namespace

GamingResult gaming(const GamingTally& tally, const Contract& contract, const GamingSettings& settings) {
  GamingResult result;
  result.leads = tally.leads;
  add_deadlines(tally, contract, result);
  add_untouched(tally, result);
  add_thresholds(tally, contract, settings, result);
  add_same_times(tally, contract, result);
  add_acceptance(tally, contract, settings, result);
  add_dates_by_hand(tally, contract, result);
  choose_questions(result);
  return result;
}

}  // namespace handoff
