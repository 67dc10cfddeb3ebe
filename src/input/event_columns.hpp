// Which columns of a log are read, as a contract of their own, so that cells are typed as everywhere.
#pragma once
#include <string>
#include <vector>

#include "event_log.hpp"

namespace handoff {

Contract log_contract(const EventLogRequest& request);
/// The log's files, in the order they were given.
std::vector<std::string> files_of(const EventLogRequest& request);
/// The fields kept beside lead, time and type, in the order of the request; `contract` is the log's own.
std::vector<FieldId> further_fields(const EventLogRequest& request, const Contract& contract);

/// Says which field of a row changed, of a history that has rows of owners; no_field: there are none.
FieldId changed_field(const EventLogRequest& request, const Contract& contract);

}  // namespace handoff
