// Commitments that are shares: late persons (C39), clocks, completeness, definitions, touches, dispositions.
#include "commitment_bench.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// Ana is late in 20 of 80, Bo in 4 of 80, Cy in 7 of 10.
std::vector<LeadBuilder> three_people(const Contract& contract) {
  std::vector<LeadBuilder> leads;
  const auto add = [&](const char* owner, int in_time, int late) {
    for (int i = 0; i < in_time + late; ++i) {
      append(leads, mqls(contract, 1, "2026-05-05T00:00:00Z"));
      leads.back().set("owner", owner).set("first_touch_at", i < in_time ? "2026-05-06T00:00:00Z" : "2026-05-06T00:00:01Z");
    }
  };
  add("ana", 60, 20);
  add("bo", 76, 4);
  add("cy", 3, 7);
  return leads;
}

Contract late_per_person() {
  Contract contract = small_contract();
  Clock clock = first_touch_clock("24h");
  clock.owner = "sales";
  contract.clocks = {clock};
  contract.commitments = {owed("late per SDR", "sales", "late_share(first touch, owner)", "month", 0.05)};
  return contract;
}

PeriodResult may_of(const Contract& contract, const std::vector<LeadBuilder>& leads) {
  return named(judge(contract, as_of("2026-06-15"), leads, "late per SDR", Grain::month), "2026-05");
}

std::vector<std::pair<std::string, Outcome>> outcomes(const PeriodResult& period) {
  std::vector<std::pair<std::string, Outcome>> all;
  for (const CommitmentPart& part : period.parts) all.emplace_back(part.value, part.outcome);
  return all;
}

using Outcomes = std::vector<std::pair<std::string, Outcome>>;

}  // namespace

TEST_CASE("C39: more than 5 % late of a person, by the number as signed", "[commitment]") {
  Contract contract = late_per_person();
  std::vector<LeadBuilder> leads = three_people(contract);
  CHECK(outcomes(may_of(contract, leads)) == Outcomes{{"ana", Outcome::missed}, {"bo", Outcome::met}, {"cy", Outcome::missed}});   // 25, exactly 5, 70 %
  CHECK(may_of(contract, leads).outcome == Outcome::missed);
  leads[80].set("first_touch_at", "2026-05-06T00:00:01Z");   // Bo: 5 of 80, 6.25 %, which happens by chance, and is more than 5 %
  CHECK(outcomes(may_of(contract, leads))[1].second == Outcome::missed);

  contract.people.minimum = 11;   // Cy has ten leads: not judged
  CHECK(outcomes(may_of(contract, leads)) == Outcomes{{"ana", Outcome::missed}, {"bo", Outcome::missed}, {"cy", Outcome::not_measurable}});
  contract.people.minimum = 10;
  CHECK(outcomes(may_of(contract, leads))[2].second == Outcome::missed);
  contract.people.minimum = 81;
  CHECK(may_of(contract, leads).outcome == Outcome::not_measurable);
  CHECK(may_of(contract, leads).why == "nobody has 81 leads that were due");
}

TEST_CASE("a person's floor is a line of its own", "[commitment]") {
  Contract contract = late_per_person();
  contract.commitments.front().floor = 0.3;
  CHECK(outcomes(may_of(contract, three_people(contract))) == Outcomes{{"ana", Outcome::missed}, {"bo", Outcome::met}, {"cy", Outcome::below_floor}});
  CHECK(may_of(contract, three_people(contract)).outcome == Outcome::below_floor);
}

TEST_CASE("leads that may be anybody's are in everybody's bounds, and nobody's are in nobody's", "[commitment]") {
  const Contract contract = late_per_person();
  std::vector<LeadBuilder> leads = three_people(contract);
  leads.erase(leads.begin() + 160, leads.end());   // Ana and Bo
  append(leads, mqls(contract, 1, "2026-05-05T00:00:00Z"));
  leads.back().set("first_touch_at", "2026-05-07T00:00:00Z");
  CHECK(outcomes(may_of(contract, leads)) == Outcomes{{"ana", Outcome::missed}, {"bo", Outcome::met}});   // the late lead has no owner
  leads.back().set("owner", "#N/A").lead.values[find_field(contract, "owner")].state = Value::State::unreadable;
  CHECK(outcomes(may_of(contract, leads)) == Outcomes{{"ana", Outcome::missed}, {"bo", Outcome::unproven}});   // it may be Bo's: 4 of 80, or 5 of 81
  leads.erase(leads.begin(), leads.begin() + 80);
  CHECK(may_of(contract, leads).outcome == Outcome::unproven);
}

