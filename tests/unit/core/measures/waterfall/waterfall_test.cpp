// The waterfall on hand-made leads: published figures, cohorts against periods, and that every lead is somewhere.
#include "handoff/measures/waterfall.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <random>

#include "catch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

WaterfallResult count(const Contract& contract, const WaterfallSettings& settings, const std::vector<LeadBuilder>& leads) {
  WaterfallTally tally(contract, settings);
  for (const LeadBuilder& lead : leads) count_lead(tally, contract, settings, lead.as_of(settings.as_of));
  return waterfall(tally, contract, settings);
}

WaterfallSettings settings_as_of(std::string_view moment) {
  WaterfallSettings settings;
  settings.as_of = at(moment);
  return settings;
}

/// Ten MQLs in May of whom three become SQL in June, twenty in June of whom two do.
std::vector<LeadBuilder> may_and_june(const Contract& contract) {
  std::vector<LeadBuilder> leads;
  const auto add = [&](int number, std::string_view mql, int converted, std::string_view sql) {
    for (int i = 0; i < number; ++i) {
      leads.emplace_back(contract);
      leads.back().set("created_at", mql).set("mql_at", mql);
      if (i < converted) leads.back().set("sql_at", sql);
    }
  };
  add(10, "2026-05-10T09:00:00Z", 3, "2026-06-09T09:00:00Z");
  add(20, "2026-06-05T09:00:00Z", 2, "2026-06-15T09:00:00Z");
  return leads;
}

}  // namespace

TEST_CASE("the opening of S004: 4,200 MQLs, 980 worked, 2 won", "[waterfall]") {
  Contract contract = small_contract();
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < 4200; ++i) {
    leads.emplace_back(contract);
    leads.back().set("stage", i < 2 ? "Won" : i < 980 ? "SQL" : "MQL");
  }
  const WaterfallResult result = count(contract, settings_as_of("2026-07-01"), leads);
  const std::vector<StageResult>& stages = result.groups.at(0).stages;
  CHECK(stages[1].reached == 4200);
  CHECK(*stages[1].next.rate == Approx(0.2333).margin(0.00005));
  CHECK(*stages[2].next.rate == Approx(0.00204).margin(0.000005));
  CHECK(*stages[3].total.rate == Approx(0.000476).margin(0.0000005));
}

TEST_CASE("a cohort is judged by its own leads, a period by entries", "[waterfall]") {
  const Contract contract = small_contract();
  WaterfallSettings settings = settings_as_of("2026-07-01");
  settings.by = {group_by(contract, "month")};
  const WaterfallResult cohort = count(contract, settings, may_and_june(contract));
  REQUIRE(cohort.groups.size() == 2);
  CHECK(cohort.groups[0].labels[0].value == "2026-05");
  CHECK(*cohort.groups[0].stages[1].next.rate == Approx(0.3));
  CHECK(*cohort.groups[1].stages[1].next.rate == Approx(0.1));
  settings.by.clear();
  settings.period_basis = true;
  settings.window = read_window("2026-06", 0);
  const WaterfallResult period = count(contract, settings, may_and_june(contract));
  CHECK(period.groups[0].stages[1].next.count == 5);
  CHECK(period.groups[0].stages[1].next.of == 20);
  CHECK(*period.groups[0].stages[1].next.rate == Approx(0.25));
  CHECK_FALSE(period.groups[0].stages[1].next.low);  // no proportion, no interval
}

TEST_CASE("six of ten lost on day 1, four converted on day 5: half never got there", "[waterfall]") {
  const Contract contract = small_contract();
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < 10; ++i) {
    leads.emplace_back(contract);
    leads.back().set("lead_id", "L" + std::to_string(i)).set("mql_at", "2026-06-01T00:00:00Z").set(i < 6 ? "lost_at" : "sql_at", i < 6 ? "2026-06-02T00:00:00Z" : "2026-06-06T00:00:00Z");
  }
  const WaterfallResult result = count(contract, settings_as_of("2026-07-01"), leads);
  const StageResult& mql = result.groups[0].stages[1];
  CHECK(mql.to_next.n == 4);
  CHECK_FALSE(mql.to_next.half_by);   // four of ten; censored at the exit all four of those left would be there by day 5
}

TEST_CASE("days to the next stage, and the leads that still wait", "[waterfall]") {
  const Contract contract = small_contract();
  const WaterfallResult result = count(contract, settings_as_of("2026-07-01"), may_and_june(contract));
  const StageResult& mql = result.groups[0].stages[1];
  CHECK(mql.to_next.n == 5);
  CHECK(*mql.to_next.median == Approx(30 * 86400));  // 10 10 30 30 30
  CHECK_FALSE(mql.to_next.half_by);                // 25 of 30 never convert: the median is not reached
  REQUIRE(mql.maturity_seconds);
  CHECK(*mql.maturity_seconds == Approx(30 * 86400));
  CHECK(mql.mature.of == 10);                        // June's are 25.6 days old
  CHECK(mql.mature.count == 3);
}

