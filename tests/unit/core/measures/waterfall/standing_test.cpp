// What counts: claims held against the signed definition, and the stages that a lead jumped over.
#include "catch.hpp"
#include "handoff/measures/waterfall.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

std::vector<StageResult> stages_of(const Contract& contract, const std::vector<LeadBuilder>& leads, Counting counting = Counting::defined) {
  WaterfallSettings settings;
  settings.as_of = at("2026-07-01");
  settings.counting = counting;
  WaterfallTally tally(contract, settings);
  for (const LeadBuilder& lead : leads) count_lead(tally, contract, settings, lead.as_of(settings.as_of));
  return waterfall(tally, contract, settings).groups.at(0).stages;
}

}  // namespace

TEST_CASE("a stage that was passed over counts in its rate where the contract says so, or where nothing of the lead is dated", "[waterfall]") {
  Contract contract = small_contract();
  std::vector<LeadBuilder> leads(2, LeadBuilder(contract));
  leads[0].set("created_at", "2026-05-01").set("sql_at", "2026-05-05");
  leads[1].set("stage", "SQL");
  CHECK(stages_of(contract, leads)[1].next.of == 1);
  contract.count_skipped = true;
  CHECK(stages_of(contract, leads)[1].next.of == 2);
}

TEST_CASE("what stands is claimed and meets the definition; claims off it, undecided, and leads that nobody claims stand beside", "[waterfall]") {
  Contract contract = small_contract();
  contract.stages[1].when = parse_expression("fit >= 60", scope_of(contract));
  const auto lead = [&](const char* mql, const char* fit, const char* sql) {
    LeadBuilder one(contract);
    one.set("created_at", "2026-05-01");
    for (const auto& [field, value] : {std::pair{"mql_at", mql}, {"fit", fit}, {"sql_at", sql}})
      if (value) one.set(field, value);
    return one;
  };
  const std::vector<LeadBuilder> leads = {lead("2026-05-02", "70", "2026-05-09"), lead("2026-05-02", "70", nullptr), lead("2026-05-02", "50", "2026-05-09"),
                                          lead("2026-05-02", nullptr, "2026-05-09"), lead(nullptr, "80", nullptr), lead(nullptr, "40", nullptr)};
  const StageResult mql = stages_of(contract, leads)[1];
  CHECK(mql.claimed == 4);
  CHECK(mql.reached == 2);
  CHECK(mql.off == 1);
  CHECK(mql.undecided == 1);
  CHECK(mql.unclaimed == 1);
  CHECK(mql.next.count == 1);              // of the two that stand
  CHECK(mql.next.of == 2);
  CHECK(mql.next.unknown == 1);            // the undecided one converted, if it was an MQL
  CHECK(*mql.next.least == 0.5);
  CHECK(*mql.next.most == Approx(2.0 / 3));
  const StageResult claimed = stages_of(contract, leads, Counting::claimed)[1];
  CHECK(claimed.reached == 4);
  CHECK(claimed.unclaimed == 0);
  CHECK(claimed.next.count == 3);
  CHECK(claimed.next.unknown == 0);
}

TEST_CASE("a claim without a date of its own is dated by the contract's expression, and judged then", "[waterfall]") {
  Contract contract = small_contract();
  contract.stages[1].when = parse_expression("within(last_signal_at, '30d')", scope_of(contract));
  contract.stages[1].dated_by = parse_expression("converted_at", scope_of(contract));
  LeadBuilder lead(contract);
  lead.set("created_at", "2026-01-01").set("stage", "MQL").set("converted_at", "2026-02-01").set("last_signal_at", "2026-01-20");
  const auto stage = [&](const std::vector<LeadBuilder>& leads) { return stages_of(contract, leads)[1]; };
  CHECK(stage({lead}).reached == 1);       // fresh in February, stale in July
  CHECK(stage({lead}).undated == 0);
  contract.stages[1].dated_by = nullptr;
  CHECK(stage({lead}).off == 1);
}

TEST_CASE("a stage that needs no claim is held by whoever meets it", "[waterfall]") {
  Contract contract = small_contract();
  contract.stages[1].when = parse_expression("fit >= 60", scope_of(contract));
  LeadBuilder lead(contract);
  lead.set("created_at", "2026-05-01").set("fit", "80");
  const std::vector<LeadBuilder> leads = {lead};
  CHECK(stages_of(contract, leads)[1].reached == 0);
  contract.stages[1].claim_needed = false;
  const StageResult mql = stages_of(contract, leads)[1];
  CHECK(mql.reached == 1);
  CHECK(mql.unclaimed == 0);
}

TEST_CASE("a lead of which nobody knows whether it is asked for is in the unknown of each rate, and in no count", "[waterfall]") {
  Contract contract = small_contract();
  std::vector<LeadBuilder> leads(4, LeadBuilder(contract));
  for (LeadBuilder& lead : leads) lead.set("created_at", "2026-05-01");
  leads[0].set("mql_at", "2026-05-02");
  leads[2].set("mql_at", "2026-05-02").set("amount", "100");
  WaterfallSettings settings;
  settings.as_of = at("2026-07-01");
  for (const bool period_basis : {false, true}) {
    settings.period_basis = period_basis;
    WaterfallTally tally(contract, settings);
    for (std::size_t i = 0; i < leads.size(); ++i) {
      Judging judging = leads[i].as_of(settings.as_of);
      judging.wanted = i < 2 ? Tri::yes : Tri::unknown;
      count_lead(tally, contract, settings, judging);
    }
    const WaterfallResult result = waterfall(tally, contract, settings);
    REQUIRE(result.groups.size() == 1);
    const StageResult& first = result.groups[0].stages[0];
    CHECK(result.leads == 2);
    CHECK(first.claimed == 2);
    CHECK(first.value.empty());
    CHECK(first.next.count == 1);
    CHECK(first.next.of == 2);
    CHECK(*first.next.most > 0.5);
    CHECK(*first.next.least < 0.5);
    if (period_basis) continue;
    CHECK(first.next.unknown == 2);
    CHECK(*first.next.least == Approx(1.0 / 3));   // the one that did not move on is asked for
    CHECK(*first.next.most == Approx(2.0 / 3));    // the one that did
    CHECK_FALSE(first.next.rate);
  }
}
