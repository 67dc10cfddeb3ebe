// Adding up touches.
#include "handoff/measures/touch_tally.hpp"

#include "handoff/judging/fact.hpp"
#include "handoff/judging/lead_judge.hpp"

namespace handoff {

void TouchCounts::add(const TouchFacts& facts) {
  if (!facts.logged) return;
  if (facts.counted == Tri::no) ++exempt;
  coverage.add(known(facts.counted), passed(facts.touched));
  if (through.size() < facts.through.size()) through.resize(facts.through.size());
  for (std::size_t i = 0; i < facts.through.size(); ++i)
    through[i].add(known(facts.placed), known(facts.through[i]));
  if (facts.placed != Tri::yes) return;
  touched_before += facts.before_entry > 0;
  uncertain += facts.touches.least != facts.touches.most;
  touches += facts.touches.most;
  per_lead.add(static_cast<Seconds>(facts.touches.most));
  channels_per_lead.add(static_cast<Seconds>(facts.channels.most));
  updated += facts.updated;
  updated_late += facts.updated_late;
  update_open += facts.update_open;
  update_unknown += facts.update_unknown;
  updated_early += facts.updated_early;
}

void TouchCounts::merge(const TouchCounts& other) {
  coverage.merge(other.coverage);
  exempt += other.exempt;
  touched_before += other.touched_before;
  uncertain += other.uncertain;
  touches += other.touches;
  per_lead.merge(other.per_lead);
  channels_per_lead.merge(other.channels_per_lead);
  if (through.size() < other.through.size()) through.resize(other.through.size());
  for (std::size_t i = 0; i < other.through.size(); ++i) through[i].merge(other.through[i]);
  updated += other.updated;
  updated_late += other.updated_late;
  update_open += other.update_open;
  update_unknown += other.update_unknown;
  updated_early += other.updated_early;
}

TouchSummary touch_summary(const TouchCounts& counts, const std::vector<std::string>& channels, bool updates_measured, const TouchCounts* perhaps) {
  TouchSummary summary;
  const auto share = [&](auto share_of_counts) {
    const Share known = share_of_counts(counts);
    return whole(perhaps ? beside(known, share_of_counts(*perhaps)) : known);
  };
  summary.coverage = share([](const TouchCounts& one) { return one.coverage; });
  summary.unknown = static_cast<std::uint64_t>(counts.coverage.unknown());
  summary.exempt = counts.exempt;
  summary.touched_before = counts.touched_before;
  summary.uncertain = counts.uncertain;
  summary.touches = counts.touches;
  if (counts.per_lead.count() > 0) summary.mean = static_cast<double>(counts.touches) / static_cast<double>(counts.per_lead.count());
  summary.median = counts.per_lead.quantile(0.5);
  summary.p90 = counts.per_lead.quantile(0.9);
  summary.channels_median = counts.channels_per_lead.quantile(0.5);
  for (std::size_t i = 0; i < channels.size(); ++i)
    summary.channels.emplace_back(channels[i], share([i](const TouchCounts& one) { return i < one.through.size() ? one.through[i] : Share{}; }));
  summary.updates_measured = updates_measured;
  summary.updated = share([](const TouchCounts& one) { return share_beside(one.updated, one.updated_late, one.update_unknown); });
  summary.update_open = counts.update_open;
  summary.update_unknown = counts.update_unknown;
  summary.updated_early = counts.updated_early;
  return summary;
}

}  // namespace handoff