TEST_CASE("a contract's own maturity window is counted to the second", "[waterfall]") {
  Contract contract = small_contract();
  contract.stages[1].maturity = *read_duration("10d");
  std::vector<LeadBuilder> leads;
  for (const char* mql : {"2026-06-21T00:00:00Z", "2026-06-21T00:00:01Z"}) {
    leads.emplace_back(contract);
    leads.back().set("mql_at", mql);
  }
  const WaterfallResult result = count(contract, settings_as_of("2026-07-01"), leads);
  CHECK(result.groups[0].stages[1].mature.of == 1);
}

TEST_CASE("order faults stay in the counts and out of the days; skips are counted", "[waterfall]") {
  const Contract contract = small_contract();
  std::vector<LeadBuilder> leads(2, LeadBuilder(contract));
  leads[0].set("created_at", "2026-05-01").set("mql_at", "2026-05-10").set("sql_at", "2026-05-05");
  leads[1].set("created_at", "2026-05-01").set("sql_at", "2026-05-05");
  const WaterfallResult result = count(contract, settings_as_of("2026-07-01"), leads);
  const std::vector<StageResult>& stages = result.groups[0].stages;
  CHECK(result.time_order == 1);
  CHECK(stages[1].reached == 2);
  CHECK(stages[2].reached == 2);
  CHECK(stages[1].skipped == 1);
  CHECK(stages[1].undated == 1);
  CHECK(stages[1].next.count == 1);        // who jumps is seen at MQL only because it came further: in neither part
  CHECK(stages[1].next.of == 1);
  CHECK(stages[1].to_next.n == 0);
  CHECK(stages[0].to_next.n == 1);
}

TEST_CASE("a stage dated after as-of is claimed and in no rate", "[waterfall]") {
  const Contract contract = small_contract();
  const std::vector<StageResult> stages = count(contract, settings_as_of("2026-06-12"), may_and_june(contract)).groups[0].stages;
  CHECK(stages[2].reached == 3);
  CHECK(stages[2].after_as_of == 2);       // 15 June is still to come
  CHECK(stages[1].next.count == 3);
  CHECK(stages[1].next.of == 30);
  CHECK(stages[2].next.of == 3);
}

TEST_CASE("a lead without any date stands outside a window, and is counted", "[waterfall]") {
  const Contract contract = small_contract();
  std::vector<LeadBuilder> leads(1, LeadBuilder(contract));
  leads[0].set("stage", "MQL");
  WaterfallSettings settings = settings_as_of("2026-07-01");
  CHECK(count(contract, settings, leads).groups[0].stages[1].reached == 1);
  settings.window = read_window("2026", 0);
  const WaterfallResult result = count(contract, settings, leads);
  CHECK(result.groups[0].stages[1].reached == 0);
  CHECK(result.unplaced == 1);
}

TEST_CASE("value stands by currency, to the cent", "[waterfall]") {
  const Contract contract = small_contract();
  std::vector<LeadBuilder> leads(4, LeadBuilder(contract));
  for (LeadBuilder& lead : leads) lead.set("stage", "SQL").set("amount", "0.10");
  leads[2].set("currency", "EUR");
  leads[3].set("currency", "eur");
  leads.push_back(LeadBuilder(contract).set("stage", "SQL").set("amount", "1e308"));  // no deal: as in pipeline
  const Money value = count(contract, settings_as_of("2026-07-01"), leads).groups[0].stages[2].value;
  REQUIRE(value.sums().size() == 2);
  CHECK(value.sums().at("") == 20);
  CHECK(value.sums().at("EUR") == 20);
}

TEST_CASE("nobody with fewer than 30 leads is named", "[waterfall]") {
  const Contract contract = small_contract();
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < 65; ++i) {
    leads.emplace_back(contract);
    leads.back().set("stage", "MQL").set("owner", i < 30 ? "Ann" : i < 50 ? "Bob" : "Cid");
  }
  WaterfallSettings settings = settings_as_of("2026-07-01");
  settings.by = {group_by(contract, "owner")};
  const WaterfallResult result = count(contract, settings, leads);
  REQUIRE(result.groups.size() == 2);
  CHECK(result.groups[0].labels[0].value == "Ann");
  CHECK(result.groups[1].labels[0].value == "(under 30 leads)");
  CHECK(result.groups[1].stages[1].reached == 35);
  CHECK(result.pooled_groups == 2);
}

