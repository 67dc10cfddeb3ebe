// Whose a breach is, worked by hand: owners who come and go around a due time of 10 o'clock.
#include "handoff/measures/audit.hpp"
#include "handoff/measures/commitment.hpp"
#include "owner_bench.hpp"

using namespace handoff;
using namespace handoff::test;

TEST_CASE("a breach is whoever's it was at the due time, and stays so", "[owner]") {
  const OwnerDesk desk;
  CHECK(desk.told(desk.lead(), {entered, step("2026-06-10T09:59:59Z", 1, "Ben")}) == "Ben overdue 10:00\n");
  CHECK(desk.told(desk.lead(), {entered, step("2026-06-10T10:00:00Z", 1, "Ben")}) == "Ben overdue 10:00\n");   // a leg holds from its very moment
  CHECK(desk.told(desk.lead(), {entered, step("2026-06-10T10:00:01Z", 1, "Ben")}) == "Ana overdue 10:00\n");
  CHECK(desk.told(desk.lead("Ben"), {entered, step("2026-06-10T11:00:00Z", 1, "Ben")}) == "Ana overdue 10:00\n");
  CHECK(desk.whose(desk.lead("Ben"), {entered, step("2026-06-10T11:00:00Z", 1, "Ben")}) == "Owner at the due time: Ana by the history; the export names Ben.");
  CHECK(desk.whose(desk.lead("Ana"), {entered}) == "Owner at the due time: Ana by the history and the export.");
  CHECK(desk.whose(desk.lead(""), {entered}) == "Owner at the due time: Ana by the history; the export names nobody.");
}

TEST_CASE("a step that names no owner leaves the lead with the one before", "[owner]") {
  const OwnerDesk desk;
  CHECK(desk.told(desk.lead("Cy"), {step("2026-06-01T09:00:00Z", 0, "Ana"), step("2026-06-10T09:00:00Z", 1, "")}) == "Ana overdue 10:00\n");
  CHECK(desk.told(desk.lead("Cy"), {entered, step("2026-06-10T09:30:00Z", -1, "Ben"), step("2026-06-10T09:40:00Z", -1, "")}) == "Ben overdue 10:00\n");
}

TEST_CASE("where the history does not know the owner then, the export's stands", "[owner]") {
  const OwnerDesk desk;
  const std::vector<HistoryStep> none = {step("2026-06-10T09:00:00Z", 1, "")}, late = {none[0], step("2026-06-10T10:30:00Z", 1, "Ben")};
  for (const std::vector<HistoryStep>& steps : {none, late}) {
    CHECK(desk.told(desk.lead("Ana"), steps) == "Ana overdue 10:00\n");
    CHECK(desk.whose(desk.lead("Ana"), steps) == "Owner at the due time: not in the history; the export names Ana.");
    CHECK(desk.count(desk.lead("Ana"), steps).owners().moved() == 0);
    CHECK(desk.count(desk.lead("Ana"), steps).owners().untold() == 1);
  }
  CHECK(desk.whose(desk.lead(""), none) == "Owner at the due time: not in the history; the export names nobody.");
  LeadBuilder without = desk.lead("");
  without.lead.values[known_field("owner")].state = Value::State::unreadable;  // no such column
  CHECK(desk.whose(without, none) == "Owner at the due time: not in the history, and the export does not name owners.");
  CHECK(desk.whose(without, {entered}) == "Owner at the due time: Ana by the history; the export does not name owners.");
  CHECK(desk.count(without, {entered}).owners().moved() == 0);
}

