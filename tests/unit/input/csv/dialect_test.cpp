// Delimiters, line ends and headers, as exports have them.
#include "catch.hpp"
#include "handoff/text/error.hpp"
#include "records_support.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {
Dialect dialect_of(const std::string& text) { return find_dialect(*memory_source("test.csv", text)); }
}  // namespace

TEST_CASE("the delimiter is the one that header and rows agree on") {
  CHECK(dialect_of("a,b\n1,2\n").delimiter == ',');
  CHECK(dialect_of("a;b\n1,5;2,5\n").delimiter == ';');
  CHECK(dialect_of("a\tb\n1,2\t3;4\n").delimiter == '\t');
  CHECK(dialect_of("a|b|c\n1|2|3\n").delimiter == '|');
  CHECK(dialect_of("Name, full;Owner, last;Stage\nx;y;z\nw;v;u\n").delimiter == ';');
  CHECK(dialect_of("\"a\";\"b;c\"\n\"1\";\"2\"\n").header == Row{"a", "b;c"});
  CHECK(dialect_of("id\nL1\nL2\n").header == Row{"id"});
}

TEST_CASE("blank lines and a sep line stand before the header") {
  const Dialect excel = dialect_of("sep=;\r\na;b\r\n1;2\r\n");
  CHECK(excel.delimiter == ';');
  CHECK(excel.header == Row{"a", "b"});
  CHECK(excel.header_lines == 2);
  CHECK(excel.data_offset == 12);
  const Dialect blank = dialect_of("\xEF\xBB\xBF\n\r\n  \na,b\n1,2\n");
  CHECK(blank.header == Row{"a", "b"});
  CHECK(blank.header_lines == 4);
  CHECK(blank.data_offset == 13);
  CHECK(blank.encoding == "UTF-8 with byte order mark");
}

TEST_CASE("header cells are decoded, unquoted and trimmed; they may hold anything") {
  const Dialect dialect = dialect_of(" a ,\"Date entered \"\"MQL (Lifecycle)\"\"\",\"two\nlines, one\",caf\xE9,\n1,2,3,4,\n");
  CHECK(dialect.header == Row{"a", "Date entered \"MQL (Lifecycle)\"", "two\nlines, one", "caf\xC3\xA9", ""});
  CHECK(dialect.header_lines == 2);
  CHECK(dialect.encoding == "Windows-1252");
}

TEST_CASE("line ends") {
  CHECK(dialect_of("a,b\r1,2\r").newline == '\r');
  CHECK(dialect_of("a,b\r\n1,2\r\n").newline == '\n');
  CHECK(dialect_of("\"a\rx\",b\n1,2\n").newline == '\n');
  const Dialect mac = dialect_of("\ra,b\r1,2\r3,4");
  CHECK(mac.header == Row{"a", "b"});
  CHECK(mac.header_lines == 2);
}

TEST_CASE("headers that cannot be one are refused") {
  CHECK_THROWS_AS(dialect_of("bob@example.com,Bob,3\nann@example.com,Ann,4\n"), Error);
  CHECK_THROWS_AS(dialect_of("2024-01-02,17,3\n2024-01-03,18,4\n"), Error);
  CHECK_THROWS_AS(dialect_of(",,\n1,2,3\n"), Error);
  CHECK_THROWS_AS(dialect_of("Dear John\nthis is a letter that somebody saved under the wrong name and sent on to us\n"), Error);
  CHECK_THROWS_WITH(dialect_of("a,\"b\n1,2\n"), "the header row has a damaged quote");
  std::string wide = "c";
  for (int i = 0; i < 4095; ++i) wide += ",c";
  CHECK(dialect_of(wide + "\n" + wide + "\n").header.size() == 4096);
  CHECK_THROWS_WITH(dialect_of(wide + ",c\n1,2\n"), "the header row has more than 4,096 columns");
  CHECK_THROWS_WITH(dialect_of("a," + std::string(1 << 20, 'b') + "\n1,2\n"), "the header row is longer than 1 MiB or 2,000 lines");
}

TEST_CASE("an encoding is told from the header and the first 64 KiB, not from where they are cut") {
  std::string text = "a,b\n";
  while (text.size() < (64 << 10) - 1) text += "x";
  CHECK(dialect_of(text + "\xC3\xA9,y\n").encoding == "UTF-8");
  CHECK(dialect_of(text + "y,\xE9\n").encoding == "UTF-8");
  CHECK(dialect_of("a,b\n\xE9,y\n").encoding == "Windows-1252");
}
