// The audit in words: what the tables say, what the JSON holds.
#pragma once
#include "audit/audit_json.hpp"
#include "handoff/measures/audit.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

/// Fills the report's result, tables, headline and notes. 
void audit_report(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const AuditContext& context, Report& report);

}  // namespace handoff
