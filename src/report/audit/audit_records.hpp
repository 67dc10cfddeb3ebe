// The records that an audit is made of: a check, a clock, a group.
#pragma once
#include <array>
#include <string>
#include <string_view>

#include "audit/audit_report.hpp"

namespace handoff {

/// Fills the report's result (JSON, CSV) and its tables.
void add_audit_records(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const AuditContext& context, Report& report);

/// The touches of a log: their table, and JSON's `touches`.
Table touch_table(const TouchSummary& touches, const Contract& contract, const AuditSettings& settings);
Node touch_node(const TouchSummary& touches);

/// Those of the first three checks that the union is of, called as in `names`; one that the export cannot show, and that is unknown of every lead, says so.
std::string union_text(const AuditResult& result, const std::array<std::string_view, union_count>& names);

/// A person's review: its table, and JSON's `review`.
/// `any`: what the row of the union is called.
Table review_table(const ReviewSummary& review, const std::string& any);
Node review_node(const ReviewSummary& review);

}  // namespace handoff
