// Five verdicts, on the boundaries; due times from the worked examples.
#include "handoff/judging/clock.hpp"

#include "catch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

std::shared_ptr<const Calendar> office(std::string_view zone, std::vector<OpenHours> hours = {{9 * 60, 17 * 60}}) {
  CalendarRules rules;
  rules.name = "default";
  rules.zone = Zone::find(zone);
  for (int day = 0; day < 5; ++day) rules.week[static_cast<std::size_t>(day)] = hours;
  return std::make_shared<Calendar>(rules);
}

Contract with_clock(std::string_view limit, std::shared_ptr<const Calendar> calendar = nullptr) {
  Contract contract = small_contract();
  Clock clock = first_touch_clock(limit);
  clock.calendar = std::move(calendar);
  contract.clocks.push_back(clock);
  return contract;
}

ClockFact judge(const Contract& contract, const LeadBuilder& lead, std::string_view as_of = "2026-07-01", std::vector<bool> absent = {}) {
  return judge_clock(contract, 0, lead.as_of(at(as_of)), at(as_of), absent);
}

Verdict verdict(const Contract& contract, std::string_view start, std::string_view stop, std::string_view as_of = "2026-07-01") {
  LeadBuilder lead(contract);
  if (!start.empty()) lead.set("mql_at", start);
  if (!stop.empty()) lead.set("first_touch_at", stop);
  return judge(contract, lead, as_of).verdict;
}

}  // namespace

TEST_CASE("elapsed limits: exactly on the limit is met, a second later is not", "[clock]") {
  const Contract contract = with_clock("4h");
  CHECK(verdict(contract, "2026-06-01T10:00:00Z", "2026-06-01T14:00:00Z") == Verdict::met);
  CHECK(verdict(contract, "2026-06-01T10:00:00Z", "2026-06-01T14:00:01Z") == Verdict::breached);
}

TEST_CASE("not stopped: open until due, breached after, never a pass", "[clock]") {
  const Contract contract = with_clock("4h");
  CHECK(verdict(contract, "2026-06-01T10:00:00Z", "", "2026-06-01T14:00:00Z") == Verdict::open);
  CHECK(verdict(contract, "2026-06-01T10:00:00Z", "", "2026-06-01T14:00:01Z") == Verdict::breached);
  CHECK(verdict(contract, "2026-06-01T10:00:00Z", "2026-06-02T10:00:00Z", "2026-06-01T12:00:00Z") == Verdict::open);  // the touch is still to come
}

TEST_CASE("a missing start, an absent column and an unreadable stop are unknown", "[clock]") {
  const Contract contract = with_clock("4h");
  CHECK(verdict(contract, "", "2026-06-01T14:00:00Z") == Verdict::unknown);
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-01T10:00:00Z");
  std::vector<bool> absent(contract.fields.size());
  absent[known_field("first_touch_at")] = true;
  CHECK(judge(contract, lead, "2026-07-01", absent).verdict == Verdict::unknown);
  lead.lead.values[known_field("first_touch_at")].state = Value::State::unreadable;
  CHECK(judge(contract, lead).verdict == Verdict::unknown);
}

TEST_CASE("a lead that was never assigned and never touched runs from its entry into the stage", "[clock]") {
  Contract contract = with_clock("24h");
  contract.clocks[0].start = known_field("assigned_at");
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-01T10:00:00Z");
  CHECK(judge(contract, lead).verdict == Verdict::breached);
  CHECK(judge(contract, lead, "2026-06-02").verdict == Verdict::open);
  lead.set("first_touch_at", "2026-06-05T10:00:00Z");
  CHECK(judge(contract, lead).verdict == Verdict::unknown);  // touched, but since when was it owed?
}

TEST_CASE("a touch before the start does not stop the clock", "[clock]") {
  const Contract contract = with_clock("4h");
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-01T10:00:00Z").set("first_touch_at", "2026-06-01T09:59:59Z");
  const ClockFact fact = judge(contract, lead.set("touches", "1"));
  CHECK(fact.verdict == Verdict::breached);
  CHECK(fact.early_stop);
  CHECK_FALSE(fact.stopped);
}

