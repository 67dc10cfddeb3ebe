// Days that are none: 0001-01-01, 1900-01-01 and the first of 1970 are what systems write where they have no date. No lead came in on them.
#pragma once
#include "handoff/time/time.hpp"

namespace handoff {

inline bool is_blank_day(Day day) { return day <= 0; }  // 1 January 1970 and before

/// Days of leads lie between 1900-01-01 and 2099-12-31, for which calendars know their hours, and a day beside them,
/// which is the same moment in another zone. Any other is damage, or stands for none, and is not read.
constexpr Day first_lead_day = -25'568, end_lead_day = 47'483;
inline bool is_lead_day(Day day) { return day >= first_lead_day && day < end_lead_day; }

}  // namespace handoff