TEST_CASE("what was done is the owner's when it was done, what is open the owner's of now", "[owner]") {
  const OwnerDesk desk;
  const std::vector<HistoryStep> steps = {entered, step("2026-06-10T09:45:00Z", 1, "Ben"), step("2026-06-10T11:00:00Z", 1, "Cy")};
  const auto owner_of = [&](LeadBuilder lead, Instant as_of) {
    OwnerDesk then = desk;
    then.as_of = as_of;
    std::string text;
    then.each(lead, steps, [&](const Judging& judging) {
      ClockFact fact = judge_clock(then.contract, 0, judging, as_of, {});
      text = owner_sentence(clock_owner(judging, fact, as_of)) + " " + std::string(verdict_name(fact.verdict));
    });
    return text;
  };
  CHECK(owner_of(desk.lead().set("first_touch_at", "2026-06-10T09:50:00Z"), desk.as_of) == "Owner when it was done: Ben by the history; the export names Ana. met");
  CHECK(owner_of(desk.lead().set("first_touch_at", "2026-06-10T11:30:00Z"), desk.as_of) == "Owner at the due time: Ben by the history; the export names Ana. breached");
  CHECK(owner_of(desk.lead(), at("2026-06-10T09:30:00Z")) == "Owner now: Ana by the history and the export. open");   // as of then: what came later is not known
  CHECK(owner_of(desk.lead(), at("2026-06-10T09:55:00Z")) == "Owner now: Ben by the history; the export names Ana. open");
}

TEST_CASE("a lead that was handed over on the very day, nobody knows when", "[owner]") {
  const OwnerDesk desk;
  const std::vector<HistoryStep> steps = {step("2026-06-09T09:00:00Z", 0, "Ana"), step("2026-06-10T09:00:00Z", 1, ""), step("2026-06-10", -1, "Ben")};
  CHECK(desk.whose(desk.lead("Cy"), steps) == "Owner at the due time: Ben, who got it on that day at a time not known, by the history; the export names Cy.");
  CHECK(desk.count(desk.lead("Cy"), steps).owners().unsure() == 1);
  const std::vector<HistoryStep> day_before = {step("2026-06-01", 0, "Ana"), step("2026-06-10T09:00:00Z", 1, ""), step("2026-06-09", -1, "Ben")};
  CHECK(desk.whose(desk.lead("Cy"), day_before) == "Owner at the due time: Ben by the history; the export names Cy.");
  const std::vector<HistoryStep> same_owner = {step("2026-06-09", 0, "Ana"), step("2026-06-10", 1, "Ana")};   // entered on that day, and Ana's before and after
  CHECK(desk.count(desk.lead("Cy"), same_owner).owners().unsure() == 0);
}

TEST_CASE("two owners at one moment: the later stage's, of one stage the last by name, in whatever order the rows come", "[owner]") {
  const OwnerDesk desk;
  std::vector<HistoryStep> steps = {entered, step("2026-06-10T09:30:00Z", 1, "Eve"), step("2026-06-10T09:30:00Z", 1, "Ben"), step("2026-06-10T09:30:00Z", 1, "")};
  std::vector<std::size_t> order = {0, 1, 2, 3};
  do {
    std::vector<HistoryStep> rows;
    for (const std::size_t i : order) rows.push_back(steps[i]);
    REQUIRE(desk.told(desk.lead(), rows) == "Eve overdue 10:00\n");
    REQUIRE(order_history(rows));
  } while (std::next_permutation(order.begin(), order.end()));
  std::vector<HistoryStep> later = {step("2026-06-10T09:30:00Z", 2, "Ben"), step("2026-06-10T09:30:00Z", 1, "Eve"), entered};
  CHECK(desk.told(desk.lead(), later) == "Ben overdue 10:00\n");
  std::vector<HistoryStep> same = {entered, step("2026-06-10T09:30:00Z", 1, "Ben"), step("2026-06-10T09:30:00Z", 2, "Ben"), step("2026-06-10T09:40:00Z", 2, "Ana")};
  CHECK_FALSE(order_history(same));
}