TEST_CASE("a date without a time is a day: met, breached or unknown as the whole of it says", "[clock]") {
  const Contract day = with_clock("24h"), hours = with_clock("4h");
  CHECK(verdict(day, "2026-06-01", "2026-06-02T00:00:00Z") == Verdict::met);           // at most 24 h
  CHECK(verdict(day, "2026-06-01", "2026-06-03T00:00:00Z") == Verdict::breached);      // at least 24 h and a second
  CHECK(verdict(day, "2026-06-01", "2026-06-02T12:00:00Z") == Verdict::unknown);       // between 12 h and 36 h
  CHECK(verdict(hours, "2026-06-01", "2026-06-01T02:00:00Z") == Verdict::met);         // the same day, at most 2 h
  CHECK(verdict(hours, "2026-06-01", "2026-06-01T12:00:00Z") == Verdict::unknown);
  CHECK(verdict(hours, "2026-06-01T14:00:00Z", "2026-06-01") == Verdict::unknown);     // the stop is a day that may be later
  CHECK(verdict(day, "2026-06-01T14:00:00Z", "2026-06-01") == Verdict::met);           // even its last second is within
  CHECK(verdict(day, "2026-06-01", "", "2026-06-02T00:00:00Z") == Verdict::open);
  CHECK(verdict(day, "2026-06-01", "", "2026-06-02T12:00:00Z") == Verdict::unknown);
  CHECK(verdict(day, "2026-06-01", "", "2026-06-03T00:00:00Z") == Verdict::breached);
}

TEST_CASE("four business hours from a Friday afternoon, over the change to summer time", "[clock]") {
  const Contract contract = with_clock("4bh", office("America/New_York"));
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-03-06T16:30:00-05:00").set("first_touch_at", "2026-03-09T12:30:00-04:00");
  const ClockFact fact = judge(contract, lead);
  CHECK(fact.verdict == Verdict::met);
  CHECK(fact.due.first == at("2026-03-09T16:30:00Z"));  // 12:30 EDT
  CHECK(fact.elapsed == 4 * 3600);
  CHECK(verdict(contract, "2026-03-06T16:30:00-05:00", "2026-03-09T12:30:01-04:00") == Verdict::breached);
}

TEST_CASE("24 hours on the business clock are not one business day", "[clock]") {
  const Contract hours = with_clock("24bh", office("UTC")), day = with_clock("1bd", office("UTC"));
  CHECK(due_at(hours.clocks[0], at("2026-06-01T10:00:00Z")) == at("2026-06-04T10:00:00Z"));
  CHECK(due_at(day.clocks[0], at("2026-06-01T10:00:00Z")) == at("2026-06-02T10:00:00Z"));
  CHECK(verdict(day, "2026-06-01T10:00:00Z", "2026-06-02T10:00:00Z") == Verdict::met);
  CHECK(verdict(day, "2026-06-01T10:00:00Z", "2026-06-02T10:00:01Z") == Verdict::breached);
}

TEST_CASE("a touch outside hours on a lead that came in outside hours took no business time", "[clock]") {
  const Contract contract = with_clock("1bh", office("UTC"));
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-06T10:00:00Z").set("first_touch_at", "2026-06-07T22:00:00Z");  // Saturday, Sunday
  CHECK(judge(contract, lead).verdict == Verdict::met);
  CHECK(judge(contract, lead).elapsed == 0);
}

TEST_CASE("clocks that share a stop compete, others stand beside them", "[clock]") {
  Contract contract = with_clock("1h");
  contract.clocks[0].where = parse_expression("conversion = 'demo'", scope_of(contract));
  Clock general = contract.clocks[0];
  general.where = nullptr;
  general.name = "general";
  general.limit = *read_duration("24h");
  contract.clocks.push_back(general);
  Clock discovery = general;
  discovery.name = "discovery";
  discovery.stop = known_field("discovery_at");
  contract.clocks.push_back(discovery);
  const ClockSet set(contract, 1);
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-01T10:00:00Z").set("first_touch_at", "2026-06-01T14:00:00Z").set("conversion", "newsletter");
  std::vector<ClockFact> facts;
  set.judge(lead.as_of(at("2026-07-01")), at("2026-07-01"), {}, facts);
  REQUIRE(facts.size() == 2);
  CHECK(facts[0].clock == 1);
  CHECK(facts[0].verdict == Verdict::met);
  CHECK(facts[1].clock == 2);
  lead.set("conversion", "demo");
  set.judge(lead.as_of(at("2026-07-01")), at("2026-07-01"), {}, facts);
  REQUIRE(facts.size() == 2);
  CHECK(facts[0].clock == 0);
  CHECK(facts[0].verdict == Verdict::breached);
}

TEST_CASE("an exempt lead is in no verdict but its own", "[clock]") {
  Contract contract = with_clock("1h");
  contract.clocks[0].exempt = parse_expression("disposition_reason = 'Already a customer'", scope_of(contract));
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-01T10:00:00Z").set("disposition_reason", "Already a customer");
  CHECK(judge(contract, lead).verdict == Verdict::exempt);
}

