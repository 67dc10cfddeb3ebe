// Single records against the same records of a whole file.
#include "identity/record_again.hpp"

#include "catch.hpp"
#include "records_support.hpp"

using namespace handoff;

TEST_CASE("a record read again is the record that was read") {
  // Quotes, line ends, control bytes, Windows-1252, a cell of blanks, too many rows to be lucky.
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
    test::Collected one;
    CHECK(again.read(whole.offsets[at], one));
    CHECK(one.rows == std::vector<test::Row>{whole.rows[at]});
    CHECK(one.offsets == std::vector<std::uint64_t>{whole.offsets[at]});
  }
  test::Collected none;
  CHECK_FALSE(again.read(text.size(), none));
}