TEST_CASE("each entry has its own clock, and one that the next ended can no longer be mended", "[owner]") {
  OwnerDesk desk;
  const std::vector<HistoryStep> steps = {step("2026-06-01T09:00:00Z", 1, "Ana"), step("2026-06-02T09:00:00Z", -1, "Ana", 0), step("2026-06-10T09:00:00Z", 1, "Ben")};
  CHECK(desk.told(desk.lead("Cy"), steps) == "Ben overdue 10:00\nAna left 10:00\n");   // due on the 10th, and on the 1st
  const BreachTally tally = desk.count(desk.lead("Cy"), steps);
  CHECK(tally.population == 2);
  CHECK(tally.unique_leads == 1);
  CHECK(tally.reentries == 1);
  CHECK(tally.owners().moved() == 1);
  const std::vector<HistoryStep> back = {step("2026-06-10T08:00:00Z", 1, "Ana"), step("2026-06-10T08:10:00Z", 0, "Ana"), step("2026-06-10T09:00:00Z", 1, "Ben")};
  CHECK(desk.count(desk.lead("Cy"), back).sorted().size() == 1);    // due at 9, when the entry ended: no longer owed
  const std::vector<HistoryStep> later = {back[0], back[1], step("2026-06-10T09:01:00Z", 1, "Ben")};
  const BreachTally without_exit = desk.count(desk.lead("Cy"), later);
  REQUIRE(without_exit.sorted().size() == 2);
  CHECK(without_exit.sorted()[1].standing == Standing::left);
  CHECK(without_exit.sorted()[1].explanation.ends_with("It entered MQL anew 2026-06-10 09:01."));
  CHECK(without_exit.sorted()[1].owner == "Ana");                  // Ben got it as a new entry: he has no part in the old one
  CHECK(without_exit.sorted()[1].whose == "Owner at the due time: Ana by the history; the export names Cy.");
  desk.settings.as_of = desk.as_of = at("2026-06-10T09:00:00Z");   // the first is due at this very moment, the second in an hour
  desk.settings.due_within = 7200;
  CHECK(desk.told(desk.lead("Cy"), back) == "Ben due 10:00\n");    // the first has ended: a touch now is the second's
}

TEST_CASE("a touch after the next entry stops that entry's clock, not the one before", "[owner]") {
  const OwnerDesk desk;
  const std::vector<HistoryStep> steps = {step("2026-06-10T08:30:00Z", 1, "Ana"), step("2026-06-10T08:40:00Z", 0, "Ana"), step("2026-06-10T09:00:00Z", 1, "Ben")};
  CHECK(desk.told(desk.lead().set("first_touch_at", "2026-06-10T09:10:00Z"), steps).empty());   // the first entry ended before it was due
  CHECK(desk.told(desk.lead().set("first_touch_at", "2026-06-10T09:00:00Z"), steps).empty());
  const std::vector<HistoryStep> due = {step("2026-06-10T07:30:00Z", 1, "Ana"), step("2026-06-10T08:40:00Z", 0, "Ana"), step("2026-06-10T09:00:00Z", 1, "Ben")};
  CHECK(desk.told(desk.lead().set("first_touch_at", "2026-06-10T09:10:00Z"), due) == "Ana left 08:30\n");
  CHECK(desk.told(desk.lead().set("first_touch_at", "2026-06-10T09:00:00Z"), due) == "Ana left 08:30\n");
  CHECK(desk.told(desk.lead().set("first_touch_at", "2026-06-10T08:59:59Z").set("touches", "1"), steps) == "Ben overdue 10:00\n");
  CHECK(desk.told(desk.lead().set("first_touch_at", "2026-06-10T08:59:59Z"), steps).empty());   // whether Ben touched it too, nobody knows
}

TEST_CASE("a change of owner tells no breach anew, a new entry does", "[owner]") {
  OwnerDesk desk;
  desk.settings.all = false;
  const std::vector<HistoryStep> before = {entered}, after = {entered, step("2026-06-10T09:30:00Z", 1, "Ben")};
  std::vector<BreachKey> told;
  for (const Breach& breach : desk.count(desk.lead(), before).sorted()) told.push_back(breach_key(breach.lead_id, "first touch", breach.due, breach.standing, breach.entry));
  REQUIRE(told.size() == 1);
  desk.settings.told = &told;
  CHECK(desk.count(desk.lead(), after).fresh == 0);
  std::vector<HistoryStep> again = after;
  again.push_back(step("2026-06-10T10:10:00Z", 0, "Ben"));
  again.push_back(step("2026-06-10T10:20:00Z", 1, "Cy"));
  CHECK(desk.told(desk.lead(), again) == "Cy overdue 11:20\n");
  CHECK(breach_key("a", "reason", {}, Standing::overdue, 1) == breach_key("a", "reason", {}, Standing::overdue));
  CHECK_FALSE(breach_key("a", "reason", {}, Standing::overdue, 2) == breach_key("a", "reason", {}, Standing::overdue));
}

