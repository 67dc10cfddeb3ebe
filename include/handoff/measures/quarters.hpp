// Entries into a stage by quarter of the year: an agreement that is held to a handful of leads a quarter says little of either side.
#pragma once
#include <cstdint>
#include <map>
#include <optional>

#include "handoff/time/time.hpp"

namespace handoff {

/// Leads by the quarter, in the contract's zone, in which they entered. Additive.
class QuarterCounts {
 public:
  /// Counts one entry by its place in time.
  void add(const Stamp& place, const Zone& zone);
  void merge(const QuarterCounts& other);

 private:
  friend struct FewQuarters;
  struct Quarter { Instant to; Period days; std::uint64_t count; };
  std::map<Instant, Quarter> quarters_;   // by their first instants
  std::optional<Instant> first_;
};

/// Quarters with fewer than `least_a_quarter` entries. One that the window, the first entry or as-of cuts is held to its part of them by days; one between
/// two others without any entry is one of them.
struct FewQuarters {
  static constexpr std::uint64_t least_a_quarter = 200;
  std::size_t few = 0, of = 0;             ///< of none: no entry has a place in time
  std::optional<Period> fewest;            ///< the quarter with the fewest entries a day
  std::uint64_t count = 0;                 ///< its entries
  FewQuarters() = default;
  FewQuarters(const QuarterCounts& counts, const std::optional<Period>& window, Instant as_of, const Zone& zone);
};

}  // namespace handoff
