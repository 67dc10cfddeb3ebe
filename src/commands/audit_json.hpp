// The audit's result tree: JSON's `result`, and the rows that CSV flattens.
#pragma once
#include "audit_files.hpp"
#include "handoff/audit.hpp"
#include "handoff/report.hpp"

namespace handoff {

void audit_json(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const ReviewSummary* review, Report& report);

}  // namespace handoff
