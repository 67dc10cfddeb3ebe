// An export held against a contract that may not fit it: what other commands refuse, a check reports.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/measures/proof.hpp"
#include "check/check_report.hpp"
#include "reading/lead_scan.hpp"
#include "frame/settings.hpp"

namespace handoff {

/// A contract that can be tried on an export, whatever the export lacks.
struct Trial {
  Contract contract;                  ///< as written, but for columns that are not there and orders that nothing decides
  std::vector<bool> column_absent;    ///< by FieldId: named under [columns], and in no file
  std::vector<std::string> without_rows;  ///< files that are a header and no more
  std::vector<std::string> header;        ///< the columns of all files, each once
  ExportFacts facts;
};
Trial make_trial(const Contract& contract, const std::vector<std::string>& files, const Settings& settings);

/// What a pass over the export came to.
struct TrialResult {
  ProofTally tally;
  Coverage coverage;
};
/// Puts what the rows show into `trial.facts`.
TrialResult try_export(Trial& trial, Settings settings, Streams& io);

}  // namespace handoff
