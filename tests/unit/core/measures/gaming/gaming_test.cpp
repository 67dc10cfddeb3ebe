// The patterns of working to the measure, each on a population small enough to be counted by hand.
#include "catch.hpp"
#include "handoff/measures/gaming.hpp"
#include "handoff/judging/touch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// A clock of 100 minutes on MQL, so that a twentieth of the limit is five minutes; dispositions of two states.
Contract played() {
  Contract contract = small_contract();
  contract.clocks = {first_touch_clock("100m")};
  contract.disposition.emplace();
  contract.disposition->states = {"accepted", "rejected"};
  return contract;
}

GamingSettings settings_of(const Contract&) {
  GamingSettings settings;
  settings.as_of = at("2026-07-01");
  settings.stage = 1;
  settings.accepted = 2;
  settings.next = 3;
  settings.score.as_of = settings.as_of;
  settings.score.stage = 1;
  settings.score.explain = false;
  return settings;
}

/// All leads at once, and the same in two parts that are merged.
GamingResult looked_at(const Contract& contract, const GamingSettings& settings, const std::vector<LeadBuilder>& leads) {
  GamingTally whole(contract, settings), a(contract, settings), b(contract, settings);
  for (std::size_t i = 0; i < leads.size(); ++i) {
    for (GamingTally* tally : {&whole, i % 3 == 0 ? &a : &b}) count_lead(*tally, contract, settings, leads[i].as_of(settings.as_of));
  }
  b.merge(a);
  const GamingResult one = gaming(whole, contract, settings), two = gaming(b, contract, settings);
  REQUIRE(one.evidence.size() == two.evidence.size());
  for (std::size_t i = 0; i < one.evidence.size(); ++i) {
    CHECK(one.evidence[i].subject == two.evidence[i].subject);
    CHECK(one.evidence[i].rate.count == two.evidence[i].rate.count);
    CHECK(one.evidence[i].rate.of == two.evidence[i].rate.of);
    CHECK(one.evidence[i].asks == two.evidence[i].asks);
  }
  return one;
}

std::vector<Evidence> of(const GamingResult& result, GamePattern pattern) {
  std::vector<Evidence> found;
  for (const Evidence& one : result.evidence)
    if (one.pattern == pattern) found.push_back(one);
  return found;
}

std::string not_looked_at(const GamingResult& result, GamePattern pattern) {
  for (const auto& [which, why] : result.not_measured)
    if (which == pattern) return why;
  return "";
}

std::string minute(int minutes) {
  char text[32];
  std::snprintf(text, sizeof text, "2026-05-04T%02d:%02d:00Z", 9 + minutes / 60, minutes % 60);
  return text;
}

LeadBuilder touched_after(const Contract& contract, int minutes) {
  LeadBuilder lead(contract);
  lead.set("created_at", "2026-05-01T00:00:00Z").set("mql_at", minute(0)).set("first_touch_at", minute(minutes));
  return lead;
}

}  // namespace

TEST_CASE("answers in the last twentieth of the limit, among those around it", "[gaming]") {
  const Contract contract = played();
  std::vector<LeadBuilder> leads;
  const auto answered = [&](int minutes, int times) {
    for (int i = 0; i < times; ++i) leads.push_back(touched_after(contract, minutes));
  };
  answered(10, 30);   // long before: met, and not near
  answered(80, 9);    // up to 80 %: not near
  answered(81, 2);    // the first twentieth that is near begins above 80 %
  answered(95, 3);    // exactly 95 %: the twentieth before the last
  answered(96, 12);
  answered(100, 4);   // exactly on the limit: met, and in the last
  answered(101, 1);   // late, and near
  answered(115, 2);   // exactly 115 %: still near
  answered(116, 5);   // not any more
  const GamingResult result = looked_at(contract, settings_of(contract), leads);
  const std::vector<Evidence> found = of(result, GamePattern::deadline);
  REQUIRE(found.size() == 1);
  CHECK(found[0].rate.count == 16);            // 12 + 4
  CHECK(found[0].rate.of == 24);               // 2 + 3 + 16 + 1 + 2
  CHECK(*found[0].expected == 1.0 / 7);
  CHECK(found[0].of_met->of == 60);            // 30 + 9 + 2 + 3 + 12 + 4
  CHECK(found[0].asks);
  CHECK(result.leads == 68);
}

TEST_CASE("nine answers in the last twentieth are too few to ask, and an even spread is no question", "[gaming]") {
  const Contract contract = played();
  std::vector<LeadBuilder> few, even;
  for (int i = 0; i < 9; ++i) few.push_back(touched_after(contract, 98));
  CHECK_FALSE(of(looked_at(contract, settings_of(contract), few), GamePattern::deadline)[0].asks);
  few.push_back(touched_after(contract, 98));
  CHECK(of(looked_at(contract, settings_of(contract), few), GamePattern::deadline)[0].asks);
  for (int minutes = 81; minutes <= 115; ++minutes)
    for (int i = 0; i < 10; ++i) even.push_back(touched_after(contract, minutes));
  const Evidence spread = of(looked_at(contract, settings_of(contract), even), GamePattern::deadline)[0];
  CHECK(spread.rate.count * 7 == spread.rate.of);
  CHECK_FALSE(spread.asks);
}

