// Where leads went that never moved on, while nobody knows by which exit they left: every way in which that can turn out lies
// within the bounds, and each bound is one of them.
#include <algorithm>
#include <optional>
#include <vector>

#include "catch.hpp"
#include "handoff/measures/pipeline.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// Exits "recycled" by assigned_at, then "lost" by lost_at.
Contract two_exits() {
  Contract contract = small_contract();
  Exit recycled;
  recycled.name = "recycled";
  recycled.at = known_field("assigned_at");
  contract.exits.insert(contract.exits.begin(), recycled);
  return contract;
}

enum class Cell { blank, dated, unreadable };

std::vector<LeakResult> leaks_of(const Contract& contract, Cell recycled, Cell lost) {
  LeadBuilder lead(contract);
  lead.set("lead_id", "L").set("created_at", "2026-05-01").set("mql_at", "2026-05-10");
  const auto put = [&](const char* field, Cell cell) {
    if (cell == Cell::dated) lead.set(field, "2026-05-20");
    if (cell == Cell::unreadable) {
      lead.lead.values[known_field(field)].state = Value::State::unreadable;
      lead.lead.values[known_field(field)].text = "soon";
    }
  };
  put("assigned_at", recycled);
  put("lost_at", lost);
  PipelineSettings settings;
  settings.as_of = at("2026-07-01");
  settings.stage = 1;
  settings.to = 2;
  PipelineTally tally(contract, settings);
  count_lead(tally, contract, settings, lead.as_of(settings.as_of));
  return leak_results(tally, settings);
}

}  // namespace

TEST_CASE("the bounds of leakage are all that unreadable exits can turn out to be", "[leaks]") {
  const Contract contract = two_exits();
  const std::vector<Cell> known = {Cell::blank, Cell::dated}, any = {Cell::blank, Cell::dated, Cell::unreadable};
  for (const Cell recycled : any) {
    for (const Cell lost : any) {
      constexpr std::size_t rows = 4;   // moved on, and causes that need no clause of the contract
      std::vector<double> least(rows, 1), most(rows, 0);
      for (const Cell first : recycled == Cell::unreadable ? known : std::vector{recycled})
        for (const Cell second : lost == Cell::unreadable ? known : std::vector{lost})
          for (std::size_t i = 0; const LeakResult& one : leaks_of(contract, first, second)) {
            least[i] = std::min(least[i], *one.leads.rate);
            most[i] = std::max(most[i], *one.leads.rate);
            ++i;
          }
      const std::vector<LeakResult> open = leaks_of(contract, recycled, lost);
      REQUIRE(open.size() == rows);
      for (std::size_t i = 0; i < open.size(); ++i) {
        INFO("cells " << static_cast<int>(recycled) << " and " << static_cast<int>(lost) << ", row " << i);
        CHECK(*open[i].leads.least == Approx(least[i]));
        CHECK(*open[i].leads.most == Approx(most[i]));
      }
    }
  }
}
