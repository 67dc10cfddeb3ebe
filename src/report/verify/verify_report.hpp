// Who signed a contract, or several versions of it, and does it still hold: as a report.
#pragma once
#include <string>
#include <vector>

#include "handoff/contract/signature.hpp"
#include "handoff/contract/versions.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

/// One contract, looked at as of a moment.
struct Verified {
  Contract contract;
  Status status{};
  Day day{};                         ///< of the moment, in the contract's zone
  std::vector<std::string> missing;  ///< parties without a signature, at the moment, over what stands there now
  bool sound() const { return status != Status::altered && status != Status::unsigned_; }
};

/// Does all of it hold? One contract: signed and in force. Several: each signed, none claims another's days, and one is
/// in force as of.
bool holds(const std::vector<Verified>& all, const VersionOrder& order);

/// Fills the report's headline, tables, result and main table (the signatures).
void verify_report(const std::vector<Verified>& all, const VersionOrder& order, Report& report);

}  // namespace handoff
