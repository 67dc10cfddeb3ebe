#include "logs/column_notes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "handoff/text/ascii.hpp"

namespace handoff {
namespace {

/// By file and field, what all workers have seen together; empty of a log of one file.
std::vector<std::vector<OrderEvidence>> orders_of_files(std::deque<EventWorker>& workers) {
  std::vector<std::vector<OrderEvidence>> all;
  for (EventWorker& worker : workers) {
    const std::vector<std::vector<OrderEvidence>>& own = worker.orders_by_file();
    all.resize(std::max(all.size(), own.size()));
    for (std::size_t file = 0; file < own.size(); ++file) {
      all[file].resize(std::max(all[file].size(), own[file].size()));
      for (std::size_t field = 0; field < own[file].size(); ++field) all[file][field].merge(own[file][field]);
    }
  }
  return all;
}

}  // namespace

std::vector<std::string> log_column_notes(const EventLogRequest& request, const Contract& contract, const DateOrders& orders, const std::vector<Input>& inputs,
                                          const std::vector<std::string>& headers, const std::vector<FieldFacts>& facts, std::deque<EventWorker>& workers) {
  std::vector<std::string> notes;
  const auto put = [&](std::string note) {
    if (!note.empty()) notes.push_back(std::move(note));
  };
  const std::vector<std::vector<OrderEvidence>> files = orders_of_files(workers);
  for (std::size_t field = 0; field < facts.size(); ++field) {
    const Field& known = contract.fields[field];
    if (known.name == "currency" && !known.named_by_contract && !headers[field].empty() && folded_header(headers[field]) != known.name)
      put(fmt::format("{}: {}", fmt::join(files_of(request), ", "), unnamed_currency_note(headers[field], fmt::format("[{}.columns]", request.table))));
    if (known.type != Type::date || headers[field].empty()) continue;
    const std::string column = fmt::format("column \"{}\" ({})", headers[field], known.name);
    put(two_zones_note(fmt::format("{}: {}", fmt::join(files_of(request), ", "), column), facts[field], known, contract));
    for (std::size_t file = 0; file < files.size() && !orders.given[field]; ++file)
      if (files[file].size() > field) put(unclear_order_note(inputs[file].source->name(), column, files[file][field], facts[field].order));
  }
  return notes;
}

}  // namespace handoff
