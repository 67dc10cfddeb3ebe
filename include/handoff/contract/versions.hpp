// Several versions of one contract in time: their order, the days that none covers, and the days that two claim.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "handoff/time/time.hpp"

namespace handoff {

/// The days on which a version is in force, both included. `from` empty: since ever; `to` empty: until further notice.
struct InForce {
  std::optional<Day> from, to;
  std::optional<Period> days() const;
  bool covers(Day day) const { return (!from || *from <= day) && (!to || day <= *to); }
};

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

/// Days that were asked for and on which the contract is not in force: entries on them are outside, and counted. A period that ends before it begins is
/// none: every day that was asked for counts.
struct NotInForce { Period before{0, -1}, after{0, -1}; };

/// Entries on such days.
struct OutsideEntries {
  std::uint64_t before = 0, after = 0;
  void add(const NotInForce& days, Day day);
  void merge(const OutsideEntries& other);
  std::uint64_t total() const { return before + after; }
};

/// Of the days that were asked for (empty: all), those on which a contract is in force, and the others.
struct CountedDays {
  std::optional<Period> window;   ///< empty: all days
  NotInForce outside;
};
/// Nothing where the contract is in force on none of them. An open end lies beyond the days that hold leads: 1900 and 2199.
std::optional<CountedDays> days_in_force(const std::optional<Period>& asked, const InForce& days);
/// The days of a period that lie in another.
std::optional<Period> days_in_both(const Period& one, const Period& other);
/// All days that hold leads.
Period all_days();

/// Do the days of two zones begin at the same instants, from 1970 to 2199? So it is with two names of one zone, US/Eastern and America/New_York.
bool same_days(const Zone& one, const Zone& other);

/// Position of the version that is in force on a day; the first of the list where there are several; empty: none is.
std::optional<std::size_t> in_force_on(const std::vector<InForce>& versions, Day day);

}  // namespace handoff
