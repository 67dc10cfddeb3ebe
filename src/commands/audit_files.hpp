// The files beside an audit: the ledger, the worksheet for a person's verdicts, and what that person found.
#pragma once
#include <array>
#include <map>
#include <string>
#include <vector>

#include "handoff/audit.hpp"
#include "render.hpp"

namespace handoff {

/// The ledger: its first line, and what writes its rows. The contract must outlive the writer.
std::string ledger_header(bool with_contact);
RowWriter ledger_writer(const Contract& contract, const AuditSettings& settings, bool with_contact);

/// The worksheet: the sample, what the export says in the contract's zone, and blank columns for a person's verdicts.
std::string worksheet_header(bool with_contact);
RowWriter worksheet_writer(const Contract& contract, const AuditSettings& settings, bool with_contact);

/// The checks a person can walk through in the CRM, in the worksheet's order.
constexpr std::array<Check, 4> reviewed_checks = {Check::late, Check::no_disposition, Check::off_icp, Check::off_definition};

/// A person's verdicts on one lead: fail, pass, or unknown where the cell is blank.
using Review = std::array<Finding, reviewed_checks.size()>;
/// Reads a filled-in worksheet: lead id to verdicts. Throws Error with file:line.
std::map<std::string, Review> read_reviews(const std::string& path);

/// One check, the person's verdicts against the tool's.
struct ReviewResult {
  Check check{};
  std::uint64_t reviewed = 0, agree = 0;
  std::uint64_t only_tool = 0, only_person = 0;   ///< failed by one alone
  std::uint64_t settled = 0;                      ///< unknown to the tool, decided by the person
  Rate corrected;                                 ///< of the sample, the person's verdict where there is one
};
struct ReviewSummary {
  std::uint64_t leads = 0, strangers = 0;         ///< leads of the sample with at least one verdict; leads of the worksheet that are not in it
  std::vector<ReviewResult> checks;
  Rate any_corrected;
};
/// Folds reviews into the audit. `population` sizes come from the audit.
ReviewSummary fold_reviews(const AuditResult& result, const std::map<std::string, Review>& reviews);

}  // namespace handoff
