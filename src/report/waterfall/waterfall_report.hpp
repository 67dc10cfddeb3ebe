// The Demand Waterfall as a report.
#pragma once
#include <string>

#include "handoff/measures/waterfall.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

/// Where so many leads entered a stage and all moved on, the export was chosen by the next stage: fewer may do so by
/// chance.
constexpr bool looks_filtered(std::uint64_t all_moved) { return all_moved >= 30; }
/// `every one of the 324 leads that entered Lead is at MQL and SQL: ...`. `at`: the stages that all are at; `by`: the
/// last of them.
std::string filtered_text(std::uint64_t leads, const std::string& stage, const std::string& at, const std::string& by);

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
