// What scores are worth: each lead is scored at the same age, and only what became of it afterwards counts. A score that is read when the lead has long
// converted, or never will, knows the outcome: a demo request of the week of the sale makes any score look good.
#include <algorithm>
#include <cmath>

#include "handoff/measures/score_tally.hpp"

namespace handoff {
namespace {

int band_of(double value) { return static_cast<int>(std::clamp(std::floor(value / 10), -100.0, 1000.0)); }

/// Had it happened by then? Unknown where a day without a time leaves it open.
Tri happened_by(const Stamp& at, Instant moment) { return at.last <= moment ? Tri::yes : at.first > moment ? Tri::no : Tri::unknown; }

}  // namespace

void LandmarkCohort::merge(const LandmarkCohort& other) {
  leads += other.leads;
  for (std::size_t t = 0; t < most_targets; ++t) {
    targets[t].before += other.targets[t].before;
    targets[t].within.merge(other.targets[t].within);
    targets[t].so_far.merge(other.targets[t].so_far);
  }
}

void ScaleCounts::merge(const ScaleCounts& other) {
  for (const auto& [band, cohort] : other.bands) bands[band].merge(cohort);
  for (const auto& [band, cohort] : other.perhaps) perhaps[band].merge(cohort);
  unplaced.merge(other.unplaced);
  missing += other.missing;
  spread += other.spread;
  for (std::size_t i = 0; i < near.size(); ++i) near[i].merge(other.near[i]);
}

LandmarkCohort ScaleCounts::perhaps_in(int band) const {
  LandmarkCohort found = unplaced;
  if (const auto here = perhaps.find(band); here != perhaps.end()) found.merge(here->second);
  return found;
}

/// A conversion without a date may lie before the landmark, or within the horizon, or after it.
void ScoreTally::count_target(std::size_t target, Instant landmark, LandmarkCohort& cohort) const {
  const auto stage = static_cast<std::size_t>(settings_.targets[target]);
  const StageClaim& claim = lead_.funnel->stages[stage];
  LandmarkCohort::Target& counts = cohort.targets[target];
  if (claim.perhaps) {   // nobody knows whether it converted, and when
    counts.so_far.add(std::nullopt, std::nullopt);
    if (const auto& horizon = horizons_[target]; horizon && landmark + *horizon <= settings_.as_of) counts.within.add(std::nullopt, std::nullopt);
    return;
  }
  const Tri before = !claim.held ? Tri::no : claim.stamped ? happened_by(claim.at, landmark) : Tri::unknown;
  if (before == Tri::yes) return void(++counts.before);
  const std::optional<bool> asked = before == Tri::no ? std::optional(true) : std::nullopt;
  counts.so_far.add(asked, claim.held);
  const std::optional<Seconds>& horizon = horizons_[target];
  if (!horizon || landmark + *horizon > settings_.as_of) return;
  counts.within.add(asked, !claim.held ? std::optional(false) : claim.stamped ? known(happened_by(claim.at, landmark + *horizon)) : std::nullopt);
}

/// Nobody knows when it entered: its score at the landmark may lie in any band, and it may have converted before.
void ScoreTally::count_open_entry(ScoreCounts& counts) const {
  for (ScaleCounts& scale : counts.scales)
    for (std::size_t t = 0; t < settings_.targets.size(); ++t) {
      const StageClaim& claim = lead_.funnel->stages[static_cast<std::size_t>(settings_.targets[t])];
      const std::optional<bool> converted = claim.held || claim.perhaps ? std::nullopt : std::optional(false);
      scale.unplaced.targets[t].so_far.add(std::nullopt, converted);
      if (horizons_[t]) scale.unplaced.targets[t].within.add(std::nullopt, converted);
    }
}

/// The export tells of today: fields are as exported, and of dates those up to the landmark are seen.
void ScoreTally::calibrate(const Judging& judging, ScoreCounts& all) {
  const StageClaim& entry = lead_.funnel->stages.front();
  if (entry.misdated) {
    if (entry.at.first + contract_.landmark > settings_.as_of) return void(young += &all == &sure);
    return count_open_entry(all);
  }
  const bool may_enter = entry.perhaps && entry.stamped;   // on a day that is known, if at all
  if (!entry.placed && !may_enter) return;
  const Instant landmark = (entry.placed ? entry.place : entry.at).first + contract_.landmark;
  if (landmark > settings_.as_of) return void(young += &all == &sure);
  Judging then = judging;
  then.moment = {landmark, landmark, contract_.zone->day_of(landmark), false};
  then.as_of = landmark;
  for (std::size_t i = 0; i < all.scales.size(); ++i) {
    ScaleCounts& counts = all.scales[i];
    const auto count = [&](LandmarkCohort& cohort) {
      ++cohort.leads;
      for (std::size_t t = 0; t < settings_.targets.size(); ++t) count_target(t, landmark, cohort);
    };
    const Value value = scale_value(reader_.scales()[i], then);
    if (!value.present()) {
      counts.missing += !may_enter;
      if (value.state != Value::State::missing) count(counts.unplaced);
      continue;
    }
    const int first = band_of(value.number.low), last = band_of(value.number.high);
    if (first == last && !may_enter) {
      count(counts.bands[first]);
      continue;
    }
    counts.spread += first != last;
    for (int band = first; band <= last; ++band) count(counts.perhaps[band]);
  }
}

}  // namespace handoff
