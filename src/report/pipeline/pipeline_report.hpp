// Pipeline, revenue and what they cost, as a report.
#pragma once
#include <string>
#include <vector>

#include "handoff/measures/pipeline.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

/// What the report is made of.
struct PipelineFacts {
  const Contract& contract;
  const PipelineSettings& settings;
  const PipelineTally& tally;
  const PipelineResult& result;
  const DealCounts* deals = nullptr;                       ///< of the log; null: the leads' own amounts
  const std::vector<std::string>* spend_notes = nullptr;   ///< of the spend file; null: none given
  bool spend_by_source = false;
  bool touches = false;
  CreditModel model = CreditModel::linear;                 ///< the contract's
  std::string where;
};

/// Which of the tables CSV prints.
enum class MoneyTable : std::uint8_t { stages, deals, attribution, leakage };

/// Fills the report's result, the rows of the chosen table, tables, headline and notes.
void pipeline_report(const PipelineFacts& facts, MoneyTable table, Report& report);

/// Its parts: result and tables, and what could not be used.
void add_pipeline_records(const PipelineFacts& facts, MoneyTable table, Report& report);
void add_pipeline_notes(const PipelineFacts& facts, Report& report);

}  // namespace handoff
