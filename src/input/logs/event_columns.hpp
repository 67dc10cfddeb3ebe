// Which columns of a log are read, as a contract of their own, so that cells are typed as everywhere.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "logs/event_log.hpp"

namespace handoff {

Contract log_contract(const EventLogRequest& request);
/// The log's files, in the order they were given.
std::vector<std::string> files_of(const EventLogRequest& request);
/// The fields kept beside lead, time and type, in the order of the request; `contract` is the log's own.
std::vector<FieldId> further_fields(const EventLogRequest& request, const Contract& contract);

/// Throws Error where a file that lacks a column of this log has all that another of the contract's logs needs.
void refuse_other_log(const EventLogRequest& request, const Dialect& header, const std::string& file, const std::string& lacks);

/// Of events' types, of owners and of stages.
constexpr std::size_t most_types = 100'000;
/// How many different texts a further column may hold, each held by its beginning; 0: as many as there are, whole, as of ids and amounts.
std::size_t most_texts(std::string_view role);

/// Says which field of a row changed, of a history that has rows of owners; no_field: there are none.
FieldId changed_field(const EventLogRequest& request, const Contract& contract);

}  // namespace handoff
