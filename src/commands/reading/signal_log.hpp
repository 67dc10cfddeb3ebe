// `--signals`: the log that signal rules of a score are counted in.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "logs/event_log.hpp"
#include "handoff/contract/contract.hpp"
#include "frame/settings.hpp"

namespace handoff {

/// Reads it; nothing where `file` is empty. Throws Error where no axis of the contract counts signals.
std::optional<EventLog> read_signals(const std::string& file, const Contract& contract, const Settings& settings);

/// What a reader of the report must know of the log, a type that the contract counts and no row has among it. Call it after the leads have passed.
void note_signals(const EventLog& log, const Contract& contract, const Settings& settings, std::vector<std::string>& notes);

}  // namespace handoff
