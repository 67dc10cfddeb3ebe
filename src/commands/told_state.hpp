// The state of `breaches --since-last`: which breaches were told already. A text file that holds hashes, no lead.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "handoff/breach.hpp"

namespace handoff {

struct ToldState {
  std::string question;            ///< what was asked: another question has another state
  Instant as_of = 0;               ///< the moment it was written for
  std::vector<BreachKey> told;     ///< sorted
};

/// The state's bytes: version, question, moment, count, a line a breach, and a checksum over all of it.
std::string told_state_text(const ToldState& state);
/// Reads such a text; empty: it is none, or is damaged.
std::optional<ToldState> parse_told_state(std::string_view text);
/// Reads the file; empty: there is none yet. Throws Error where it is damaged, or was written for another question.
std::optional<ToldState> read_told_state(const std::string& path, const std::string& question);

}  // namespace handoff
