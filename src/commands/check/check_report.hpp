// A check in words: what the contract says, what it leaves out, what the export can prove of it, and what its texts are like.
#pragma once
#include <string>
#include <vector>

#include "check/check_export.hpp"
#include "handoff/contract/contract.hpp"
#include "handoff/report/report.hpp"
#include "signing/signing.hpp"

namespace handoff {

/// What a command misses in a contract, and the line that would give it.
struct Gap { std::string command, missing, line; };
std::vector<Gap> gaps_of(const Contract& contract);

/// A wording that two people may read in two ways, and how it is read here.
struct Reading { std::string clause, written, reading; };
std::vector<Reading> readings_of(const Contract& contract);

/// Something about the texts of the export that its owners should know.
struct TextFinding {
  std::string finding;             ///< `reasons outside the list`
  std::uint64_t count = 0;
  std::optional<std::uint64_t> of;
  std::string which;               ///< the values, the most frequent first
  bool at_least = false;           ///< only 1,000 different texts were kept: there may be more
};
std::vector<TextFinding> text_findings(const Contract& contract, const Trial& trial, const TrialResult& result);

/// What one clause is called, and what it asks: "MQL, definition".
std::string clause_name(const Contract& contract, const ClauseProof& clause);
/// Why it is not proven, in words; empty where it is.
std::string clause_reasons(const Contract& contract, const Trial& trial, const ClauseProof& clause);

/// The table and the node of rows of totals.
void add_totals(const Trial& trial, Node::Object& root, Report& report);

/// Fills the report. `result`: null where no export was given.
void check_report(const Contract& contract, const std::vector<Undecided>& open, const Trial& trial, const TrialResult* result, Report& report);

}  // namespace handoff