TEST_CASE("business time is told in hours, for its days are not 24 hours long", "[clock]") {
  const Contract business = with_clock("4bh", office("UTC")), elapsed = with_clock("4h");
  CHECK(clock_span_text(business.clocks[0], 845 * 3600 + 600) == "845 h 10 min");
  CHECK(clock_span_text(business.clocks[0], 1800) == "30 min");
  CHECK(clock_span_text(elapsed.clocks[0], 26 * 3600) == "1 d 2 h");
}

TEST_CASE("the sentence says start, due, what is known, and the limit", "[clock]") {
  const Contract contract = with_clock("4bh", office("UTC"));
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-01T10:00:00Z");
  const std::string text = clock_sentence(contract, judge(contract, lead), at("2026-07-01"));
  CHECK(text.find("2026-06-01 10:00") != std::string::npos);
  CHECK(text.find("2026-06-01 14:00") != std::string::npos);
  CHECK(text.find("no first_touch_at") != std::string::npos);
  CHECK(text.find("past the limit of 4bh") != std::string::npos);
}

TEST_CASE("a clock whose `where` cannot be known is unproven, and so is the one that would apply instead", "[clock]") {
  Contract contract = with_clock("1h");
  contract.clocks.push_back(first_touch_clock("4h"));
  contract.clocks[0].where = parse_expression("conversion = 'demo'", scope_of(contract));
  const ClockSet clocks(contract, 1);
  const auto judged = [&](std::string_view touched, const char* conversion) {
    LeadBuilder lead(contract);
    lead.set("mql_at", "2026-06-01T10:00:00Z").set("first_touch_at", touched);
    if (conversion && *conversion) lead.set("conversion", conversion);
    else if (!conversion) lead.lead.values[known_field("conversion")].state = Value::State::unreadable;
    std::vector<ClockFact> facts;
    clocks.judge(lead.as_of(at("2026-07-01")), at("2026-07-01"), {}, facts);
    return facts;
  };
  CHECK(judged("2026-06-01T12:00:00Z", "demo").front().verdict == Verdict::breached);
  for (const char* conversion : {"", static_cast<const char*>(nullptr)}) {   // a comparison with a blank is unknown too
    // Two hours: breached by the one, met by the other.
    const std::vector<ClockFact> apart = judged("2026-06-01T12:00:00Z", conversion);
    REQUIRE(apart.size() == 2);
    for (const ClockFact& fact : apart) {
      CHECK(fact.verdict == Verdict::unknown);
      CHECK(lead_finding(fact) == DueFinding(Finding::unknown));
      CHECK_FALSE(fact.measured());
    }
    CHECK(apart.front().alone == Verdict::breached);
    CHECK(apart.back().alone == Verdict::met);
    // Half an hour: in time by both, which is known of the lead, though not by which clock. It is listed under the last.
    const std::vector<ClockFact> alike = judged("2026-06-01T10:30:00Z", conversion);
    REQUIRE(alike.size() == 2);
    CHECK(alike.front().verdict == Verdict::unknown);
    CHECK(lead_finding(alike.front()) == DueFinding(Finding::pass));
    CHECK(clock_finding(alike.front()).ways == (Way::passed | Way::exempt));   // by this one, if it is asked
    CHECK_FALSE(alike.front().stands);
    CHECK(alike.back().stands);
  }
  // IS NULL is true of a blank.
  contract.clocks[0].where = parse_expression("conversion IS NULL", scope_of(contract));
  REQUIRE(judged("2026-06-01T12:00:00Z", "").size() == 1);
  CHECK(judged("2026-06-01T12:00:00Z", "").front().verdict == Verdict::breached);
}

