// The fast path must say what the exact path says, whatever the bytes, the chunk they are read in, and the cuts between blocks.
#include "catch.hpp"
#include "csv/normalizer.hpp"
#include "random_support.hpp"
#include "records_support.hpp"

using namespace handoff;
using namespace handoff::test;
using namespace std::string_literals;

namespace {

/// Noise: every byte that means something to the machine, and a few that do not.
std::string noise(Random& random, std::size_t length) {
  static const std::string alphabet = "\"\"\"\",,,,\n\n\n\r\raab \xE9\xC3\xA9\xA0\0\x1f\x1e\t;"s;
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += alphabet[below(random, alphabet.size())];
  return text;
}

/// One cell as an export would write it, now and then with something wrong.
std::string likely_cell(Random& random) {
  static const std::vector<std::string> cells{"", "", "x", "lead@example.com", "id", "name", "Total", "Subtotal (2 records)", "Copyright (c)", " padded ",
                                              "caf\xC3\xA9", "caf\xE9", "\"quoted\"", "\"a,b\"", "\"two\nlines\"", "\"two\r\nlines\"", "\"say \"\"hi\"\"\"", "\"\"",
                                              "12\" pipe", "\"open", "\"closed\" early", "a long cell of more than sixty-four bytes, quite long indeed, it is"};
  static const std::string comma_free = "a long cell of more than sixty-four bytes; quite long indeed; it is so";
  const std::size_t pick = below(random, cells.size() + 40);
  if (pick < cells.size() - 3) return cells[pick];
  if (pick < cells.size()) return below(random, 6) == 0 ? cells[pick] : comma_free;
  return std::string(below(random, 12), static_cast<char>('a' + below(random, 26)));
}

std::string likely_text(Random& random, std::size_t rows, std::size_t columns, const std::string& line_end) {
  std::string text;
  for (std::size_t row = 0; row < rows; ++row) {
    std::size_t count = columns;
    if (below(random, 15) == 0) count += below(random, 3);
    if (below(random, 15) == 0) count -= below(random, columns);
    std::string line;
    for (std::size_t i = 0; i < count; ++i) line += (i == 0 ? "" : ",") + likely_cell(random);
    if (below(random, 40) == 0) line = "id,name,x,";
    if (below(random, 40) == 0) line = "\"1,\"\"2\"\",3,4\"";
    text += line + line_end;
    if (below(random, 20) == 0) text += line_end;
  }
  return text;
}

Dialect dialect_of(std::vector<std::string> header, char newline) {
  Dialect dialect;
  dialect.header = std::move(header);
  dialect.newline = newline;
  return dialect;
}

struct Block {
  Collected records;
  BlockAccount account;
};

Block read_block(const ByteSource& source, const Dialect& dialect, NormalizerOptions options) {
  Wanted wanted{std::vector<int>(dialect.header.size(), -1), 3};
  wanted.slot_of_column[0] = 2;
  wanted.slot_of_column[1] = 0;
  wanted.slot_of_column.back() = 1;
  const WantedCells cells = wanted_cells(wanted, dialect);
  Normalizer normalizer(source, dialect, cells, options);
  Block block;
  block.account = normalizer.run(0, source.size());
  normalizer.deliver(block.records);
  return block;
}

void check_same(const BlockAccount& left, const BlockAccount& right) {
  REQUIRE(left.end == right.end);
  REQUIRE(left.lines == right.lines);
  REQUIRE(left.records == right.records);
  REQUIRE(left.cells_repaired == right.cells_repaired);
  REQUIRE(left.rejects.size() == right.rejects.size());
  for (std::size_t i = 0; i < left.rejects.size(); ++i) {
    REQUIRE(left.rejects[i].offset == right.rejects[i].offset);
    REQUIRE(left.rejects[i].length == right.rejects[i].length);
    REQUIRE(left.rejects[i].line == right.rejects[i].line);
    REQUIRE(left.rejects[i].reason == right.rejects[i].reason);
  }
}

void check_paths_agree(const std::string& text, const Dialect& dialect, Random& random) {
  CAPTURE(text);
  const auto source = memory_source("random.csv", text);
  const Block exact = read_block(*source, dialect, {.chunk = 1 << 20, .fast = false});
  const std::size_t chunk = below(random, 3) == 0 ? text.size() + 1 : 1 + below(random, 300);
  const std::size_t stretch = 64 * (1 + below(random, 40));
  CAPTURE(chunk, stretch);
  for (const bool fast : {false, true}) {
    const Block block = read_block(*source, dialect, {.chunk = chunk, .stretch = stretch, .fast = fast});
    REQUIRE(block.records.rows == exact.records.rows);
    REQUIRE(block.records.offsets == exact.records.offsets);
    check_same(block.account, exact.account);
  }
  REQUIRE(exact.account.end == text.size());
  std::uint64_t line_ends = 0;
  for (const char c : text) line_ends += c == dialect.newline;
  REQUIRE(exact.account.lines == line_ends);
}

/// Blocks one after another, each from where the one before ended, must come to what one block comes to.
void check_cuts_agree(const std::string& text, const Dialect& dialect, Random& random) {
  CAPTURE(text);
  const auto source = memory_source("random.csv", text);
  const Wanted wanted = all_columns(dialect);
  BlockReader whole(*source, dialect, wanted), cut(*source, dialect, wanted), guessing(*source, dialect, wanted);
  Collected expected, actual;
  const BlockAccount all = whole.normalize(0, text.size());
  whole.deliver(expected);
  BlockAccount sum;
  std::uint64_t limit = 0;
  while (sum.end < text.size()) {
    limit += 1 + below(random, 100);
    const BlockAccount& part = cut.normalize(sum.end, limit);
    cut.deliver(actual);
    REQUIRE(part.begin == sum.end);
    if (limit > sum.end) REQUIRE(part.end >= std::min<std::uint64_t>(limit, text.size()));
    for (Reject reject : part.rejects) {
      reject.line += sum.lines;
      sum.rejects.push_back(reject);
    }
    sum.end = part.end;
    sum.lines += part.lines;
    sum.records += part.records;
    sum.cells_repaired += part.cells_repaired;
    REQUIRE(guessing.guess_start(sum.end) == sum.end);  // the end of a block is a line start
  }
  check_same(sum, all);
  REQUIRE(actual.rows == expected.rows);
  REQUIRE(actual.offsets == expected.offsets);
}

}  // namespace

