// The two ends of a product-limit curve of which not all is known.  An event that comes earlier does not always lower the
// curve: while others go out of sight, the same event weighs more later.  So each end is asked at each time by itself.
#pragma once
#include <cstdint>
#include <optional>

#include "handoff/statistics/distribution.hpp"

namespace handoff {

/// Events whose times are known as ranges: of each its least time stands in one distribution, its most in the other.
struct OpenEvents {
  Distribution least, most;
};

/// The first time at which so large a share may have got there, by `reached_by` of any curve that these events allow: at
/// each time all events that may have happened by then, and do not have to have happened before, happen just then.
/// `perhaps`: events that may have happened, of leads that may as well be out of sight. `waiting`: how long each of the
/// others has been seen, at the least. Empty: not reached.
std::optional<Seconds> reached_at_the_earliest(double share, const OpenEvents& events, const OpenEvents& perhaps,
                                               const Distribution& waiting);
/// The first time at which so large a share must have got there: at each time only those events have happened that must
/// have, the earliest first. `waiting` holds those too that may have happened, and how long each has been seen at the
/// most. Empty: not reached.
std::optional<Seconds> reached_at_the_latest(double share, const OpenEvents& events, const Distribution& waiting);

}  // namespace handoff
