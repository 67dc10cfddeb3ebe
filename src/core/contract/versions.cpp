// Open ends are the ends of time.
#include "handoff/contract/versions.hpp"

#include <algorithm>
#include <limits>

namespace handoff {
namespace {

constexpr Day ever = std::numeric_limits<Day>::min(), never = std::numeric_limits<Day>::max();

Day first_day(const InForce& one) { return one.from.value_or(ever); }
Day last_day(const InForce& one) { return one.to.value_or(never); }

std::optional<Day> known(Day day) { return day == ever || day == never ? std::nullopt : std::optional<Day>(day); }

}  // namespace

VersionOrder order_versions(const std::vector<InForce>& versions) {
  VersionOrder out;
  for (std::size_t i = 0; i < versions.size(); ++i) out.order.push_back(i);
  std::stable_sort(out.order.begin(), out.order.end(), [&](std::size_t a, std::size_t b) {
    const Day from_a = first_day(versions[a]), from_b = first_day(versions[b]);
    return from_a != from_b ? from_a < from_b : last_day(versions[a]) < last_day(versions[b]);
  });
  Day covered = never;  // the last day that any version so far covers; before the first there is no gap
  for (std::size_t i = 0; i < out.order.size(); ++i) {
    const InForce& one = versions[out.order[i]];
    if (i > 0 && covered != never && first_day(one) > covered + 1) out.gaps.push_back({covered + 1, first_day(one) - 1});
    covered = i == 0 ? last_day(one) : std::max(covered, last_day(one));
    for (std::size_t j = i + 1; j < out.order.size(); ++j) {
      const InForce& other = versions[out.order[j]];
      const Day from = std::max(first_day(one), first_day(other)), to = std::min(last_day(one), last_day(other));
      if (from <= to) out.overlaps.push_back({out.order[i], out.order[j], known(from), known(to)});
    }
  }
  return out;
}

void OutsideEntries::add(const NotInForce& days, Day day) {
  before += day >= days.before.from && day <= days.before.to;
  after += day >= days.after.from && day <= days.after.to;
}

void OutsideEntries::merge(const OutsideEntries& other) {
  before += other.before;
  after += other.after;
}

bool same_days(const Zone& one, const Zone& other) {
  for (Day day = 0; day <= all_days().to; ++day)
    if (one.day_start(day) != other.day_start(day)) return false;
  return true;
}

Period all_days() { return {day_from_civil(1900, 1, 1), day_from_civil(2199, 12, 31)}; }

std::optional<Period> InForce::days() const {
  if (!from && !to) return std::nullopt;
  return Period{from.value_or(all_days().from), to.value_or(all_days().to)};
}

std::optional<Period> days_in_both(const Period& one, const Period& other) {
  const Period both{std::max(one.from, other.from), std::min(one.to, other.to)};
  return both.from <= both.to ? std::optional(both) : std::nullopt;
}

std::optional<CountedDays> days_in_force(const std::optional<Period>& asked, const InForce& days) {
  if (!days.from && !days.to) return CountedDays{asked, {}};
  const Period all = asked.value_or(all_days());
  CountedDays out;
  out.window = days_in_both(all, {days.from.value_or(all.from), days.to.value_or(all.to)});
  if (!out.window) return std::nullopt;
  if (days.from) out.outside.before = {all.from, std::min(all.to, *days.from - 1)};
  if (days.to) out.outside.after = {std::max(all.from, *days.to + 1), all.to};
  return out;
}

std::optional<std::size_t> in_force_on(const std::vector<InForce>& versions, Day day) {
  for (std::size_t i = 0; i < versions.size(); ++i)
    if (first_day(versions[i]) <= day && day <= last_day(versions[i])) return i;
  return std::nullopt;
}

}  // namespace handoff
