// A report on a terminal, compared as it would be read.
#include "table.hpp"

#include "catch.hpp"

using namespace handoff;

namespace {

Report table_example() {
  Report report;
  report.command = "waterfall";
  report.title = "Demand Waterfall";
  report.as_of_text = "2026-06-30 02:00";
  report.window = {"2026-04-01", "2026-06-30"};
  report.contract = ContractStamp{"Acme SLA", "2.1", "sha256:0123456789abcdef0123", "unsigned"};
  report.input.push_back({"leads.csv", 4200, 4198, 2, 0, 0, {{"bad_quote", 1}, {"too_few_cells", 1}}, {}, {}});
  report.headline = {"4,198 leads."};
  report.tables.push_back({"Stages",
                           {{"stage"}, {"reached", Holds::count}, {"share", Holds::bar}, {"note"}},
                           {{"MQL", 4198, Bar{1}, ""}, {"東京", {80, Tone::bad}, Bar{0.5}, {"late", Tone::faint}}},
                           {"Rates are by cohort."}});
  report.notes = {"one", "two words"};
  return report;
}

}  // namespace

TEST_CASE("a report reads from its title to its notes") {
  CHECK(render(table_example(), {Format::table, false, 110}) == R"(Demand Waterfall
Acme SLA 2.1 · unsigned · digest 0123456789ab · as of 2026-06-30 02:00 · window 2026-04-01 to 2026-06-30

4,198 leads.

Stages
stage  reached  share         note
─────  ───────  ────────────  ────
MQL      4,198  ████████████
東京        80  ██████        late
Rates are by cohort.

leads.csv: 4,200 rows read = 4,198 used + 2 set aside + 0 duplicates + 0 excluded
  set aside: 1 bad_quote, 1 too_few_cells

note: one
note: two words
)");
}

TEST_CASE("colour changes nothing but the colour") {
  std::string colored = render(table_example(), {Format::table, true, 100});
  CHECK(colored.find("\x1b[31munsigned\x1b[0m") != std::string::npos);
  CHECK(colored.find("\x1b[31m80\x1b[0m") != std::string::npos);
  CHECK(colored.find("\x1b[1mDemand Waterfall\x1b[0m") != std::string::npos);
  std::string plain;
  for (std::size_t at = 0; at < colored.size(); ++at) {
    if (colored[at] == '\x1b') at = colored.find('m', at);
    else plain += colored[at];
  }
  CHECK(plain == render(table_example(), {Format::table, false, 100}));
}

TEST_CASE("long lines are wrapped under their label") {
  Report report;
  report.title = "T";
  report.notes = {"every word of this note stands on the terminal"};
  CHECK(render(report, {Format::table, false, 30}) == "T\n\nnote: every word of this note\n      stands on the terminal\n");
  report.notes.clear();
  report.contract = ContractStamp{"A rather long name", "1", "sha256:0123456789abcdef", "signed"};
  CHECK(render(report, {Format::table, false, 34}) == "T\nA rather long name 1 · signed\ndigest 0123456789ab\n");
}

TEST_CASE("text is cut only where the terminal is too narrow, and never below 40 columns") {
  const std::string words(60, 'x');
  const Table table{"", {{"clause"}, {"n", Holds::number}}, {{words, "1"}}, {}};
  CHECK(layout_table(table, {Format::table, false, 63}).find(words + "  1\n") != std::string::npos);
  CHECK(layout_table(table, {Format::table, false, 62}).find(std::string(58, 'x') + "…  1\n") != std::string::npos);
  CHECK(layout_table(table, {Format::table, false, 10}).find(std::string(39, 'x') + "…  1\n") != std::string::npos);
}

TEST_CASE("two long texts are cut alike, numbers not at all") {
  const std::string digits(50, '7');
  const Table table{"",
                    {{"a"}, {"b"}, {"c", Holds::number}, {"d", Holds::moment}},
                    {{std::string(90, 'a'), std::string(60, 'b'), digits, Figure{7, digits}}},
                    {}};
  const std::string out = layout_table(table, {Format::table, false, 196});  // 45 + 2 + 45 + 2 + 50 + 2 + 50
  CHECK(out.find(std::string(44, 'a') + "…  " + std::string(44, 'b') + "…  " + digits + "  " + digits + "\n") != std::string::npos);
  const std::string narrow = layout_table(table, {Format::table, false, 20});
  CHECK(narrow.find(std::string(39, 'a') + "…  " + std::string(39, 'b') + "…  " + digits + "  " + digits + "\n") != std::string::npos);
}

TEST_CASE("ragged and empty tables are laid out too") {
  CHECK(layout_table({"T", {{"a"}}, {}, {}}, {}) == "T\na\n─\n(none)\n");
  const Table ragged{"", {{"a"}, {"b", Holds::number}}, {{"1"}, {"x", "2", "3"}}, {}};
  CHECK(layout_table(ragged, {}) == "a  b\n─  ─  ─\n1\nx  2  3\n");
}

TEST_CASE("cells cannot command the terminal or break the table") {
  const Table table{"", {{"a"}}, {{"x\x1b[31m\ny"}}, {}};
  CHECK(layout_table(table, {}) == "a\n───\nx y\n");
}

TEST_CASE("bars show every share above nothing, and are full only for the whole") {
  CHECK(bar_text(0).empty());
  CHECK(bar_text(-1).empty());
  CHECK(bar_text(0.0001) == "▏");
  CHECK(bar_text(1.0 / 12) == "█");
  CHECK(bar_text(0.25) == "███");
  CHECK(bar_text(0.999999) == "███████████▉");
  CHECK(bar_text(1) == "████████████");
  CHECK(bar_text(7) == "████████████");
}
