// Ledger and worksheet as CSV, and the way back from a filled-in worksheet.
#include "audit_files.hpp"

#include <algorithm>

#include "handoff/error.hpp"
#include "records.hpp"

namespace handoff {

namespace {

std::string joined(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    line += cells[i];
  }
  return line + "\n";
}

std::string number_cell(const std::optional<Seconds>& number) { return number ? std::to_string(*number) : std::string(); }

std::string question(Check check) {
  switch (check) {
    case Check::late: return "touched_in_time";
    case Check::no_disposition: return "has_disposition";
    case Check::off_icp: return "fits_icp";
    default: return "meets_definition";
  }
}

}  // namespace

std::string ledger_header(bool with_contact) {
  return std::string("lead_id,") + (with_contact ? "name,email," : "") +
         "owner,segment,stage,clock,start,stop,due,elapsed_seconds,limit_seconds,unit,verdict,disposition,reason,fit_icp,"
         "meets_definition,explanation\n";
}

std::string ledger_line(const LedgerRow& row, bool with_contact) {
  std::vector<std::string> cells = {csv_text(row.lead_id)};
  if (with_contact) cells.insert(cells.end(), {csv_text(row.name), csv_text(row.email)});
  cells.insert(cells.end(), {csv_text(row.owner), csv_text(row.segment), csv_text(row.stage), csv_text(row.clock), row.start, row.stop, row.due,
                             number_cell(row.elapsed), number_cell(row.limit), row.unit, row.verdict, csv_text(row.disposition),
                             csv_text(row.reason), row.fit_icp, row.meets_definition, csv_text(row.explanation)});
  return joined(cells);
}

std::string worksheet(const AuditResult& result, const Contract& contract, bool with_contact) {
  std::vector<std::string> header = {"lead_id"};
  if (with_contact) header.insert(header.end(), {"name", "email"});
  header.insert(header.end(), {"owner", "segment", "zone", "entered", "clock", "due", "stop", "disposition", "reason"});
  for (const Check check : reviewed_checks) header.push_back(question(check));
  header.insert(header.end(), {"reviewer", "comment"});
  std::string text = joined(header);
  for (const SampledLead& lead : result.leads) {
    const LedgerRow& row = lead.rows.front();
    std::vector<std::string> cells = {csv_text(row.lead_id)};
    if (with_contact) cells.insert(cells.end(), {csv_text(row.name), csv_text(row.email)});
    cells.insert(cells.end(), {csv_text(row.owner), csv_text(row.segment), contract.zone->name(), lead.entered, csv_text(row.clock), row.due_local,
                               row.stop_local, csv_text(row.disposition), csv_text(row.reason)});
    cells.resize(header.size());
    text += joined(cells);
  }
  return text;
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
        throw Error(file_, "row " + std::to_string(row_) + ", " + question(reviewed_checks[i]) + ": '" + std::string(cell.substr(0, 40)) + "' is no verdict",
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
  const std::unique_ptr<ByteSource> source = open_source(path);
  const Dialect dialect = find_dialect(*source);
  Wanted wanted{std::vector<int>(dialect.header.size(), -1), static_cast<int>(reviewed_checks.size()) + 1};
  const auto want = [&](const std::string& name, int slot) {
    const auto found = std::find(dialect.header.begin(), dialect.header.end(), name);
    if (found == dialect.header.end())
      throw Error(path, "has no column '" + name + "': it is no worksheet of this audit", "write one with --worksheet, fill it in, and give it back");
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
