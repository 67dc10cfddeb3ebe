// Logs as the commands read them: one that says nothing is refused, since its leads would pass for leads to whom nothing happened.
#pragma once
#include "logs/event_log.hpp"

namespace handoff {

/// read_events, and an Error where the log has rows and every one lacks what a row must say (lead id, date, type), or does not fit the header.
EventLog read_readable_events(const EventLogRequest& request);

}  // namespace handoff
