// Cells typed by hand-made records; what they must come to is worked out beside them.
#include "leads/lead_reader.hpp"

#include "catch.hpp"
#include "scan_support.hpp"

using namespace handoff;

namespace {

/// One column a field, in the order of `names`.
struct LeadTable {
  LeadTable(const Contract& contract_, const std::vector<std::string>& names, Instant horizon = std::numeric_limits<Instant>::max())
      : contract(contract_), orders(orders_of(contract_)), reader(contract_, orders, horizon) {
    for (std::size_t i = 0; i < names.size(); ++i)
      plan.uses.push_back({known_field(names[i]), static_cast<int>(i), static_cast<int>(i)});
    reader.use(plan, 0);
  }
  const Lead& row(std::vector<std::string_view> cells_) {
    cells = std::move(cells_);
    return reader.read({next++, cells});
  }
  const Contract& contract;
  DateOrders orders;
  LeadReader reader;
  ColumnPlan plan;
  std::vector<std::string_view> cells;
  std::uint64_t next = 0;
};

using State = Value::State;

}  // namespace

TEST_CASE("blank cells and null words are missing, in any case, and never zero") {
  Contract contract = test::utc_contract();
  contract.nulls = {"(No value)", " N/A ", "Select"};
  LeadTable table(contract, {"employees", "owner"});
  const FieldId employees = known_field("employees"), owner = known_field("owner");
  for (const std::string_view word : {"", "n/a", "N/A", "(NO VALUE)", "select"}) {
    const Lead& lead = table.row({word, word});
    CHECK(lead[employees].state == State::missing);
    CHECK(lead[owner].state == State::missing);
    CHECK(lead[owner].text.empty());
  }
  CHECK(table.row({"0", "n/a/"})[employees].state == State::present);
  CHECK(table.reader.facts()[employees].filled == 1);
  CHECK(table.row({"5", "Selected"})[owner].text == "Selected");
  CHECK(table.row({"5", "x"})[known_field("email")].state == State::missing);  // not read at all
}

TEST_CASE("cells are typed as their fields are") {
  const Contract contract = test::utc_contract();
  LeadTable table(contract, {"employees", "target_account", "mql_at", "owner", "created_at"});
  const Lead& lead = table.row({"51-200", "Yes", "2024-01-05 10:00:00", "Ann", "2024-01-05"});
  CHECK(lead[known_field("employees")].number.low == 51);
  CHECK(lead[known_field("employees")].number.high == 200);
  CHECK(lead[known_field("target_account")].flag);
  CHECK(lead[known_field("owner")].text == "Ann");
  CHECK(iso_instant(lead[known_field("mql_at")].stamp.first) == "2024-01-05T10:00:00Z");
  CHECK(lead[known_field("created_at")].stamp.date_only);
  CHECK(lead[known_field("created_at")].text == "2024-01-05");
}

TEST_CASE("a value does not outlive its row") {
  const Contract contract = test::utc_contract();
  LeadTable table(contract, {"employees", "mql_at"});
  table.row({"7", "2024-01-05"});
  const Lead& lead = table.row({"", "soon"});
  CHECK(lead[known_field("employees")].state == State::missing);
  CHECK(lead[known_field("mql_at")].state == State::unreadable);
  CHECK(lead[known_field("mql_at")].text == "soon");
}

TEST_CASE("unreadable cells are counted, the first is kept") {
  const Contract contract = test::utc_contract();
  LeadTable table(contract, {"employees"});
  for (const std::string_view cell : {"12", "lots", "few", "", "13"}) table.row({cell});
  const FieldFacts& facts = table.reader.facts()[known_field("employees")];
  CHECK(facts.filled == 4);
  CHECK(facts.unreadable == 2);
  CHECK(facts.first_unreadable.text == "lots");
  CHECK(facts.first_unreadable.offset == 1);
}

TEST_CASE("facts merge to the lowest offset and the sum, either way round") {
  FieldFacts a, b;
  a.unreadable = 2;
  a.first_unreadable.offset = 90;
  a.first_unreadable.text = "late";
  a.newest = 5;
  b.unreadable = 1;
  b.first_unreadable.offset = 10;
  b.first_unreadable.text = "early";
  b.newest = 4;
  FieldFacts ab = a, ba = b;
  ab.merge(b);
  ba.merge(a);
  for (const FieldFacts& sum : {ab, ba}) {
    CHECK(sum.unreadable == 3);
    CHECK(sum.first_unreadable.text == "early");
    CHECK(sum.newest == 5);
  }
}

TEST_CASE("the field's zone goes before the contract's, and moved times are counted") {
  Contract contract = test::utc_contract();
  contract.fields[known_field("mql_at")].zone = Zone::find("America/New_York");
  LeadTable table(contract, {"mql_at", "created_at"});
  // 2024: clocks go forward on 10 March at 02:00 EST, back on 3 November at 02:00 EDT.
  const Lead& lead = table.row({"2024-07-01 09:00:00", "2024-07-01 09:00:00"});
  CHECK(iso_instant(lead[known_field("mql_at")].stamp.first) == "2024-07-01T13:00:00Z");
  CHECK(iso_instant(lead[known_field("created_at")].stamp.first) == "2024-07-01T09:00:00Z");
  table.row({"2024-03-10 02:30:00", "2024-03-10 02:30:00"});
  table.row({"2024-11-03 01:30:00", "2024-11-03 01:30:00"});
  CHECK(table.reader.facts()[known_field("mql_at")].skipped == 1);
  CHECK(table.reader.facts()[known_field("mql_at")].twice == 1);
  CHECK(table.reader.facts()[known_field("created_at")].skipped + table.reader.facts()[known_field("created_at")].twice == 0);
}

