// The audit in words: what the tables say, what the JSON holds.
#pragma once
#include "audit_files.hpp"
#include "handoff/audit.hpp"
#include "handoff/report.hpp"

namespace handoff {

/// Fills the report's result, tables, headline and notes. `review` may be null.
void audit_report(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const ReviewSummary* review, Report& report);

}  // namespace handoff
