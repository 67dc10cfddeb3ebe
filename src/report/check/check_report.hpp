// A check in words: what the contract says, what it leaves out, what an export can prove of it, and what its texts are
// like.
#pragma once
#include <string>
#include <vector>

#include "handoff/contract/signature.hpp"
#include "handoff/judging/seen_texts.hpp"
#include "handoff/measures/proof.hpp"
#include "handoff/measures/step_dates.hpp"
#include "handoff/report/report.hpp"
#include "handoff/report/totals_look.hpp"

namespace handoff {

/// What an export shows of itself, beside the proof of the clauses. The lists are by FieldId.
struct ExportFacts {
  std::vector<bool> order_open;  ///< a date column whose rows, over all files, do not tell day from month or hold both, read month first;
                                 ///< a column of numbers whose rows do not tell what begins the decimals, read with a dot
  std::vector<OrderEvidence> orders;  ///< of date columns whose order the contract leaves to the rows
  std::vector<MarkEvidence> decimals;  ///< of columns of numbers whose decimal mark the contract leaves to the rows
  std::vector<std::string> headers;   ///< the column that was found; empty: none
  std::vector<std::string>
      likely;  ///< the column that most likely holds the field where none was found; empty: none comes near
  std::vector<std::uint64_t> filled;  ///< cells that hold something
  std::vector<TotalsLook> totals;     ///< by file
  std::vector<StepDates> steps;       ///< by stage; empty: there are no rows
  std::vector<TextInNoRow> texts;     ///< of the contract and --where, that no row has
};

/// Fills the report's headline, tables, result and main table (the clauses). `tally`: null where no export was given;
/// else the report has the account of its input already.
void check_report(const Contract& contract, const std::vector<Undecided>& open, const ExportFacts& facts,
                  const ProofTally* tally, Report& report);

}  // namespace handoff