TEST_CASE("a day is at home where the field has no zone of its own, and it is the day that the zone tells") {
  Contract contract = test::utc_contract();
  contract.zone = Zone::find("Europe/Berlin");
  contract.fields[known_field("sql_at")].zone = Zone::find("Asia/Kolkata");
  LeadTable table(contract, {"mql_at", "sql_at"});
  // Twice: an hour that comes once, one that is left out, one that comes again; with offsets that tell another day; a day alone.
  for (int turn = 0; turn < 2; ++turn) {
    for (const std::string_view cell : {"2026-04-15 23:59", "2026-03-29 02:30", "2026-10-25 02:30:00", "2026-04-15T23:30:00-08:00", "2026-04-15T00:30:00+14:00", "2026-04-15"}) {
      const Lead& lead = table.row({cell, cell});
      const Stamp &home = lead[known_field("mql_at")].stamp, &away = lead[known_field("sql_at")].stamp;
      CAPTURE(cell);
      CHECK(home.home_day);
      CHECK(home.day == contract.zone->day_of(home.first));
      CHECK_FALSE(away.home_day);
    }
  }
}

TEST_CASE("the newest instant is the latest that is not ahead of the horizon") {
  const Contract contract = test::utc_contract();
  LeadTable table(contract, {"mql_at"}, 1'704'412'800);  // 2024-01-05T00:00:00Z
  for (const std::string_view cell : {"2024-01-03", "2024-01-04 12:00:00", "2024-01-05 00:00:01", "2031-01-01", "2024-01-01"}) table.row({cell});
  CHECK(iso_instant(table.reader.facts()[known_field("mql_at")].newest) == "2024-01-04T12:00:00Z");
}

TEST_CASE("the order of day and month: evidence is gathered, the given order holds") {
  Contract contract = test::utc_contract();
  contract.date_order = DateOrder::mdy;
  contract.fields[known_field("sql_at")].date_order = DateOrder::dmy;
  LeadTable table(contract, {"mql_at", "sql_at"});
  const FieldId mql = known_field("mql_at"), sql = known_field("sql_at");
  const Lead& lead = table.row({"3/4/2024", "3/4/2024"});
  CHECK(iso_day(lead[mql].stamp.day) == "2024-03-04");
  CHECK(iso_day(lead[sql].stamp.day) == "2024-04-03");
  CHECK(table.row({"25/3/2024", "25/3/2024"})[mql].state == State::unreadable);
  CHECK(table.row({"3/25/2024", "3/25/2024"})[sql].state == State::unreadable);
  const FieldFacts& facts = table.reader.facts()[mql];
  CHECK(facts.order.first_over_12 == 1);
  CHECK(facts.order.second_over_12 == 1);
  CHECK(facts.either.text == "3/4/2024");
  CHECK(facts.day_first.text == "25/3/2024");
  CHECK(facts.month_first.text == "3/25/2024");
}

TEST_CASE("times without a zone are counted where no zone is declared, others are read") {
  Contract contract = test::utc_contract();
  contract.zone = nullptr;
  LeadTable table(contract, {"mql_at"});
  CHECK(table.row({"2024-01-05T10:00:00+02:00"})[known_field("mql_at")].present());
  CHECK_FALSE(table.row({"2024-01-05 10:00:00"})[known_field("mql_at")].present());
  CHECK(table.reader.facts()[known_field("mql_at")].zoneless == 1);
}

TEST_CASE("a text is cut at the border of a character") {
  CHECK(cut_text("abc", 3) == "abc");
  CHECK(cut_text("ab\xC3\xA9", 3) == "ab");
  CHECK(cut_text("\xF0\x9F\x98\x80", 2).empty());
}

TEST_CASE("what a spreadsheet writes for an error is unreadable, in texts too, unless the contract names it as missing") {
  Contract contract = test::utc_contract();
  contract.nulls = {"#NULL!"};
  LeadTable table(contract, {"disposition", "owner"});
  const FieldId disposition = known_field("disposition"), owner = known_field("owner");
  for (const std::string_view word : {"#N/A", "#REF!", "#value!", "#NAME?", "#DIV/0!", "#NUM!", "#BEZUG!", "####", "##########",
                                      "Err:502", "#N/D", "#NOM?", "#¡VALOR!", "#FIELD!", "#GETTING_DATA", "Loading...", "#VERW!", "#PUUTTUU"}) {
    const Lead& lead = table.row({word, "Ann"});
    INFO(word);
    CHECK(lead[disposition].state == State::unreadable);
    CHECK(lead[owner].state == State::present);
  }
  CHECK(table.reader.facts()[disposition].unreadable == 18);
  for (const std::string_view word : {"#1 Plumbing!", "Err: no", "Err:", "Loading", "#1", "#", "##", "###", "#N/A today", "# N/A", "C#", "#refused"}) CHECK(table.row({word, "x"})[disposition].state == State::present);
  CHECK(table.row({"#NULL!", "x"})[disposition].state == State::missing);
}
