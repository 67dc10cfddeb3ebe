// CSV: RFC 4180's quoting, and OWASP's list of what a spreadsheet runs.
#include <limits>

#include "catch.hpp"
#include "csv_cells.hpp"
#include "render.hpp"

using namespace handoff;

namespace {
std::string csv(std::vector<Node> rows, std::vector<std::string> columns = {}) {
  Report report;
  report.main = std::move(rows);
  report.main_columns = std::move(columns);
  return render(report, {Format::csv, false, 100});
}
}  // namespace

TEST_CASE("a text cell is quoted where it must be") {
  CHECK(csv_text("").empty());
  CHECK(csv_text("plain text") == "plain text");
  CHECK(csv_text("a,b") == "\"a,b\"");
  CHECK(csv_text("12\" pipe") == "\"12\"\" pipe\"");
  CHECK(csv_text("a\nb") == "\"a\nb\"");
  CHECK(csv_text("a;b 'c'") == "\"a;b 'c'\"");
  CHECK(csv_text("a;=1+1") == "\"a;=1+1\"");  // a cell of its own where a spreadsheet parts at semicolons
}

TEST_CASE("a text cell that a spreadsheet would run is neutralised") {
  CHECK(csv_text("=1+1") == "'=1+1");
  CHECK(csv_text("+49 30 1") == "'+49 30 1");
  CHECK(csv_text("-5") == "'-5");
  CHECK(csv_text("@SUM(A1)") == "'@SUM(A1)");
  CHECK(csv_text("\t=1") == "'\t=1");
  CHECK(csv_text("\r=1") == "\"'\r=1\"");
  CHECK(csv_text("=HYPERLINK(\"http://x\",\"y\")") == "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  CHECK(csv_text("\n=1") == "\"'\n=1\"");
  CHECK(csv_text("\uFF1D1+1") == "'\uFF1D1+1");
  CHECK(csv_text("\uFF0B1") == "'\uFF0B1");
  CHECK(csv_text("\uFF0D1") == "'\uFF0D1");
  CHECK(csv_text("\uFF20SUM(A1)") == "'\uFF20SUM(A1)");
  CHECK(csv_text("\uFF0CSUM") == "\uFF0CSUM");  // a comma, full width
  CHECK(csv_text("a=1") == "a=1");
}

TEST_CASE("text behind a row becomes a cell where it stands, and what is before it stays") {
  for (const std::string text : {"", "plain", "a,b", "\"", "\"\"a\"", "=\"x\"", "-1;", "'"}) {
    std::string row = "=\"before\",";
    const std::size_t from = row.size();
    row += text;
    close_csv_text(row, from);
    CHECK(row == "=\"before\"," + csv_text(text));
  }
  std::string quotes(3, '"');
  close_csv_text(quotes, 1);
  CHECK(quotes == "\"\"\"\"\"\"\"");  // one as it was, two doubled and quoted
}

TEST_CASE("reals have six decimals at most and no exponent") {
  CHECK(real_text(0.47) == "0.47");
  CHECK(real_text(1) == "1");
  CHECK(real_text(0) == "0");
  CHECK(real_text(-0.0) == "0");
  CHECK(real_text(-0.0000001) == "0");
  CHECK(real_text(1333.3333333333) == "1333.333333");
  CHECK(real_text(0.0078045) == "0.007804");   // the double nearest to it lies below
  CHECK(real_text(0.0000005001) == "0.000001");
  CHECK(real_text(-2.5) == "-2.5");
  CHECK(real_text(1e6) == "1000000");
  CHECK(real_text(1e21) == "1000000000000000000000");
  CHECK(real_text(std::numeric_limits<double>::max()).size() == 309);
  CHECK(real_text(std::numeric_limits<double>::quiet_NaN()).empty());
  CHECK(real_text(-std::numeric_limits<double>::infinity()).empty());
}

TEST_CASE("rows become cells, nulls stay empty, numbers are never touched") {
  CHECK(csv({Node::Object{{"stage", "MQL"}, {"reached", -4}, {"share", -0.5}, {"won", true}, {"days", nullptr}, {"who", "-x"}},
             Node::Object{{"stage", "S,L"}, {"reached", 4200}, {"share", 1.0}, {"won", false}, {"days", 2.25}, {"who", ""}}}) ==
        "stage,reached,share,won,days,who\n"
        "MQL,-4,-0.5,true,,'-x\n"
        "\"S,L\",4200,1,false,2.25,\n");
}

TEST_CASE("the header is the union of all rows' keys, a member's columns together") {
  CHECK(csv({Node::Object{{"stage", "won"}, {"next", nullptr}, {"exits", Node::Object{}}, {"value", 1}},
             Node::Object{{"stage", "MQL"}, {"next", Rate{1, 4, 0.25, 0.1, 0.6}}, {"exits", Node::Object{{"lost", 2}}}, {"more", 7}}}) ==
        "stage,next_count,next_of,next_rate,next_low,next_high,exits_lost,value,more\n"
        "won,,,,,,,1,\n"
        "MQL,1,4,0.25,0.1,0.6,2,,7\n");
}

TEST_CASE("fixed columns stand first, and without rows too") {
  CHECK(csv({}, {"lead_id", "due"}) == "lead_id,due\n");
  CHECK(csv({Node::Object{{"due", "x"}, {"more", 1}, {"lead_id", "=7"}}}, {"lead_id", "due"}) == "lead_id,due,more\n'=7,x,1\n");
  CHECK(csv({}).empty());
}

TEST_CASE("a lone empty cell is still a row") {
  CHECK(csv({Node::Object{{"a", nullptr}}, Node::Object{{"a", 1}}}) == "a\n\"\"\n1\n");
}
