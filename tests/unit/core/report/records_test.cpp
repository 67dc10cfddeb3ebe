// A kind of record, described once: what JSON, CSV and a table take from it. Expected values are worked by hand.
#include "handoff/report/records.hpp"

#include "catch.hpp"

using namespace handoff;

namespace {

struct Row {
  std::string name;
  std::uint64_t leads = 0;
  Rate rate;
  std::optional<double> seconds;
};

Records<Row> row_records() {
  return {{{"name", Holds::text, &Row::name},
           {"leads", Holds::count, &Row::leads},
           {"rate", Holds::share, &Row::rate, "", [](const Row& row) { return row.leads > 5 ? Tone::bad : Tone::plain; }},
           {"median", Holds::span, [](const Row& row) { return days(row.seconds); }, "days"},
           {"n", Holds::count, &Row::leads, "days"},
           {"more", Holds::count, &Row::leads, "", nullptr, [](const Row& row) { return row.leads > 5; }}},
          {{"bar", Holds::bar, [](const Row&) { return Bar{0.5}; }}}};
}

std::string keys_of(const Node::Object& object) {
  std::string keys;
  for (const auto& [key, value] : object) {
    keys += key + " ";
    if (value.is_object()) keys += "( " + keys_of(std::get<Node::Object>(value.value())) + ") ";
  }
  return keys;
}

}  // namespace

TEST_CASE("a record's object has its fields in order, those of an inner object together, and only those given", "[records]") {
  const Records<Row> records = row_records();
  CHECK(keys_of(records.object({"a", 3, {}, 86400.0})) == "name leads rate days ( median n ) ");
  CHECK(keys_of(records.object({"b", 9, {}, {}})) == "name leads rate days ( median n ) more ");
  const Node::Object object = records.object({"a", 3, {}, 129600.0});
  CHECK(std::get<double>(object[3].second.at("median").plain().value()) == 1.5);
}

TEST_CASE("a table shows what it picks, each column by what it holds", "[records]") {
  const Rate rate = wilson(share_of(1, 4));
  const Picks picks = {{"who", "name"}, {"of", "rate", Aspect::of}, "rate", {"95 %", "rate", Aspect::interval}, {"", "rate", Aspect::bar}, {"time", "days.median"}, {"", "bar"}};
  const std::vector<Row> rows = {{"a", 9, rate, {}}};
  const Table table = row_records().table("T", picks, rows);
  REQUIRE(table.columns.size() == 7);
  CHECK(table.columns[0].text == "who");
  CHECK(table.columns[1].holds == Holds::count);
  CHECK(table.columns[3].holds == Holds::interval);
  CHECK(table.columns[4].holds == Holds::bar);
  const std::vector<Cell>& row = table.rows.front();
  CHECK(std::get<std::int64_t>(row[1].value.value()) == 4);
  CHECK(row[2].tone == Tone::bad);
  CHECK(std::get<Bar>(*row[4].value.typed()).share == 0.25);
  CHECK(std::get<Blank>(*row[5].value.typed()).shown == "-");   // a time that is missing
}

TEST_CASE("a table cannot pick what the record does not have", "[records]") {
  const std::vector<Row> rows;
  CHECK_THROWS(row_records().table("T", {"nmae"}, rows));
}

TEST_CASE("each type of value has a plain one", "[records]") {
  CHECK(std::get<double>(Node(MoneyAmount{12345, "EUR"}).plain().value()) == 123.45);
  CHECK(Node(Blank{"not reached"}).plain().is_null());
  CHECK(std::get<std::string>(Node(Word{"late", "touched late"}).plain().value()) == "late");
  Money two;
  two.add("EUR", 1);
  CHECK(std::get<std::int64_t>(Node(MoneySums(two)).plain().value()) == 1);
  two.add("USD", 1);
  CHECK(Node(MoneySums(two)).plain().is_null());
}
