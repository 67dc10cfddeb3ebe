// A rate at a horizon: who is in it, what counts, and that a verdict once given stays. And times as commitments, which are judged the same way.
#include "commitment_bench.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

constexpr Seconds day = seconds_a_day;

Contract with_rate(std::optional<Seconds> within, std::string metric = "rate(MQL, SQL)", double target = 0.30) {
  Contract contract = small_contract();
  contract.commitments = {owed("rate", "marketing", std::move(metric), "month", target)};
  contract.commitments[0].within = within;
  return contract;
}

PeriodResult may_of(const Contract& contract, std::string_view moment, const std::vector<LeadBuilder>& leads, const char* name = "rate") {
  return named(judge(contract, as_of(moment), leads, name, Grain::month), "2026-05");
}

}  // namespace

TEST_CASE("what happens after the horizon does not count, and a verdict stays", "[commitment][horizon]") {
  const Contract contract = with_rate(14 * day);
  std::vector<LeadBuilder> leads = mqls(contract, 10, "2026-05-05T00:00:00Z", 2, "2026-05-19T00:00:00Z");   // exactly 14 days
  for (const std::size_t i : {4U, 5U, 6U}) leads[i].set("sql_at", "2026-06-20T00:00:00Z");                    // too late
  const PeriodResult june = may_of(contract, "2026-06-10", leads), december = may_of(contract, "2026-12-31", leads);
  CHECK(june.outcome == Outcome::missed);
  CHECK(december.outcome == Outcome::missed);
  CHECK(june.count == 2);
  CHECK(december.count == 2);   // five by now
  CHECK(december.of == 10);
  leads[2].set("sql_at", "2026-05-19T00:00:01Z");
  CHECK(may_of(contract, "2026-06-10", leads).count == 2);   // a second too late
}

TEST_CASE("of several promises to one rate the longest is the horizon of the funnel, and none is another promise's", "[commitment][horizon]") {
  Contract contract = with_rate(10 * day);
  contract.commitments.push_back(owed("later", "marketing", "rate(MQL, SQL)", "month", 0.30));
  contract.commitments.push_back(owed("open", "marketing", "rate(MQL, SQL)", "month", 0.30));
  contract.commitments[1].within = 20 * day;
  CHECK(signed_horizon(contract, 1, 2) == 20 * day);
  std::swap(contract.commitments[0].within, contract.commitments[1].within);
  CHECK(signed_horizon(contract, 1, 2) == 20 * day);
  const std::vector<LeadBuilder> leads = mqls(contract, 10, "2026-05-05T00:00:00Z", 2, "2026-05-19T00:00:00Z");   // 14 days
  CHECK(may_of(contract, "2026-06-10", leads).count == 2);
  CHECK(may_of(contract, "2026-06-10", leads, "later").count == 0);
  CHECK(may_of(contract, "2026-06-10", leads, "open").outcome == Outcome::immature);
}

TEST_CASE("a rate at a horizon is over the leads that are so old; the fast wait for the slow", "[commitment][horizon]") {
  const Contract contract = with_rate(14 * day, "rate(MQL, SQL)", 0.40);
  std::vector<LeadBuilder> leads = mqls(contract, 4, "2026-05-10T00:00:00Z", 1, "2026-05-12T00:00:00Z");
  append(leads, mqls(contract, 6, "2026-05-30T00:00:00Z", 3, "2026-05-31T00:00:00Z"));
  const PeriodResult early = may_of(contract, "2026-06-05", leads);
  CHECK(early.count == 1);
  CHECK(early.of == 4);
  CHECK(early.early == 3);
  CHECK(early.open == 3);
  CHECK(early.outcome == Outcome::met);          // 4 of 10 whatever the open ones do
  CHECK(may_of(contract, "2026-06-13", leads).of == 10);
  const Contract more = with_rate(14 * day, "rate(MQL, SQL)", 0.50);
  CHECK(may_of(more, "2026-06-05", leads).outcome == Outcome::immature);
  CHECK(may_of(more, "2026-06-12T23:59:59Z", leads).outcome == Outcome::immature);
  CHECK(may_of(more, "2026-06-13T00:00:00Z", leads).outcome == Outcome::missed);
}

