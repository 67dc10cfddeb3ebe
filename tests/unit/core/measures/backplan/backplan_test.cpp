// The back-plan's published figures to the last digit, the chain of rates, months, and rates measured from hand-made leads.
#include "handoff/measures/backplan.hpp"

#include "catch.hpp"
#include "handoff/text/error.hpp"
#include "handoff/measures/waterfall.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

PlanRate rate(std::string from, std::string to, std::string_view text, RateBasis basis = RateBasis::contract) {
  PlanRate one;
  one.from = std::move(from);
  one.to = std::move(to);
  one.rate = *read_exact(text);
  one.basis = basis;
  return one;
}

std::vector<PlanRate> published() { return {rate("SQL", "won", "0.25"), rate("MQL", "SQL", "0.30")}; }

PlanStep step_of(std::uint64_t leads) {
  PlanStep step;
  step.total = plan_count({leads, 1});
  return step;
}

PlanTarget year(std::string_view deals = "100") {
  PlanTarget target;
  target.deals = *read_exact(deals);
  target.months = 12;
  return target;
}

}  // namespace

TEST_CASE("S002: 5,000,000 at 50,000 with 25 % and 30 % needs 1,333 and a third MQLs", "[backplan]") {
  PlanTarget target = year();
  target.deals = *read_exact("5_000_000") / *read_exact("50K");
  const std::vector<PlanStep> steps = backplan(target, published());
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].stage == "won");
  CHECK(steps[0].total.minimum == 100);
  CHECK(compare(steps[1].total.exact, {400, 1}) == 0);
  CHECK(compare(steps[2].total.exact, {4000, 3}) == 0);
  CHECK(steps[2].total.planned == 1333);
  CHECK(steps[2].total.minimum == 1334);
  CHECK(exact_text(steps[2].per_month->exact) == "111.11");
  CHECK(steps[2].per_month->planned == 111);
  CHECK(steps[2].per_month->minimum == 112);
  CHECK_FALSE(steps[2].low);
  CHECK(steps[0].certain_80 == 100);
  CHECK(steps[1].certain_80 == 429);
  CHECK(steps[1].certain_95 == 459);
  CHECK(steps[2].certain_80 == 1440);
  CHECK(steps[2].certain_95 == 1551);
  const std::vector<PlanShare> quarter = plan_split(step_of(1200), {{"A", 0.70}, {"B", 0.25}, {"other", 0.05}});
  CHECK(quarter[0].planned == 840);
  CHECK(quarter[1].planned == 300);
  CHECK(quarter[2].planned == 60);
  const std::vector<PlanShare> month = plan_split(step_of(111), {{"A", 0.70}, {"B", 0.25}, {"other", 0.05}});
  CHECK(month[0].planned == 78);
  CHECK(month[1].planned == 28);
  CHECK(month[2].planned == 5);
}

TEST_CASE("S002 forward: 1,333 MQLs are 399.9 SQLs, 99.975 deals and 4,998,750", "[backplan]") {
  const auto steps = plan_forward(published(), "mql", {1333, 1});
  REQUIRE(steps.size() == 3);
  CHECK(compare(steps[1].second, {3999, 10}) == 0);
  CHECK(compare(steps[2].second, {99975, 1000}) == 0);
  CHECK(compare(steps[2].second * Exact{50000, 1}, {4998750, 1}) == 0);
  CHECK(plan_forward(published(), "Lead", {1333, 1}).empty());
}

TEST_CASE("a part of a deal is none: certainty is of whole deals", "[backplan]") {
  const std::vector<PlanStep> steps = backplan(year("2.5"), {rate("SQL", "won", "1"), rate("MQL", "SQL", "0.5")});
  CHECK(steps[0].certain_95 == 3);
  CHECK(steps[1].certain_95 == 3);
  CHECK(steps[2].certain_80 == 8);    // 3 or more of 8: 219 of 256; of 7: 99 of 128
}

TEST_CASE("the least whole number meets the target and one less does not", "[backplan]") {
  for (const char* sql : {"0.25", "0.3", "0.07", "1", "0.333333"}) {
    for (const char* mql : {"0.30", "0.1", "0.999", "0.0125"}) {
      const std::vector<PlanRate> chain = {rate("SQL", "won", sql), rate("MQL", "SQL", mql)};
      const std::int64_t least = backplan(year("97"), chain).back().total.minimum;
      const auto deals = [&](std::int64_t volume) { return plan_forward(chain, "MQL", {static_cast<std::uint64_t>(volume), 1}).back().second; };
      CHECK(compare(deals(least), {97, 1}) >= 0);
      CHECK(compare(deals(least - 1), {97, 1}) < 0);
    }
  }
}

