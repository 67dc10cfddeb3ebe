// The records that scoring is made of: a band, a threshold, a column of the CRM, a setting that was tried.
#pragma once
#include "score/score_report.hpp"

namespace handoff {

/// `60 to 70`: 60 and more, less than 70.
std::string band_text(int band);

/// Fills the report's result (JSON, CSV) and its tables.
void add_score_records(const ScoreResult& result, const ScoreReader& reader, const Contract& contract, const ScoreSettings& settings,
                       const ScoreContext& context, Report& report);

}  // namespace handoff