TEST_CASE("an answer known to the day alone may lie in any twentieth", "[gaming]") {
  const Contract contract = played();
  LeadBuilder lead(contract);
  lead.set("created_at", "2026-05-01T00:00:00Z").set("mql_at", minute(0)).set("first_touch_at", "2026-05-04");
  const GamingResult result = looked_at(contract, settings_of(contract), {lead});
  REQUIRE(of(result, GamePattern::deadline).size() == 1);
  const Evidence one = of(result, GamePattern::deadline)[0];
  CHECK(one.rate.of == 0);
  CHECK(one.rate.unknown == 1);
  CHECK_FALSE(one.p);
}

TEST_CASE("dispositions without a touch before them, by the column and by the log", "[gaming]") {
  const Contract contract = played();
  const auto lead = [&](const char* touch, const char* state = "Rejected") {
    LeadBuilder one(contract);
    one.set("created_at", "2026-05-01T00:00:00Z").set("mql_at", minute(0)).set("disposition", state).set("disposition_at", "2026-05-05T09:00:00Z");
    if (touch) one.set("first_touch_at", touch);
    return one;
  };
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < 10; ++i) leads.push_back(lead(nullptr));
  leads.push_back(lead("2026-05-05T09:00:00Z"));             // at that very moment: touched
  leads.push_back(lead("2026-05-05T09:00:01Z"));             // a second later: not before it
  leads.push_back(lead("2026-05-04T12:00:00Z", "accepted"));
  leads.push_back(lead(nullptr, "parked"));                  // not of the contract
  const std::vector<Evidence> found = of(looked_at(contract, settings_of(contract), leads), GamePattern::untouched);
  REQUIRE(found.size() == 3);
  CHECK(found[0].subject == "(other)");
  CHECK(found[0].rate.count == 1);
  CHECK(found[1].subject == "accepted");
  CHECK(found[1].rate.count == 0);
  CHECK(found[2].subject == "rejected");
  CHECK(found[2].rate.count == 11);
  CHECK(found[2].rate.of == 12);
  CHECK(found[2].asks);

  LeadBuilder called = lead(nullptr);                        // holds something, and nobody knows when: neither touched nor untouched
  Value& cell = called.lead.values[known_field("first_touch_at")];
  cell.state = Value::State::unreadable;
  cell.text = "called him";
  leads.assign(10, called);
  leads.push_back(lead(nullptr));
  const GamingResult unread = looked_at(contract, settings_of(contract), leads);
  REQUIRE(of(unread, GamePattern::untouched).size() == 1);
  CHECK(of(unread, GamePattern::untouched)[0].rate.of == 1);
  CHECK(not_looked_at(unread, GamePattern::untouched) == "10 leads whose cells on touches cannot be read");

  GamingSettings settings = settings_of(contract);
  settings.log = true;   // the log speaks, and not the column
  GamingTally tally(contract, settings);
  const std::vector<std::string> channels = {"phone"};
  Touches early{{{stamp("2026-05-04T12:00:00Z"), 0, {}}}, &channels}, late{{{stamp("2026-05-06T12:00:00Z"), 0, {}}}, &channels}, none{{}, &channels};
  const LeadBuilder rejected = lead("2026-05-04T12:00:00Z");
  for (const Touches* touches : {&early, &late, &none}) {
    Judging judging = rejected.as_of(settings.as_of);
    judging.touches = touches;
    count_lead(tally, contract, settings, judging);
  }
  const std::vector<Evidence> logged = of(gaming(tally, contract, settings), GamePattern::untouched);
  REQUIRE(logged.size() == 1);
  CHECK(logged[0].rate.count == 2);
  CHECK(logged[0].rate.of == 3);
}

