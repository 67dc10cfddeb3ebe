// From the audit's counts to its rates: the sample with the interval it deserves, the population as a plain fact.
#include <algorithm>

#include "contract/group_rows.hpp"
#include "handoff/measures/audit.hpp"
#include "measures/result_parts.hpp"

namespace handoff {

namespace {

/// `perhaps`: of leads that may belong too; null: there are none.
Rate whole_rate(const FindingCounts& counts, const FindingCounts* perhaps = nullptr) { return whole(perhaps ? beside(counts.failed, perhaps->failed) : counts.failed); }

/// Leads that may belong are in no sample, and leave open what it says of the population.
Rate sample_rate(const FindingCounts& sample, const FindingCounts& all, const FindingCounts& perhaps) {
  const std::int64_t asked = signed_count(all.asked());
  const Share more = beside_sample(perhaps.failed, signed_count(sample.asked()), asked);
  return wilson_sample(beside(sample.failed, more), asked + signed_count(perhaps.asked()));
}

CheckResult check_result(std::size_t i, const FindingCounts& all, const Measurable& measurable, const FindingCounts* perhaps = nullptr) {
  CheckResult result;
  result.check = static_cast<Check>(i);
  result.asked = measurable.asked[i];
  result.measurable = measurable.check[i];
  result.why_not = measurable.why_not[i];
  result.sentence = measurable.sentence[i];
  if (measurable.asked[i]) result.all = whole_rate(all, perhaps);
  result.counts = all;
  return result;
}

/// `perhaps`: of leads that may belong too; null: there are none.
NotKnown not_known(const ClockCounts& counts, const ClockCounts* perhaps) {
  NotKnown found = nothing_known_of(counts.unmeasured + (perhaps ? perhaps->unmeasured : 0));
  if (perhaps) found.add_perhaps(perhaps->stopped, perhaps->waiting);
  return found;
}

std::vector<ClockResult> clock_results(const std::vector<ClockCounts>& clocks, const Contract& contract, int stage, const std::vector<ClockCounts>* perhaps = nullptr) {
  std::vector<ClockResult> results;
  for (std::size_t i = 0; i < clocks.size(); ++i) {
    if (contract.clocks[i].on != stage) continue;
    const ClockCounts& counts = clocks[i];
    ClockResult result;
    result.clock = static_cast<int>(i);
    result.found = counts.found;
    result.early_stops = counts.early_stops;
    result.never = counts.never;
    result.before_start = counts.before_start;
    const ClockCounts* const more = perhaps && i < perhaps->size() ? &(*perhaps)[i] : nullptr;
    const Share passed = more ? beside(counts.found.passed(), more->found.passed()) : counts.found.passed();
    result.compliance = whole(passed);
    result.may_fail = passed.undecided + passed.perhaps_out;
    const NotKnown unknown = not_known(counts, more);
    result.seconds = summarize(counts.stopped, counts.waiting, unknown);
    result.nine_in_ten = summarize(counts.stopped, counts.waiting, unknown, 0.9);
    const auto number = [](std::optional<Seconds> time) { return time ? std::optional(static_cast<double>(*time)) : std::nullopt; };
    result.seconds.median = number(result.seconds.half_by);   // of all, those who wait among them
    result.seconds.p90 = number(result.nine_in_ten.half_by);
    Distribution room;
    if (counts.stopped.count() > 0)
      result.mean = static_cast<double>(counts.stopped.all(SpanCounts::As::first, room).sum()) / static_cast<double>(counts.stopped.count());
    results.push_back(result);
  }
  return results;
}

void add_groups(const AuditTally& tally, const Contract& contract, const AuditSettings& settings, const Measurable& measurable, AuditResult& result) {
  const GroupRows<AuditCounts> groups = group_rows<AuditCounts>(
      tally.keys(), tally.groups, [](const AuditCounts& counts) { return counts.population; }, [](AuditCounts& sum, const AuditCounts& more) { sum.merge(more); });
  result.pooled_groups = groups.pooled;
  for (const auto& [key, counts] : groups.rows) {
    const AuditCounts* perhaps = groups.perhaps_of(key);
    AuditGroup group;
    group.labels = tally.keys().labels(key, settings.window, settings.as_of);
    group.population = counts.population;
    for (std::size_t i = 0; i < check_count; ++i)
      if (measurable.shown(i)) group.checks.push_back(check_result(i, counts.checks[i], measurable, perhaps ? &perhaps->checks[i] : nullptr));
    group.any_failed_all = whole_rate(counts.any, perhaps ? &perhaps->any : nullptr);
    group.clocks = clock_results(counts.clocks, contract, settings.stage, perhaps ? &perhaps->clocks : nullptr);
    if (settings.touch_log) group.touches = touch_summary(counts.touch, settings.channels, settings.status_updates, perhaps ? &perhaps->touch : nullptr);
    result.groups.push_back(std::move(group));
  }
}

void add_conversion(const AuditTally& tally, const Contract& contract, const AuditSettings& settings, AuditResult& result) {
  const ConversionCounts& counts = tally.conversion;
  result.conversion = counts;
  if (settings.to < 0) return;
  const ConversionCounts& perhaps = tally.conversion_perhaps;
  result.claimed = whole(beside(counts.claimed, perhaps.claimed));
  result.standing = whole(beside(counts.standing, perhaps.standing));
  result.recomputed = whole(beside(counts.recomputed, perhaps.recomputed));
  if (result.claimed.rate && result.standing.rate && counts.claimed.counted > 0)
    result.gap_relative = (*result.claimed.rate - *result.standing.rate) / *result.claimed.rate;
  std::optional<Duration> maturity;  // the contract's own speaks of the next stage only
  if (settings.to == settings.stage + 1) maturity = contract.stages[static_cast<std::size_t>(settings.stage)].maturity;
  result.maturity_seconds = maturity ? static_cast<double>(maturity->amount) : counts.taken.quantile(0.9);
  if (result.maturity_seconds) result.immature = counts.waiting.count() - counts.waiting.count_at_least(*result.maturity_seconds);
}

}  // namespace

AuditResult audit(const AuditTally& tally, const Contract& contract, const AuditSettings& settings, std::vector<SampledLead> sample) {
  const Measurable measurable = measurable_checks(contract, settings.stage, settings.absent, settings.duplicates, settings.touch_log);
  AuditResult result;
  result.population = tally.all.population;
  result.breached = tally.breached;
  if (settings.sample) result.seed = settings.seed;
  result.unplaced = tally.unplaced;
  result.holders = tally.holders;
  result.placed_earlier = tally.placed_earlier.stages();
  result.few_in_quarters = FewQuarters(tally.quarters, settings.window, settings.as_of, *contract.zone);
  result.after_as_of = tally.after_as_of;
  result.outside = tally.outside;
  result.unnamed_values = tally.unnamed_values;
  result.any_cause = tally.any_causes.main();
  result.standing_cause = tally.definition_causes.main();
  if (settings.touch_log) result.touches = touch_summary(tally.all.touch, settings.channels, settings.status_updates, &tally.perhaps.touch);
  const bool lacks = std::any_of(contract.enrichment.begin(), contract.enrichment.end(), [&](FieldId field) { return field < settings.absent.size() && settings.absent[field]; });
  if (tally.all.population > 0 && !contract.enrichment.empty() && !lacks) result.fields_filled = whole(beside(tally.all.fields, tally.perhaps.fields));
  if (settings.history) result.unique_leads = tally.unique_leads;
  result.reentries = tally.reentries;
  result.owners = tally.owners();
  CheckCounts sampled = tally.all.checks;
  FindingCounts any = tally.all.any;
  result.sample = result.population;
  result.any_all = any;
  if (settings.sample) {
    std::sort(sample.begin(), sample.end());
    result.leads = std::move(sample);
    result.sample = result.leads.size();
    sampled = CheckCounts{};
    any = FindingCounts{};
    for (const SampledLead& lead : result.leads) {
      for (std::size_t i = 0; i < check_count; ++i) sampled[i].add(lead.checks[i]);
      any.add(lead.any);
    }
  }
  for (std::size_t i = 0; i < check_count; ++i) {
    if (!measurable.shown(i)) continue;
    CheckResult check = check_result(i, tally.all.checks[i], measurable, &tally.perhaps.checks[i]);
    if (measurable.asked[i]) check.failed = settings.sample ? sample_rate(sampled[i], tally.all.checks[i], tally.perhaps.checks[i]) : check.all;
    check.may_belong = tally.perhaps.checks[i].asked();
    check.sample_counts = sampled[i];
    result.checks.push_back(std::move(check));
  }
  result.any_failed_all = whole_rate(tally.all.any, &tally.perhaps.any);
  result.any_failed = settings.sample ? sample_rate(any, tally.all.any, tally.perhaps.any) : result.any_failed_all;
  result.any_may_belong = tally.perhaps.any.asked();
  result.any = any;
  result.clocks = clock_results(tally.all.clocks, contract, settings.stage, &tally.perhaps.clocks);
  for (std::size_t i = 0; i < settings.trials.size(); ++i) {
    ClockResult trial;
    trial.clock = settings.trials[i].clock;
    trial.found = tally.trials[i];
    trial.compliance = whole(beside(trial.found.passed(), tally.trials_perhaps[i].passed()));
    result.trials.push_back(trial);
  }
  add_conversion(tally, contract, settings, result);
  add_groups(tally, contract, settings, measurable, result);
  return result;
}

}  // namespace handoff
