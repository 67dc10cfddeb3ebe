// How old the leads of a conversion are, by what became of them: a rate is judged over those that were old enough to convert.
#pragma once
#include <optional>

#include "handoff/judging/finding.hpp"
#include "handoff/statistics/distribution.hpp"
#include "handoff/statistics/late_values.hpp"
#include "handoff/statistics/rate.hpp"
#include "handoff/statistics/time_summary.hpp"

namespace handoff {

/// One conversion from a stage to another. How old is old enough, the contract says, or it is measured once all leads are counted. Ages are seconds from the
/// entry to as-of. Additive.
struct ConversionAges {
  Share mature;                                     ///< where the contract says how old: of the leads that are, those that converted by that age
  Distribution stayed;                              ///< of leads that count and have not converted, open or gone
  Distribution moved;                               ///< where it is measured: of those that count and have converted
  Distribution undecided, perhaps_in, perhaps_out;  ///< of leads of the kinds that Share keeps apart
  Distribution untimed;                             ///< of those that count and have converted, on a day that nobody knows
  /// Of whom nobody knows whether they count, or whether they have converted.
  NotKnown not_known() const;
  /// `counts`: is the lead one of those that may convert? `at_horizon`: what became of it by the age that the contract says; empty: it is measured.
  void add(Tri counts, Tri moved_on, Seconds age, const std::optional<DueFinding>& at_horizon);
  /// The same, some values later.
  void add(Tri counts, Tri moved_on, Seconds age, const std::optional<DueFinding>& at_horizon, LateValues& late);
  /// Of an entrant whose age is not known, and at most `oldest`: it may be old enough, and may have converted in time. `horizon`: the age that the contract says.
  void add_open(Tri counts, Tri moved_on, Seconds oldest, const std::optional<Seconds>& horizon);
  /// Where it is measured: of the leads at least so old, those that converted.
  Share of_age(double least) const;
  void merge(const ConversionAges& other);

 private:
  Distribution* count(Tri counts, Tri moved_on, const std::optional<DueFinding>& at_horizon);
};

}  // namespace handoff