TEST_CASE("beyond chance: of a person only where the interval says so", "[commitment]") {
  const auto outcome = [](const Share& late) { return person_outcome(late, 0.05, {}, least_named_group); };
  CHECK(outcome(share_of(5, 100)) == Outcome::met);        // exactly 5 %
  CHECK(outcome(share_of(6, 100)) == Outcome::unproven);   // Wilson from 2.8 %
  CHECK(outcome(share_of(12, 100)) == Outcome::missed);    // Wilson from 7.0 %
  CHECK(outcome(share_of(10, 10)) == Outcome::unproven);   // ten leads name nobody
  CHECK(outcome(share_of(0, 0)) == Outcome::not_measurable);
  // Beside leads of which nobody knows: judged where it is the same whatever they are.
  CHECK(outcome(share_beside(12, 80, 8)) == Outcome::missed);
  CHECK(outcome(share_beside(12, 8, 80)) == Outcome::missed);     // 12 of 100 at the least
  CHECK(outcome(share_beside(2, 95, 3)) == Outcome::met);         // 5 of 100 at the most
  CHECK(outcome(share_beside(2, 95, 20)) == Outcome::unproven);
  CHECK(outcome(share_beside(0, 0, 40)) == Outcome::unproven);

  Contract contract = late_per_person();
  contract.people.beyond_chance = true;
  std::vector<LeadBuilder> leads = three_people(contract);
  CHECK(outcomes(may_of(contract, leads)) == Outcomes{{"ana", Outcome::missed}, {"bo", Outcome::met}, {"cy", Outcome::unproven}});
  leads.erase(leads.begin(), leads.begin() + 80);  // without Ana nobody is proven late, and Cy's seven of ten clear nobody
  CHECK(may_of(contract, leads).outcome == Outcome::unproven);
  CHECK(may_of(contract, leads).why == "too few leads to say it of a person");
  leads.erase(leads.begin() + 80, leads.end());  // Bo alone
  CHECK(may_of(contract, leads).outcome == Outcome::met);
}

TEST_CASE("a clock with a target is a commitment, per week, with open leads not judged against it", "[commitment]") {
  Contract contract = small_contract();
  Clock clock = first_touch_clock("5d");
  clock.owner = "sales";
  clock.target = 0.75;
  contract.clocks = {clock};
  std::vector<LeadBuilder> leads = mqls(contract, 4, "2026-06-06T00:00:00Z");
  leads[0].set("first_touch_at", "2026-06-07T00:00:00Z");
  leads[1].set("first_touch_at", "2026-06-07T00:00:00Z");
  const auto monday = judge(contract, as_of("2026-06-08"), leads, "first touch", Grain::week);
  CHECK(named(monday, "2026-W23").outcome == Outcome::immature);  // two of two, and two may still be late
  CHECK(named(monday, "2026-W23").open == 2);
  CHECK(named(monday, "2026-W23").early == 2);   // in time, and not yet due: no share of anything yet
  CHECK(named(monday, "2026-W23").of == 0);
  CHECK_FALSE(named(monday, "2026-W23").rate->rate);
  for (LeadBuilder& lead : leads) lead.set("first_touch_at", "2026-06-07T00:00:00Z");
  CHECK(named(judge(contract, as_of("2026-06-08"), leads, "first touch", Grain::week), "2026-W23").outcome == Outcome::met);   // whatever comes
  for (const std::size_t i : {2U, 3U}) leads[i].lead.values[known_field("first_touch_at")] = Value{};
  const auto friday = judge(contract, as_of("2026-06-12"), leads, "first touch", Grain::week);
  CHECK(named(friday, "2026-W23").outcome == Outcome::missed);
  CHECK(*named(friday, "2026-W23").rate->rate == Approx(0.5));
}

