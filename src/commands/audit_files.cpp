// Ledger and worksheet as CSV, and the way back from a filled-in worksheet.
#include "audit_files.hpp"

#include <algorithm>

#include "csv_cells.hpp"
#include "handoff/error.hpp"
#include "handoff/time_text.hpp"
#include "records.hpp"

namespace handoff {

namespace {

std::string question(Check check) {
  switch (check) {
    case Check::late: return "touched_in_time";
    case Check::no_disposition: return "has_disposition";
    case Check::off_icp: return "fits_icp";
    default: return "meets_definition";
  }
}

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
    lead(row, out);
    out += ',';
    out += contract_.zone->name();
    out += ',';
    if (const StageClaim& entry = row.facts.funnel.stages[stage_]; entry.placed) append_local_text(out, entry.place, *contract_.zone);
    out += ',';
    if (row.clock) out += clock_cells_[static_cast<std::size_t>(row.clock->clock)];
    out += ',';
    if (row.clock && row.clock->started) append_local_text(out, {row.clock->due.first, row.clock->due.first, 0, false}, *contract_.zone);
    out += ',';
    if (row.clock && row.clock->stopped) append_local_text(out, row.clock->stop, *contract_.zone);
    state(row, out);
    out.append(reviewed_checks.size() + 2, ',');
    out += '\n';
  }

 private:
  void lead(const LedgerRow& row, std::string& out) const {
    append_field(row.lead, lead_id_, out);
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
    append_csv_text(out, row.segment);
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
    if (fact.started) append_whole(out, fact.elapsed);
    out += ',';
    if (const std::optional<Seconds> limit = row_limit(contract_, fact)) append_whole(out, *limit);
    out += ',';
    out += unit_words[static_cast<std::size_t>(contract_.clocks[index].limit.unit)];
    out += ',';
    out += verdict_name(fact.verdict);
  }

  void state(const LedgerRow& row, std::string& out) const {
    out += ',';
    append_field(row.lead, disposition_, out);
    out += ',';
    append_field(row.lead, reason_, out);
  }

  static void append_field(const Lead& lead, FieldId field, std::string& out) {
    if (const Value& value = lead[field]; value.present()) append_csv_text(out, value.text);
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
  for (const Check check : reviewed_checks) line += "," + question(check);
  return line + ",reviewer,comment\n";
}

RowWriter worksheet_writer(const Contract& contract, const AuditSettings& settings, bool with_contact) {
  return [cells = RowCells(contract, settings, with_contact)](const LedgerRow& row, std::string& out) { cells.worksheet(row, out); };
}

namespace {

/// Is it a cell with the mark that keeps a spreadsheet from running it?
bool is_guarded(std::string_view cell) { return cell.starts_with('\'') || cell.starts_with("\"'"); }

/// Takes the rows of a worksheet.
class ReviewSink : public RecordSink {
 public:
  explicit ReviewSink(std::string file) : file_(std::move(file)) {}
  void record(const Record& record) override {
    ++row_;
    std::string id(record.cells[0]);
    if (id.size() > 1 && id[0] == '\'' && id[1] != '\'' && is_guarded(csv_text(id.substr(1)))) id.erase(0, 1);
    Review review;
    for (std::size_t i = 0; i < review.size(); ++i) {
      const std::string_view cell = record.cells[i + 1];
      bool yes = false;
      if (cell.empty()) review[i] = Finding::unknown;
      else if (read_boolean(cell, yes)) review[i] = yes ? Finding::pass : Finding::fail;
      else
        throw Error(file_, "row " + std::to_string(row_) + ", " + question(reviewed_checks[i]) + ": '" + std::string(cell.substr(0, 40)) + "' is not a verdict",
                    "write yes or no, or leave the cell blank");
    }
    if (!id.empty()) reviews[id] = review;
  }
  std::map<std::string, Review> reviews;

