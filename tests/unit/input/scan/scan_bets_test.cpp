// Bets of a scan that are lost late in a file: whatever it takes, the same rows go out, in order and none twice, and the same is told of the columns.
// What must come out is had from a contract that leaves nothing to bet on, or worked by hand.
#include <set>
#include <utility>

#include "catch.hpp"
#include "scan_support.hpp"

using namespace handoff;
using test::TempFile;
using test::utc_contract;
using Texts = std::vector<std::string>;

namespace {

/// Where rows go while they are read: a file that may begin again, or a pipe.
enum class Out { file, pipe };

struct Written {
  ScanResult result;
  std::string rows;
  Texts rejects;
  std::size_t resets = 0;
};

struct RowSink final : LeadSink {
  RowSink(Written& written_, const std::vector<FieldId>& fields_, Out out_) : written(written_), fields(fields_), out(out_) {}
  void lead(const Judging& judging) override { pending += test::describe(*judging.lead, fields, judging.duplicate) + "\n"; }
  std::string take_rows() override { return std::exchange(pending, {}); }
  void reset() override {
    if (out == Out::pipe) FAIL("rows in a pipe cannot be taken back");
    CHECK(pending.empty());
    ++written.resets;
  }
  Written& written;
  const std::vector<FieldId>& fields;
  Out out;
  std::string pending;
};

Written write_rows(const Contract& contract, const std::string& path, const Texts& names, Out out, int threads, bool emails) {
  ScanRequest request;
  request.files = {path};
  request.contract = &contract;
  request.threads = threads;
  request.block_size = 50'000;
  request.want_email_duplicates = emails;
  for (const auto& name : names) request.needed.push_back(known_field(name));
  Written written;
  request.rows.write = [&](std::string_view rows) { written.rows += rows; };
  if (out == Out::file) request.rows.take_back = [&] { written.rows.clear(); };
  request.reject = [&](const RejectRow& row) { written.rejects.push_back(std::to_string(row.line) + ": " + row.text); };
  request.forget_rejects = [&] { written.rejects.clear(); };
  std::vector<std::unique_ptr<RowSink>> sinks;
  written.result = scan(request, [&](std::size_t) {
    sinks.push_back(std::make_unique<RowSink>(written, request.needed, out));
    return sinks.back().get();
  });
  return written;
}

/// Rows of 230 bytes, 1.1 MB in all, of which a sample sees the first 256 KiB and as much from the middle on; `late` stands 410 KB in.
std::string long_export(const std::string& late, const std::string& modified) {
  std::string text = "company,lead_id,email,mql_at,modified_at\n";
  const std::string filler(190, 'x');
  for (int i = 0; i < 5000; ++i) {
    const std::string id = std::to_string(i), email = i == 4999 ? "dee@x.com" : "p" + id + "@x.com";
    text += filler + "," + id + "," + email + ",3/4/2024," + modified + "\n";
    if (i == 1799) text += late;
  }
  return text;
}

struct Expected {
  int file_passes = 0, pipe_passes = 0;   ///< at most, of a scan that counts addresses
};

/// In every way the scan can be asked for, the rows are those of `sure`, a contract that says all.
void check_all_ways(const std::string& text, const Contract& sure, const Expected& most) {
  const TempFile file(text);
  const Texts names{"lead_id", "mql_at"};
  for (const bool emails : {false, true}) {
    const Written wanted = write_rows(sure, file.path(), names, Out::pipe, 1, emails);
    REQUIRE(wanted.result.files[0].delivered >= 5001);
    for (const Out out : {Out::file, Out::pipe}) {
      for (const int threads : {1, 2, 7}) {
        INFO("threads " << threads << ", " << (out == Out::file ? "file" : "pipe") << ", e-mails " << emails);
        const Written got = write_rows(utc_contract(), file.path(), names, out, threads, emails);
        CHECK(got.rows == wanted.rows);
        CHECK(got.rejects == wanted.rejects);
        CHECK(got.result.first_rejects.size() == wanted.result.first_rejects.size());
        CHECK(got.result.notes == wanted.result.notes);
        CHECK(got.result.newest == wanted.result.newest);
        CHECK(got.result.ids == wanted.result.ids);
        CHECK(got.result.date_orders[known_field("mql_at")] == DateOrder::dmy);
        CHECK(got.result.files[0].delivered == wanted.result.files[0].delivered);
        CHECK(got.result.files[0].duplicates == wanted.result.files[0].duplicates);
        for (const char* name : {"mql_at", "modified_at"}) {
          const FieldFacts &facts = got.result.facts[known_field(name)], &others = wanted.result.facts[known_field(name)];
          CHECK(facts.filled == others.filled);
          CHECK(facts.unreadable == others.unreadable);
        }
        CHECK(got.result.passes <= (out == Out::file ? most.file_passes : most.pipe_passes));
        if (emails) CHECK(got.result.passes == (out == Out::file ? most.file_passes : most.pipe_passes));
        if (out == Out::file) CHECK(got.resets % static_cast<std::size_t>(threads) == 0);
      }
    }
  }
}

Contract day_first() {
  Contract contract = utc_contract();
  contract.date_order = DateOrder::dmy;
  return contract;
}

std::string late_row(const std::string& cells) { return std::string(190, 'x') + "," + cells + "\n"; }

}  // namespace

