// Commitments period by period: the seeds' targets and floors (C02-C07, C39), what is not judged, and counts that merge.
#include "handoff/commitment.hpp"

#include <algorithm>

#include "catch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

Commitment owed(std::string name, std::string owner, std::string metric, std::string per, std::optional<double> target, std::optional<double> floor = {}) {
  Commitment one;
  one.name = std::move(name);
  one.owner = std::move(owner);
  one.metric = std::move(metric);
  one.per = std::move(per);
  one.target = target;
  one.floor = floor;
  return one;
}

std::vector<LeadBuilder> mqls(const Contract& contract, int number, std::string_view mql, int converted = 0, std::string_view sql = "") {
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < number; ++i) {
    leads.emplace_back(contract);
    leads.back().set("created_at", "2026-01-01T00:00:00Z").set("mql_at", mql);
    if (i < converted) leads.back().set("sql_at", sql);
  }
  return leads;
}

void append(std::vector<LeadBuilder>& to, std::vector<LeadBuilder> more) { to.insert(to.end(), more.begin(), more.end()); }

CommitmentSettings as_of(std::string_view moment) {
  CommitmentSettings settings;
  settings.as_of = at(moment);
  return settings;
}

/// The periods of one rule in one length.
std::vector<PeriodResult> judge(const Contract& contract, const CommitmentSettings& settings, const std::vector<LeadBuilder>& leads, std::string_view name, Grain grain) {
  CommitmentTally tally(contract, settings);
  CommitmentTally halves[2] = {{contract, settings}, {contract, settings}};
  for (std::size_t i = 0; i < leads.size(); ++i) {
    tally.add(leads[i].as_of(settings.as_of));
    halves[i % 2].add(leads[leads.size() - 1 - i].as_of(settings.as_of));
  }
  halves[0].merge(halves[1]);
  const std::vector<CommitmentResult> whole = commitments(tally, contract, settings), merged = commitments(halves[0], contract, settings);
  for (std::size_t r = 0; r < whole.size(); ++r) {
    if (tally.rules()[whole[r].rule].name != name || whole[r].grain != grain) continue;
    REQUIRE(merged[r].periods.size() == whole[r].periods.size());
    for (std::size_t p = 0; p < whole[r].periods.size(); ++p) {
      CHECK(merged[r].periods[p].count == whole[r].periods[p].count);
      CHECK(merged[r].periods[p].outcome == whole[r].periods[p].outcome);
    }
    return whole[r].periods;
  }
  return {};
}

const PeriodResult& named(const std::vector<PeriodResult>& periods, std::string_view name) {
  const auto found = std::find_if(periods.begin(), periods.end(), [&](const PeriodResult& period) { return period.name == name; });
  REQUIRE(found != periods.end());
  return *found;
}

}  // namespace

TEST_CASE("C02: 120 MQLs a month, by calendar month and by week", "[commitment]") {
  Contract contract = small_contract();
  contract.commitments = {owed("volume", "marketing", "count(MQL)", "month", 120)};
  std::vector<LeadBuilder> leads = mqls(contract, 120, "2026-03-31T23:59:59Z");
  append(leads, mqls(contract, 119, "2026-04-01T00:00:00Z"));
  append(leads, mqls(contract, 300, "2026-06-02T00:00:00Z"));
  const auto months = judge(contract, as_of("2026-06-15"), leads, "volume", Grain::month);
  REQUIRE(months.size() == 4);
  CHECK(named(months, "2026-03").outcome == Outcome::met);
  CHECK(named(months, "2026-04").outcome == Outcome::missed);
  CHECK(*named(months, "2026-04").attainment == Approx(119.0 / 120));
  CHECK(named(months, "2026-05").count == 0);  // nothing came, which is a miss and not a gap
  CHECK(named(months, "2026-05").outcome == Outcome::missed);
  CHECK(named(months, "2026-06").outcome == Outcome::partial);
  const auto weeks = judge(contract, as_of("2026-06-15"), leads, "volume", Grain::week);
  std::uint64_t sum = 0;
  for (const PeriodResult& week : weeks) sum += week.count;
  CHECK(sum == 539);
  CHECK(named(weeks, "2026-W14").count == 239);  // 30 March to 5 April
  CHECK(*named(weeks, "2026-W14").target == Approx(120.0 * 12 * 7 / 365));
}

TEST_CASE("a lead belongs to the month of the contract's zone", "[commitment]") {
  Contract contract = small_contract();
  contract.zone = Zone::find("America/New_York");
  contract.commitments = {owed("volume", "marketing", "count(MQL)", "month", 1)};
  const auto months = judge(contract, as_of("2026-06-15"), mqls(contract, 1, "2026-05-01T02:00:00Z"), "volume", Grain::month);
  CHECK(named(months, "2026-04").count == 1);
  CHECK(named(months, "2026-05").count == 0);
}

