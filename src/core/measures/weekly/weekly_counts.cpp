// Counts of a meeting, added up; and when a lead entered a stage, as far as the export says.
#include <algorithm>

#include "handoff/cells/absence.hpp"
#include "handoff/measures/weekly.hpp"

namespace handoff {

namespace {

template <class Number>
void add_up(std::vector<Number>& sum, const std::vector<Number>& more) {
  sum.resize(std::max(sum.size(), more.size()));
  for (std::size_t i = 0; i < more.size(); ++i) sum[i] += more[i];
}

template <class Mergeable>
void merge_up(std::vector<Mergeable>& sum, const std::vector<Mergeable>& more) {
  sum.resize(std::max(sum.size(), more.size()));
  for (std::size_t i = 0; i < more.size(); ++i) sum[i].merge(more[i]);
}

}  // namespace

/// Is the day of entry not in the export at all, neither as the stage's own date nor as an earlier one that stands for
/// it?
bool MeetingTally::lacks_column(std::size_t stage) const {
  for (std::size_t i = stage + 1; i-- > 0 && !funnel_->stages[i].stamped;) {
    const FieldId at = contract_.stages[i].at;
    if (at != no_field) return no_column((*lead_)[at]);
  }
  return false;
}

/// Does nobody know the day on which the lead entered a stage, or may have?
bool MeetingTally::open_day(std::size_t stage) const {
  const StageClaim& claim = funnel_->stages[stage];
  return claim.open_day || (!claim.stamped && (claim.held || claim.perhaps) && lacks_column(stage));
}

/// The days of which one is that of the entry. Without a column for it: from the nearest earlier date to the nearest
/// later one, else as-of.
std::optional<Period> MeetingTally::days_of(std::size_t stage) const {
  const Zone& zone = *contract_.zone;
  const std::optional<Period> known = entry_days(*funnel_, stage, zone, settings_.as_of);
  if (funnel_->stages[stage].open_day || !open_day(stage)) return known;
  Period days{known ? known->from : zone.day_of(first_instant), zone.day_of(settings_.as_of)};
  for (std::size_t k = stage + 1; k < funnel_->stages.size(); ++k) {
    const StageClaim& later = funnel_->stages[k];
    if (!later.held || !later.stamped || later.at.first > settings_.as_of) continue;
    days.to = day_in(zone, later.at);
    break;
  }
  if (days.from > days.to) std::swap(days.from, days.to);   // the dates beside are in the wrong order
  return days;
}

void MeetingCounts::merge(const MeetingCounts& other) {
  add_up(claimed, other.claimed);
  add_up(entered, other.entered);
  add_up(unsure, other.unsure);
  add_up(dayless, other.dayless);
  merge_up(moved, other.moved);
  add_up(dispositions, other.dispositions);
  merge_up(value, other.value);
  merge_up(taken, other.taken);
  converted.merge(other.converted);
  for (const auto& [segment, share] : other.by_segment) by_segment[segment].merge(share);
  meets += other.meets;
  off += other.off;
  undecided += other.undecided;
  touched.merge(other.touched);
  untouched.merge(other.untouched);
  touched_at_all.merge(other.touched_at_all);
  causes.merge(other.causes);
  unmeasured += other.unmeasured;
  won_in_time += other.won_in_time;
  won_late += other.won_late;
}

void SourceCounts::merge(const SourceCounts& other) {
  entered += other.entered;
  converted.merge(other.converted);
  opened += other.opened;
  opened_now += other.opened_now;
  won += other.won;
  won_now += other.won_now;
  opened_value.merge(other.opened_value);
  opened_value_now.merge(other.opened_value_now);
  won_value.merge(other.won_value);
}

}  // namespace handoff
