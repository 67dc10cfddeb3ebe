// Ledger and worksheet as CSV. The way back from a filled-in worksheet is review.cpp.
#include "audit/audit_files.hpp"

#include "csv_cells.hpp"
#include "handoff/time/time_text.hpp"
#include "files/row_cells.hpp"
#include "worksheet/worksheet.hpp"

namespace handoff {

namespace {

constexpr std::string_view tri_cells[] = {"no", "yes", "unknown"};
constexpr std::string_view unit_words[] = {"elapsed", "business_hours", "business_days"};

/// What both files say of a lead, in cells that stand one after the other.
class RowCells {
 public:
  RowCells(const Contract& contract, const AuditSettings& settings, bool with_contact)
      : contract_(contract), as_of_(settings.as_of), stage_(static_cast<std::size_t>(settings.stage)), with_contact_(with_contact),
        stage_cell_(csv_text(contract.stages[stage_].name)) {
    for (const Clock& clock : contract.clocks) clock_cells_.push_back(csv_text(clock.name));
  }

  void ledger(const LedgerRow& row, std::string& out) const {
    append_field(row.lead, lead_id_, out);
    lead(row, out);
    out += ',';
    out += stage_cell_;
    out += ',';
    if (row.clock) clock(*row.clock, out);
    else out += ",,,,,,,unknown";
    state(row, out);
    for (const Tri tri : {row.facts.fits_icp, row.facts.meets_definition}) {
      out += ',';
      out += tri_cells[static_cast<std::size_t>(tri)];
    }
    out += ',';
    const std::size_t from = out.size();
    append_explanation(contract_, row, as_of_, out);
    close_csv_text(out, from);
    out += '\n';
  }

  void worksheet(const LedgerRow& row, std::string& out) const {
    out += worksheet_id(row.lead[lead_id_].text);
    lead(row, out);
    out += ',';
    out += contract_.zone->name();
    out += ',';
    if (const StageClaim& entry = row.funnel.stages[stage_]; entry.placed) append_local_text(out, entry.place, *contract_.zone);
    out += ',';
    if (row.clock) out += clock_cells_[static_cast<std::size_t>(row.clock->clock)];
    out += ',';
    if (row.clock && row.clock->started) append_local_text(out, {row.clock->due.first, row.clock->due.first, 0, false}, *contract_.zone);
    out += ',';
    if (row.clock && row.clock->stopped) append_local_text(out, row.clock->stop, *contract_.zone);
    state(row, out);
  }

 private:
  void lead(const LedgerRow& row, std::string& out) const {
    if (with_contact_) {
      out += ',';
      const std::size_t from = out.size();
      for (const FieldId part : {first_name_, last_name_}) {
        const Value& value = row.lead[part];
        if (!value.present()) continue;
        if (out.size() > from) out += ' ';
        out += value.text;
      }
      close_csv_text(out, from);
      out += ',';
      append_field(row.lead, email_, out);
    }
    out += ',';
    append_csv_text(out, row.owner);
    out += ',';
    append_shown(row.segment, with_contact_, out);
  }

  /// From the clock's name to its verdict.
  void clock(const ClockFact& fact, std::string& out) const {
    const auto index = static_cast<std::size_t>(fact.clock);
    out += clock_cells_[index];
    out += ',';
    if (fact.has_start) append_stamp(out, fact.start);
    out += ',';
    if (fact.stopped) append_stamp(out, fact.stop);
    out += ',';
    if (fact.started) append_iso_instant(out, fact.due.first);
    out += ',';
    if (fact.started && fact.undated == Tri::no) append_whole(out, fact.elapsed);
    out += ',';
    if (const std::optional<Seconds> limit = row_limit(contract_, fact)) append_whole(out, *limit);
    out += ',';
    out += unit_words[static_cast<std::size_t>(contract_.clocks[index].limit.unit)];
    out += ',';
    out += verdict_name(fact.verdict);
  }

  void state(const LedgerRow& row, std::string& out) const {
    out += ',';
    append_shown(row.lead, disposition_, with_contact_, out);
    out += ',';
    append_shown(row.lead, reason_, with_contact_, out);
  }

  const Contract& contract_;
  Instant as_of_;
  std::size_t stage_;
  bool with_contact_;
  std::string stage_cell_;
  std::vector<std::string> clock_cells_;
  FieldId lead_id_ = known_field("lead_id"), first_name_ = known_field("first_name"), last_name_ = known_field("last_name"),
          email_ = known_field("email"), disposition_ = known_field("disposition"), reason_ = known_field("disposition_reason");
};

}  // namespace

std::string ledger_header(bool with_contact) {
  return std::string("lead_id,") + (with_contact ? "name,email," : "") +
         "owner,segment,stage,clock,start,stop,due,elapsed_seconds,limit_seconds,unit,verdict,disposition,reason,fit_icp,"
         "meets_definition,explanation\n";
}

RowWriter ledger_writer(const Contract& contract, const AuditSettings& settings, bool with_contact) {
  return [cells = RowCells(contract, settings, with_contact)](const LedgerRow& row, std::string& out) { cells.ledger(row, out); };
}

std::string worksheet_header(bool with_contact) {
  std::string line = std::string("lead_id,") + (with_contact ? "name,email," : "") + "owner,segment,zone,entered,clock,due,stop,disposition,reason";
  for (const std::string_view name : filled_names()) line.append(",").append(name);
  return line + ",rank,key,sample,written\n";
}

RowWriter worksheet_writer(const Contract& contract, const AuditSettings& settings, bool with_contact) {
  return [cells = RowCells(contract, settings, with_contact)](const LedgerRow& row, std::string& out) { cells.worksheet(row, out); };
}

}  // namespace handoff