TEST_CASE("C03: a volume that is met and a mix that is not are two things", "[commitment]") {
  Contract contract = small_contract();
  contract.commitments = {owed("volume", "marketing", "count(MQL)", "quarter", 1200)};
  contract.commitments[0].mix = {{"A", 0.70}, {"B", 0.25}, {"other", 0.05}};
  contract.commitments[0].mix_by = "segment";
  const auto quarter = [&](int a, int b, int rest) {
    std::vector<LeadBuilder> leads;
    for (const auto& [segment, number] : {std::pair{"A", a}, {"B", b}, {"C", rest}}) {
      std::vector<LeadBuilder> part = mqls(contract, number, "2026-05-05T00:00:00Z");
      for (LeadBuilder& lead : part) lead.set("segment", segment);
      append(leads, part);
    }
    return named(judge(contract, as_of("2026-07-02"), leads, "volume", Grain::quarter), "2026-Q2");
  };
  const PeriodResult right = quarter(840, 300, 60);
  CHECK(right.outcome == Outcome::met);
  CHECK(right.mix_outcome == Outcome::met);
  CHECK(right.mix.size() == 3);
  const PeriodResult skewed = quarter(700, 440, 60);
  CHECK(skewed.outcome == Outcome::met);
  CHECK(skewed.mix_outcome == Outcome::missed);
  CHECK(skewed.mix[0].name == "A");
  CHECK(skewed.mix[0].outcome == Outcome::missed);
  CHECK(skewed.mix[1].outcome == Outcome::met);  // too many of B shows in A
  const PeriodResult small = quarter(700, 250, 50);
  CHECK(small.outcome == Outcome::missed);
  CHECK(small.mix_outcome == Outcome::met);
  CHECK(quarter(830, 305, 65).mix_outcome == Outcome::met);  // 69.2 % of 1,200: within chance of 70 %
}

TEST_CASE("C05, C06: below 65 % is missed, below 60 % may trigger, exactly on a line is neither", "[commitment]") {
  Contract contract = small_contract();
  contract.stages[1].maturity = Duration{Unit::elapsed, 14 * seconds_a_day};
  contract.commitments = {owed("MQL to SQL", "marketing", "rate(MQL, SQL)", "month", 0.65, 0.60)};
  std::vector<LeadBuilder> leads;
  append(leads, mqls(contract, 100, "2026-01-05T00:00:00Z", 65, "2026-01-09T00:00:00Z"));
  append(leads, mqls(contract, 100, "2026-02-05T00:00:00Z", 64, "2026-02-09T00:00:00Z"));
  append(leads, mqls(contract, 100, "2026-03-05T00:00:00Z", 60, "2026-03-09T00:00:00Z"));
  append(leads, mqls(contract, 100, "2026-04-05T00:00:00Z", 59, "2026-04-09T00:00:00Z"));
  const auto months = judge(contract, as_of("2026-06-20"), leads, "MQL to SQL", Grain::month);
  CHECK(named(months, "2026-01").outcome == Outcome::met);
  CHECK(named(months, "2026-02").outcome == Outcome::missed);
  CHECK(named(months, "2026-03").outcome == Outcome::missed);
  CHECK(named(months, "2026-04").outcome == Outcome::below_floor);
  CHECK(named(months, "2026-05").outcome == Outcome::not_measurable);  // nobody entered: a rate of nothing is no miss
  CHECK(*named(months, "2026-04").rate->rate == Approx(0.59));
}

TEST_CASE("C07: a cohort too young to tell is not judged; one that has made it already is", "[commitment]") {
  Contract contract = small_contract();
  contract.stages[1].maturity = Duration{Unit::elapsed, 14 * seconds_a_day};
  contract.commitments = {owed("MQL to SQL", "marketing", "rate(MQL, SQL)", "month", 0.30)};
  const auto may = [&](int converted, std::string_view moment) {
    return named(judge(contract, as_of(moment), mqls(contract, 10, "2026-05-28T00:00:00Z", converted, "2026-05-30T00:00:00Z"), "MQL to SQL", Grain::month), "2026-05");
  };
  CHECK(may(2, "2026-06-05").outcome == Outcome::immature);
  CHECK(may(2, "2026-06-05").open == 8);
  CHECK(may(3, "2026-06-05").outcome == Outcome::met);      // it can only rise
  CHECK(may(2, "2026-06-11").outcome == Outcome::missed);   // 14 days after entry
  CHECK(may(2, "2026-05-31").outcome == Outcome::partial);  // the month is not over
}

TEST_CASE("a rate without a maturity waits as long as nine in ten conversions took", "[commitment]") {
  Contract contract = small_contract();
  contract.commitments = {owed("MQL to SQL", "marketing", "rate(MQL, SQL)", "month", 0.30)};
  std::vector<LeadBuilder> leads = mqls(contract, 10, "2026-03-01T00:00:00Z", 4, "2026-03-11T00:00:00Z");  // ten days
  append(leads, mqls(contract, 10, "2026-05-25T00:00:00Z", 2, "2026-06-04T00:00:00Z"));
  const auto early = judge(contract, as_of("2026-06-04T00:00:00Z"), leads, "MQL to SQL", Grain::month);
  CHECK(named(early, "2026-03").outcome == Outcome::met);
  CHECK(named(early, "2026-05").outcome == Outcome::missed);  // ten days old, two of ten
  const auto before = judge(contract, as_of("2026-06-03T00:00:00Z"), leads, "MQL to SQL", Grain::month);
  CHECK(named(before, "2026-05").outcome == Outcome::immature);
}

