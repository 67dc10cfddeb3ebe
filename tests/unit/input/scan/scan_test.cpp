// The engine on exports small enough to be worked by hand: the same answer for every number of threads and every size of block.
#include <memory>
#include <set>
#include <utility>

#include "catch.hpp"
#include "scan_support.hpp"

using namespace handoff;
using test::scan_files;
using test::scan_text;
using test::TempFile;
using test::utc_contract;
using Texts = std::vector<std::string>;

namespace {

std::uint64_t count_of(const FileAccount& file, RejectReason reason) { return file.rejects[static_cast<std::size_t>(reason)]; }

void check_balance(const ScanResult& result) {
  for (const FileAccount& file : result.files) CHECK(file.rows_read == file.delivered + file.rejected() + file.duplicates);
}

std::string many_rows(int rows, int ids) {
  std::string text = "lead_id,email,company,modified_at\n";
  for (int i = 0; i < rows; ++i) {
    const std::string id = std::to_string(i * 7919 % ids);
    text += id + ",p" + std::to_string(i % 13) + "@x.com,\"Acme, " + id + "\nRow \"\"" + std::to_string(i) + "\"\" of many\",";
    text += "2024-01-0" + std::to_string(1 + i * 31 % 9) + " 10:00:00\n";
  }
  return text;
}

ScanRequest request_of(const Contract& contract, const std::string& path, int threads, std::size_t block_size) {
  ScanRequest request;
  request.files = {path};
  request.contract = &contract;
  request.threads = threads;
  request.block_size = block_size;
  return request;
}

}  // namespace

TEST_CASE("the row modified last stands, else the later one") {
  const std::string text =
      "lead_id,owner,modified_at\n"
      "a,first,2024-01-02 08:00:00\n"
      "b,first,2024-01-02 08:00:00\n"
      "a,second,2024-01-01 08:00:00\n"
      "b,second,2024-01-02 08:00:00\n"
      "c,only,\n"
      "b,third,\n";
  const auto got = scan_text(utc_contract(), text, {"lead_id", "owner"});
  CHECK(got.leads == Texts{"a|first", "b|second", "c|only"});
  CHECK(got.result.files[0].rows_read == 6);
  CHECK(got.result.files[0].delivered == 3);
  CHECK(got.result.files[0].duplicates == 3);
  CHECK(got.result.ids == 3);
  CHECK(got.result.passes == 2);
  CHECK(got.resets == 1);
  check_balance(got.result);
}

TEST_CASE("without a modification time the later row stands") {
  CHECK(scan_text(utc_contract(), "lead_id,owner\na,1\nb,1\na,2\n", {"lead_id", "owner"}).leads == Texts{"b|1", "a|2"});
}

TEST_CASE("one pass is enough where every id stands once") {
  const auto got = scan_text(utc_contract(), "lead_id,owner\na,1\nb,1\nc,2\n", {"lead_id", "owner"});
  CHECK(got.result.passes == 1);
  CHECK(got.resets == 0);
  CHECK(got.leads.size() == 3);
}

TEST_CASE("threads and blocks of any size give the same leads", "[threads]") {
  const std::string text = many_rows(60, 25);
  const auto expected = scan_text(utc_contract(), text, {"lead_id", "company", "email"}, 1, 1 << 20, true);
  CHECK(expected.leads.size() == 25);
  CHECK(expected.result.files[0].duplicates == 35);
  for (const bool ordered : {false, true}) {
    for (const int threads : {1, 2, 3, 8}) {
      for (const std::size_t block : {std::size_t{16}, std::size_t{64}, std::size_t{1000}, std::size_t{1} << 20}) {
        const auto got = scan_text(utc_contract(), text, {"lead_id", "company", "email"}, threads, block, true, ordered);
        if (got.leads != expected.leads) FAIL("threads " << threads << ", blocks of " << block << ", ordered " << ordered);
        CHECK(got.result.files[0].duplicates == 35);
        check_balance(got.result);
      }
    }
  }
}

TEST_CASE("an export split in two, or with its rows in another order, gives the same leads") {
  const Texts rows = {"a,1,2024-01-05\n", "b,2,2024-01-03\n", "a,3,2024-01-07\n", "c,4,2024-01-01\n", "b,5,2024-01-02\n", "a,6,2024-01-06\n"};
  const std::string header = "lead_id,owner,modified_at\n";
  const std::set<std::string> expected = {"a|3", "b|2", "c|4"};
  Texts order = rows;
  std::sort(order.begin() + 1, order.end());
  do {
    std::string text = header;
    for (const auto& row : order) text += row;
    const auto got = scan_text(utc_contract(), text, {"lead_id", "owner"}, 2);
    if (std::set<std::string>(got.leads.begin(), got.leads.end()) != expected) FAIL(text);
  } while (std::next_permutation(order.begin() + 1, order.end()));

  const TempFile first(header + rows[0] + rows[1] + rows[2]);
  const TempFile second("owner,modified_at,lead_id\n4,2024-01-01,c\n5,2024-01-02,b\n6,2024-01-06,a\n");  // its columns in another order
  for (const int threads : {1, 4}) {
    const auto got = scan_files(utc_contract(), {first.path(), second.path()}, {"lead_id", "owner"}, threads);
    CHECK(got.leads == Texts{"b|2", "a|3", "c|4"});
    REQUIRE(got.result.files.size() == 2);
    CHECK(got.result.files[0].duplicates == 1);
    CHECK(got.result.files[1].duplicates == 2);
    check_balance(got.result);
  }
}