TEST_CASE("one and the same second of twenty rows and a hundredth of the column is asked about", "[gaming]") {
  const Contract contract = played();
  std::vector<LeadBuilder> leads;
  const auto lead = [&](const std::string& mql) {
    LeadBuilder one(contract);
    one.set("mql_at", mql);
    return one;
  };
  for (int i = 0; i < 19; ++i) leads.push_back(lead("2026-05-04T09:30:00Z"));
  for (int i = 0; i < 21; ++i) leads.push_back(lead("2026-05-05T00:00:00Z"));   // midnight: a date in disguise, in no group
  for (int i = 0; i < 10; ++i) leads.push_back(lead("2026-05-06"));             // a date: not a time at all
  GamingResult result = looked_at(contract, settings_of(contract), leads);
  std::vector<Evidence> found = of(result, GamePattern::same_time);
  REQUIRE(found.size() == 1);
  CHECK(found[0].subject == "mql_at");
  CHECK(*found[0].at == at("2026-05-04T09:30:00Z"));
  CHECK(found[0].rate.count == 19);
  CHECK(found[0].rate.of == 40);
  CHECK_FALSE(found[0].asks);
  REQUIRE(result.midnights.size() == 1);
  CHECK(result.midnights[0].second == 21);
  leads.push_back(lead("2026-05-04T09:30:00Z"));
  CHECK(of(looked_at(contract, settings_of(contract), leads), GamePattern::same_time)[0].asks);
  for (int i = 0; i < 2000; ++i) leads.push_back(lead("2026-05-07T10:" + std::to_string(10 + i / 60 % 50) + ":" + std::to_string(10 + i % 50) + "Z"));
  for (const Evidence& one : of(looked_at(contract, settings_of(contract), leads), GamePattern::same_time))
    CHECK_FALSE((one.at == at("2026-05-04T09:30:00Z") && one.asks));            // 20 of 2,041 are less than a hundredth
}

TEST_CASE("acceptance up and the next step down, between months that have had their time", "[gaming]") {
  Contract contract = played();
  contract.stages[1].maturity = read_duration("10d");
  contract.stages[2].maturity = read_duration("10d");
  std::vector<LeadBuilder> leads;
  const auto month = [&](const std::string& prefix, int entered, int accepted, int won) {
    for (int i = 0; i < entered; ++i) {
      LeadBuilder lead(contract);
      lead.set("created_at", prefix + "-01T00:00:00Z").set("mql_at", prefix + "-02T10:00:00Z");
      if (i < accepted) lead.set("sql_at", prefix + "-05T10:00:00Z");
      if (i < won) lead.set("won_at", prefix + "-09T10:00:00Z");
      leads.push_back(lead);
    }
  };
  month("2026-03", 200, 80, 60);    // 40 % accepted, 75 % of them move on
  month("2026-04", 200, 160, 60);   // 80 %, and 37.5 %
  month("2026-06", 200, 200, 0);    // too young: ten days after June are after as-of
  const GamingResult result = looked_at(contract, settings_of(contract), leads);
  const std::vector<Evidence> found = of(result, GamePattern::acceptance);
  REQUIRE(found.size() == 1);
  CHECK(found[0].subject == "2026-03 to 2026-04");
  CHECK(found[0].earlier->count == 80);
  CHECK(found[0].rate.count == 160);
  CHECK(found[0].before->count == 60);
  CHECK(found[0].before->of == 80);
  CHECK(found[0].after->of == 160);
  CHECK(found[0].asks);
  leads.clear();
  month("2026-03", 200, 80, 60);
  month("2026-04", 200, 160, 120);  // as many move on as before: no question
  CHECK_FALSE(of(looked_at(contract, settings_of(contract), leads), GamePattern::acceptance)[0].asks);
}

TEST_CASE("questions are tested together: of many, one that is unlikely by itself is not asked", "[gaming]") {
  Contract contract = played();
  contract.disposition->states.clear();
  const auto lead = [&](const std::string& state, bool touched) {
    LeadBuilder one(contract);
    one.set("created_at", "2026-05-01T00:00:00Z").set("mql_at", "2026-05-04").set("disposition", state).set("disposition_at", "2026-05-05");
    if (touched) one.set("first_touch_at", "2026-05-04T00:00:00Z");
    return one;
  };
  const auto state_of = [&](std::vector<LeadBuilder>& leads, const std::string& state, int untouched, int all) {
    contract.disposition->states.push_back(state);
    for (int i = 0; i < all; ++i) leads.push_back(lead(state, i >= untouched));
  };
  std::vector<LeadBuilder> leads;
  state_of(leads, "kept", 3, 10);       // p = 0.0115 of 5 % that are let pass
  state_of(leads, "small", 9, 9);       // too few to be tested, whatever they show
  GamingResult result = looked_at(contract, settings_of(contract), leads);
  CHECK(result.family == 1);
  std::vector<Evidence> found = of(result, GamePattern::untouched);
  REQUIRE(found.size() == 2);
  CHECK(found[0].asks);
  CHECK(*found[0].p == Approx(0.0115035573793));
  CHECK_FALSE(found[1].asks);
  CHECK_FALSE(found[1].p);
  for (const char* quiet : {"a", "b", "c", "d"}) state_of(leads, quiet, 0, 20);
  result = looked_at(contract, settings_of(contract), leads);
  CHECK(result.family == 5);            // the line for the smallest of five is 0.01
  for (const Evidence& one : of(result, GamePattern::untouched)) CHECK_FALSE(one.asks);
}
