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
  CHECK(csv_text("a\tb") == "\"a\tb\"");
}

TEST_CASE("a text cell that a spreadsheet would run is neutralised") {
  CHECK(csv_text("=1+1") == "'=1+1");
  CHECK(csv_text("+49 30 1") == "'+49 30 1");
  CHECK(csv_text("-5") == "'-5");
  CHECK(csv_text("@SUM(A1)") == "'@SUM(A1)");
  CHECK(csv_text("\t=1") == "\"'\t'=1\"");
  CHECK(csv_text("\r=1") == "\"'\r'=1\"");
  CHECK(csv_text("=HYPERLINK(\"http://x\",\"y\")") == "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  CHECK(csv_text("\n=1") == "\"'\n'=1\"");
  CHECK(csv_text("\uFF1D1+1") == "'\uFF1D1+1");
  CHECK(csv_text("\uFF0B1") == "'\uFF0B1");
  CHECK(csv_text("\uFF0D1") == "'\uFF0D1");
  CHECK(csv_text("\uFF20SUM(A1)") == "'\uFF20SUM(A1)");
  CHECK(csv_text("\uFF0CSUM") == "\uFF0CSUM");  // a comma, full width
  CHECK(csv_text("a=1") == "a=1");
}

TEST_CASE("a formula does not begin behind a mark that parts cells elsewhere") {
  CHECK(csv_text("a;=1+1") == "\"a;'=1+1\"");
  CHECK(csv_text("a\t=1+1") == "\"a\t'=1+1\"");
  CHECK(csv_text("a\n-1") == "\"a\n'-1\"");
  CHECK(csv_text("a\r\nb") == "\"a\r\nb\"");
  CHECK(csv_text("a;;@SUM(A1)") == "\"a;;'@SUM(A1)\"");
  CHECK(csv_text("a;\"=1\"") == "\"a;'\"\"=1\"\"\"");   // a spreadsheet that parts at semicolons takes the quotes off
  CHECK(csv_text("a;\uFF1D1") == "\"a;'\uFF1D1\"");
  CHECK(csv_text("a, =1; b = 2") == "\"a, =1; b = 2\"");
}

namespace {
/// The cells of a line as a spreadsheet takes them that parts at `mark`: quotes mean something at a cell's beginning alone. Line ends outside them part too.
std::vector<std::string> parted(const std::string& line, char mark) {
  std::vector<std::string> cells(1);
  bool inside = false, fresh = true;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (inside && c == '"' && at + 1 < line.size() && line[at + 1] == '"') cells.back() += line[++at];
    else if (inside && c == '"') inside = false;
    else if (inside) cells.back() += c;
    else if (c == '"' && fresh) inside = true, fresh = false;
    else if (c == mark || c == '\n' || c == '\r') cells.emplace_back(), fresh = true;
    else cells.back() += c, fresh = false;
  }
  return cells;
}
}  // namespace

TEST_CASE("no locale finds a formula in a row, and RFC 4180 reads back what was written") {
  const std::vector<std::string> pieces = {"=cmd()", ";", "\t", "\"", "'", ",", "x", "\n", "\r", "+1", "-1", "@A", "\uFF1D1", " "};
  std::vector<std::string> texts = {""};
  for (int length = 0; length < 4; ++length) {
    const std::size_t known = texts.size();
    for (std::size_t i = length ? known - std::min<std::size_t>(known, 2744) : 0; i < known; ++i)
      for (const std::string& piece : pieces) texts.push_back(texts[i] + piece);
    if (texts.size() > 60'000) break;
  }
  std::size_t formulas = 0, changed = 0;
  for (const std::string& text : texts) {
    const std::string row = "x," + csv_text(text) + "," + csv_text(text) + ",y";
    for (const char mark : {',', ';', '\t'})
      for (const std::string& cell : parted(row, mark)) formulas += !cell.empty() && (std::string("=+-@").find(cell[0]) != std::string::npos || cell.starts_with("\uFF1D"));
    const std::string cell = csv_text(text);
    std::string read;   // as RFC 4180 has it
    for (std::size_t at = 0; at < cell.size(); ++at) {
      if (cell.front() == '"' && (at == 0 || at + 1 == cell.size())) continue;
      read += cell[at];
      if (cell.front() == '"' && cell[at] == '"') ++at;
    }
    changed += csv_unguarded(read) != text;
  }
  CHECK(formulas == 0);
  CHECK(changed == 0);
}

TEST_CASE("blanks behind a semicolon hide no formula") {
  for (const std::string blank : {" ", "  ", "\u00A0", "\v", "\u3000", "\" "}) {
    const std::string text = "a;" + blank + "=cmd()";
    INFO(text);
    CHECK(csv_text(text).find(";'" + blank.substr(0, 1)) != std::string::npos);
    CHECK(csv_unguarded("a;'" + blank + "=cmd()") == text);
  }
  CHECK(csv_text("a; b") == "\"a; b\"");
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
  CHECK(real_text(-0.0000001) == "-0.0000001");
  CHECK(real_text(1 / 3e6) == "0.000000333");   // one in three million is not nothing
  CHECK(real_text(0.1 + 0.2 - 0.3) == "0");     // and what rounding left of nothing is
  CHECK(real_text(1333.3333333333) == "1333.333333");
  CHECK(real_text(0.0078045) == "0.007804");   // the double nearest to it lies below
  CHECK(real_text(0.0000005001) == "0.0000005");
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
             Node::Object{{"stage", "MQL"}, {"next", Rate{1, 4, {}, 0.1, 0.6, 1, 0.2, 0.4}}, {"exits", Node::Object{{"lost", 2}}}, {"more", 7}}}) ==
        "stage,next_count,next_of,next_unknown,next_least,next_most,next_rate,next_low,next_high,exits_lost,value,more\n"
        "won,,,,,,,,,,1,\n"
        "MQL,1,4,1,0.2,0.4,,0.1,0.6,2,,7\n");
}

TEST_CASE("fixed columns stand first, and without rows too") {
  CHECK(csv({}, {"lead_id", "due"}) == "lead_id,due\n");
  CHECK(csv({Node::Object{{"due", "x"}, {"more", 1}, {"lead_id", "=7"}}}, {"lead_id", "due"}) == "lead_id,due,more\n'=7,x,1\n");
  CHECK(csv({}).empty());
}

TEST_CASE("a lone empty cell is still a row") {
  CHECK(csv({Node::Object{{"a", nullptr}}, Node::Object{{"a", 1}}}) == "a\n\"\"\n1\n");
}
