// The header below a report's title, found by the columns that are known.
#include "catch.hpp"
#include "handoff/text/error.hpp"
#include "records_support.hpp"
#include "scan_support.hpp"

using namespace handoff;
using Texts = std::vector<std::string>;

namespace {

const Texts names{"Lead ID", "Created Date", "Email"};

Dialect dialect_of(const std::string& text, const Texts& known = names) { return find_dialect(*memory_source("test.csv", text), known_headers(known)); }

Texts title_of(const std::string& text) {
  const auto source = memory_source("test.csv", text);
  Texts title;
  for (const Reject& row : find_dialect(*source, known_headers(names)).title) title.push_back(std::to_string(row.line) + ": " + reject_text(*source, row));
  return title;
}

const std::string rows = "\"Lead ID\",Owner,\"Created Date\"\n1,Ann,2026-04-01\n2,Bob,2026-04-02\n";

}  // namespace

TEST_CASE("a title above the header is set aside") {
  for (const std::string title : {"\"Leads by source\"\n\n\"Filtered By:\"\n\"  Created Date equals Custom\"\n", "Leads by source,,\n\nFiltered By:,,\n  Created Date equals Custom,,\n"}) {
    const Dialect dialect = dialect_of(title + rows);
    CHECK(dialect.header == Texts{"Lead ID", "Owner", "Created Date"});
    CHECK(dialect.title.size() == 3);
    CHECK(dialect.header_lines == 5);
    CHECK(dialect.title.back().line == 4);
    CHECK(dialect.title.back().reason == RejectReason::title_row);
  }
  CHECK(title_of("\xEF\xBB\xBFMine\r\n\r\n" + rows) == Texts{"1: Mine"});
  CHECK(dialect_of("Mine; and more\nlead_id;email;x\n1;a@b.de;3\n").delimiter == ';');
}

TEST_CASE("without a title the first row is the header, as before") {
  CHECK(title_of(rows).empty());
  CHECK(title_of(rows + "Lead ID,Email,Created Date\n").empty());  // it names more, and two are enough
  CHECK(title_of("id,name\n1,Email\n2,Lead ID\n").empty());
  CHECK(dialect_of("a,b\n1,2\n").header == Texts{"a", "b"});
  CHECK(dialect_of("Title\n" + rows, {}).header == Texts{"Title"});
}

TEST_CASE("title rows are in the account, and are shown first") {
  const Contract contract = test::utc_contract();
  const test::TempFile file("My leads\nas of today\n\nlead_id,company\n1,Acme\n,nobody\n");
  const test::Scanned got = test::scan_files(contract, {file.path()}, {"lead_id", "company"}, 3, 5);
  CHECK(got.leads.size() == 1);
  CHECK(got.rejects == Texts{"1: title_row: My leads", "2: title_row: as of today", "6: no_lead_id: ,nobody"});
  CHECK(got.result.files[0].rows_read == 4);
  CHECK(got.result.files[0].furniture() == 2);
}