TEST_CASE("a bet on the order of dates that is lost late", "[threads]") {
  const std::string late = late_row("late,late@x.com,25/4/2024,2024-04-25 08:00") + late_row(",nobody@x.com,,");
  check_all_ways(long_export(late, "2024-04-05 08:00"), day_first(), {3, 2});
}

TEST_CASE("a bet on the order of a column that the sample saw empty", "[threads]") {
  // The other column shows the day first throughout, so this one is taken to be written likewise, and the bet is won.
  std::string text = long_export(late_row("late,late@x.com,25/4/2024,25/4/2024"), "25/3/2024");
  for (std::size_t at = 0; (at = text.find(",3/4/2024,", at)) != std::string::npos;) text.replace(at, 10, ",,");
  check_all_ways(text, day_first(), {2, 2});
}

TEST_CASE("a bet that no id comes again, lost late to a row that does not stand, and its address is nobody's twin", "[threads]") {
  // Read with the day first, 9/4 is before 3/12; the other way round it is after it. dee@x.com is also the address of the last lead.
  const std::string late = late_row(",nobody@x.com,,") + late_row("late,eve@x.com,1/4/2024,3/12/2024") + late_row("late,dee@x.com,2/4/2024,9/4/2024") +
                           late_row(",nobody@x.com,,") + late_row("told,told@x.com,25/4/2024,25/4/2024");
  const std::string text = long_export(late, "") + late_row(",nobody@x.com,,");
  check_all_ways(text, day_first(), {5, 4});
  const TempFile file(text);
  const std::string rows = write_rows(utc_contract(), file.path(), {"lead_id", "mql_at"}, Out::file, 2, true).rows;
  CHECK(rows.find("\nlate|2024-04-01T00:00:00Z|sole\n") != std::string::npos);
  CHECK(rows.find("\n4999|2024-04-03T00:00:00Z|sole\n") != std::string::npos);
}

TEST_CASE("a bet on dates that cannot be read is told in the words of one that was not made") {
  const TempFile both(long_export(late_row("a,a@x.com,25/4/2024,") + late_row("b,b@x.com,4/25/2024,"), ""));
  const TempFile neither(long_export("", ""));
  const TempFile again(long_export(late_row("a,a@x.com,25/4/2024,3/4/2024") + late_row("a,b@x.com,25/4/2024,4/3/2024"), ""));
  for (const TempFile* file : {&both, &neither, &again}) {
    std::set<std::string> said;
    for (const Out out : {Out::file, Out::pipe})
      for (const bool emails : {false, true})
        for (const int threads : {1, 2, 7}) {
          try {
            write_rows(utc_contract(), file->path(), {"lead_id", "mql_at"}, out, threads, emails);
            FAIL("not refused");
          } catch (const Error& error) {
            said.insert(error.where + ": " + error.problem + ": " + error.fix);
          }
        }
    CHECK(said.size() == 1);
  }
}

TEST_CASE("a pass that asks whether an id comes again ends where one does") {
  std::string text = "lead_id,email,modified_at\nagain,a@x.com,2024-04-01\nagain,b@x.com,2024-04-02\n";
  for (int i = 0; i < 60'000; ++i) text += std::to_string(i % 2 == 0 ? i : 60'000 - i) + ",c@x.com,2024-04-01\n";  // in no order: none is spared
  const TempFile file(text);
  const Contract contract = utc_contract();
  ScanRequest request;
  request.files = {file.path()};
  request.contract = &contract;
  request.threads = 1;
  request.block_size = 1000;
  request.want_email_duplicates = true;
  std::vector<double> shares;
  request.progress = [&](double share) { shares.push_back(share); };
  test::KeepingSink sink({});
  const ScanResult result = scan(request, [&](std::size_t) { return &sink; });
  CHECK(result.passes == 4);
  CHECK(result.ids == 60'001);
  CHECK(sink.leads.size() == 60'001);
  REQUIRE(shares.size() > 50);
  CHECK(std::count(shares.begin(), shares.end(), 0.0) == 4);
  const auto second = std::find(shares.begin() + 1, shares.end(), 0.0);
  CHECK(*(second - 1) < 0.4);  // ids go into the table by some sixteen thousand
}
