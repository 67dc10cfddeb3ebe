// The ledger: one row a lead and clock, each with a sentence that says why.
#include "handoff/audit.hpp"

#include "row_texts.hpp"

namespace handoff {

namespace {

std::string tri_text(Tri tri) { return tri == Tri::yes ? "yes" : tri == Tri::no ? "no" : "unknown"; }

std::string unit_text(Unit unit) {
  return unit == Unit::elapsed ? "elapsed" : unit == Unit::business_hours ? "business_hours" : "business_days";
}

/// What else is wrong with the lead, after the clock's own sentence.
std::string other_findings(const LeadFacts& facts) {
  std::string text;
  for (std::size_t i = 1; i < check_count; ++i) {
    if (facts.checks[i] != Finding::fail) continue;
    text += text.empty() ? " Also: " : "; ";
    text += check_sentence(static_cast<Check>(i));
  }
  return text.empty() ? text : text + ".";
}

void fill_clock(const Contract& contract, const ClockFact& fact, Instant as_of, LedgerRow& row) {
  const Clock& clock = contract.clocks[static_cast<std::size_t>(fact.clock)];
  row.clock = clock.name;
  row.unit = unit_text(clock.limit.unit);
  row.verdict = verdict_name(fact.verdict);
  if (fact.has_start) row.start = stamp_text(fact.start);
  if (fact.stopped) {
    row.stop = stamp_text(fact.stop);
    row.stop_local = local_text(fact.stop, *contract.zone);
  }
  if (fact.started) {
    row.due = iso_instant(fact.due.first);
    row.due_local = local_text({fact.due.first, fact.due.first, 0, false}, *contract.zone);
    row.elapsed = fact.elapsed;
    row.limit = limit_seconds(clock, fact.start.first);
  } else if (clock.limit.unit != Unit::business_days) {
    row.limit = clock.limit.amount;
  }
  row.explanation = clock_sentence(contract, fact, as_of);
}

}  // namespace

std::vector<LedgerRow> AuditTally::ledger_rows(const Judging& judging) const {
  const Lead& lead = *judging.lead;
  LedgerRow row;
  row.lead_id = text_of(lead, "lead_id");
  row.owner = lead_owner(judging, facts_.clocks, settings_.as_of).name;
  if (contract_.segments) {
    const int bucket = bucket_of(*contract_.segments, judging);
    row.segment = bucket < 0 ? "unmapped" : contract_.segments->buckets[static_cast<std::size_t>(bucket)].name;
  } else {
    row.segment = text_of(lead, "segment");
  }
  row.stage = contract_.stages[static_cast<std::size_t>(settings_.stage)].name;
  row.disposition = text_of(lead, "disposition");
  row.reason = text_of(lead, "disposition_reason");
  row.fit_icp = tri_text(facts_.fits_icp);
  row.meets_definition = tri_text(facts_.meets_definition);
  row.email = text_of(lead, "email");
  row.name = text_of(lead, "first_name");
  const std::string last = text_of(lead, "last_name");
  if (!last.empty()) row.name += (row.name.empty() ? "" : " ") + last;

  const std::string others = other_findings(facts_);
  std::vector<LedgerRow> rows;
  for (const ClockFact& fact : facts_.clocks) {
    rows.push_back(row);
    fill_clock(contract_, fact, settings_.as_of, rows.back());
    rows.back().owner = clock_owner(judging, fact, settings_.as_of).name;
    rows.back().explanation += others;
  }
  if (rows.empty()) {
    row.verdict = verdict_name(Verdict::unknown);
    row.explanation = "No clock of the contract applies to this lead." + others;
    rows.push_back(std::move(row));
  }
  return rows;
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