TEST_CASE("due and verdict agree when the office closes, and no business second has passed since", "[clock]") {
  const Contract contract = with_clock("8bh", office("UTC"));
  CHECK(due_at(contract.clocks[0], at("2026-06-01T09:00:00Z")) == at("2026-06-01T17:00:00Z"));
  CHECK(verdict(contract, "2026-06-01T09:00:00Z", "2026-06-01T17:00:00Z") == Verdict::met);
  CHECK(verdict(contract, "2026-06-01T09:00:00Z", "2026-06-01T17:00:01Z") == Verdict::breached);
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-01T09:00:00Z").set("first_touch_at", "2026-06-01T20:00:00Z");
  const ClockFact evening = judge(contract, lead);
  CHECK(evening.verdict == Verdict::breached);
  CHECK(evening.elapsed == 28'800);
  CHECK(clock_sentence(contract, evening, at("2026-07-01")).find("stopped 2026-06-01 20:00, due 2026-06-01 17:00, after 8 h of business time") != std::string::npos);
  CHECK(verdict(contract, "2026-06-01T09:00:00Z", "", "2026-06-01T17:00:00Z") == Verdict::open);
  CHECK(verdict(contract, "2026-06-01T09:00:00Z", "", "2026-06-01T20:00:00Z") == Verdict::breached);
  // Came in after hours, and answered before the next opening: nothing of the limit was used.
  CHECK(verdict(contract, "2026-06-01T17:00:00Z", "2026-06-01T23:00:00Z") == Verdict::met);
}

TEST_CASE("due and verdict agree before 1970, where no calendar has hours", "[clock]") {
  for (const char* limit : {"8bh", "1bd", "24h"}) {
    const Contract contract = with_clock(limit, office("UTC"));
    for (const char* start : {"1969-12-24T10:00:00Z", "1969-12-31T23:00:00Z", "1970-01-01T09:00:00Z"})
      for (const char* stop : {"1969-12-31T23:30:00Z", "1970-01-01T17:00:00Z", "1970-01-01T17:00:01Z", "1970-01-02T09:00:00Z", "1970-01-02T10:00:00Z", "1970-01-05T12:00:00Z"}) {
        if (at(stop) < at(start)) continue;
        INFO(limit << " from " << start << " to " << stop);
        CHECK((verdict(contract, start, stop) == Verdict::met) == (at(stop) <= due_at(contract.clocks[0], at(start))));
      }
  }
}

TEST_CASE("one touch before the start: what else the CRM says decides, and else the contract", "[clock]") {
  Contract contract = with_clock("4h");
  const auto judged = [&](const char* last, const char* touches, BeforeStart before = BeforeStart::unknown, std::string_view as_of = "2026-07-01") {
    contract.clocks[0].before = before;
    LeadBuilder lead(contract);
    lead.set("mql_at", "2026-06-01T10:00:00Z").set("first_touch_at", "2026-06-01T09:00:00Z");
    if (last) lead.set("last_touch_at", last);
    if (touches) lead.set("touches", touches);
    return judge(contract, lead, as_of);
  };
  const ClockFact alone = judged(nullptr, nullptr);
  CHECK(alone.verdict == Verdict::unknown);
  CHECK(alone.before_start);
  CHECK(alone.early_stop);
  CHECK_FALSE(alone.measured());
  CHECK(judged(nullptr, nullptr, BeforeStart::met).verdict == Verdict::met);
  CHECK(judged(nullptr, nullptr, BeforeStart::breached).verdict == Verdict::breached);
  CHECK(judged(nullptr, nullptr, BeforeStart::breached, "2026-06-01T14:00:00Z").verdict == Verdict::open);
  CHECK(judged("2026-06-01T09:30:00Z", nullptr).verdict == Verdict::breached);   // nobody since
  CHECK(judged("2026-06-01T09:30:00Z", nullptr).measured());                     // it waits until as-of
  CHECK(judged(nullptr, "1").verdict == Verdict::breached);
  CHECK(judged(nullptr, "1", BeforeStart::met).verdict == Verdict::breached);    // what the export says comes first
  CHECK(judged(nullptr, "2").verdict == Verdict::unknown);
  const ClockFact again = judged("2026-06-01T14:00:00Z", nullptr);
  CHECK(again.verdict == Verdict::met);
  CHECK_FALSE(again.measured());                                                 // by then, and nobody knows when
  CHECK(judged("2026-06-01T14:00:01Z", nullptr).verdict == Verdict::unknown);    // the first since may have been in time
  CHECK(judged("2026-06-01T12:00:00Z", nullptr, BeforeStart::unknown, "2026-06-01T11:00:00Z").verdict == Verdict::unknown);   // written after as-of, over another
}

TEST_CASE("touched late is of the clocks that stop at the touch, whatever their order", "[clock]") {
  Contract contract = with_clock("1h");
  Clock enriched = contract.clocks[0];
  enriched.name = "enriched";
  enriched.stop = known_field("discovery_at");
  contract.clocks.insert(contract.clocks.begin(), enriched);
  CHECK(judged_stop(contract, 1) == known_field("first_touch_at"));
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-01T10:00:00Z").set("first_touch_at", "2026-06-01T10:30:00Z").set("discovery_at", "2026-06-05T10:00:00Z");
  std::vector<ClockFact> facts;
  ClockSet(contract, 1).judge(lead.as_of(at("2026-07-01")), at("2026-07-01"), {}, facts);
  REQUIRE(facts.size() == 2);
  CHECK(facts.front().verdict == Verdict::breached);
  REQUIRE(judged_clock(contract, judged_stop(contract, 1), facts));
  CHECK(judged_clock(contract, judged_stop(contract, 1), facts)->verdict == Verdict::met);
  contract.clocks.pop_back();
  CHECK(judged_stop(contract, 1) == known_field("discovery_at"));
  CHECK(judged_stop(contract, 2) == no_field);
}