TEST_CASE("rows without a lead id are set aside with their line and text") {
  const std::string text =
      "lead_id,owner\n"
      "a,\"two\nlines\"\n"
      ",nobody\n"
      " ,\"no\nbody\"\n"
      "b,1\n"
      "c,1,extra,extra\n"
      "N/A,last";
  Contract contract = utc_contract();
  contract.nulls = {"n/a"};
  for (const int threads : {1, 3}) {
    for (const std::size_t block : {std::size_t{8}, std::size_t{4096}}) {
      const auto got = scan_text(contract, text, {"lead_id"}, threads, block);
      CHECK(got.leads == Texts{"a", "b"});
      CHECK(got.rejects == Texts{"4: no_lead_id: ,nobody", "5: no_lead_id:  ,\"no\nbody\"", "8: too_many_cells: c,1,extra,extra", "9: no_lead_id: N/A,last"});
      CHECK(count_of(got.result.files[0], RejectReason::no_lead_id) == 3);
      CHECK(got.result.files[0].rejected() == 4);
      CHECK(got.result.files[0].furniture() == 0);
      REQUIRE(got.result.first_rejects.size() == 4);
      CHECK(got.result.first_rejects[2].line == 8);
      check_balance(got.result);
    }
  }
}

TEST_CASE("only the first rows set aside are kept, whichever worker saw them") {
  std::string text = "lead_id,owner\n";
  for (int i = 0; i < 200; ++i) text += i % 2 ? ",x\n" : std::to_string(i) + ",x\n";
  const auto got = scan_text(utc_contract(), text, {"lead_id"}, 4, 64);
  REQUIRE(got.result.first_rejects.size() == 20);
  for (std::size_t i = 0; i < 20; ++i) CHECK(got.result.first_rejects[i].line == 3 + 2 * i);
  CHECK(got.rejects.size() == 100);
}

TEST_CASE("e-mail twins are leads of different ids that stand") {
  const std::string text =
      "lead_id,email,modified_at\n"
      "a,ann@x.com,2024-01-02\n"
      "b, Ann@X.com,2024-01-02\n"
      "c,cy@x.com,2024-01-02\n"
      "c,cy@x.com,2024-01-01\n"      // the same lead again is no twin
      "d,dee@x.com,2024-01-02\n"
      "e,dee@x.com,2024-01-01\n"     // does not stand
      "e,eve@x.com,2024-01-02\n"
      "f,,2024-01-02\n";
  for (const bool ordered : {false, true}) {
    const auto got = scan_text(utc_contract(), text, {"lead_id"}, 2, 64, true, ordered);
    CHECK(got.leads == Texts{"a|twin", "b|twin", "c|sole", "d|sole", "e|sole", "f"});
    CHECK(got.result.passes == 4);  // ids; which rows stand; the addresses of these; the leads
    CHECK(got.resets == 0);
  }
  CHECK(scan_text(utc_contract(), "lead_id,email\na,x@y.z\nb,x@y.z\n", {"lead_id"}, 1, 64, true).result.passes == 2);
  CHECK(scan_text(utc_contract(), "lead_id\na\nb\n", {"lead_id"}, 1, 64, true).leads == Texts{"a", "b"});  // no such column
}

TEST_CASE("absent columns are listed; one that another file has is absent there, not blank") {
  const TempFile first("lead_id,owner\na,1\n"), second("lead_id,title\nb,Boss\n");
  const auto got = scan_files(utc_contract(), {first.path(), second.path()}, {"lead_id", "owner", "title", "mql_at"});
  CHECK(got.leads == Texts{"a|1|?|?", "b|?|Boss|?"});
  CHECK(got.result.absent == std::vector<FieldId>{known_field("mql_at")});
  CHECK(got.result.header_of_field[known_field("title")] == "title");
  CHECK(got.result.notes.size() == 2);
  CHECK(got.result.notes[0] == first.path() + ": has no column for title, which another file has; what rests on it is unknown in these rows");
}

