// What a clock takes a single stop before its start for.
#include "contract_texts.hpp"

using namespace handoff;

TEST_CASE("a single stop before the start is unknown, unless the contract says what it counts as") {
  const std::string clock = std::string(least_contract) + "[[clock]]\nname = \"touch\"\non = \"MQL\"\nstart = \"mql_at\"\nstop = \"first_touch_at\"\nlimit = \"1h\"\n";
  const auto read = [&](const std::string& line) { return parse_contract(clock + line, "sla.toml"); };
  CHECK(read("").clocks[0].before == BeforeStart::unknown);
  CHECK(read("before = \"unknown\"\n").clocks[0].before == BeforeStart::unknown);
  CHECK(read("before = \"met\"\n").clocks[0].before == BeforeStart::met);
  CHECK(read("before = \"breached\"\n").clocks[0].before == BeforeStart::breached);
  CHECK(read("before = \"unknown\"\n").digest == read("").digest);
  CHECK(read("before = \"met\"\n").digest != read("").digest);
  CHECK(refusal(clock + "before = \"breach\"\n").find("did you mean `breached`?") != std::string::npos);
  CHECK(refusal(clock + "before = true\n").find("before = \"unknown\"") != std::string::npos);
}
