// Rows of a history that tell of the owner alone, with who had the lead until then; and very many rows about one lead.
#include "owner_bench.hpp"

using namespace handoff;
using namespace handoff::test;

TEST_CASE("a change tells who had the lead before it", "[owner]") {
  const OwnerDesk desk;
  const auto change = [](std::string_view when, std::string_view was, std::string_view owner) {
    HistoryStep one = step(when, -1, owner);
    one.name = {};
    one.was = was;
    return one;
  };
  const std::vector<HistoryStep> bare = {step("2026-06-10T09:00:00Z", 1, "")};
  const auto with = [&](std::vector<HistoryStep> changes) {
    changes.insert(changes.begin(), bare.begin(), bare.end());
    return changes;
  };
  CHECK(desk.told(desk.lead("Cy"), with({change("2026-06-10T11:00:00Z", "Ana", "Cy")})) == "Ana overdue 10:00\n");
  CHECK(desk.told(desk.lead("Cy"), with({change("2026-06-10T11:00:00Z", "", "Cy")})) == "Cy overdue 10:00\n");          // by the export
  CHECK(desk.told(desk.lead("Cy"), with({change("2026-06-10T09:30:00Z", "Ana", "Ben"), change("2026-06-10T11:00:00Z", "Zoe", "Cy")})) == "Ben overdue 10:00\n");
  std::vector<HistoryStep> chain = {change("2026-06-10T09:30:00Z", "Web", "Queue"), change("2026-06-10T09:30:00Z", "Queue", "Ben"), change("2026-06-10T09:30:00Z", "Ben", "Ana")};
  std::vector<std::size_t> order = {0, 1, 2};
  do {
    std::vector<HistoryStep> rows = with({chain[order[0]], chain[order[1]], chain[order[2]]});
    REQUIRE(desk.told(desk.lead("Cy"), rows) == "Ana overdue 10:00\n");
    REQUIRE_FALSE(order_history(rows));
  } while (std::next_permutation(order.begin(), order.end()));
  std::vector<HistoryStep> ring = with({change("2026-06-10T09:30:00Z", "Ana", "Ben"), change("2026-06-10T09:30:00Z", "Ben", "Ana")});
  CHECK(desk.told(desk.lead("Cy"), ring) == "Ben overdue 10:00\n");
  CHECK(order_history(ring));
}

TEST_CASE("a row on the owner alone parts no entry in two", "[owner]") {
  const OwnerDesk desk;
  HistoryStep alone = step("2026-06-10T09:30:00Z", -1, "Ben");
  alone.name = {};
  CHECK(desk.count(desk.lead(), {entered, alone, step("2026-06-10T09:40:00Z", 1, "")}).population == 1);
  CHECK(desk.told(desk.lead(), {entered, alone, step("2026-06-10T09:40:00Z", 1, "")}) == "Ben overdue 10:00\n");
  const HistoryStep parked = step("2026-06-10T09:30:00Z", -1, "Ben");
  CHECK(desk.count(desk.lead(), {entered, parked, step("2026-06-10T09:40:00Z", 1, "")}).population == 2);
}

TEST_CASE("a hundred thousand entries of one lead are read in one go", "[owner]") {
  OwnerDesk desk;
  desk.settings.most = 3;
  std::vector<HistoryStep> steps;
  for (int i = 0; i < 200'000; ++i) {
    steps.push_back(step("2026-01-01T00:00:00Z", i % 2 ? 0 : 1, i % 3 ? "Ana" : ""));
    steps.back().at.first = steps.back().at.last = steps.back().at.first + i * 60;
  }
  const BreachTally tally = desk.count(desk.lead(), steps);   // hours, where each entry looked through all rows
  CHECK(tally.population == 100'000);
  CHECK(tally.unique_leads == 1);
}
