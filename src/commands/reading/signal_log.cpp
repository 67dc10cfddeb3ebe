#include "reading/signal_log.hpp"

#include <algorithm>

#include "handoff/text/error.hpp"
#include "reading/readable_log.hpp"

namespace handoff {

std::optional<EventLog> read_signals(const std::string& file, const Contract& contract, const Settings& settings) {
  if (file.empty()) return std::nullopt;
  if (std::none_of(contract.scores.begin(), contract.scores.end(), [](const auto& axis) { return !axis->signals.empty(); }))
    throw Error("--signals", "no axis of the contract counts signals", "add to an axis, for instance: signals = [ { type = \"Pricing page\", add = 15 } ]");
  EventLogRequest request;
  request.file = file;
  request.sources = settings.sources;
  request.unpack_limit = settings.unpack_limit;
  request.table = "signals";
  request.contract = &contract;
  if (const auto columns = contract.logs.find("signals"); columns != contract.logs.end()) request.columns = columns->second;
  request.threads = settings.threads;
  return read_readable_events(request);
}

}  // namespace handoff
