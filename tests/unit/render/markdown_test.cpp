// A report as GitHub Markdown.
#include "catch.hpp"
#include "render.hpp"

using namespace handoff;

TEST_CASE("a report becomes a page") {
  Report report;
  report.command = "audit";
  report.title = "The audit";
  report.as_of = 0;
  report.contract = ContractStamp{"Acme *SLA*", "2", "sha256:0123456789abcdef", "signed"};
  report.input.push_back({"my_leads.csv", 3, 1, 1, 0, 1, {{"bad_quote", 1}}, {{"tests", 1}}, {}});
  report.headline = {"94 of 200 failed."};
  report.tables.push_back({"Checks",
                           {{"check"}, {"failed", Holds::share}, {"bar", Holds::bar}}, {{{"a|b", Tone::bad}, Percent{0.47}, Bar{0.47}}, {"<c>"}},
                           {"Of a sample."}});
  report.notes = {"- not a list", "two\nlines"};
  CHECK(render(report, {Format::md, true, 10}) == R"(# The audit

- contract: Acme \*SLA\* 2, signed, digest 0123456789ab
- as of: 1970-01-01T00:00:00Z
- input: my\_leads.csv: 3 rows read = 1 used + 1 set aside + 0 duplicates + 1 excluded; set aside: 1 bad\_quote; excluded: 1 tests

94 of 200 failed.

## Checks

| check | failed |
|---|---:|
| a\|b | 47.0 % |
| &lt;c&gt; |  |

Of a sample.

## Notes

- \- not a list
- two lines
)");
}

TEST_CASE("a text that looks like a share stays a text") {
  Report report;
  report.title = "T";
  report.tables.push_back({"", {{"a"}, {"b", Holds::share}}, {{"12 %", Percent{0.12}}}, {}});
  CHECK(render(report, {Format::md, false, 100}) == "# T\n\n| a | b |\n|---|---:|\n| 12 % | 12.0 % |\n");
}
