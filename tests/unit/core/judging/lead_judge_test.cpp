// One lead, judged once for all who ask.
#include "catch.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/judging/lead_judge.hpp"
#include "handoff/measures/entrants.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

struct JudgeDesk {
  Contract contract = small_contract();
  Instant as_of = at("2026-06-30");
  JudgeDesk() { contract.clocks.push_back(first_touch_clock("1h")); }
  LeadBuilder lead() const { return LeadBuilder(contract).set("lead_id", "a").set("created_at", "2026-06-01").set("mql_at", "2026-06-10T09:00:00Z").set("owner", "Ana"); }
};

struct Asked {
  int stage = 1;
  std::optional<Period> window{};
  NotInForce not_in_force{};
  Instant as_of = at("2026-06-30");
};

/// What became of one lead: `in`, or why it is out.
std::string became_of(const JudgeDesk& desk, const LeadBuilder& lead, const Asked& asked) {
  LeadJudge judge(desk.contract, desk.as_of, {});
  const Judging judging = lead.as_of(desk.as_of);
  judge.take(judging);
  Entrants entrants;
  std::string text = entrants.enter(judge, asked, *desk.contract.zone) ? "in" : "out";
  if (entrants.unplaced) text += " unplaced";
  if (entrants.after_as_of) text += " later";
  if (entrants.outside.total()) text += " not in force";
  return text;
}

}  // namespace

TEST_CASE("what is asked of a lead twice is the same, and of the next lead another", "[lead_judge]") {
  const JudgeDesk desk;
  const LeadBuilder late = desk.lead().set("first_touch_at", "2026-06-10T11:00:00Z"), fast = desk.lead().set("first_touch_at", "2026-06-10T09:30:00Z");
  const Judging one = late.as_of(desk.as_of), two = fast.as_of(desk.as_of);
  LeadJudge judge(desk.contract, desk.as_of, {});
  judge.take(one);
  CHECK(&judge.judging() == &one);
  CHECK(judge.funnel().furthest == 1);
  REQUIRE(judge.clocks(1).size() == 1);
  CHECK(judge.clocks(1)[0].verdict == Verdict::breached);
  const LeadFacts& facts = judge.facts(1);
  CHECK(facts.check(Check::late).finding == Finding::fail);
  CHECK(&facts == &judge.facts(1));
  CHECK(&facts.clocks == &judge.clocks(1));
  CHECK(judge.facts(0).clocks.empty());   // no clock is on the first stage
  judge.take(two);
  CHECK(judge.facts(1).check(Check::late).finding == Finding::pass);
  CHECK(judge.clocks(1)[0].verdict == Verdict::met);
}

TEST_CASE("clocks can be had without the other findings, in any order of asking", "[lead_judge]") {
  const JudgeDesk desk;
  const LeadBuilder lead = desk.lead();
  const Judging judging = lead.as_of(desk.as_of);
  LeadJudge facts_first(desk.contract, desk.as_of, {}), clocks_first(desk.contract, desk.as_of, {});
  facts_first.take(judging);
  clocks_first.take(judging);
  CHECK(clocks_first.clocks(1)[0].verdict == facts_first.facts(1).clocks[0].verdict);
  CHECK((clocks_first.facts(1).checks == facts_first.facts(1).checks));
  CHECK((clocks_first.facts(1).any == facts_first.facts(1).any));
}

TEST_CASE("a lead is its owner's at the first clock of the stage, and the owner's of now where it does not hold the stage", "[lead_judge]") {
  const JudgeDesk desk;
  std::vector<HistoryStep> steps(2);
  steps[0].at = stamp("2026-06-10T09:00:00Z");
  steps[0].owner = "Ben";
  steps[1].at = stamp("2026-06-20T09:00:00Z");
  steps[1].owner = "Cy";
  StageEntry entry;
  entry.stage = 1;
  entry.steps = &steps;
  const LeadBuilder held = desk.lead(), never = LeadBuilder(desk.contract).set("lead_id", "b").set("created_at", "2026-06-01");
  Judging one = held.as_of(desk.as_of), two = never.as_of(desk.as_of);
  one.entry = two.entry = &entry;
  LeadJudge judge(desk.contract, desk.as_of, {});
  judge.take(one);
  CHECK(judge.owner(1).name == "Ben");   // when it fell due
  judge.take(two);
  CHECK(judge.owner(1).name == "Cy");
}

TEST_CASE("who belongs to the population, and why another does not", "[lead_judge]") {
  const JudgeDesk desk;
  Asked june{1, Period{stamp("2026-06-05").day, stamp("2026-06-25").day}, {}};
  june.not_in_force.before = {stamp("2026-05-01").day, stamp("2026-06-04").day};
  CHECK(became_of(desk, desk.lead(), {}) == "in");
  CHECK(became_of(desk, desk.lead(), june) == "in");
  CHECK(became_of(desk, desk.lead().set("mql_at", "2026-06-04"), june) == "out not in force");
  CHECK(became_of(desk, desk.lead().set("mql_at", "2026-06-26"), june) == "out");
  CHECK(became_of(desk, desk.lead().set("mql_at", "2026-07-01"), {}) == "out later");
  const LeadBuilder undated = LeadBuilder(desk.contract).set("lead_id", "c").set("stage", "MQL");
  CHECK(became_of(desk, undated, {}) == "in unplaced");
  CHECK(became_of(desk, undated, june) == "out unplaced");
  CHECK(became_of(desk, LeadBuilder(desk.contract).set("lead_id", "d").set("created_at", "2026-06-10"), june) == "out");
}

TEST_CASE("entries of one lead are one lead", "[lead_judge]") {
  const JudgeDesk desk;
  const LeadBuilder lead = desk.lead();
  StageEntry again;
  again.number = 2;
  Judging first = lead.as_of(desk.as_of), second = first;
  second.entry = &again;
  LeadJudge judge(desk.contract, desk.as_of, {});
  Entrants entrants, other;
  for (const Judging* one : {&first, &second}) {
    judge.take(*one);
    CHECK(entrants.enter(judge, Asked{}, *desk.contract.zone));
  }
  CHECK(entrants.unique_leads == 1);
  CHECK(entrants.reentries == 1);
  other.merge(entrants);
  CHECK(other.unique_leads == 1);
  CHECK(other.reentries == 1);
}
