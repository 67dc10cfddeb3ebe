// Clocks that start or stop at an answer: it may be given, and have no date.
#include "catch.hpp"
#include "handoff/cells/absence.hpp"
#include "handoff/judging/clock.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// A clock of four hours on MQL, and answers of one word.
Contract with_answers() {
  Contract contract = small_contract();
  contract.clocks.push_back(first_touch_clock("4h"));
  contract.disposition.emplace();
  contract.disposition->states = {"accepted"};
  return contract;
}

ClockFact judge_answered(const Contract& contract, const LeadBuilder& lead, std::string_view as_of = "2026-07-01") {
  return judge_clock(contract, 0, lead.as_of(at(as_of)), at(as_of), {});
}

}  // namespace

TEST_CASE("an answer without a date stops its clock at an unknown time", "[clock]") {
  Contract contract = with_answers();
  contract.clocks[0].stop = known_field("disposition_at");
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-01T10:00:00Z").set("disposition", "Accepted");
  const ClockFact fact = judge_answered(contract, lead);
  CHECK(fact.verdict == Verdict::unknown);
  CHECK(fact.ways == (Way::passed | Way::failed));
  CHECK_FALSE(fact.measured());
  CHECK(judge_answered(contract, lead, "2026-06-01T14:00:00Z").ways == Way::early);   // it stands before the limit has run out
  CHECK(clock_sentence(contract, fact, at("2026-07-01")) ==
        "Started 2026-06-01 10:00, due 2026-06-01 14:00; an answer was given, and its date is not in the export.");
  lead.set("disposition", "Pending");   // no answer of the contract
  CHECK(judge_answered(contract, lead).verdict == Verdict::breached);
}

TEST_CASE("where the answer cannot be known, a blank date of it says nothing", "[clock]") {
  Contract contract = with_answers();
  contract.clocks[0].stop = known_field("disposition_at");
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-01T10:00:00Z");
  CHECK(judge_answered(contract, lead).verdict == Verdict::breached);
  lead.lead.values[known_field("disposition")] = absent_cell();
  CHECK(judge_answered(contract, lead).ways == (Way::passed | Way::failed));
  CHECK(judge_answered(contract, lead, "2026-06-01T14:00:00Z").ways == (Way::early | Way::open));
  contract.disposition.reset();   // the contract knows no answers: a date like any other
  CHECK(judge_answered(contract, lead).verdict == Verdict::breached);
}

TEST_CASE("a clock does not run from an answer without a date, nor from the entry in its place", "[clock]") {
  Contract contract = with_answers();
  contract.clocks[0].start = known_field("disposition_at");
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-01T10:00:00Z");
  CHECK(judge_answered(contract, lead).verdict == Verdict::breached);   // neither answered nor touched
  lead.set("disposition", "accepted");
  CHECK(judge_answered(contract, lead).verdict == Verdict::unknown);
}