TEST_CASE("by owner, a lead is its first clock's owner's, and each duty its own", "[owner]") {
  OwnerDesk desk;
  desk.contract.disposition = Disposition{{"accepted"}, {}, {}, read_duration("2h"), nullptr, {}};
  desk.settings.by = {group_by(desk.contract, "owner")};
  const BreachTally tally = desk.count(desk.lead("Cy"), {entered, step("2026-06-10T10:30:00Z", 1, "Ben")});   // touch due at 10, answer at 11
  std::string text;
  for (const auto& [key, group] : tally.groups) {
    const std::string owner = tally.keys().labels(key, {}, desk.as_of).front().text;
    text += owner + " " + std::to_string(group.leads) + " " + std::to_string(group.counts[static_cast<std::size_t>(Standing::overdue)]) + "\n";
  }
  CHECK((text == "Ana 1 1\nBen 0 1\n" || text == "Ben 0 1\nAna 1 1\n"));
}

TEST_CASE("the audit's ledger names each clock's own owner", "[owner]") {
  OwnerDesk desk;
  Clock answer = desk.contract.clocks[0];
  answer.name = "answer";
  answer.stop = known_field("sql_at");
  answer.limit = *read_duration("2h");
  desk.contract.clocks.push_back(answer);
  AuditSettings settings;
  settings.as_of = desk.as_of;
  settings.stage = 1;
  settings.history = true;
  settings.by = {group_by(desk.contract, "owner")};
  settings.ledger = [&](const LedgerRow& row, std::string& out) {
    out += desk.contract.clocks[static_cast<std::size_t>(row.clock->clock)].name + " " + std::string(row.owner) + "\n";
  };
  settings.sample.reset();   // all: the rows go out as the leads pass
  AuditTally tally(desk.contract, settings);
  std::string text;
  desk.each(desk.lead("Cy"), {entered, step("2026-06-10T10:30:00Z", 1, "Ben")}, [&](const Judging& judging) { count_lead(tally, desk.contract, settings, judging, text); });
  CHECK(text == "first touch Ana\nanswer Ben\n");
  CHECK(tally.owners().moved() == 1);
  std::uint64_t leads = 0, breached = 0;
  for (const auto& [key, counts] : tally.groups) {
    leads += counts.population;
    for (const ClockCounts& clock : counts.clocks) breached += clock.found.fail();
  }
  CHECK(tally.groups.size() == 2);
  CHECK(leads == 1);
  CHECK(breached == 2);
}

TEST_CASE("a share of late leads asked of each owner is asked of the owner at the due time", "[owner]") {
  OwnerDesk desk;
  Commitment coaching;
  coaching.name = "late per SDR";
  coaching.metric = "late_share(first touch, owner)";
  coaching.per = "month";
  coaching.target = 0.05;
  desk.contract.commitments = {coaching};
  CommitmentSettings settings;
  settings.as_of = desk.as_of;
  CommitmentTally tally(desk.contract, settings);
  const auto add = [&](const LeadBuilder& lead, const std::vector<HistoryStep>& steps) { desk.each(lead, steps, [&](const Judging& judging) { count_lead(tally, desk.contract, settings, judging); }); };
  const HistoryStep handed = step("2026-06-10T11:00:00Z", 1, "Ben");
  add(desk.lead("Ben", "a"), {entered, handed});                                                            // Ana's, late
  add(desk.lead("Ben", "b").set("first_touch_at", "2026-06-10T09:20:00Z"), {entered, handed});              // Ana's, in time
  add(desk.lead("Ben", "c").set("first_touch_at", "2026-06-10T11:20:00Z"), {entered, handed});              // Ana's, late; Ben only found it so
  add(desk.lead("Ben", "d"), {step("2026-06-10T09:00:00Z", 1, "")});                                        // by the export
  const PeriodCounts& june = tally.counts.at(0).begin()->second;
  REQUIRE(june.parts.size() == 2);
  CHECK((june.parts.at("Ana").now.counted == 2 && june.parts.at("Ana").now.not_counted == 1));
  CHECK((june.parts.at("Ben").now.counted == 1 && june.parts.at("Ben").now.not_counted == 0));
}
