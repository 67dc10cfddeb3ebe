// What is counted by the text of a cell is bounded, in how many texts there are and in how long each is.
#include "catch.hpp"
#include "handoff/text/cut_text.hpp"
#include "handoff/text/error.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/contract/money.hpp"
#include "lead_bench.hpp"

using namespace handoff;

namespace {

Money amounts(std::size_t from, std::size_t to) {
  Money money;
  for (std::size_t i = from; i < to; ++i) money.add("C" + std::to_string(i), 1);
  return money;
}

}  // namespace

TEST_CASE("amounts are in a thousand currencies at most, in one tally and in all of them", "[limits]") {
  CHECK(amounts(0, most_currencies).sums().size() == most_currencies);
  CHECK_THROWS_AS(amounts(0, most_currencies + 1), Error);
  Money half = amounts(0, 600);
  half.merge(amounts(400, 1000));
  CHECK(half.sums().size() == 1000);
  CHECK_THROWS_AS(half.merge(amounts(1000, 1001)), Error);
}

TEST_CASE("a text that is counted is held by its beginning", "[limits]") {
  const std::string endless(1 << 20, 'x');
  ValueCounts values;
  values.add(endless);
  values.add(endless + "y");
  CHECK(values.counts().size() == 1);
  CHECK(values.total() == 2);
  CHECK(values.counts().begin()->first.size() == longest_counted_text);
  CHECK(counted_text(std::string(255, 'x') + "\xC3\xA9") == std::string(255, 'x'));  // no half of a character
}

TEST_CASE("a group's key is as short for a cell of a megabyte", "[limits]") {
  Contract contract;
  for (const auto& known : known_fields()) {
    Field field;
    field.name = known.name;
    field.type = known.type;
    contract.fields.push_back(std::move(field));
  }
  contract.zone = Zone::find("UTC");
  GroupKeys keys(contract, {group_by(contract, "company")});
  Bench bench;
  bench.set("company", std::string(1 << 20, 'x').c_str());
  std::string key;
  keys.write(bench.judging, nullptr, key);
  CHECK(key.size() < 300);
}
