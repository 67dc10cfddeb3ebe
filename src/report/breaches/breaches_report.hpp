// The tables, sentences and JSON of `breaches`.
#pragma once
#include <optional>

#include "handoff/measures/breach.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

inline std::uint64_t of(const StandingCounts& counts, Standing standing) { return counts[static_cast<std::size_t>(standing)]; }

struct BreachContext {
  std::string where;                      ///< as typed
  bool with_owner = false;                ///< the person who owns the lead, in the tables too
  bool sentences = false;                 ///< the whole explanation in a column: for Markdown, where nothing is cut
  bool explain = false;                   ///< the same under the table
  std::optional<Instant> since;           ///< of the state that was there; what was told then is left out
  bool keeps_state = false;
  bool history = false;                   ///< a stage history was given
};

/// Why nobody knows of some whether they are past due: `without a date`, or of several causes
/// `3 with a date that has no time, 1 without a date`; empty: of all it is known.
std::string unknown_causes_text(const BreachTally& tally);

void breaches_report(const BreachTally& tally, const Contract& contract, const BreachSettings& settings, const BreachContext& context, Report& report);

}  // namespace handoff
