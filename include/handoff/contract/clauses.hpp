// All that a contract asks of a lead, found in one walk: whoever looks for a clause that asks something looks here.
#pragma once
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"

namespace handoff {

enum class ClauseOf : std::uint8_t { definition, stage, exit, exclusion, clock, commitment, touch, score, bucket };

/// One expression of a contract, and where it stands: `define webinar`, `stage MQL`, `clock first touch`, `segment A`.
struct ContractClause {
  ClauseOf of{};
  std::string place;
  ExprPtr expr;                       ///< never null
  const BucketList* list = nullptr;   ///< of a bucket
};

/// In this order: definitions, stages, exits, exclusions, clocks, commitments, touches, scores, buckets. The definition that a
/// commitment's share counts is a clause of the commitment too.
std::vector<ContractClause> contract_clauses(const Contract& contract);

}  // namespace handoff
