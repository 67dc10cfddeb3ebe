// Plain exports (nothing but quoted and unquoted cells, no line ends inside) are what fast-cpp-csv-parser reads right, so there it is a witness
// that shares nothing with the reader.
#define CSV_IO_NO_THREAD
#include <libfccp/csv.h>

#include <array>

#include "catch.hpp"
#include "random_support.hpp"
#include "records_support.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

std::string plain_cell(Random& random) {
  static const std::array<std::string, 10> cells{"", "", "x", "lead@example.com", "caf\xC3\xA9", "12\xE2\x82\xAC", "\"Fjord Partners, Inc.\"", "\"say \"\"hi\"\"\"", "\"\"", "a longer cell than sixteen bytes"};
  const std::size_t pick = below(random, cells.size() + 1);
  return pick < cells.size() ? cells[pick] : std::string(below(random, 90), 'y');
}

}  // namespace

TEST_CASE("a plain export says what fast-cpp-csv-parser reads in it") {
  Random random(20261124);
  for (int round = 0; round < 60; ++round) {
    std::string text = "a,b,c,d,e\n";
    for (std::size_t rows = 1 + below(random, 40); rows > 0; --rows) {
      text += std::to_string(rows);  // so that no row is blank
      for (int i = 1; i < 5; ++i) text += "," + plain_cell(random);
      text += round % 2 == 0 ? "\n" : "\r\n";
    }
    io::CSVReader<5, io::trim_chars<' '>, io::double_quote_escape<',', '"'>> parser("plain.csv", text.data(), text.data() + text.size());
    parser.read_header(io::ignore_no_column, "a", "b", "c", "d", "e");
    std::vector<Row> expected;
    for (Row row(5); parser.read_row(row[0], row[1], row[2], row[3], row[4]);) expected.push_back(row);
    CAPTURE(text);
    CHECK(read_source(*memory_source("plain.csv", text)).rows == expected);
  }
}
