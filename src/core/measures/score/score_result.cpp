// From the counts of scored leads to rates: by band, by threshold, by setting.
#include <algorithm>
#include <cmath>

#include "handoff/measures/score_tally.hpp"

namespace handoff {
namespace {

/// How long a lead takes from entry to each target, in whole days rounded up.
void add_maturity(const ScoreTally& tally, const Contract& contract, const ScoreSettings& settings, ScoreResult& result) {
  for (std::size_t t = 0; t < settings.targets.size(); ++t) {
    const std::optional<Seconds> horizon = signed_horizon(contract, 0, settings.targets[t]);
    const std::optional<double> window = horizon ? std::optional(static_cast<double>(*horizon)) : tally.taken[t].quantile(0.9);
    result.maturity_signed.push_back(horizon.has_value());
    if (window) result.maturity_days.emplace_back(static_cast<std::int64_t>(std::ceil(*window / static_cast<double>(seconds_a_day))));
    else result.maturity_days.emplace_back();
  }
}

/// Of those old enough: how many converted to a target.
Share mature_share(const Cohort& cohort, std::size_t target, const ScoreResult& result) {
  Share mature = cohort.at_horizon[target];
  const std::optional<std::int64_t>& window = result.maturity_days[target];
  for (std::size_t day = window && !result.maturity_signed[target] ? static_cast<std::size_t>(*window) : cohort.ages.size(); day < cohort.ages.size(); ++day)
    mature.merge(cohort.ages[day][target]);
  return mature;
}

/// `perhaps`: of leads that may not be asked for.
std::vector<Conversion> conversions(const Cohort& cohort, const Cohort& perhaps, const ScoreResult& result) {
  std::vector<Conversion> out;
  for (std::size_t t = 0; t < result.maturity_days.size(); ++t)
    out.push_back({wilson(beside(cohort.to_date[t], perhaps.to_date[t])), wilson(beside(mature_share(cohort, t, result), mature_share(perhaps, t, result)))});
  return out;
}

/// `perhaps`: leads that may be in the band too.
std::vector<LandmarkRate> landmark_rates(const LandmarkCohort& cohort, const LandmarkCohort& perhaps, const Contract& contract, const ScoreSettings& settings) {
  std::vector<LandmarkRate> out;
  for (std::size_t t = 0; t < settings.targets.size(); ++t) {
    const bool at_horizon = signed_horizon(contract, 0, settings.targets[t]).has_value();
    const auto share = [at_horizon](const LandmarkCohort::Target& target) { return at_horizon ? target.within : target.so_far; };
    const Share known = share(cohort.targets[t]);
    out.push_back({cohort.targets[t].before, wilson(beside(known, share(perhaps.targets[t]))), known.decided() + known.unknown()});
  }
  return out;
}

/// Exact, whatever the unknown are: the most of `a` is less than the least of `b`.
bool less(const Rate& a, const Rate& b) {
  if (a.unknown > 0 || b.unknown > 0) return *a.most < *b.least;
  return static_cast<long double>(a.count) * static_cast<long double>(b.of) < static_cast<long double>(b.count) * static_cast<long double>(a.of);
}

/// Does conversion rise from band to band? Only bands with enough leads are asked, and only at a horizon: so far the old have had more time.
void add_falls(std::size_t scale, std::size_t first, const Contract& contract, const ScoreSettings& settings, ScoreResult& result) {
  std::vector<std::optional<bool>> rises;
  for (std::size_t target = 0; target < settings.targets.size(); ++target) {
    std::optional<bool> rising;
    std::optional<std::size_t> lower;
    const bool judged = signed_horizon(contract, 0, settings.targets[target]).has_value();
    for (std::size_t i = first; judged && i < result.bands.size(); ++i) {
      const LandmarkRate& one = result.bands[i].conversions[target];
      if (one.asked < least_band) continue;
      const Rate& here = one.rate;
      if (lower) {
        const Rate& before = result.bands[*lower].conversions[target].rate;
        const bool falls = less(here, before);
        if (falls) result.falls.push_back({scale, target, *lower, i, *here.high >= *before.low});
        rising = rising.value_or(true) && !falls;
      }
      lower = i;
    }
    rises.push_back(rising);
  }
  result.rises.push_back(std::move(rises));
}

void add_scales(const ScoreTally& tally, const Contract& contract, const ScoreSettings& settings, ScoreResult& result) {
  for (std::size_t i = 0; i < tally.sure.scales.size(); ++i) {
    const ScaleCounts &counts = tally.sure.scales[i], &perhaps = tally.perhaps.scales[i];
    const std::size_t first = result.bands.size();
    for (const auto& [band, cohort] : counts.bands) {
      LandmarkCohort may_be = counts.perhaps_in(band);
      may_be.merge(perhaps.perhaps_in(band));
      if (const auto here = perhaps.bands.find(band); here != perhaps.bands.end()) may_be.merge(here->second);
      result.bands.push_back({i, band, cohort.leads, landmark_rates(cohort, may_be, contract, settings)});
    }
    add_falls(i, first, contract, settings, result);
    result.missing.push_back(counts.missing);
    result.spread.push_back(counts.spread);
    const Scale& scale = tally.reader().scales()[i];
    const std::optional<double> step = scale_step(scale);
    for (std::size_t t = 0; t < counts.near.size(); ++t) {
      const auto below = static_cast<std::uint64_t>(counts.near[t].not_counted), above = static_cast<std::uint64_t>(counts.near[t].counted);
      const char* why_not = !step ? "the steps in which its scores come are not known" : piles_up(scale, scale.thresholds[t], *step) ? "a cap or a floor within one step of it gathers all that lies beyond" : "";
      result.near.push_back({i, t, below, above, wilson(beside(counts.near[t], perhaps.near[t])), near_width(scale), why_not});
    }
  }
}

void add_crm(const ScoreTally& tally, ScoreResult& result) {
  for (std::size_t i = 0; i < tally.sure.crm.size(); ++i) {
    const CrmCounts &counts = tally.sure.crm[i], &perhaps = tally.perhaps.crm[i];
    std::optional<double> median = counts.difference.quantile(0.5);
    if (median) *median /= 1000;
    result.crm.push_back({i, whole(beside(share_of(counts.differ, counts.both), share_of(perhaps.differ, perhaps.both))), counts.crm_higher, counts.no_crm, counts.no_score, median, counts.cross});
  }
}

SettingResult setting_result(std::string text, const SettingCounts& counts, const SettingCounts& perhaps, const ScoreResult& result) {
  return {std::move(text), counts.met.leads, counts.unknown, counts.gained, counts.lost, conversions(counts.met, perhaps.met, result)};
}

}  // namespace

ScoreResult score_result(const ScoreTally& tally, const Contract& contract, const ScoreSettings& settings) {
  ScoreResult result;
  result.leads = tally.leads;
  result.outside = tally.outside;
  result.undated = tally.undated;
  result.after_as_of = tally.after_as_of;
  result.young = tally.young;
  result.agreement = tally.agreement;
  add_maturity(tally, contract, settings, result);
  const auto asked = static_cast<std::size_t>(settings.stage);
  for (std::size_t i = contract.stages.size(); i-- > 0;) {
    const bool possible = contract.stages[i].when || (i == 0);
    if (possible) result.by_verdict.emplace_back(contract.stages[i].name, tally.verdicts[i + 2]);
  }
  if (contract.stages[asked].when || contract.stages.front().when || tally.verdicts[1] > 0)
    result.by_verdict.emplace_back(tally.reader().verdict_word(verdict_unknown), tally.verdicts[1]);
  if (contract.stages.front().when) result.by_verdict.emplace_back(tally.reader().verdict_word(verdict_below), tally.verdicts[0]);
  const std::size_t routes = tally.routes.empty() ? 0 : tally.routes.size() - 2;
  for (std::size_t i = 0; i < routes; ++i) result.by_route.emplace_back(contract.routes->buckets[i].name, tally.routes[i]);
  if (!tally.routes.empty()) result.by_route.emplace_back("none", tally.routes[routes]);
  if (!tally.routes.empty() && tally.routes[routes + 1] > 0) result.by_route.emplace_back("undecided", tally.routes[routes + 1]);
  add_scales(tally, contract, settings, result);
  add_crm(tally, result);
  if (!settings.what_if.empty()) {
    if (contract.stages[asked].when) result.settings.push_back(setting_result(to_sql(*contract.stages[asked].when), tally.sure.signed_setting, tally.perhaps.signed_setting, result));
    for (std::size_t i = 0; i < settings.what_if.size(); ++i)
      result.settings.push_back(setting_result(settings.what_if[i].text, tally.sure.settings_tried[i], tally.perhaps.settings_tried[i], result));
  }
  return result;
}

}  // namespace handoff