TEST_CASE("an audited rate 20 % lower needs 1,666.67 MQLs, 35 % lower 2,051.28", "[backplan]") {
  const PlanGap fifth = plan_gap(year(), published(), {{"MQL", "SQL", *read_exact("0.30"), *read_exact("0.24"), {}}});
  CHECK(exact_text(fifth.steps.back().total.exact) == "1,666.67");
  CHECK(fifth.steps.back().total.planned == 1667);
  CHECK(fifth.steps.back().total.minimum == 1667);
  CHECK(compare(fifth.deals_instead, {80, 1}) == 0);
  const PlanGap third = plan_gap(year(), published(), {{"MQL", "SQL", *read_exact("0.30"), *read_exact("0.195"), {}}});
  CHECK(exact_text(third.steps.back().total.exact, 1) == "2,051.3");
}

TEST_CASE("1,200 at 70, 25 and 5 % are 840, 300 and 60; 111 a month are 78, 28 and 5", "[backplan]") {
  PlanTarget target = year("1200");
  target.months = 12;
  std::vector<PlanStep> steps = backplan(target, {});
  const std::vector<std::pair<std::string, double>> shares = {{"A", 0.70}, {"B", 0.25}, {"other", 0.05}};
  std::vector<PlanShare> parts = plan_split(steps[0], shares);
  CHECK(parts[0].planned == 840);
  CHECK(parts[1].planned == 300);
  CHECK(parts[2].planned == 60);
  steps = backplan(year(), published());
  parts = plan_split(steps[2], shares);
  CHECK(*parts[0].per_month == std::pair<std::int64_t, std::int64_t>(78, 78));
  CHECK(*parts[1].per_month == std::pair<std::int64_t, std::int64_t>(28, 28));
  CHECK(*parts[2].per_month == std::pair<std::int64_t, std::int64_t>(5, 6));
}

TEST_CASE("a chain is put in order, and one from the command line wins", "[backplan]") {
  const Contract contract = small_contract();
  std::vector<PlanRate> unused;
  std::vector<PlanRate> rates = {rate("MQL", "SQL", "0.3"), rate("SQL", "won", "0.25"), rate("SAL", "SQL", "0.5", RateBasis::option), rate("MQL", "SAL", "0.65", RateBasis::option)};
  const std::vector<PlanRate> chain = plan_chain(contract, rates, unused);
  REQUIRE(chain.size() == 3);
  CHECK(chain[0].from == "SQL");
  CHECK(chain[1].from == "SAL");
  CHECK(chain[2].from == "MQL");
  REQUIRE(unused.size() == 1);
  CHECK(unused[0].to == "SQL");
  CHECK_THROWS_AS(plan_chain(contract, {rate("SQL", "won", "0.2"), rate("MQL", "SQL", "0.3"), rate("Lead", "SQL", "0.1")}, unused), Error);
  CHECK_THROWS_AS(plan_chain(contract, {rate("SQL", "won", "0.2"), rate("MQL", "SQL", "0.3"), rate("SQL", "MQL", "0.1")}, unused), Error);
}

TEST_CASE("bounds multiply: each measured rate at its worst, and at its best", "[backplan]") {
  std::vector<PlanRate> chain = published();
  chain[0].measured = Rate{25, 100, 0.25, 0.20, 0.50};
  const std::vector<PlanStep> one = backplan(year(), chain);
  CHECK_FALSE(one[0].low);
  CHECK(*one[1].low == Approx(200));       // 100 / 0.50
  CHECK(*one[1].high == Approx(500));      // 100 / 0.20
  CHECK(*one[2].high == Approx(500 / 0.3));  // a given rate adds nothing
  chain[1].measured = Rate{30, 100, 0.30, 0.0, 0.40};
  const std::vector<PlanStep> two = backplan(year(), chain);
  CHECK(*two[2].low == Approx(500));       // 100 / 0.50 / 0.40
  CHECK_FALSE(two[2].high);                // a rate that may be 0 has no bound
}

TEST_CASE("months: a lag of 31 days moves a July's need to June, and a day of it to May", "[backplan]") {
  std::vector<PlanRate> chain = published();
  chain[0].lag = 31 * seconds_a_day;
  chain[1].lag = 0;
  PlanTarget target = year("62");
  const std::vector<PlanMonth> months = plan_months(backplan(target, chain), chain, day_from_civil(2026, 7, 1), 1);
  REQUIRE(months.size() == 3);
  CHECK(months[0].name == "2026-05");  // July is a day longer than June: one of 31 days falls on 31 May
  CHECK(months[0].before_start);
  CHECK(months[0].stages[1].exact == Approx(8));  // 248 SQLs in 31 days
  CHECK(months[1].stages[1].exact == Approx(240));
  CHECK(months[2].stages[1].exact == 0);
  CHECK(months[2].stages[0].exact == Approx(62));
  CHECK_FALSE(months[2].before_start);
}

