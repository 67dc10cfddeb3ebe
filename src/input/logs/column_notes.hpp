// What a reader must know of how the columns of a log were read.
#pragma once
#include <deque>
#include <string>
#include <vector>

#include "logs/event_worker.hpp"

namespace handoff {

/// Files whose own dates do not tell their order, and columns in which times have two notations of zone. `facts`: of all workers; `headers`: by field.
std::vector<std::string> log_column_notes(const EventLogRequest& request, const Contract& contract, const DateOrders& orders, const std::vector<Input>& inputs,
                                          const std::vector<std::string>& headers, const std::vector<FieldFacts>& facts, std::deque<EventWorker>& workers);

}  // namespace handoff