TEST_CASE("a lead that entered on a day is so old once all of that day is", "[commitment][horizon]") {
  const Contract contract = with_rate(10 * day);
  const std::vector<LeadBuilder> leads = mqls(contract, 4, "2026-05-31", 1, "2026-06-10");   // ten whole days
  CHECK(may_of(contract, "2026-06-10T12:00:00Z", leads).outcome == Outcome::immature);
  CHECK(may_of(contract, "2026-06-11T00:00:00Z", leads).outcome == Outcome::missed);
  CHECK(may_of(contract, "2026-06-11T00:00:00Z", leads).count == 1);
  const std::vector<LeadBuilder> cut = mqls(contract, 1, "2026-05-20", 1, "2026-05-30T12:00:00Z");   // 9 d 12 h to 10 d 12 h
  CHECK(may_of(contract, "2026-06-11T00:00:00Z", cut).unknown == 1);
  CHECK(may_of(contract, "2026-06-11T00:00:00Z", cut).outcome == Outcome::unproven);
}

TEST_CASE("a claim without a date is within the horizon where a later stage is, and else unknown", "[commitment][horizon]") {
  Contract contract = with_rate(14 * day);
  std::vector<LeadBuilder> leads = mqls(contract, 3, "2026-05-05T00:00:00Z");
  leads[0].set("stage", "SQL");                                   // when, nobody knows
  leads[1].set("won_at", "2026-05-15T00:00:00Z");
  leads[2].set("won_at", "2026-06-15T00:00:00Z");
  const PeriodResult period = may_of(contract, "2026-07-10", leads);
  CHECK(period.count == 1);
  CHECK(period.of == 1);
  CHECK(period.unknown == 2);
}

TEST_CASE("without a horizon nothing is judged but what cannot change", "[commitment][horizon]") {
  const Contract contract = with_rate({});
  const std::vector<LeadBuilder> two = mqls(contract, 10, "2026-05-05T00:00:00Z", 2, "2026-05-09T00:00:00Z"),
                                 three = mqls(contract, 10, "2026-05-05T00:00:00Z", 3, "2026-05-09T00:00:00Z");
  for (const char* moment : {"2026-06-10", "2026-12-31", "2030-01-01"}) {
    CHECK(may_of(contract, moment, two).outcome == Outcome::immature);   // eight may still get there, however old
    CHECK(may_of(contract, moment, three).outcome == Outcome::met);
    CHECK(*may_of(contract, moment, two).rate->rate == Approx(0.2));
  }
  CHECK(may_of(contract, "2026-12-31", two).why == "8 may still get there, however old they are: add within = \"30d\"");
}

TEST_CASE("touched within a horizon, and share_within", "[commitment][horizon]") {
  Contract contract = with_rate(day, "coverage(MQL)", 0.5);
  contract.commitments.push_back(owed("share", "marketing", "share_within(MQL, SQL, 3d)", "month", 0.25));
  std::vector<LeadBuilder> leads = mqls(contract, 4, "2026-05-05T00:00:00Z", 2, "2026-05-08T00:00:00Z");
  leads[1].set("sql_at", "2026-05-08T00:00:01Z");
  leads[0].set("first_touch_at", "2026-05-06T00:00:00Z");
  leads[1].set("first_touch_at", "2026-05-06T00:00:01Z");
  const PeriodResult touched = may_of(contract, "2026-06-10", leads);
  CHECK(touched.count == 1);
  CHECK(touched.of == 4);
  CHECK(touched.outcome == Outcome::missed);
  const PeriodResult share = may_of(contract, "2026-06-10", leads, "share");
  CHECK(share.count == 1);
  CHECK(share.of == 4);
  CHECK(share.outcome == Outcome::met);
  contract.commitments[0].within.reset();
  CHECK(may_of(contract, "2026-06-10", leads).outcome == Outcome::met);        // two of four, and nobody takes a touch back
  contract.commitments[0].target = 0.75;
  CHECK(may_of(contract, "2026-06-10", leads).outcome == Outcome::immature);   // two may still be touched
}

