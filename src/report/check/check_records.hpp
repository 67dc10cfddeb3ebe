// What a check is made of: clauses, gaps of the contract, wordings, and findings about the texts of an export.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "check/check_report.hpp"

namespace handoff {

/// What a command misses in a contract, and the line that would give it.
struct Gap {
  std::string command, missing, line;
};
std::vector<Gap> gaps_of(const Contract& contract);
/// The commitments that rise as long as leads live: no horizon says when one is judged.
void append_horizon_gap(const Contract& contract, std::vector<Gap>& out);
/// The mixes of which no number says how far a part may fall short.
void append_mix_gap(const Contract& contract, std::vector<Gap>& out);
/// The states and reasons of [disposition] that hold a place for a text that the signers are to write.
void append_placeholder_gap(const Contract& contract, std::vector<Gap>& out);

/// A wording that two people may read in two ways, and how it is read here.
struct Reading {
  std::string clause, written, reading;
};
std::vector<Reading> readings_of(const Contract& contract);

/// Something about the texts of the export that its owners should know.
struct TextFinding {
  std::string finding;  ///< `reasons outside the list`
  std::uint64_t count = 0;
  std::optional<std::uint64_t> of;
  std::string which;      ///< the values, the most frequent first
  bool at_least = false;  ///< only 1,000 different texts were kept: there may be more
};
std::vector<TextFinding> text_findings(const Contract& contract, const ExportFacts& facts, const ProofTally& tally,
                                       const std::vector<InputAccount>& accounts);

/// What one clause is called, and what it asks: "MQL, definition".
std::string clause_name(const Contract& contract, const ClauseProof& clause);
/// Why it is not proven, in words; empty where it is.
std::string clause_reasons(const Contract& contract, const ExportFacts& facts, const ClauseProof& clause);

}  // namespace handoff
