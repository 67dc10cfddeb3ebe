// The state of `breaches --since-last`: it comes back as it was, or not at all.
#include "breaches/breach_state.hpp"

#include <algorithm>

#include "catch.hpp"

using namespace handoff;

namespace {

BreachState some_state() {
  BreachState state{"sha256:abc", "stage MQL, where source = 'Event'", 1'782'864'000, {}};
  for (const char* id : {"1", "2", "3"}) state.listed.push_back(breach_key(id, "first touch", 1'782'860'000, Standing::overdue));
  std::sort(state.listed.begin(), state.listed.end());
  return state;
}

}  // namespace

TEST_CASE("a state comes back as it was written", "[breach_state]") {
  const BreachState state = some_state();
  const auto read = parse_breach_state(breach_state_text(state));
  REQUIRE(read);
  CHECK(read->contract == state.contract);
  CHECK(read->question == state.question);
  CHECK(read->as_of == state.as_of);
  CHECK(read->listed == state.listed);
  CHECK(parse_breach_state(breach_state_text({"", "", -5, {}})));
}

TEST_CASE("a state with any byte changed, lost or added is damaged", "[breach_state]") {
  const std::string text = breach_state_text(some_state());
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = static_cast<char>(other[i] ^ 1);
    INFO(i);
    REQUIRE_FALSE(parse_breach_state(other));
    REQUIRE_FALSE(parse_breach_state(text.substr(0, i)));
    REQUIRE_FALSE(parse_breach_state(text.substr(0, i) + "0" + text.substr(i)));
  }
  CHECK_FALSE(parse_breach_state(text + "\n"));
  CHECK_FALSE(parse_breach_state(text + text));
}

TEST_CASE("keys tell lead, duty, due time and standing apart", "[breach_state]") {
  const BreachKey key = breach_key("ab", "c", 1, Standing::due);
  CHECK(key == breach_key("ab", "c", 1, Standing::due));
  CHECK(key != breach_key("a", "bc", 1, Standing::due));
  CHECK(key != breach_key("ab", "c", 2, Standing::due));
  CHECK(key != breach_key("ab", "c", std::nullopt, Standing::due));
  CHECK(key != breach_key("ab", "c", 1, Standing::overdue));
}
