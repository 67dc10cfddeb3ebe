// What a cell shows of its column's decimal mark, and what it is with one; and times taken.
#include <string>
#include <vector>

#include "catch.hpp"
#include "handoff/cells/lead.hpp"

using namespace handoff;

namespace {

double with(DecimalMark mark, const char* cell) {
  Number number{-77, -77};
  if (!read_number(cell, mark, number)) return -77;
  CHECK(number.low == number.high);
  return number.low;
}

}  // namespace

TEST_CASE("a cell that one mark alone can read shows it", "[number]") {
  for (const char* cell : {"12.5", "1234.567", "0.125", "1,200.50", "1,200,300", "12,34,567", "$1,200.00", ".5", "5.", "1'234.50", "501-1,000"}) {
    INFO(cell);
    CHECK(shown_mark(cell) == MarkShown::only_dot);
  }
  for (const char* cell : {"12,5", "1234,567", "0,125", "1.200,50", "1.200.300", "\xE2\x82\xAC 1.200,00", "501-1.000"}) {
    INFO(cell);
    CHECK(shown_mark(cell) == MarkShown::only_comma);
  }
  for (const char* cell : {"1,200", "1.200", "12,345", "$1.200", "1,001-5,000", "1.5,1.5"}) {
    INFO(cell);
    CHECK(shown_mark(cell) == (std::string_view(cell) == "1.5,1.5" ? MarkShown::either : MarkShown::differ));
  }
  for (const char* cell : {"", "12", "51-200", "1 200", "soon", "1.2.3", "tbd."}) {
    INFO(cell);
    CHECK(shown_mark(cell) == MarkShown::either);
  }
}

TEST_CASE("a column shows its mark by its cells, or by all of them together", "[number]") {
  const auto mark = [](const std::vector<const char*>& cells) {
    MarkEvidence one, other;
    for (std::size_t i = 0; i < cells.size(); ++i) (i % 2 ? one : other).add(cells[i]);
    one.merge(other);
    return one.unsettled() ? "refused" : one.shown() == DecimalMark::dot ? "dot" : one.shown() == DecimalMark::comma ? "comma" : "nothing to decide";
  };
  CHECK(mark({"1,695", "12.5"}) == std::string("dot"));
  CHECK(mark({"1.695", "12,5"}) == std::string("comma"));
  CHECK(mark({"1,695", "2,345", "12"}) == std::string("refused"));
  CHECK(mark({"1,695", "1,200", "950"}) == std::string("dot"));     // 1.2 would not be written 1,200 beside 950
  CHECK(mark({"1.695", "1.200", "950"}) == std::string("comma"));
  CHECK(mark({"1,695", "1,200"}) == std::string("refused"));        // all may have three decimals
  CHECK(mark({"1,200", "1.200", "950"}) == std::string("refused"));
  CHECK(mark({"12.5", "12,5"}) == std::string("refused"));
  CHECK(mark({"1.200", "950", "12.5"}) == std::string("dot"));      // what a cell shows by itself goes before
  CHECK(mark({"12", "51-200", "", "soon"}) == std::string("nothing to decide"));
}

TEST_CASE("with its column's mark a cell is one number", "[number]") {
  CHECK(with(DecimalMark::dot, "1,200") == 1200);
  CHECK(with(DecimalMark::comma, "1,200") == 1.2);
  CHECK(with(DecimalMark::dot, "1.200") == 1.2);
  CHECK(with(DecimalMark::comma, "1.200") == 1200);
  CHECK(with(DecimalMark::comma, "1.200,50") == 1200.5);
  CHECK(with(DecimalMark::dot, "1.200,50") == -77);
  CHECK(with(DecimalMark::comma, "12.5") == -77);
  CHECK(with(DecimalMark::comma, "12") == 12);
  CHECK(with(DecimalMark::comma, "0,125") == 0.125);
  CHECK(with(DecimalMark::dot, "0,125") == -77);   // no group begins with a lone 0
}

TEST_CASE("a time taken is a number of units, or hours, minutes and seconds", "[number]") {
  const auto seconds = [](const char* cell, std::int64_t unit) {
    Number number{-77, -77};
    read_time_taken(cell, unit, DecimalMark::dot, number);
    return number.low;
  };
  CHECK(seconds("90", 60) == 5400);
  CHECK(seconds("1.5", 3600) == 5400);
  CHECK(seconds("-3", 60) == -180);
  CHECK(seconds("01:30:00", 0) == 5400);
  CHECK(seconds("26:03:10", 60) == 93790);
  CHECK(seconds("-00:00:05", 0) == -5);
  for (const char* cell : {"90", "1:30", "01:60:00", "01:00:61", "aa:00:00", "01:30:00.5", "01:30"}) {
    INFO(cell);
    CHECK(seconds(cell, 0) == -77);
  }
}
