// One lead that came twice: what each entry reached is its own, and the share of its first stage stays a share of leads.
#include "catch.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/measures/waterfall.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// The lead entry by entry, as the commands' join hands it on.
void add_entries(WaterfallTally& tally, const Contract& contract, const LeadBuilder& lead, const std::vector<HistoryStep>& steps, const WaterfallSettings& settings, int stage = 1) {
  EntryReader reader(contract, stage);
  const std::size_t entries = reader.take(steps);
  for (std::size_t i = 0; i < entries; ++i) {
    Lead patched;
    StageEntry entry;
    reader.read(lead.lead, i, patched, entry);
    Judging judging = lead.as_of(settings.as_of);
    judging.lead = &patched;
    judging.entry = &entry;
    count_lead(tally, contract, settings, judging);
  }
}

HistoryStep step(std::string_view when, int stage, int exit = -1) {
  HistoryStep one;
  one.at = stamp(when);
  one.stage = stage;
  one.exit = exit;
  return one;
}

}  // namespace

TEST_CASE("a lead that was lost, came back and converted", "[waterfall]") {
  const Contract contract = small_contract();
  WaterfallSettings settings;
  settings.as_of = at("2026-07-01");
  LeadBuilder lead(contract);
  lead.set("created_at", "2026-01-05T00:00:00Z").set("mql_at", "2026-03-10T00:00:00Z").set("sql_at", "2026-03-20T00:00:00Z");
  const std::vector<HistoryStep> steps = {step("2026-01-10T00:00:00Z", 1), step("2026-01-15T00:00:00Z", -1, 0), step("2026-03-10T00:00:00Z", 1), step("2026-03-20T00:00:00Z", 2)};
  WaterfallTally tally(contract, settings);
  add_entries(tally, contract, lead, steps, settings);
  const WaterfallResult result = waterfall(tally, contract, settings);
  const std::vector<StageResult>& stages = result.groups.at(0).stages;
  CHECK(result.leads == 1);
  CHECK(result.reentries == 1);
  CHECK(stages[0].reached == 1);
  CHECK(stages[1].reached == 2);
  CHECK(stages[2].reached == 1);
  CHECK(stages[1].next.count == 1);
  CHECK(stages[1].next.of == 2);
  CHECK(stages[1].exits.at(0).second == 1);            // the first entry was lost
  CHECK(*stages[1].to_next.median == 10 * 86400);      // of the second: 10 to 20 March
  CHECK(*stages[0].to_next.median == 5 * 86400);       // to the first: 5 to 10 January
  CHECK(stages[1].total.count == 1);
  CHECK(stages[2].total.count == 1);                   // by its second entry, and once
  CHECK(stages[2].total.of == 1);
}

TEST_CASE("a lead that converted twice has reached the next stage once", "[waterfall]") {
  const Contract contract = small_contract();
  WaterfallSettings settings;
  settings.as_of = at("2026-07-01");
  LeadBuilder lead(contract);
  lead.set("created_at", "2026-01-05T00:00:00Z").set("mql_at", "2026-03-10T00:00:00Z").set("sql_at", "2026-03-20T00:00:00Z").set("won_at", "2026-04-01T00:00:00Z");
  const std::vector<HistoryStep> steps = {step("2026-01-10T00:00:00Z", 1), step("2026-01-20T00:00:00Z", 2), step("2026-03-10T00:00:00Z", 1), step("2026-03-20T00:00:00Z", 2),
                                          step("2026-04-01T00:00:00Z", 3)};
  WaterfallTally tally(contract, settings);
  add_entries(tally, contract, lead, steps, settings);
  const WaterfallResult result = waterfall(tally, contract, settings);
  const std::vector<StageResult>& stages = result.groups.at(0).stages;
  CHECK(stages[2].reached == 2);
  CHECK(stages[2].total.count == 1);
  CHECK(stages[3].total.count == 1);   // won by the second alone
  CHECK(stages[2].next.count == 1);
  CHECK(stages[2].next.of == 2);
}

TEST_CASE("entries into the first stage are no more leads than those into another", "[waterfall]") {
  const Contract contract = small_contract();
  WaterfallSettings settings;
  settings.as_of = at("2026-07-01");
  LeadBuilder lead(contract);
  lead.set("created_at", "2026-03-05T00:00:00Z").set("mql_at", "2026-03-10T00:00:00Z");
  const std::vector<HistoryStep> steps = {step("2026-01-05T00:00:00Z", 0), step("2026-01-15T00:00:00Z", -1, 0), step("2026-03-05T00:00:00Z", 0), step("2026-03-10T00:00:00Z", 1)};
  WaterfallTally tally(contract, settings);
  add_entries(tally, contract, lead, steps, settings, 0);
  const WaterfallResult result = waterfall(tally, contract, settings);
  CHECK(result.leads == 1);
  CHECK(result.reentries == 1);
  const std::vector<StageResult>& stages = result.groups.at(0).stages;
  CHECK(stages[0].reached == 2);
  CHECK(stages[1].reached == 1);
  CHECK(stages[0].next.of == 2);
}
