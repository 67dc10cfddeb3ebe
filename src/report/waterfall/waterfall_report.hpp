// The Demand Waterfall as a report.
#pragma once
#include <string>

#include "handoff/measures/waterfall.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

/// What the report says besides the result.
struct WaterfallContext {
  std::string where;              ///< as typed; empty: every lead
  bool window_asked = false;
  bool history = false;           ///< a stage history was given
  std::string reentered_stage;    ///< whose entries a history tells apart
};

/// Fills the report's result, tables and notes.
void waterfall_report(const WaterfallResult& result, const Contract& contract, const WaterfallSettings& settings, const WaterfallContext& context, Report& report);

/// Did any lead reach a stage?
bool is_empty(const WaterfallResult& result);

}  // namespace handoff
