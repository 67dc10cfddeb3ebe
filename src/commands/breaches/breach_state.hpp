// The state of `breaches --since-last`: which breaches were listed already. A text file that holds hashes, no lead.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "handoff/measures/breach.hpp"
#include "handoff/time/time.hpp"

namespace handoff {

struct BreachState {
  std::string contract;            ///< its digest: other terms are other breaches
  std::string question;            ///< what was asked: another question has another state
  Instant as_of = 0;               ///< the moment it was written for
  std::vector<BreachKey> listed;   ///< sorted
};

/// The state's bytes: version, contract, question, moment, count, a line a breach, and a checksum over all of it.
std::string breach_state_text(const BreachState& state);
/// Reads such a text; empty: it is not one, or is damaged.
std::optional<BreachState> parse_breach_state(std::string_view text);
/// Reads the file; empty: there is none yet. Throws Error where it is damaged or of another version, and where it was written under another contract,
/// for another question, or for a later moment than `now`. The export may be another: a newer one is what it is for.
std::optional<BreachState> read_breach_state(const std::string& path, const BreachState& now, const Zone& zone);

}  // namespace handoff
