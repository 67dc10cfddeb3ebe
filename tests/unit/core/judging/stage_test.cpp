// Funnels of single leads, worked by hand.
#include "handoff/judging/stage.hpp"

#include "catch.hpp"
#include "handoff/cells/absence.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

Funnel read(const Contract& contract, const LeadBuilder& lead, std::string_view as_of = "2026-07-01") {
  Funnel funnel;
  FunnelReader(contract, at(as_of)).read(lead.as_of(at(as_of)), funnel);
  return funnel;
}

}  // namespace

TEST_CASE("a date claims its stage and every stage before it", "[stage]") {
  const Contract contract = small_contract();
  const Funnel funnel = read(contract, LeadBuilder(contract).set("created_at", "2026-05-01").set("sql_at", "2026-05-20"));
  CHECK(funnel.furthest == 2);
  CHECK(funnel.stages[1].reached);
  CHECK_FALSE(funnel.stages[1].stamped);
  REQUIRE(funnel.stages[1].placed);
  CHECK(funnel.stages[1].place.day == stamp("2026-05-01").day);  // the nearest earlier stamp
  CHECK_FALSE(funnel.stages[3].reached);
  CHECK(funnel.exit == -1);
}

TEST_CASE("a current-stage value claims its rank, in any case, without a date", "[stage]") {
  const Contract contract = small_contract();
  const Funnel funnel = read(contract, LeadBuilder(contract).set("created_at", "2026-05-01").set("stage", "sQl"));
  CHECK(funnel.furthest == 2);
  CHECK_FALSE(funnel.stages[2].stamped);
  CHECK(funnel.stages[2].placed);
}

TEST_CASE("a value that nobody names is kept by its own name", "[stage]") {
  const Contract contract = small_contract();
  CHECK(read(contract, LeadBuilder(contract).set("stage", "Evangelist")).unnamed_value == "Evangelist");
  CHECK(read(contract, LeadBuilder(contract).set("stage", "lost")).unnamed_value.empty());
}

TEST_CASE("what is dated after as-of is claimed, and not held", "[stage]") {
  const Contract contract = small_contract();
  LeadBuilder lead(contract);
  lead.set("created_at", "2026-05-01").set("mql_at", "2026-05-10").set("sql_at", "2026-06-10").set("stage", "Won");
  const Funnel funnel = read(contract, lead, "2026-06-01");
  CHECK(funnel.furthest == 1);  // the value claims Won, but SQL came after as-of, so Won did too
  CHECK(funnel.after_as_of);
  CHECK(funnel.stages[3].reached);
  CHECK_FALSE(funnel.stages[2].held);
}

TEST_CASE("an order fault is a certain one", "[stage]") {
  const Contract contract = small_contract();
  CHECK(read(contract, LeadBuilder(contract).set("mql_at", "2026-05-10").set("sql_at", "2026-05-09")).time_order);
  CHECK_FALSE(read(contract, LeadBuilder(contract).set("mql_at", "2026-05-10").set("sql_at", "2026-05-10")).time_order);
  // a day against a time on it: either may have been first
  CHECK_FALSE(read(contract, LeadBuilder(contract).set("mql_at", "2026-05-10T14:00:00Z").set("sql_at", "2026-05-10")).time_order);
  CHECK(read(contract, LeadBuilder(contract).set("created_at", "2026-05-10T14:00:00Z").set("won_at", "2026-05-10T13:59:59Z")).time_order);
}

TEST_CASE("exits: by date, by value, not when the lead came back, not after as-of", "[stage]") {
  const Contract contract = small_contract();
  LeadBuilder by_date(contract);
  by_date.set("created_at", "2026-05-01").set("lost_at", "2026-05-20");
  CHECK(read(contract, by_date).exit == 0);
  CHECK(read(contract, by_date).exit_stamped);
  CHECK(read(contract, by_date, "2026-05-10").exit == -1);
  CHECK(read(contract, LeadBuilder(contract).set("created_at", "2026-05-01").set("stage", "LOST")).exit == 0);
  LeadBuilder back(contract);
  back.set("created_at", "2026-05-01").set("lost_at", "2026-05-20").set("mql_at", "2026-06-02");
  CHECK(read(contract, back).exit == -1);
}

