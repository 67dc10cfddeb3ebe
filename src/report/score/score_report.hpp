// What scoring came to, in words and as JSON.
#pragma once
#include "handoff/report/report.hpp"
#include "handoff/measures/score_tally.hpp"

namespace handoff {

/// What the report says besides the result.
struct ScoreContext { std::string where; bool signals = false; };

/// Fills the report's result, tables, headline and notes.
void score_report(const ScoreResult& result, const ScoreReader& reader, const Contract& contract, const ScoreSettings& settings,
                  const ScoreContext& context, Report& report);

}  // namespace handoff
