// Headers and fields, taken for one another.
#include "catch.hpp"
#include "handoff/contract/field_hint.hpp"
#include "leads.hpp"

using namespace handoff;

TEST_CASE("a header leads to the field that reads it, and what nothing reads can be declared") {
  Contract contract = test::small_contract();
  contract.fields[known_field("source")].headers = {"Original Source", "Lead Source"};
  CHECK(field_of_header(contract, "Original Source") == known_field("source"));
  CHECK(field_of_header(contract, "original source") == known_field("source"));
  CHECK(field_of_header(contract, "lead_source") == known_field("source"));
  CHECK(field_of_header(contract, "source") == no_field);
  CHECK(field_of_header(contract, "Region") == no_field);
  CHECK(reads_header(contract, "Original Source") == "the column \"Original Source\" is read by the field `source`: write source");
  CHECK(reads_header(contract, "Region").empty());
  CHECK(declare_column("Sales Region") == "a column of the export is declared under [columns]: sales_region = { column = \"Sales Region\", type = \"text\" }");
  CHECK(declare_column("3rd \"Stage\"") == "a column of the export is declared under [columns]: my_field = { column = '3rd \"Stage\"', type = \"text\" }");
}
