// `--signals`: the log that signal rules of a score are counted in.
#pragma once
#include <optional>
#include <string>

#include "logs/event_log.hpp"
#include "handoff/contract/contract.hpp"
#include "frame/settings.hpp"

namespace handoff {

/// Reads it; nothing where `file` is empty. Throws Error where no axis of the contract counts signals.
std::optional<EventLog> read_signals(const std::string& file, const Contract& contract, const Settings& settings);

}  // namespace handoff
