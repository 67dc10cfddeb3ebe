// Escalations as the seeds write them (E01-E10): which periods, how high, to whom, what by when.
#include "catch.hpp"
#include "handoff/measures/commitment.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;
using enum Outcome;

namespace {

const std::shared_ptr<const Zone> zone = Zone::find("America/New_York");

Escalation rule(std::string below, int periods, Grain grain, const char* due = nullptr) {
  Escalation one;
  one.below = std::move(below);
  one.periods = periods;
  one.grain = grain;
  if (due) one.due = *read_duration(due);
  return one;
}

/// Months from January 2026, or weeks from the one that holds 5 January (2026-W02).
std::vector<Judged> sequence(Grain grain, const std::vector<Outcome>& outcomes) {
  std::vector<Judged> all;
  Day day = day_from_civil(2026, 1, grain == Grain::week ? 5 : 1);
  for (const Outcome outcome : outcomes) {
    const Period period = period_of(day, grain);
    all.push_back({period, period_name(period, grain), outcome});
    day = period.to + 1;
  }
  return all;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("E01: a breach that lasts past two weeks goes up in the third", "[escalation]") {
  const Escalation up = rule("target", 3, Grain::week);
  CHECK(escalate(up, sequence(Grain::week, {missed, missed}), *zone).empty());
  const auto fired = escalate(up, sequence(Grain::week, {missed, missed, missed}), *zone);
  REQUIRE(fired.size() == 1);
  CHECK(fired[0].periods == Names{"2026-W02", "2026-W03", "2026-W04"});
  CHECK(fired[0].state == FiredState::fired);
  CHECK_FALSE(fired[0].due);
}

TEST_CASE("E02: what a weekly review resolves is over", "[escalation]") {
  const auto fired = escalate(rule("target", 1, Grain::week), sequence(Grain::week, {met, missed, met}), *zone);
  REQUIRE(fired.size() == 1);
  CHECK(fired[0].state == FiredState::over);
  CHECK(escalate(rule("target", 2, Grain::week), sequence(Grain::week, {met, missed, met}), *zone).empty());
}

TEST_CASE("E03: two weeks running go to the managers, and stand while they last", "[escalation]") {
  const Escalation managers = rule("target", 2, Grain::week, "7d");
  const auto fired = escalate(managers, sequence(Grain::week, {missed, met, missed, below_floor, missed}), *zone);
  REQUIRE(fired.size() == 1);
  CHECK(fired[0].periods == Names{"2026-W04", "2026-W05"});
  CHECK(fired[0].missed == Names{"2026-W04", "2026-W05", "2026-W06"});
  CHECK(fired[0].state == FiredState::standing);
  CHECK(iso_day(*fired[0].due_day) == "2026-02-08");  // a week after Sunday 1 February: it does not move on with the run
  const auto twice = escalate(managers, sequence(Grain::week, {missed, missed, met, missed, missed}), *zone);
  REQUIRE(twice.size() == 2);
  CHECK(twice[0].state == FiredState::over);
  CHECK(twice[1].state == FiredState::fired);
}

TEST_CASE("E04: a month of misses goes to the vice presidents", "[escalation]") {
  CHECK(escalate(rule("target", 1, Grain::month), sequence(Grain::month, {met, missed}), *zone).size() == 1);
  CHECK(escalate(rule("target", 4, Grain::week), sequence(Grain::week, {missed, missed, missed, missed}), *zone).size() == 1);
}

TEST_CASE("E05: volume missed by more than 15 % in a month owes a plan within seven days", "[escalation]") {
  Contract contract = small_contract();
  Commitment volume;
  volume.name = "MQL volume";
  volume.metric = "count(MQL)";
  volume.per = "quarter";
  volume.target = 1200;
  volume.floor = 1020;  // 15 % less
  contract.commitments = {volume};
  Escalation plan = rule("floor", 1, Grain::month, "7d");
  plan.commitment = "MQL volume";
  contract.escalations = {plan};
  CommitmentSettings settings;
  settings.as_of = at("2026-06-03");
  const auto fired_at = [&](int number) {
    CommitmentTally tally(contract, settings);
    for (int i = 0; i < number; ++i) {
      LeadBuilder lead(contract);
      lead.set("created_at", "2026-05-01").set("mql_at", "2026-05-20T00:00:00Z");
      count_lead(tally, contract, settings, lead.as_of(settings.as_of));
    }
    return escalations(contract, tally.rules(), commitments(tally, contract, settings));
  };
  CHECK(fired_at(340).empty());  // exactly 15 % below 400
  const auto fired = fired_at(339);
  REQUIRE(fired.size() == 1);
  CHECK(fired[0].periods == Names{"2026-05"});
  CHECK(iso_day(*fired[0].due_day) == "2026-06-07");
  CHECK(fired[0].escalation == 0);
}

TEST_CASE("A month within which the export begins fires nothing; a whole one does", "[escalation]") {
  Contract contract = small_contract();
  Commitment volume;
  volume.name = "MQL volume";
  volume.metric = "count(MQL)";
  volume.per = "month";
  volume.target = 100;
  contract.commitments = {volume};
  Escalation plan = rule("target", 1, Grain::month, "7d");
  plan.commitment = "MQL volume";
  contract.escalations = {plan};
  CommitmentSettings settings;
  settings.as_of = at("2026-06-03");
  const auto fired_in = [&](const char* created, std::optional<Period> window = {}, const char* blank = nullptr) {
    CommitmentSettings here = settings;
    here.window = window;
    CommitmentTally tally(contract, here);
    LeadBuilder lead(contract);
    lead.set("created_at", created).set("mql_at", "2026-05-20T00:00:00Z");
    count_lead(tally, contract, here, lead.as_of(here.as_of));
    if (blank) count_lead(tally, contract, here, LeadBuilder(contract).set("created_at", blank).set("mql_at", blank).as_of(here.as_of));
    std::vector<std::string> periods;
    for (const Fired& one : escalations(contract, tally.rules(), commitments(tally, contract, here))) periods.insert(periods.end(), one.missed.begin(), one.missed.end());
    return periods;
  };
  CHECK(fired_in("2026-05-02").empty());               // one lead of a hundred, in a month that the export does not hold whole
  CHECK(fired_in("2026-05-01") == Names{"2026-05"});   // its first day: whole
  CHECK(fired_in("2026-04-30") == Names{"2026-05"});   // April is cut, and May is not
  CHECK(fired_in("2026-05-02", *read_window("2026-05", 0)) == Names{"2026-05"});   // a window says that it is whole
  for (const char* blank : {"0001-01-01", "1900-01-01", "1970-01-01T00:00:00Z"}) CHECK(fired_in("2026-05-02", {}, blank).empty());   // no date at all
}

TEST_CASE("E06: a clock below its target for a month", "[escalation]") {
  CHECK(escalate(rule("target", 1, Grain::month, "7d"), sequence(Grain::month, {missed}), *zone).size() == 1);
  CHECK(escalate(rule("target", 1, Grain::month, "7d"), sequence(Grain::month, {met}), *zone).empty());
}

TEST_CASE("E07: below 60 % two months running owes a review within 14 days; 60 to 65 % does not", "[escalation]") {
  const Escalation review = rule("floor", 2, Grain::month, "14d");
  CHECK(escalate(review, sequence(Grain::month, {below_floor, missed, below_floor}), *zone).empty());
  const auto fired = escalate(review, sequence(Grain::month, {met, below_floor, below_floor, met}), *zone);
  REQUIRE(fired.size() == 1);
  CHECK(fired[0].periods == Names{"2026-02", "2026-03"});
  CHECK(iso_day(*fired[0].due_day) == "2026-04-14");
  CHECK(iso_instant(*fired[0].due) == "2026-04-15T04:00:00Z");  // midnight in New York, in summer time
  CHECK(fired[0].state == FiredState::over);
}

TEST_CASE("E08: below target two months running takes both lines", "[escalation]") {
  const auto fired = escalate(rule("target", 2, Grain::month), sequence(Grain::month, {missed, below_floor}), *zone);
  REQUIRE(fired.size() == 1);
  CHECK(fired[0].state == FiredState::fired);
}

TEST_CASE("E09: an SDR late on more than 5 % of a month's leads is coached by name", "[escalation]") {
  Contract contract = small_contract();
  contract.clocks = {first_touch_clock("24h")};
  Commitment late;
  late.name = "late per SDR";
  late.metric = "late_share(first touch, owner)";
  late.per = "month";
  late.target = 0.05;
  contract.commitments = {late};
  Escalation coaching = rule("target", 1, Grain::month, "7d");
  coaching.commitment = "late per SDR";
  contract.escalations = {coaching};
  CommitmentSettings settings;
  settings.as_of = at("2026-06-03");
  CommitmentTally tally(contract, settings);
  for (const auto& [owner, in_time, number] : {std::tuple{"ana", 60, 80}, {"bo", 76, 80}, {"cy", 0, 10}}) {
    for (int i = 0; i < number; ++i) {
      LeadBuilder lead(contract);
      lead.set("created_at", "2026-05-01").set("mql_at", "2026-05-05T00:00:00Z").set("owner", owner);
      lead.set("first_touch_at", i < in_time ? "2026-05-05T08:00:00Z" : "2026-05-09T08:00:00Z");
      count_lead(tally, contract, settings, lead.as_of(settings.as_of));
    }
  }
  const auto fired = escalations(contract, tally.rules(), commitments(tally, contract, settings));
  REQUIRE(fired.size() == 2);   // 20 of 80 and 10 of 10; 4 of 80 is 5 %
  CHECK(fired[0].value == "ana");
  CHECK(fired[1].value == "cy");
  const auto counted = without_names(fired);
  REQUIRE(counted.size() == 1);
  CHECK(counted[0].value.empty());
  CHECK(counted[0].persons == 2);

  contract.people.beyond_chance = true;   // of ten leads nothing is said of a person
  const auto surely = escalations(contract, tally.rules(), commitments(tally, contract, settings));
  REQUIRE(surely.size() == 1);
  CHECK(surely[0].value == "ana");
}

TEST_CASE("E10: periods that cannot be judged neither count nor break a run", "[escalation]") {
  const Escalation two = rule("target", 2, Grain::week);
  for (const Outcome gap : {partial, immature, not_measurable, unproven}) {
    const auto fired = escalate(two, sequence(Grain::week, {missed, gap, missed, gap}), *zone);
    REQUIRE(fired.size() == 1);
    CHECK(fired[0].periods == Names{"2026-W02", "2026-W04"});
    CHECK(fired[0].state == FiredState::fired);
    CHECK(escalate(two, sequence(Grain::week, {missed, gap, gap}), *zone).empty());
  }
}
