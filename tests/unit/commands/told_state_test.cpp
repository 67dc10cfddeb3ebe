// The state of `breaches --since-last`: it comes back as it was, or not at all.
#include "told_state.hpp"

#include <algorithm>

#include "catch.hpp"

using namespace handoff;

namespace {

ToldState some_state() {
  ToldState state{"Acme SLA, stage MQL, where source = 'Event'", 1'782'864'000, {}};
  for (const char* id : {"1", "2", "3"}) state.told.push_back(breach_key(id, "first touch", 1'782'860'000, Standing::overdue));
  std::sort(state.told.begin(), state.told.end());
  return state;
}

}  // namespace

TEST_CASE("a state comes back as it was written", "[told_state]") {
  const ToldState state = some_state();
  const auto read = parse_told_state(told_state_text(state));
  REQUIRE(read);
  CHECK(read->question == state.question);
  CHECK(read->as_of == state.as_of);
  CHECK(read->told == state.told);
  CHECK(parse_told_state(told_state_text({"", -5, {}})));
}

TEST_CASE("a state with any byte changed, lost or added is damaged", "[told_state]") {
  const std::string text = told_state_text(some_state());
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = static_cast<char>(other[i] ^ 1);
    INFO(i);
    REQUIRE_FALSE(parse_told_state(other));
    REQUIRE_FALSE(parse_told_state(text.substr(0, i)));
    REQUIRE_FALSE(parse_told_state(text.substr(0, i) + "0" + text.substr(i)));
  }
  CHECK_FALSE(parse_told_state(text + "\n"));
  CHECK_FALSE(parse_told_state(text + text));
}

TEST_CASE("keys tell lead, duty, due time and standing apart", "[told_state]") {
  const BreachKey key = breach_key("ab", "c", 1, Standing::due);
  CHECK(key == breach_key("ab", "c", 1, Standing::due));
  CHECK(key != breach_key("a", "bc", 1, Standing::due));
  CHECK(key != breach_key("ab", "c", 2, Standing::due));
  CHECK(key != breach_key("ab", "c", std::nullopt, Standing::due));
  CHECK(key != breach_key("ab", "c", 1, Standing::overdue));
}
