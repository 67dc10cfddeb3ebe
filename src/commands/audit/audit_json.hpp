// The audit's result tree: JSON's `result`, and the rows that CSV flattens.
#pragma once
#include "worksheet/review.hpp"
#include "handoff/measures/audit.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

/// What the report tells besides the result: a person's review (may be null), and --where as typed.
struct AuditContext {
  const ReviewSummary* review = nullptr;
  std::string where;
};

void audit_json(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const AuditContext& context, Report& report);

}  // namespace handoff
