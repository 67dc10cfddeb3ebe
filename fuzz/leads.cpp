// An export to leads, through the whole engine: unpacking, dialect, columns, dates, repeated ids. Under two threads and other blocks it must say what it
// says under one, every row must be accounted for, and a plain reader must find as many.
#include <sys/mman.h>
#include <unistd.h>

#include <map>
#include <utility>

#include "leads/columns.hpp"
#include "contract_file.hpp"
#include "handoff/text/error.hpp"
#include "scan/scan.hpp"
#include "target.hpp"
#include "walked_csv.hpp"

namespace handoff::fuzz {
namespace {

constexpr const char* terms = R"toml(
handoff = 2
[contract]
name = "Fuzz"
version = "1"
[time]
zone = "America/New_York"
[columns]
lead_id = ["id", "Record ID", "Id"]
[null]
values = ["-", "(No value)"]
[[stage]]
name = "Lead"
when = "lead_id IS NOT NULL"
)toml";

/// A file that has no name and lives in memory.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : fd_(memfd_create("fuzz", 0)) {
    demand(fd_ >= 0 && write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "a file in memory can be made");
  }
  ~MemoryFile() { close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

struct Sink final : LeadSink {
  Sink(const std::vector<FieldId>& fields_, bool ordered_) : fields(fields_), ordered(ordered_) {}
  const std::vector<FieldId>& fields;
  bool ordered;  // are its rows taken?
  std::map<std::uint64_t, std::string> leads;
  void lead(const Judging& judging) override {
    const Lead& lead = *judging.lead;
    std::string text(1, "ny?"[static_cast<int>(judging.duplicate)]);
    for (const FieldId id : fields) {
      const Value& value = lead[id];
      text += "|" + std::to_string(static_cast<int>(value.state)) + std::string(value.text);
      if (value.present() && known_fields()[id].type == Type::date) text += "=" + iso_instant(value.stamp.first);
    }
    if (ordered) rows += std::to_string(lead.offset) + text + "\n";
    demand(leads.emplace(lead.offset, text).second, "a lead is handed on once", text);
  }
  std::string take_rows() override { return std::exchange(rows, {}); }
  void reset() override {
    demand(rows.empty(), "rows are taken block by block");
    leads.clear();
  }
  std::string rows;
};

/// All that a scan says, as one text; what it refuses with, where it does.
struct Answer {
  std::string text, refusal;
  std::uint64_t rows = 0, files = 0;
};

Answer scanned(const std::string& path, const Contract& contract, int threads, std::size_t block_size, bool emails, bool ordered, bool final) {
  ScanRequest request;
  request.files = {path};
  request.contract = &contract;
  request.threads = threads;
  request.block_size = block_size;
  request.unpack_limit = 1 << 20;
  request.want_email_duplicates = emails;
  std::string written;
  if (ordered) request.rows.write = [&](std::string_view rows) { written += rows; };
  if (ordered && !final) request.rows.take_back = [&] { written.clear(); };
  request.horizon = 1'800'000'000;
  for (const char* name : {"lead_id", "email", "created_at", "mql_at", "employees", "company"}) request.needed.push_back(known_field(name));
  Answer answer;
  request.reject = [&](const RejectRow& row) { answer.text += std::to_string(row.line) + ":" + std::string(reject_name(row.reason)) + ":" + row.text + "\n"; };
  request.forget_rejects = [&] { answer.text.clear(); };
  std::vector<std::unique_ptr<Sink>> sinks;
  ScanResult result;
  try {
    result = scan(request, [&](std::size_t) { return sinks.emplace_back(std::make_unique<Sink>(request.needed, ordered)).get(); });
  } catch (const Error& error) {
    demand(!error.problem.empty(), "a refusal says what");
    answer.refusal = error.where + ": " + error.problem;
    return answer;
  }
  std::map<std::uint64_t, std::string> leads;
  for (const auto& sink : sinks)
    for (const auto& [offset, text] : sink->leads) demand(leads.emplace(offset, text).second, "a lead is handed to one worker", text);
  std::uint64_t delivered = 0;
  for (const FileAccount& file : result.files) {
    demand(file.rows_read == file.delivered + file.rejected() + file.duplicates, "rows read = used + set aside + duplicates", file.file);
    delivered += file.delivered;
    answer.rows += file.rows_read;
    answer.text += std::to_string(file.rows_read) + "/" + std::to_string(file.rejected()) + "/" + std::to_string(file.cells_repaired) + "\n";
  }
  answer.files = result.files.size();
  demand(delivered == leads.size(), "as many leads as the account says");
  demand(result.ids == leads.size(), "as many leads as ids");
  std::string rows;
  for (const auto& [offset, text] : leads) rows += std::to_string(offset) + text + "\n";
  demand(!ordered || written == rows, "rows go out in the order of the file", written);
  answer.text += rows;
  for (const std::string& note : result.notes) answer.text += note + "\n";
  return answer;
}

void check_plainly(const std::string& path, const Contract& contract, const Answer& answer) {
  std::uint64_t rows = 0;
  for (const auto& source : Sources().open(path, 1 << 20)) {
    std::string text(source->size(), '\0');
    demand(source->read(0, text.data(), text.size()) == text.size(), "a source is as long as it says");
    const Dialect dialect = find_dialect(*source, known_headers(contract));
    rows += dialect.title.size() + test::read_plainly(text, dialect).size();
  }
  demand(rows == answer.rows, "a plain reader finds as many rows", std::to_string(rows) + " and " + std::to_string(answer.rows));
}

}  // namespace

void leads(std::string_view bytes) {
  static const Contract contract = parse_contract(terms, "terms.toml");
  Choices choices(bytes);
  const unsigned cuts = choices.below(256);
  const bool emails = cuts % 3 == 0, ordered = cuts % 5 == 0;
  const MemoryFile file(choices.rest());
  const Answer one = scanned(file.path(), contract, 1, 1 << 20, emails, ordered, false);
  const Answer two = scanned(file.path(), contract, 2, 16 + choices.rest().size() * (cuts / 8) / 64, emails, ordered, ordered);
  demand(one.refusal == two.refusal, "one thread and two refuse alike", one.refusal + " | " + two.refusal);
  demand(one.refusal.empty() ? one.text == two.text : true, "one thread and two say the same", one.text + "\n--\n" + two.text);
  if (one.refusal.empty()) check_plainly(file.path(), contract, one);
}

}  // namespace handoff::fuzz