TEST_CASE("C39: more than 5 % late, strictly, and of a person only where the interval says so", "[commitment]") {
  CHECK(person_outcome(5, 95, 0.05) == Outcome::met);        // exactly 5 %
  CHECK(person_outcome(6, 94, 0.05) == Outcome::unproven);   // Wilson from 2.8 %
  CHECK(person_outcome(12, 88, 0.05) == Outcome::missed);    // Wilson from 7.0 %
  CHECK(person_outcome(10, 0, 0.05) == Outcome::unproven);   // ten leads name nobody
  CHECK(person_outcome(0, 0, 0.05) == Outcome::not_measurable);

  Contract contract = small_contract();
  Clock clock;
  clock.name = "first touch";
  clock.owner = "sales";
  clock.on = 1;
  clock.start = known_field("mql_at");
  clock.stop = known_field("first_touch_at");
  clock.limit = *read_duration("24h");
  contract.clocks = {clock};
  contract.commitments = {owed("late per SDR", "sales", "late_share(first touch, owner)", "month", 0.05)};
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
  const PeriodResult may = named(judge(contract, as_of("2026-06-15"), leads, "late per SDR", Grain::month), "2026-05");
  REQUIRE(may.parts.size() == 3);
  CHECK(may.parts[0].value == "ana");
  CHECK(may.parts[0].outcome == Outcome::missed);
  CHECK(may.parts[1].value == "bo");
  CHECK(may.parts[1].outcome == Outcome::met);
  CHECK(may.parts[2].value.empty());  // cy has ten leads and is not named
  CHECK(may.outcome == Outcome::missed);
}

TEST_CASE("a clock with a target is a commitment, per week, with open leads not judged against it", "[commitment]") {
  Contract contract = small_contract();
  Clock clock;
  clock.name = "first touch";
  clock.owner = "sales";
  clock.on = 1;
  clock.start = known_field("mql_at");
  clock.stop = known_field("first_touch_at");
  clock.limit = *read_duration("5d");
  clock.target = 0.75;
  contract.clocks = {clock};
  std::vector<LeadBuilder> leads = mqls(contract, 4, "2026-06-06T00:00:00Z");
  leads[0].set("first_touch_at", "2026-06-07T00:00:00Z");
  leads[1].set("first_touch_at", "2026-06-07T00:00:00Z");
  const auto monday = judge(contract, as_of("2026-06-08"), leads, "first touch", Grain::week);
  CHECK(named(monday, "2026-W23").outcome == Outcome::immature);  // two of two, and two may still be late
  CHECK(named(monday, "2026-W23").open == 2);
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

TEST_CASE("periods that the window cuts are partial", "[commitment]") {
  Contract contract = small_contract();
  contract.commitments = {owed("volume", "marketing", "count(MQL)", "month", 5)};
  CommitmentSettings settings = as_of("2026-06-15");
  settings.window = Period{day_from_civil(2026, 3, 15), day_from_civil(2026, 4, 30)};
  const auto months = judge(contract, settings, mqls(contract, 9, "2026-04-02T00:00:00Z"), "volume", Grain::month);
  REQUIRE(months.size() == 2);
  CHECK(months[0].outcome == Outcome::partial);
  CHECK(months[1].outcome == Outcome::met);
}

TEST_CASE("M05: a week counts as kept where both sides met all that could be judged", "[commitment]") {
  const std::vector<CommitmentRule> rules = [] {
    std::vector<CommitmentRule> all(3);
    all[0].owner = "marketing";
    all[1].owner = "sales";
    all[2].owner = "sales";
    return all;
  }();
  const auto series = [](std::size_t rule, std::vector<Outcome> outcomes) {
    CommitmentResult result{rule, Grain::week, true, {}};
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      PeriodResult period;
      period.period = {static_cast<Day>(7 * i), static_cast<Day>(7 * i + 6)};
      period.outcome = outcomes[i];
      result.periods.push_back(period);
    }
    return result;
  };
  using enum Outcome;
  const Compliance compliance = sides_compliance({series(0, {met, met, missed, met, met}), series(1, {met, below_floor, met, not_measurable, met}), series(2, {met, met, met, immature, partial})}, rules);
  CHECK(compliance.rate.of == 4);  // in the fourth week nothing of sales could be judged
  CHECK(compliance.rate.count == 2);
  CHECK(*compliance.rate.rate == Approx(0.5));
}

TEST_CASE("targets in periods of another length", "[commitment]") {
  CHECK(target_in(1200, Grain::quarter, Grain::month) == Approx(400));
  CHECK(target_in(120, Grain::month, Grain::year) == Approx(1440));
  CHECK(target_in(70, Grain::week, Grain::day) == Approx(10));
}