TEST_CASE("months: what enters a stage sums to its step, to the day", "[backplan]") {
  std::vector<PlanRate> chain = published();
  chain[0].lag = 45 * seconds_a_day;
  chain[1].lag = 30 * seconds_a_day;
  const std::vector<PlanStep> steps = backplan(year(), chain);
  const std::vector<PlanMonth> months = plan_months(steps, chain, day_from_civil(2026, 7, 1), 12);
  CHECK(months.front().name == "2026-04");
  // deals of July 2026 need MQLs 75 days earlier: 17 April to 17 May, 14 of 31 days in April
  CHECK(months.front().stages[2].exact == Approx(4000.0 / 3 / 12 * 14 / 31));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    double exact = 0;
    std::int64_t planned = 0, minimum = 0;
    for (const PlanMonth& month : months) {
      exact += month.stages[i].exact;
      planned += month.stages[i].planned;
      minimum += month.stages[i].minimum;
    }
    CHECK(exact == Approx(to_double(steps[i].total.exact)));
    CHECK(planned == steps[i].total.planned);
    CHECK(minimum == steps[i].total.minimum);
  }
}

TEST_CASE("capacity: 111.11 leads of 6 touches and 10 minutes ask for 111.11 hours", "[backplan]") {
  const PlanStep step = backplan(year(), published()).back();
  const PlanCapacity capacity = plan_capacity(step, {6, 1}, Exact{10, 1}, Exact{100, 1});
  CHECK(exact_text(capacity.touches) == "666.67");
  CHECK(exact_text(*capacity.hours) == "111.11");
  CHECK(compare(*capacity.covered, {100, 1}) == 0);
  CHECK_FALSE(capacity.enough);
  CHECK(plan_capacity(step, {6, 1}, Exact{9, 1}, Exact{100, 1}).enough);  // exactly 100 hours
}

TEST_CASE("rates measured for stages side by side are the waterfall's mature ones", "[backplan]") {
  Contract contract = small_contract();
  contract.stages[1].maturity = Duration{Unit::elapsed, 14 * seconds_a_day};
  const Instant as_of = at("2026-07-01");
  std::vector<LeadBuilder> leads;
  const auto add = [&](int number, const char* mql, const char* sql) {
    for (int i = 0; i < number; ++i) {
      leads.emplace_back(contract);
      leads.back().set("created_at", "2026-01-01").set("mql_at", mql);
      if (sql) leads.back().set("sql_at", sql);
    }
  };
  add(6, "2026-05-01", "2026-05-11");
  add(14, "2026-05-01", nullptr);
  add(9, "2026-06-25", nullptr);  // too young
  const BackplanSettings pairs{{{1, 2}, {0, 2}}, {}, as_of};
  BackplanTally tally(contract, pairs), one(contract, pairs), two(contract, pairs);
  WaterfallSettings settings;
  settings.as_of = as_of;
  WaterfallTally funnel(contract, settings);
  for (std::size_t i = 0; i < leads.size(); ++i) {
    for (BackplanTally* each : {&tally, i % 3 ? &one : &two}) count_lead(*each, contract, pairs, leads[i].as_of(as_of));
    count_lead(funnel, contract, settings, leads[i].as_of(as_of));
  }
  one.merge(two);
  const MeasuredRate measured = measured_rate(tally.counts[0], signed_horizon(contract, 1, 2));
  CHECK(measured.claimed.count == 6);
  CHECK(measured.claimed.of == 20);
  CHECK(measured.young == 9);
  CHECK(*measured.median_seconds == 10 * seconds_a_day);
  const Rate mature = waterfall(funnel, contract, settings).groups.at(0).stages[1].mature;
  CHECK(mature.count == measured.claimed.count);
  CHECK(mature.of == measured.claimed.of);
  CHECK(measured_rate(one.counts[0], signed_horizon(contract, 1, 2)).claimed.count == 6);
  CHECK_FALSE(signed_horizon(contract, 0, 2));
  const MeasuredRate across = measured_rate(tally.counts[1], {});  // Lead to SQL: 6 of 29, all old enough
  CHECK(across.claimed.count == 6);
  CHECK(across.claimed.of == 29);
}

TEST_CASE("a rate that leads to itself, and a chain that no page holds, are refused", "[backplan]") {
  std::vector<PlanRate> unused;
  CHECK_THROWS_AS(plan_chain(Contract{}, {rate("SQL", "won", "0.25"), rate("SQL", "SQL", "0.3")}, unused), Error);
  std::vector<PlanRate> chain = {rate("s1", "won", "0.9")};
  for (int i = 1; i < 50; ++i) chain.push_back(rate("s" + std::to_string(i + 1), "s" + std::to_string(i), "0.9"));
  CHECK(plan_chain(Contract{}, chain, unused).size() == 50);
  chain.push_back(rate("s51", "s50", "0.9"));
  CHECK_THROWS_AS(plan_chain(Contract{}, chain, unused), Error);
}
