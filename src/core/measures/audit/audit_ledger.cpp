// The ledger: one row a lead and clock, each with a sentence that says why.
#include "handoff/measures/audit.hpp"

namespace handoff {

namespace {

/// What else is wrong with the lead, after the clock's own sentence.
void append_other_findings(const LeadFacts& facts, std::string& out) {
  bool first = true;
  for (std::size_t i = 1; i < check_count; ++i) {
    if (facts.checks[i].finding != Finding::fail) continue;
    out += first ? " Also: " : "; ";
    out += check_sentence(static_cast<Check>(i));
    first = false;
  }
  if (!first) out += '.';
}

}  // namespace

std::optional<Seconds> row_limit(const Contract& contract, const ClockFact& fact) {
  const Clock& clock = contract.clocks[static_cast<std::size_t>(fact.clock)];
  if (fact.started) return limit_seconds(clock, fact.start.first);
  if (clock.limit.unit == Unit::business_days) return {};
  return clock.limit.amount;
}

void append_explanation(const Contract& contract, const LedgerRow& row, Instant as_of, std::string& out) {
  if (row.clock) append_clock_sentence(contract, *row.clock, as_of, out);
  else out += "No clock of the contract applies to this lead.";
  append_other_findings(row.facts, out);
}

LedgerRow AuditRows::row(const Judging& judging, const Funnel& funnel, const LeadFacts& facts, const ClockFact* clock) const {
  static const FieldId segment = known_field("segment");
  const Owner owner = clock ? clock_owner(judging, *clock, settings_.as_of) : lead_owner(judging, facts.clocks, settings_.as_of);
  LedgerRow row{*judging.lead, funnel, facts, clock, owner.name, {}};
  if (contract_.segments) {
    row.segment = bucket_name(*contract_.segments, bucket_of(*contract_.segments, judging));
  } else if (const Value& value = row.lead[segment]; value.present()) {
    row.segment = value.text;
  }
  return row;
}

void AuditRows::ledger(const Judging& judging, const Funnel& funnel, const LeadFacts& facts, std::string& out) const {
  if (facts.clocks.empty()) settings_.ledger(row(judging, funnel, facts, nullptr), out);
  for (const ClockFact& fact : facts.clocks) settings_.ledger(row(judging, funnel, facts, &fact), out);
}

/// A person judges a lead once: by the clock that the check "touched late" is about, else by its first.
void AuditRows::worksheet(const Judging& judging, const Funnel& funnel, const LeadFacts& facts, std::string& out) const {
  const ClockFact* judged = judged_clock(contract_, judged_stop(contract_, settings_.stage), facts.clocks);
  if (!judged && !facts.clocks.empty()) judged = &facts.clocks.front();
  settings_.worksheet(row(judging, funnel, facts, judged), out);
}

void collect_audit_fields(const Contract& contract, const AuditSettings& settings, std::vector<FieldId>& out) {
  collect_fact_fields(contract, settings.stage, out);
  for (const GroupBy& by : settings.by) collect_group_fields(by, out);
  if (settings.stratify) collect_group_fields(*settings.stratify, out);
  if (contract.segments)
    for (const Bucket& bucket : contract.segments->buckets) collect_fields(*bucket.when, out);
  for (const std::string_view name : {"lead_id", "owner", "segment", "email", "disposition", "disposition_reason"})
    out.push_back(known_field(name));
}

}  // namespace handoff
