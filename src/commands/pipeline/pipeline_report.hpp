// The words and tables of `pipeline`, and its JSON.
#pragma once
#include <string>
#include <vector>

#include "reading/deal_log.hpp"
#include "handoff/measures/pipeline.hpp"
#include "handoff/report/report.hpp"
#include "logs/spend_file.hpp"

namespace handoff {

/// What the report is made of.
struct PipelineFacts {
  const Contract& contract;
  const PipelineSettings& settings;
  const PipelineTally& tally;
  const PipelineResult& result;
  const DealLog* deals = nullptr;        ///< null: the leads' own amounts
  const SpendFile* spend = nullptr;      ///< null: none given
  bool touches = false;
  CreditModel model = CreditModel::linear;  ///< the contract's
  std::string where;
};

/// Which of the tables CSV prints.
enum class MoneyTable : std::uint8_t { stages, deals, attribution, leakage };

/// Cents as a person reads them, with the currency.
std::string minor_text(std::int64_t minor, const std::string& currency);

void pipeline_tables(const PipelineFacts& facts, Report& report);
void pipeline_notes(const PipelineFacts& facts, Report& report);
void pipeline_json(const PipelineFacts& facts, MoneyTable table, Report& report);

}  // namespace handoff
