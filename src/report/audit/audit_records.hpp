// The records that an audit is made of: a check, a clock, a group.
#pragma once
#include "audit/audit_report.hpp"

namespace handoff {

/// Fills the report's result (JSON, CSV) and its tables.
void add_audit_records(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const AuditContext& context, Report& report);

/// The touches of a log: their table, and JSON's `touches`.
Table touch_table(const TouchSummary& touches, const Contract& contract, const AuditSettings& settings);
Node touch_node(const TouchSummary& touches);

/// A person's review: its table, and JSON's `review`.
Table review_table(const ReviewSummary& review);
Node review_node(const ReviewSummary& review);

}  // namespace handoff
