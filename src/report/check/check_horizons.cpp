// Commitments that no horizon holds: a rate of them moves as long as leads live, so nothing is judged but what cannot change.
#include <fmt/format.h>

#include "check/check_records.hpp"
#include "handoff/measures/commitment.hpp"

namespace handoff {

void append_horizon_gap(const Contract& contract, std::vector<Gap>& out) {
  std::string names;
  for (const CommitmentRule& rule : commitment_rules(contract, CommitmentSettings{})) {
    if (!rule.so_far() || !rule.not_measured.empty()) continue;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", rule.name);
  }
  if (names.empty()) return;
  out.push_back({"weekly, monthly", fmt::format("by when a lead must have got there (of {})", names), "within = \"30d\"   # under its [[commitment]]"});
}

}  // namespace handoff