TEST_CASE("time between stamps: days between days, seconds otherwise, never negative", "[stage]") {
  CHECK(between(stamp("2026-03-07"), stamp("2026-03-09")) == 2 * seconds_a_day);
  CHECK(between(stamp("2026-03-07"), stamp("2026-03-07T02:00:00Z")) == 7200);
  CHECK(between(stamp("2026-03-09"), stamp("2026-03-07")) == 0);
}

TEST_CASE("a stage that is nothing but its definition is claimed by it", "[stage]") {
  Contract contract = small_contract();
  contract.stages[1].at = no_field;
  contract.stages[1].values.clear();
  contract.stages[1].when = parse_expression("fit >= 60", scope_of(contract));
  CHECK(read(contract, LeadBuilder(contract).set("fit", "60")).furthest == 1);
  CHECK(read(contract, LeadBuilder(contract).set("fit", "59")).furthest == -1);
  CHECK(read(contract, LeadBuilder(contract)).furthest == -1);
}

TEST_CASE("a definition is judged at the stage's own stamp", "[stage]") {
  Contract contract = small_contract();
  contract.stages[1].when = parse_expression("within(last_signal_at, '30d')", scope_of(contract));
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-04-01T00:00:00Z").set("last_signal_at", "2026-03-05T00:00:00Z");
  const Judging now = lead.as_of(at("2026-07-01"));
  CHECK(recomputed(contract, 1, read(contract, lead), now) == Tri::yes);      // 27 days before the stamp, 118 before as-of
  CHECK(truth(*contract.stages[1].when, now) == Tri::no);
  CHECK(recomputed(contract, 2, read(contract, lead), now) == Tri::unknown);  // no definition
}

TEST_CASE("who left by a date that nobody can read, or that the CRM wrote anew, is open", "[stage]") {
  Contract contract = small_contract();
  LeadBuilder lead(contract);
  lead.set("created_at", "2026-05-01").set("mql_at", "2026-05-10");
  Value& left = lead.lead.values[known_field("lost_at")];
  CHECK(read(contract, lead).exits_perhaps == 0);            // a blank says that it did not
  left.state = Value::State::unreadable;
  left.text = "soon";
  CHECK(read(contract, lead).exits_perhaps == 1);
  CHECK(read(contract, lead).exit == -1);
  lead.set("stage", "Lost");                                 // its current stage says so
  CHECK(read(contract, lead).exits_perhaps == 0);
  CHECK(read(contract, lead).exit == 0);
  lead.set("stage", "MQL").set("lost_at", "2026-06-20");
  CHECK(read(contract, lead, "2026-06-01").exits_perhaps == 0);
  contract.fields[known_field("lost_at")].overwritten = true;
  CHECK(read(contract, lead, "2026-06-01").exits_perhaps == 1);    // an earlier date may have stood there
}

TEST_CASE("a stage whose date has no column is open for who had come to the stage before", "[stage]") {
  const Contract contract = small_contract();
  const auto without = [&](const char* mql, const char* won) {
    LeadBuilder lead(contract);
    lead.set("created_at", "2026-05-01");
    if (mql) lead.set("mql_at", mql);
    if (won) lead.set("won_at", won);
    lead.lead.values[known_field("sql_at")] = absent_cell();
    return read(contract, lead);
  };
  CHECK(without("2026-05-10", nullptr).stages[2].perhaps);
  CHECK_FALSE(without(nullptr, nullptr).stages[2].perhaps);  // no MQL, by a blank of its own
  CHECK_FALSE(without("2026-05-10", nullptr).stages[3].perhaps);
  const Funnel won = without("2026-05-10", "2026-06-01");
  CHECK(won.stages[2].held);                                 // implied by the next
  CHECK(won.stages[2].skipped == Tri::no);
}
