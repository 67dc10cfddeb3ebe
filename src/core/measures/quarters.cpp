// Entries by quarter: found by their instants, so that a zone is asked once a quarter and not once a lead.
#include "handoff/measures/quarters.hpp"

#include <algorithm>

#include "handoff/contract/group.hpp"

namespace handoff {

void QuarterCounts::add(const Stamp& place, const Zone& zone) {
  const Instant at = place.date_only ? zone.day_start(day_in(zone, place)) : place.first;
  first_ = std::min(first_.value_or(at), at);
  auto after = quarters_.upper_bound(at);
  if (after != quarters_.begin()) {
    Quarter& found = std::prev(after)->second;
    if (at < found.to) {
      ++found.count;
      return;
    }
  }
  const Period days = period_of(zone.day_of(at), Grain::quarter);
  quarters_[zone.day_start(days.from)] = {zone.day_start(days.to + 1), days, 1};
}

void QuarterCounts::merge(const QuarterCounts& other) {
  for (const auto& [from, quarter] : other.quarters_) {
    const auto [found, fresh] = quarters_.emplace(from, quarter);
    if (!fresh) found->second.count += quarter.count;
  }
  if (other.first_) first_ = std::min(first_.value_or(*other.first_), *other.first_);
}

FewQuarters::FewQuarters(const QuarterCounts& counts, const std::optional<Period>& window, Instant as_of, const Zone& zone) {
  if (counts.quarters_.empty()) return;
  const Day begins = window ? window->from : zone.day_of(*counts.first_);
  const Day ends = std::min(zone.day_of(as_of), window ? window->to : std::numeric_limits<Day>::max());
  double fewest_a_day = 0;
  Period quarter = counts.quarters_.begin()->second.days;
  for (const Day last = counts.quarters_.rbegin()->second.days.from; quarter.from <= last; quarter = period_of(quarter.to + 1, Grain::quarter)) {
    const auto found = counts.quarters_.find(zone.day_start(quarter.from));
    const std::uint64_t here = found == counts.quarters_.end() ? 0 : found->second.count;
    const Day covered = std::min(quarter.to, ends) - std::max(quarter.from, begins) + 1;
    if (covered <= 0) continue;
    ++of;
    const auto days = static_cast<std::uint64_t>(quarter.to - quarter.from + 1);
    few += here * days < least_a_quarter * static_cast<std::uint64_t>(covered);
    const double a_day = static_cast<double>(here) / covered;
    if (fewest && a_day >= fewest_a_day) continue;
    fewest = quarter;
    fewest_a_day = a_day;
    count = here;
  }
}

}  // namespace handoff
