// The audit as a report.
#pragma once
#include <string>

#include "handoff/measures/audit.hpp"
#include "handoff/measures/audit_review.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

/// What the report says besides the result: a person's review (may be null), and --where as typed.
struct AuditContext {
  const ReviewSummary* review = nullptr;
  std::string where;
};

/// Fills the report's result, tables, headline and notes.
void audit_report(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const AuditContext& context, Report& report);

}  // namespace handoff