TEST_CASE("unreadable cells are noted with the line of the first, past quoted newlines and block borders") {
  const std::string text = "lead_id,company,employees\na,\"x\n\ny\",5\nb,,6\nc,\"\n\",lots\nd,,many\n";  // c begins on line 6
  for (const std::size_t block : {std::size_t{4}, std::size_t{1000}}) {
    const TempFile file(text);
    const auto got = scan_files(utc_contract(), {file.path()}, {"lead_id", "employees"}, 2, block);
    REQUIRE(got.result.notes.size() == 1);
    CHECK(got.result.notes[0] == "column \"employees\" (employees): 2 cells could not be read as a number, the first is \"lots\" (" + file.path() + ":6)");
  }
}

TEST_CASE("final rows: blocks go out one after the other and leads come once", "[threads]") {
  struct Writer final : LeadSink {
    std::string pending;
    void lead(const Judging& judging) override { pending += std::string((*judging.lead)[known_field("lead_id")].text) + "\n"; }
    std::string take_rows() override { return std::exchange(pending, {}); }
    void reset() override { FAIL("leads were handed on twice"); }
  };
  std::string text = "lead_id,x\n", expected;
  for (int i = 0; i < 500; ++i) {
    text += std::to_string(i) + ",\"a\nb\"\n";
    expected += std::to_string(i) + "\n";
  }
  const TempFile file(text);
  const Contract contract = utc_contract();
  for (const int threads : {1, 2, 8}) {
    ScanRequest request = request_of(contract, file.path(), threads, 50);
    std::string out;
    std::size_t blocks = 0;
    request.rows.write = [&](std::string_view rows) {
      out += rows;
      ++blocks;
    };
    std::vector<std::unique_ptr<Writer>> sinks;
    scan(request, [&](std::size_t) {
      sinks.push_back(std::make_unique<Writer>());
      return sinks.back().get();
    });
    CHECK(out == expected);
    CHECK(blocks == (text.size() - 10 + 49) / 50);  // the header is ten bytes
  }
}

TEST_CASE("rows that cannot be written end the scan, however many blocks wait for them", "[threads]") {
  struct Writer final : LeadSink {
    void lead(const Judging&) override {}
    std::string take_rows() override { return "x"; }
    void reset() override {}
  };
  const TempFile file(many_rows(5000, 5000));
  const Contract contract = utc_contract();
  for (const int threads : {1, 2, 8}) {
    ScanRequest request = request_of(contract, file.path(), threads, 64);
    std::size_t written = 0;
    request.rows.write = [&](std::string_view) {
      if (++written == 100) throw std::runtime_error("full");
    };
    std::vector<std::unique_ptr<Writer>> sinks;
    CHECK_THROWS_WITH(scan(request, [&](std::size_t) { return sinks.emplace_back(std::make_unique<Writer>()).get(); }), "full");
    CHECK(written == 100);
  }
}

TEST_CASE("what a sink throws comes out, that of the earliest block first", "[threads]") {
  struct Thrower final : LeadSink {
    void lead(const Judging& judging) override {
      const std::string id((*judging.lead)[known_field("lead_id")].text);
      if (id.size() == 3 && id[0] >= '3') throw std::runtime_error(id);
    }
    void reset() override {}
  };
  std::string text = "lead_id\n";
  for (int i = 0; i < 900; ++i) text += std::to_string(i) + "\n";
  const TempFile file(text);
  const Contract contract = utc_contract();
  for (const bool ordered : {false, true})
    for (const int threads : {1, 2, 8}) {
      ScanRequest request = request_of(contract, file.path(), threads, 64);
      if (ordered) request.rows.write = [](std::string_view) {};
      std::vector<std::unique_ptr<Thrower>> sinks;
      try {
        scan(request, [&](std::size_t) { sinks.push_back(std::make_unique<Thrower>()); return sinks.back().get(); });
        FAIL("nothing thrown");
      } catch (const std::runtime_error& error) {
        CHECK(std::string(error.what()) == "300");
      }
    }
}

TEST_CASE("progress goes from nothing to nearly all") {
  const TempFile file(many_rows(200, 200));
  const Contract contract = utc_contract();
  ScanRequest request;
  request.files = {file.path()};
  request.contract = &contract;
  request.threads = 1;
  request.block_size = 256;
  std::vector<double> shares;
  request.progress = [&](double share) { shares.push_back(share); };
  test::KeepingSink sink({});
  scan(request, [&](std::size_t) { return &sink; });
  REQUIRE(shares.size() > 10);
  CHECK(shares.front() == 0.0);
  CHECK(std::is_sorted(shares.begin(), shares.end()));
  CHECK(shares.back() < 1.0);
}

TEST_CASE("nothing to read, and the same input twice, are refused") {
  CHECK_THROWS_AS(scan_files(utc_contract(), {}, {"lead_id"}), Error);
  CHECK_THROWS_AS(scan_files(utc_contract(), {"-", "-"}, {"lead_id"}), Error);
}
