// Texts of a contract that no row has, worked by hand: what is asked for, what counts as seen, what lies near.
#include <algorithm>

#include "catch.hpp"
#include "handoff/judging/seen_texts.hpp"
#include "leads.hpp"

using namespace handoff;

namespace {

const FieldId source = known_field("source"), title = known_field("title");

ExprPtr parsed(const Contract& contract, std::string_view text) {
  Scope scope;
  scope.find = [&](std::string_view name) -> std::optional<Meaning> {
    const FieldId field = find_field(contract, name);
    if (field == no_field) return std::nullopt;
    return Meaning(FieldRef{field, contract.fields[field].type});
  };
  scope.zone = contract.zone;
  for (const Field& field : contract.fields) scope.names.push_back(field.name);
  return parse_expression(text, scope);
}

void see(SeenTexts& seen, FieldId field, std::string_view text) {
  Lead lead;
  lead.values.resize(known_fields().size());
  lead.values[field].state = Value::State::present;
  lead.values[field].text = text;
  seen.add(lead);
}

/// What no row has, with what is near it: `Webniar > Webinar`.
std::vector<std::string> missing(const std::string& where, const std::vector<std::string>& cells, FieldId field = source) {
  const Contract contract = test::small_contract();
  const std::vector<AskedColumn> asked = asked_columns(contract, parsed(contract, where), {field});
  SeenTexts seen(asked);
  for (const std::string& cell : cells) see(seen, field, cell);
  std::vector<std::string> out;
  for (const TextInNoRow& one : seen.in_no_row(contract))
    out.push_back(one.asked.text + (one.nearest.empty() ? "" : " > " + one.nearest) + (one.case_differs ? " (case)" : "") + (one.many ? " (many)" : ""));
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a text that no row has is told with the nearest") {
  CHECK(missing("source = 'Webniar'", {"Webinar", "Event"}) == Texts{"Webniar > Webinar"});
  CHECK(missing("source = 'Webinar'", {"Webinar", "Event"}).empty());
  CHECK(missing("source IN ('Webinar', 'Event', 'Fair')", {"Webinar"}) == Texts{"Event", "Fair"});
  CHECK(missing("NOT (source <> 'Webinar' OR source = 'Partner')", {"Online webinar"}) == Texts{"Webinar > Online webinar", "Partner"});
}

TEST_CASE("case is told apart where the comparison tells it apart") {
  CHECK(missing("source = 'Webinar'", {"webinar"}) == Texts{"Webinar > webinar (case)"});
  CHECK(missing("lower(source) = 'webinar'", {"WEBINAR"}).empty());
  CHECK(missing("lower(source) = 'webinr'", {"WEBINAR"}) == Texts{"webinr > WEBINAR"});
  CHECK(missing("upper(trim(source)) = 'Webinar'", {"webinar"}).size() == 1);
}

TEST_CASE("a pattern is seen once a value matches it") {
  CHECK(missing("title LIKE '%VP%'", {"Director", "VP Sales"}, title).empty());
  CHECK(missing("title LIKE '%vp%'", {"Director", "VP Sales"}, title) == Texts{"%vp% > VP Sales (case)"});
  CHECK(missing("title ILIKE '%cto%'", {"Director", "VP Sales"}, title).size() == (std::string("Director").find("cto") == std::string::npos ? 1U : 0U));
}

TEST_CASE("a column of blanks, one that is not read, and a comparison of two fields say nothing") {
  CHECK(missing("source = 'Webinar'", {}).empty());
  const Contract contract = test::small_contract();
  CHECK(asked_columns(contract, parsed(contract, "source = 'Webinar' AND title = 'CEO'"), {source}).empty());
  CHECK(asked_columns(contract, parsed(contract, "source = title"), {source, title}).empty());
}

TEST_CASE("beyond 4,096 values a text is still looked for, and nothing near it") {
  Texts cells;
  for (int i = 0; i < 5000; ++i) cells.push_back("value " + std::to_string(i));
  CHECK(missing("source = 'value 4999' OR source = 'value 5000'", cells) == Texts{"value 5000 (many)"});
  std::reverse(cells.begin(), cells.end());
  CHECK(missing("source = 'value 4999' OR source = 'value 5000'", cells) == Texts{"value 5000 (many)"});
  cells.resize(4096);
  CHECK(missing("source = 'valve 4000'", cells) == Texts{"valve 4000 > value 4000"});
}

TEST_CASE("parts of the rows, in any order, come to the same") {
  const Contract contract = test::small_contract();
  const std::vector<AskedColumn> asked = asked_columns(contract, parsed(contract, "source IN ('a', 'b', 'c')"), {source});
  SeenTexts first(asked), second(asked);
  see(first, source, "a");
  see(second, source, "B");
  see(second, source, "a");
  first.merge(second);
  const std::vector<TextInNoRow> none = first.in_no_row(contract);
  REQUIRE(none.size() == 2);
  CHECK(none[0].asked.text == "b");
  CHECK(none[0].nearest == "B");
  CHECK(none[0].case_differs);
  CHECK(none[1].asked.text == "c");
  first.reset();
  CHECK(first.in_no_row(contract).empty());
}

TEST_CASE("people are never near: their columns give no values") {
  const FieldId email = known_field("email"), owner = known_field("owner");
  CHECK(missing("email = 'ann@acme.example'", {"anne@acme.example"}, email) == Texts{"ann@acme.example"});
  CHECK(missing("owner = 'Nora Steiner'", {"Nora Stein"}, owner) == Texts{"Nora Steiner"});
}

TEST_CASE("the numbers of a list share the text of their clause") {
  const Contract contract = test::small_contract();
  const FieldId employees = known_field("employees");
  const std::vector<AskedNumber> asked = asked_numbers(contract, parsed(contract, "employees IN (1, 2, 3)"), {employees});
  REQUIRE(asked.size() == 3);
  CHECK(*asked[0].clause == "employees IN (1, 2, 3)");
  CHECK((asked[1].clause == asked[0].clause && asked[2].clause == asked[0].clause));
}