 private:
  std::string file_;
  std::uint64_t row_ = 0;
};

}  // namespace

std::map<std::string, Review> read_reviews(const std::string& path) {
  const std::unique_ptr<ByteSource> source = open_source(path, 0, [](const ByteSource& head) { find_dialect(head); });
  const Dialect dialect = find_dialect(*source);
  Wanted wanted{std::vector<int>(dialect.header.size(), -1), static_cast<int>(reviewed_checks.size()) + 1};
  const auto want = [&](const std::string& name, int slot) {
    const auto found = std::find(dialect.header.begin(), dialect.header.end(), name);
    if (found == dialect.header.end())
      throw Error(path, "has no column '" + name + "': it is not a worksheet of this audit", "write one with --worksheet, fill it in, and give it back");
    wanted.slot_of_column[static_cast<std::size_t>(found - dialect.header.begin())] = slot;
  };
  want("lead_id", 0);
  for (std::size_t i = 0; i < reviewed_checks.size(); ++i) want(question(reviewed_checks[i]), static_cast<int>(i) + 1);
  BlockReader reader(*source, dialect, wanted);
  ReviewSink sink(path);
  std::uint64_t at = dialect.data_offset;
  constexpr std::uint64_t block = std::uint64_t{1} << 20;
  while (at < source->size()) {
    const BlockAccount& account = reader.normalize(at, at + block);
    if (!account.rejects.empty())
      throw Error(path, std::string(reject_sentence(account.rejects.front().reason)), "save the worksheet as CSV again, with all its columns");
    reader.deliver(sink);
    at = account.end;
  }
  return std::move(sink.reviews);
}

namespace {

void compare(Finding tool, Finding person, ReviewResult& result) {
  ++result.reviewed;
  if (tool == person) ++result.agree;
  else if (tool == Finding::fail) ++result.only_tool;
  else if (tool == Finding::pass) ++result.only_person;
  else ++result.settled;
}

/// The sample stands for the leads of the population that the check decides; a person may decide more than those.
Rate sample_rate(const FindingCounts& sample, const Rate& all, bool everybody) {
  const auto decided = static_cast<std::int64_t>(sample.decided());
  return wilson_sample(static_cast<std::int64_t>(sample.fail), decided, everybody ? decided : std::max(all.of, decided));
}

}  // namespace

ReviewSummary fold_reviews(const AuditResult& result, const std::map<std::string, Review>& reviews) {
  ReviewSummary summary;
  for (const Check check : reviewed_checks) {
    ReviewResult one;
    one.check = check;
    summary.checks.push_back(one);
  }
  std::vector<FindingCounts> corrected(reviewed_checks.size());
  FindingCounts any;
  std::uint64_t known = 0;
  for (const SampledLead& lead : result.leads) {
    const auto found = reviews.find(lead.id);
    known += found != reviews.end();
    bool judged = false;
    bool fail = false, unknown = false;
    for (std::size_t i = 0; i < reviewed_checks.size(); ++i) {
      const Finding tool = lead.checks[static_cast<std::size_t>(reviewed_checks[i])];
      Finding finding = tool;
      if (found != reviews.end() && found->second[i] != Finding::unknown) {
        finding = found->second[i];
        judged = true;
        compare(tool, finding, summary.checks[i]);
      }
      corrected[i].add(finding);
      if (i >= union_count) continue;
      fail = fail || finding == Finding::fail;
      unknown = unknown || (finding != Finding::pass && finding != Finding::exempt && result.checks[i].measurable);
    }
    summary.leads += judged;
    any.add(fail ? Finding::fail : unknown ? Finding::unknown : Finding::pass);
  }
  summary.strangers = reviews.size() - known;
  const bool everybody = result.sample == result.population;
  for (std::size_t i = 0; i < summary.checks.size(); ++i) summary.checks[i].corrected = 
        sample_rate(corrected[i], result.checks[static_cast<std::size_t>(reviewed_checks[i])].all, everybody);
  summary.any_corrected = sample_rate(any, result.any_failed_all, everybody);
  return summary;
}

}  // namespace handoff