TEST_CASE("no lead is named, however many share an address", "[waterfall]") {
  const Contract contract = small_contract();
  std::vector<LeadBuilder> leads(40, LeadBuilder(contract).set("stage", "MQL").set("email", "info@secret.example"));
  leads.push_back(LeadBuilder(contract).set("stage", "MQL"));
  WaterfallSettings settings = settings_as_of("2026-07-01");
  settings.by = {group_by(contract, "email")};
  const WaterfallResult result = count(contract, settings, leads);
  REQUIRE(result.groups.size() == 2);
  CHECK(result.groups[0].labels[0].text == "given");
  CHECK(result.groups[0].stages[1].reached == 40);
  CHECK(result.groups[1].labels[0].text == "(missing)");
  CHECK(result.pooled_groups == 0);
}

TEST_CASE("entered = moved on + exited + open + undecided + skipped, whatever the order and the split", "[waterfall][invariant]") {
  const Contract contract = small_contract();
  std::mt19937 random(20260701);
  std::vector<LeadBuilder> leads;
  const char* days[] = {"2026-04-03", "2026-05-11T10:00:00Z", "2026-05-30", "2026-06-02T07:30:00Z", "2026-08-01"};
  for (int i = 0; i < 400; ++i) {
    LeadBuilder lead(contract);
    for (const char* field : {"created_at", "mql_at", "sql_at", "won_at", "lost_at"})
      if (random() % 3 == 0) lead.set(field, days[random() % 5]);
    if (random() % 2) lead.set("stage", std::array{"Lead", "MQL", "SQL", "Won", "Lost", "odd"}[random() % 6]);
    if (random() % 2) lead.set("country", std::array{"DE", "US"}[random() % 2]);
    leads.push_back(std::move(lead));
  }
  WaterfallSettings settings = settings_as_of("2026-07-01");
  settings.by = {group_by(contract, "country"), group_by(contract, "month")};
  const WaterfallResult whole = count(contract, settings, leads);
  for (const WaterfallGroup& group : whole.groups)
    for (const StageResult& stage : group.stages) {
      std::uint64_t exits = 0;
      for (const auto& [name, number] : stage.exits) exits += number;
      const std::uint64_t moved = stage.stage == "Won" ? 0 : static_cast<std::uint64_t>(stage.next.count);
      CHECK(stage.reached == moved + exits + stage.open + stage.moved_undecided + stage.skipped);
    }
  std::shuffle(leads.begin(), leads.end(), random);
  std::deque<WaterfallTally> parts;
  for (int i = 0; i < 3; ++i) parts.emplace_back(contract, settings);
  for (std::size_t i = 0; i < leads.size(); ++i) count_lead(parts[i % 3], contract, settings, leads[i].as_of(settings.as_of));
  parts[2].merge(parts[0]);
  parts[2].merge(parts[1]);
  const WaterfallResult merged = waterfall(parts[2], contract, settings);
  REQUIRE(merged.groups.size() == whole.groups.size());
  for (std::size_t g = 0; g < whole.groups.size(); ++g) {
    CHECK(merged.groups[g].labels[0].text == whole.groups[g].labels[0].text);
    for (std::size_t s = 0; s < whole.groups[g].stages.size(); ++s) {
      const StageResult &a = whole.groups[g].stages[s], &b = merged.groups[g].stages[s];
      CHECK(a.reached == b.reached);
      CHECK(a.exits == b.exits);
      CHECK(a.next.count == b.next.count);
      CHECK(a.total.count == b.total.count);
      CHECK(a.mature.count == b.mature.count);
      CHECK(a.to_next.median == b.to_next.median);
      CHECK(a.to_next.half_by == b.to_next.half_by);
    }
  }
}

TEST_CASE("every day of four years is a group of its own, and so is no day", "[waterfall]") {
  const Contract contract = small_contract();
  WaterfallSettings settings = settings_as_of("2026-07-01");
  settings.by = {group_by(contract, "day"), group_by(contract, "quarter")};
  std::vector<LeadBuilder> leads;
  std::map<std::string, std::uint64_t> expected;
  std::mt19937 random(20261122);
  for (int i = 0; i < 4000; ++i) {
    const std::string day = iso_day(day_from_civil(2022, 1, 1) + static_cast<Day>(random() % 1461));
    leads.push_back(LeadBuilder(contract).set("mql_at", day + "T12:00:00Z"));
    ++expected[day];
  }
  leads.push_back(LeadBuilder(contract).set("stage", "MQL"));
  ++expected["(no date)"];
  std::map<std::string, std::uint64_t> reached;
  for (const WaterfallGroup& group : count(contract, settings, leads).groups) reached[group.labels[0].text] += group.stages[1].reached;
  std::erase_if(reached, [](const auto& one) { return one.second == 0; });
  CHECK(reached == expected);
}
