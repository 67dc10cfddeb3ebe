#include "reading/signal_log.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"
#include "reading/input_notes.hpp"
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
  request.keep_undated = true;
  return read_readable_events(request);
}

namespace {

/// A slip in a type reads as a signal that nobody gave.
void note_absent_types(const EventLog& log, const Contract& contract, std::vector<std::string>& notes) {
  constexpr std::size_t shown = 4;
  std::vector<std::string> near, far;
  for (const auto& axis : contract.scores)
    for (const SignalRule& rule : axis->signals) {
      if (std::binary_search(log.types().begin(), log.types().end(), ascii_lower_text(rule.type))) continue;
      const std::string nearest = closest(rule.type, log.types());
      const std::string near_text = nearest.empty() ? "" : fmt::format("; the log has '{}'", nearest);
      const std::string told = fmt::format("'{}' (axis {}{})", rule.type, axis->name, near_text);
      (nearest.empty() ? far : near).push_back(told);
    }
  near.insert(near.end(), far.begin(), far.end());
  if (near.empty() || log.events() == 0) return;
  std::string text;
  for (std::size_t i = 0; i < near.size() && i < shown; ++i) text += fmt::format("{}{}", i ? ", " : "", near[i]);
  if (near.size() > shown) text += fmt::format(" and {} more", near.size() - shown);
  notes.push_back(fmt::format("{}: no row is of the type {}", log.input_account().file, text));
}

}  // namespace

void note_signals(const EventLog& log, const Contract& contract, const Settings& settings, std::vector<std::string>& notes) {
  note_staleness(contract, settings, log.input_account().file, log.newest(settings.as_of), notes);
  note_absent_types(log, contract, notes);
  for (std::string& note : log.notes()) notes.push_back(std::move(note));
}

}  // namespace handoff
