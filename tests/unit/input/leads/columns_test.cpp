// Headers to fields: what is found, what is refused and with which words. Expected values by hand.
#include "leads/columns.hpp"

#include "catch.hpp"
#include "handoff/text/error.hpp"

using namespace handoff;

namespace {

/// The canonical fields and nothing else.
Contract plain_contract() {
  Contract contract;
  for (const KnownField& known : known_fields()) {
    Field field;
    field.name = known.name;
    field.type = known.type;
    contract.fields.push_back(field);
  }
  return contract;
}

Field& field_of(Contract& contract, std::string_view name) { return contract.fields[known_field(name)]; }

Dialect with_header(std::vector<std::string> header) {
  Dialect dialect;
  dialect.header = std::move(header);
  return dialect;
}

ColumnPlan plan(const Contract& contract, std::vector<std::string> header, const std::vector<std::string>& names) {
  std::vector<FieldId> needed;
  for (const auto& name : names) needed.push_back(known_field(name));
  return plan_columns(with_header(std::move(header)), "leads.csv", contract, needed);
}

int column_of(const ColumnPlan& plan, std::string_view name) {
  for (const ColumnUse& use : plan.uses)
    if (use.field == known_field(name)) return use.column;
  return -1;
}

}  // namespace

TEST_CASE("a field is found by the contract's headers in order, then by its own name") {
  Contract contract = plain_contract();
  field_of(contract, "lead_id").headers = {"Record ID", "Record ID - Contact"};
  CHECK(column_of(plan(contract, {"lead_id", "Record ID - Contact", "x"}, {"lead_id"}), "lead_id") == 1);
  CHECK(column_of(plan(contract, {"x", "Record ID - Contact", "Record ID"}, {"lead_id"}), "lead_id") == 2);
  CHECK(column_of(plan(contract, {"x", "lead_id"}, {"lead_id"}), "lead_id") == 1);
  field_of(contract, "lead_id").named_by_contract = true;
  CHECK_THROWS_AS(plan(contract, {"x", "lead_id"}, {"lead_id"}), Error);  // what was signed is not replaced
}

TEST_CASE("an exact header beats one of other case, blanks or underscores") {
  Contract contract = plain_contract();
  field_of(contract, "lead_id").headers = {"Record ID", "Lead"};
  CHECK(column_of(plan(contract, {"record_id", "Lead"}, {"lead_id"}), "lead_id") == 1);
  CHECK(column_of(plan(contract, {"x", "RECORD  id"}, {"lead_id"}), "lead_id") == 1);
  CHECK(column_of(plan(contract, {"record\xC2\xA0id"}, {"lead_id"}), "lead_id") == 0);  // a no-break space
}

TEST_CASE("only wanted columns get a slot, and two fields may share one") {
  Contract contract = plain_contract();
  field_of(contract, "created_at").headers = {"Created"};
  field_of(contract, "mql_at").headers = {"Created"};
  const ColumnPlan got = plan(contract, {"email", "lead_id", "Created", "noise"}, {"lead_id", "created_at", "mql_at", "lead_id"});
  CHECK(got.wanted.slot_of_column == std::vector<int>{-1, 0, 1, -1});
  CHECK(got.wanted.slots == 2);
  CHECK(got.uses.size() == 3);
  CHECK(got.header_of_field[known_field("mql_at")] == "Created");
  CHECK(got.header_of_field[known_field("email")].empty());
}

TEST_CASE("what is absent is listed, and refused where the contract names it") {
  Contract contract = plain_contract();
  const ColumnPlan got = plan(contract, {"lead_id"}, {"lead_id", "owner", "mql_at"});
  CHECK(got.absent == std::vector<FieldId>{std::min(known_field("owner"), known_field("mql_at")), std::max(known_field("owner"), known_field("mql_at"))});

  Field& owner = field_of(contract, "owner");
  owner.headers = {"Contact Owner"};
  owner.named_by_contract = true;
  owner.source = {"sla.toml", 12, 1};
  try {
    plan(contract, {"lead_id", "Contact Ownr"}, {"lead_id", "owner"});
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(error.where == owner.source.text());
    CHECK(error.problem == "leads.csv has no column \"Contact Owner\" for owner");
    CHECK(error.fix == "did you mean owner = \"Contact Ownr\"? it has \"lead_id\", \"Contact Ownr\"");
  }
}

TEST_CASE("of a date no column is advised whose cells are no dates") {
  Contract contract = plain_contract();
  Field& touch = field_of(contract, "mql_at");
  touch.headers = {"MQL Date"};
  touch.named_by_contract = true;
  Dialect dialect;
  dialect.header = {"lead_id", "MQL Data", "MQL Dates"};
  const auto advice = [&](std::vector<bool> dateless) {
    dialect.dateless = std::move(dateless);
    try {
      plan_columns(dialect, "leads.csv", contract, {known_field("lead_id"), known_field("mql_at")});
    } catch (const Error& error) {
      return error.fix.substr(0, error.fix.find(';') == std::string::npos ? error.fix.find('?') : error.fix.find(';'));
    }
    return std::string();
  };
  CHECK(advice({}) == "did you mean mql_at = \"MQL Data\"");   // nobody has looked
  CHECK(advice({true, true, false}) == "did you mean mql_at = \"MQL Dates\"");
  CHECK(advice({true, true, true}).starts_with("name one of its columns under [columns]: it has"));
}

TEST_CASE("an export without lead ids is refused, with what it has instead") {
  try {
    plan(plain_contract(), {"Name", "Lead ID (18 characters)"}, {"lead_id"});
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(error.where == "leads.csv");
    CHECK(error.problem.find("lead_id") != std::string::npos);
    CHECK(error.fix.find("lead_id = \"Lead ID (18 characters)\"") != std::string::npos);
  }
}

TEST_CASE("of a header that stands twice the first is read, and it is said") {
  const ColumnPlan got = plan(plain_contract(), {"lead_id", "email", "email", "email", "", ""}, {"lead_id", "email"});
  CHECK(column_of(got, "email") == 1);
  REQUIRE(got.notes.size() == 1);
  CHECK(got.notes[0] == "leads.csv: the column \"email\" stands more than once; the first is read");
  CHECK(plan(plain_contract(), {"lead_id", "x", "x"}, {"lead_id"}).notes.empty());
}

TEST_CASE("long lists are cut") {
  CHECK(listed({"a", "b", "c"}, 2) == "\"a\", \"b\" and 1 more");
  CHECK(listed({std::string(59, 'x') + "\xC3\xA9y"}, 1) == "\"" + std::string(59, 'x') + "...\"");  // never through a character
}