TEST_CASE("a median and a 90th percentile are of all leads with the clock", "[commitment][times]") {
  Contract contract = small_contract();
  contract.clocks = {first_touch_clock("1h")};
  contract.commitments = {owed("half", "sales", "median(first touch)", "month", 2 * 3600), owed("most", "sales", "p90(first touch)", "month", 5 * 3600, 10 * 3600)};
  std::vector<LeadBuilder> leads = mqls(contract, 10, "2026-05-05T00:00:00Z");
  for (std::size_t i = 0; i < 4; ++i) leads[i].set("first_touch_at", "2026-05-05T01:00:00Z");
  CHECK(may_of(contract, "2026-06-10", leads, "half").outcome == Outcome::missed);   // of those touched it is one hour; six never were
  CHECK_FALSE(may_of(contract, "2026-06-10", leads, "half").value);
  leads[4].set("first_touch_at", "2026-05-05T02:00:00Z");
  const PeriodResult half = may_of(contract, "2026-06-10", leads, "half");
  CHECK(half.outcome == Outcome::met);
  CHECK(*half.value == 2 * 3600);
  CHECK(half.count == 5);
  CHECK(half.of == 10);
  for (std::size_t i = 5; i < 9; ++i) leads[i].set("first_touch_at", "2026-05-05T10:00:00Z");
  CHECK(may_of(contract, "2026-06-10", leads, "most").outcome == Outcome::missed);   // on the floor's line
  CHECK(*may_of(contract, "2026-06-10", leads, "most").value == 10 * 3600);
  leads[8].set("first_touch_at", "2026-05-05T10:00:01Z");
  CHECK(may_of(contract, "2026-06-10", leads, "most").outcome == Outcome::below_floor);
}

TEST_CASE("a time is judged when those who wait can no longer change it", "[commitment][times]") {
  Contract contract = small_contract();
  contract.clocks = {first_touch_clock("1h")};
  contract.commitments = {owed("half", "sales", "median(first touch)", "month", 2.0 * static_cast<double>(day)), owed("mean", "sales", "mean(first touch)", "month", 2.0 * static_cast<double>(day)),
                          owed("days", "sales", "days(MQL, SQL)", "month", 2.0 * static_cast<double>(day))};
  std::vector<LeadBuilder> leads = mqls(contract, 4, "2026-05-31T12:00:00Z", 1, "2026-06-01T00:00:00Z");
  leads[0].set("first_touch_at", "2026-05-31T13:00:00Z");
  CHECK(may_of(contract, "2026-06-02", leads, "half").outcome == Outcome::immature);
  CHECK(may_of(contract, "2026-06-02T12:00:01Z", leads, "half").outcome == Outcome::missed);
  CHECK(may_of(contract, "2026-06-02", leads, "days").outcome == Outcome::immature);
  CHECK(may_of(contract, "2026-06-02T12:00:00Z", leads, "days").outcome == Outcome::missed);
  CHECK(may_of(contract, "2026-06-02", leads, "mean").outcome == Outcome::immature);
  CHECK(may_of(contract, "2026-06-02", leads, "mean").at_least);
  const PeriodResult mean = may_of(contract, "2026-06-30T12:00:00Z", leads, "mean");
  CHECK(mean.outcome == Outcome::missed);                                   // an hour, and three of 30 days so far
  CHECK(*mean.value == Approx((3600.0 + 3 * 30.0 * static_cast<double>(day)) / 4));
  for (LeadBuilder& lead : leads) lead.set("first_touch_at", "2026-06-01T12:00:00Z");
  CHECK(may_of(contract, "2026-06-30T12:00:00Z", leads, "mean").outcome == Outcome::met);
  CHECK_FALSE(may_of(contract, "2026-06-30T12:00:00Z", leads, "mean").at_least);
}

TEST_CASE("a day without a time is a range of times", "[commitment][times]") {
  Contract contract = small_contract();
  contract.clocks = {first_touch_clock("1h")};
  contract.commitments = {owed("half", "sales", "median(first touch)", "month", 12 * 3600)};
  std::vector<LeadBuilder> leads = mqls(contract, 2, "2026-05-05T06:00:00Z");
  leads[0].set("first_touch_at", "2026-05-05");      // 0 to 18 hours
  leads[1].set("first_touch_at", "2026-05-05T20:00:00Z");
  const PeriodResult period = may_of(contract, "2026-06-10", leads, "half");
  CHECK(period.outcome == Outcome::unproven);
  CHECK(*period.value_least == 0);
  CHECK(*period.value_most == 14 * 3600);            // one of two by 14 hours, whatever the other took
}
