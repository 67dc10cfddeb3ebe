// Single records by hand against the same records through the parser.
#include "record_again.hpp"

#include "catch.hpp"
#include "records_support.hpp"

using namespace handoff;

TEST_CASE("a record read again is the record that was read") {
  // Quotes, line ends, our own separators and escapes (1e, 1f), Windows-1252, a cell of blanks, too many rows to be lucky.
  std::string text = "lead_id,a,b,c\n";
  for (int i = 0; i < 50; ++i) {
    text += std::to_string(i) + ",\"x, \"\"y\"\"\n" + std::string(static_cast<std::size_t>(i * 97 % 5000), 'z') + "\",";
    text += "\x1f\x1e" + std::to_string(i) + "\x1f!, caf\xE9 \n";
    text += std::to_string(i) + ",plain,  ,!\n";
  }
  const auto source = memory_source("test.csv", text);
  const Dialect dialect = find_dialect(*source);
  const Wanted wanted = test::all_columns(dialect);
  const test::Reading whole = test::read_source(*source);
  REQUIRE(whole.rows.size() == 100);
  RecordAgain again(*source, dialect, wanted);
  for (std::size_t i = 0; i < whole.rows.size(); ++i) {
    const std::size_t at = i * 37 % whole.rows.size();
    test::Collected by_hand, by_parser;
    CHECK(again.read(whole.offsets[at], by_hand));
    CHECK(read_record_at(*source, dialect, wanted, whole.offsets[at], by_parser));
    CHECK(by_hand.rows == std::vector<test::Row>{whole.rows[at]});
    CHECK(by_parser.rows == by_hand.rows);
    CHECK(by_hand.offsets == std::vector<std::uint64_t>{whole.offsets[at]});
  }
  test::Collected none;
  CHECK_FALSE(again.read(text.size(), none));
}
