// "Did you mean", slips counted by hand.
#include "catch.hpp"
#include "handoff/text/suggest.hpp"

using handoff::closest;

TEST_CASE("the nearest name is suggested", "[suggest]") {
  const std::vector<std::string> names = {"employees", "intent", "fit", "stage", "source"};
  CHECK(closest("employes", names) == "employees");   // one left out
  CHECK(closest("intnet", names) == "intent");        // two swapped
  CHECK(closest("Stages", names) == "stage");         // case is no slip, one added
  CHECK(closest("FIT", names) == "fit");
  CHECK(closest("emploies", names) == "employees");   // y -> i, e left out: two
  CHECK(closest("emplois", names).empty());           // three
  CHECK(closest("revenue", names).empty());
  CHECK(closest("", names).empty());
}

TEST_CASE("a short name is not led astray", "[suggest]") {
  CHECK(closest("xy", {"it", "id"}).empty());         // two of two letters would be another word
  CHECK(closest("mq", {"mql"}) == "mql");
  CHECK(closest("sel", {"sal", "sql"}) == "sal");     // a tie goes to the earlier
}

TEST_CASE("hostile lengths cost nothing", "[suggest]") {
  const std::string long_name(1'000'000, 'a');
  CHECK(closest(long_name, {"a", std::string(999'999, 'a')}).empty());
  CHECK(closest("a", {long_name}).empty());
}
