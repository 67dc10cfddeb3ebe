// Several versions of one contract in time: their order, the days that none covers, and the days that two claim.
#pragma once
#include <optional>
#include <vector>

#include "handoff/time.hpp"

namespace handoff {

/// The days on which a version is in force, both included. `from` empty: since ever; `to` empty: until further notice.
struct InForce { std::optional<Day> from, to; };

/// Days that no version covers, both included, between two that do.
struct VersionGap { Day from = 0, to = 0; };

/// Days that two versions claim, both included; empty ends are open. `earlier` and `later` are positions in the list that was given.
struct VersionOverlap {
  std::size_t earlier = 0, later = 0;
  std::optional<Day> from, to;
};

struct VersionOrder {
  std::vector<std::size_t> order;          ///< positions, by first day, then by last day, then as given
  std::vector<VersionGap> gaps;            ///< in order of time
  std::vector<VersionOverlap> overlaps;    ///< every pair that shares a day
};
VersionOrder order_versions(const std::vector<InForce>& versions);

/// Position of the version that is in force on a day; the first of the list where there are several; empty: none is.
std::optional<std::size_t> in_force_on(const std::vector<InForce>& versions, Day day);

}  // namespace handoff