TEST_CASE("shares of fields, definitions, touches and dispositions; what no export shows is not measured", "[commitment]") {
  Contract contract = small_contract();
  contract.enrichment = {known_field("company"), known_field("title")};
  contract.disposition = Disposition{};
  contract.disposition->states = {"accepted", "rejected"};
  contract.disposition->limit = *read_duration("72h");
  contract.definitions = {{"icp", parse_expression("employees BETWEEN 50 AND 500", scope_of(contract)), {}}};
  contract.commitments = {owed("complete", "marketing", "completeness(MQL)", "month", 0.95), owed("icp", "marketing", "share(MQL, icp)", "month", 0.70),
                          owed("worked", "sales", "coverage(MQL)", "month", 1), owed("answered", "sales", "disposition(MQL)", "month", 1),
                          owed("in time", "sales", "feedback(MQL)", "month", 1), owed("effort", "sales", "effort(MQL)", "month", 0.9),
                          owed("personal", "sales", "personalised_message", "month", {})};
  std::vector<LeadBuilder> leads = mqls(contract, 4, "2026-05-05T00:00:00Z");
  for (LeadBuilder& lead : leads) lead.set("company", "Acme").set("employees", "100").set("first_touch_at", "2026-05-05T08:00:00Z");
  for (std::size_t i = 0; i < 3; ++i) leads[i].set("title", "Director").set("disposition", "accepted").set("disposition_at", i < 2 ? "2026-05-08T00:00:00Z" : "2026-05-08T00:00:01Z");
  const auto may = [&](std::string_view name) { return named(judge(contract, as_of("2026-06-15"), leads, name, Grain::month), "2026-05"); };
  CHECK(*may("complete").rate->rate == Approx(0.75));
  CHECK(may("complete").outcome == Outcome::missed);
  CHECK(may("icp").outcome == Outcome::met);
  CHECK(may("worked").outcome == Outcome::met);
  CHECK(*may("answered").rate->rate == Approx(0.75));
  CHECK(*may("in time").rate->rate == Approx(0.5));  // exactly 72 hours is in time
  CHECK(may("effort").outcome == Outcome::not_measurable);
  CHECK(may("effort").why == "it needs a touch log");
  CHECK(may("personal").outcome == Outcome::not_measurable);
}

TEST_CASE("a share is judged by both ends: by what is open, and by what is unknown", "[commitment]") {
  const auto outcome = [](std::uint64_t count, std::uint64_t missed, std::uint64_t open, std::int64_t undecided) {
    return share_outcome({count, missed, open, {0, 0, undecided}}, Sense::share_up, 0.5, std::nullopt);
  };
  CHECK(outcome(5, 5, 0, 0) == Outcome::met);          // exactly on the line
  CHECK(outcome(4, 6, 0, 0) == Outcome::missed);
  CHECK(outcome(4, 4, 2, 0) == Outcome::immature);     // 4 or 6 of 10
  CHECK(outcome(4, 4, 0, 2) == Outcome::unproven);     // the same, and time will not tell
  CHECK(outcome(6, 3, 0, 1) == Outcome::met);          // 6 or 7 of 10
  CHECK(outcome(2, 7, 0, 1) == Outcome::missed);       // 2 or 3 of 10
  CHECK(outcome(0, 6, 3, 1) == Outcome::missed);       // at the most 4 of 10
  CHECK(outcome(1, 4, 4, 1) == Outcome::immature);     // 1 or 2, else 5 or 6 of 10: where none of the open gets there it is missed, come what may
  CHECK(outcome(4, 4, 1, 1) == Outcome::immature);     // 4 or 5 of 10; where the open one gets there 5 or 6: met, whatever the unknown one is
  CHECK(outcome(0, 0, 0, 0) == Outcome::not_measurable);
  CHECK(outcome(0, 0, 0, 3) == Outcome::unproven);
  // Whether the commitment is about a lead that did not: out of the denominator, or in it.
  CHECK(share_outcome({5, 4, 0, {0, 0, 0, 0, 2}}, Sense::share_up, 0.5, std::nullopt) == Outcome::unproven);   // 5 of 9, or 5 of 11
  CHECK(share_outcome({5, 4, 0, {0, 0, 0, 0, 1}}, Sense::share_up, 0.5, std::nullopt) == Outcome::met);        // 5 of 9, or 5 of 10
}
