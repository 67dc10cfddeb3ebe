// Days that are none: 0001-01-01, 1900-01-01 and the first of 1970 are what systems write where they have no date. No lead came in on them.
#pragma once
#include "handoff/time/time.hpp"

namespace handoff {

inline bool is_blank_day(Day day) { return day <= 0; }  // 1 January 1970 and before

}  // namespace handoff