TEST_CASE("fast and exact path agree on noise") {
  Random random(20260401);
  for (int round = 0; round < 3000; ++round) {
    const char newline = round % 5 == 0 ? '\r' : '\n';
    const std::size_t columns = 2 + below(random, 3);
    std::vector<std::string> header{"a", "b", "aa", ""};
    header.resize(columns);
    check_paths_agree(noise(random, below(random, 400)), dialect_of(header, newline), random);
  }
}

TEST_CASE("fast and exact path agree on what exports look like") {
  Random random(20260402);
  for (int round = 0; round < 600; ++round) {
    const std::string line_end = round % 3 == 0 ? "\r\n" : round % 7 == 0 ? "\r" : "\n";
    const Dialect dialect = dialect_of({"id", "name", "x", ""}, line_end == "\r" ? '\r' : '\n');
    check_paths_agree(likely_text(random, 1 + below(random, 60), 4, line_end), dialect, random);
  }
}

TEST_CASE("a repeated header that begins with a digit is none of the plain rows") {
  Random random(20260407);
  for (int round = 0; round < 100; ++round) {
    std::string text;
    for (std::size_t row = below(random, 30); row > 0; --row) text += below(random, 8) == 0 ? "2,name,x,\n" : std::to_string(below(random, 30)) + ",a,,b\n";
    check_paths_agree(text, dialect_of({"2", "name", "x", ""}, '\n'), random);
  }
}

TEST_CASE("an empty first column, wide rows and all cells quoted") {
  Random random(20260403);
  std::vector<std::string> header(90, "column");
  header[0].clear();
  for (int round = 0; round < 20; ++round) {
    std::string text;
    for (int row = 0; row < 20; ++row) {
      for (std::size_t i = 0; i < header.size(); ++i) {
        text += (i == 0 ? "\"" : "\",\"") + std::string(below(random, 9), 'v') + (below(random, 40) == 0 ? "\"\",\n" : "");
      }
      text += "\"\r\n";
    }
    check_paths_agree(text, dialect_of(header, '\n'), random);
    check_paths_agree(text.substr(0, below(random, text.size())), dialect_of(header, '\n'), random);
  }
}

TEST_CASE("cuts between blocks change nothing", "[threads]") {
  Random random(20260404);
  for (int round = 0; round < 150; ++round) {
    check_cuts_agree(noise(random, 1 + below(random, 400)), dialect_of({"a", "b", "c"}, '\n'), random);
    check_cuts_agree(likely_text(random, 1 + below(random, 20), 4, round % 2 == 0 ? "\n" : "\r\n"), dialect_of({"id", "name", "x", ""}, '\n'), random);
  }
}

TEST_CASE("records near the limits of bytes and lines take the same way on both paths") {
  Random random(20260405);
  const Dialect dialect = dialect_of({"a", "b"}, '\n');
  for (const std::size_t extra : {0U, 1U, 2U, 3U}) {
    const std::string text = "1,2\n3," + std::string(max_record_bytes - 3 + extra, 'x') + "\n5,6\n";
    const auto source = memory_source("long.csv", text);
    for (const bool fast : {false, true}) {
      const Block block = read_block(*source, dialect, {.chunk = 10000 + below(random, 100000), .fast = fast});
      CHECK(block.account.records == (extra <= 1 ? 3 : 2));
      CHECK(block.account.rejects.size() == (extra <= 1 ? 0 : 1));
    }
    const std::string tall = "1,\"" + std::string(1998 + extra, '\n') + "\"\n5,6\n";
    const auto tall_source = memory_source("tall.csv", tall);
    const Block exact = read_block(*tall_source, dialect, {.chunk = 100, .fast = false});
    const Block fast = read_block(*tall_source, dialect, {.chunk = 3000, .fast = true});
    CHECK(exact.account.records == (extra <= 1 ? 2 : 1));
    CHECK(exact.records.rows == fast.records.rows);
    check_same(exact.account, fast.account);
  }
}

TEST_CASE("quotes that never end cost one reading ahead, not one a line") {
  // From outside quotes this line ends inside them, and from inside too: every line runs ahead up to the limit of 2,000 lines.
  std::string text;
  for (int line = 0; line < 150000; ++line) text += "q\",\",r\n";
  const std::vector<std::string> header(3000, "c");
  const auto source = memory_source("hostile.csv", text);
  const Block block = read_block(*source, dialect_of(header, '\n'), {});
  CHECK(block.account.records == 0);
  CHECK(block.account.rejects.size() == 150000);
  CHECK(block.account.rejects.front().reason == RejectReason::too_long);
  CHECK(block.account.rejects.back().reason == RejectReason::bad_quote);
}
