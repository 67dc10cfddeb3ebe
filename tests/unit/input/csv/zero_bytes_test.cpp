// Zeros in place of rows: a part of a file that was never written. Rows are lost there, so the file is refused; nothing of it is read in silence.
#include <random>

#include "catch.hpp"
#include "csv/zero_bytes.hpp"
#include "records_support.hpp"
#include "scan_support.hpp"

using namespace handoff;
using test::read_all;
using test::Row;
using test::TempFile;
using Reasons = std::vector<std::string>;

namespace {

std::string zeros(std::size_t count) { return std::string(count, '\0'); }

std::string lead_rows(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i) text += fmt::format("lead-{},Acme and Company,boss\n", i);
  return text;
}

/// What the scan says of such an export; empty: nothing.
std::string refusal(const std::string& text, int threads, std::size_t block) {
  const TempFile file(text);
  try {
    test::scan_files(test::utc_contract(), {file.path()}, {"lead_id", "company", "title"}, threads, block);
  } catch (const Error& error) {
    const std::string what = error.what();
    return what.substr(what.find(".csv:") == std::string::npos ? 0 : what.find(".csv:") + 5);
  }
  return {};
}

}  // namespace

TEST_CASE("a run of zeros is a block from 512 on, wherever it stands") {
  for (const std::size_t count : {1, 16, 511, 512, 513, 1023, 1024, 5000})
    for (const std::size_t before : {0, 1, 255, 511, 512, 700})
      for (const std::size_t after : {0, 1, 511, 600}) {
        const std::string text = std::string(before, 'x') + zeros(count) + std::string(after, 'x');
        INFO(count << " zeros after " << before << ", before " << after);
        CHECK(holds_zero_block(text.data(), text.data() + text.size()) == (count >= 512));
      }
  const std::string parted = zeros(400) + "x" + zeros(400) + "x" + zeros(511);
  CHECK_FALSE(holds_zero_block(parted.data(), parted.data() + parted.size()));
}

TEST_CASE("a line of zeros is set aside and counted; a few zeros are left over from another encoding") {
  const auto read = read_all("a,b\n1,2\n" + zeros(16) + "\n3,4\n" + zeros(15) + "\n5,6\n");
  CHECK(read.rows == std::vector<Row>{{"1", "2"}, {"3", "4"}, {"5", "6"}});
  CHECK(read.reasons == Reasons{"zero_bytes@1: " + zeros(16)});
}

TEST_CASE("an export with a block of zeros is refused at the line where it begins, for every number of threads and block size") {
  const std::string head = "lead_id,company,title\n";
  struct Case { std::string what, text; };
  const std::string whole = lead_rows(0, 100);
  const Case cases[] = {
      {"at the end", head + lead_rows(0, 50) + zeros(3000)},
      {"between rows", head + lead_rows(0, 50) + zeros(3000) + "\n" + lead_rows(50, 100)},
      {"within a cell, where the row has its three cells", head + lead_rows(0, 50) + "lead-x,Ac" + zeros(600) + "me,boss\n" + lead_rows(51, 100)},
      {"within quotes", head + lead_rows(0, 50) + "lead-x,\"Ac" + zeros(600) + "me\",boss\n" + lead_rows(51, 100)},
      {"within a quote that is never closed", head + lead_rows(0, 50) + "lead-x,\"Ac" + zeros(600) + "\n" + lead_rows(51, 100)},
      {"longer than a row may be", head + lead_rows(0, 50) + zeros(3 << 20)},
  };
  for (const Case& one : cases)
    for (const int threads : {1, 4})
      for (const std::size_t block : {std::size_t{256}, std::size_t{128} << 10}) {
        INFO(one.what << ", threads " << threads << ", blocks of " << block);
        const std::string said = refusal(one.text, threads, block);
        CHECK(said.find("512 zero bytes or more") != std::string::npos);
      }
  CHECK(refusal(head + whole, 2, 256).empty());
}

TEST_CASE("zeroing 1,024 bytes of an export anywhere is never read in silence") {
  const std::string head = "lead_id,company,title\n", whole = head + lead_rows(0, 400);
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const std::size_t from = head.size() + random() % (whole.size() - head.size() - 1024);
    std::string damaged = whole;
    std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(from), 1024, '\0');
    INFO("from byte " << from);
    CHECK_FALSE(refusal(damaged, round % 2 == 0 ? 1 : 3, 512).empty());
  }
}
