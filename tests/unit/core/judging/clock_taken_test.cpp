// A clock that the CRM measured: its own time against the limit, on the boundaries; due by the start, and stopped only where it had stopped by as-of.
#include "catch.hpp"
#include "handoff/judging/clock.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// `touches` stands in for a duration of the contract's own: seconds.
Contract measured(std::string_view limit) {
  Contract contract = small_contract();
  contract.fields[known_field("touches")].duration = true;
  Clock clock = first_touch_clock(limit);
  clock.taken = clock.stop = known_field("touches");
  contract.clocks.push_back(clock);
  return contract;
}

ClockFact judge(const Contract& contract, std::string_view start, std::string_view taken, std::string_view as_of = "2026-07-01") {
  LeadBuilder lead(contract);
  if (!start.empty()) lead.set("mql_at", start);
  if (!taken.empty()) lead.set("touches", taken);
  return judge_clock(contract, 0, lead.as_of(at(as_of)), at(as_of), {});
}

}  // namespace

TEST_CASE("the measured time is held against the limit", "[clock]") {
  const Contract contract = measured("1h");
  const ClockFact met = judge(contract, "2026-06-01T10:00:00Z", "3600");
  CHECK(met.verdict == Verdict::met);
  CHECK(met.stopped);
  CHECK(met.elapsed == 3600);
  CHECK(met.stop.first == at("2026-06-01T11:00:00Z"));
  CHECK(judge(contract, "2026-06-01T10:00:00Z", "3601").verdict == Verdict::breached);
  CHECK(judge(contract, "2026-06-01T10:00:00Z", "3600.5").verdict == Verdict::breached);
  CHECK(judge(contract, "2026-06-01T10:00:00Z", "0").verdict == Verdict::met);
  CHECK(judge(contract, "2026-06-01", "3600").verdict == Verdict::met);   // a day without a time does not matter: nothing is measured from it
  CHECK(judge(contract, "2026-06-01T10:00:00Z", "1800-7200").verdict == Verdict::unknown);
  CHECK(judge(contract, "2026-06-01T10:00:00Z", "60-120").verdict == Verdict::met);
}

TEST_CASE("negative is unknown, blank is not stopped", "[clock]") {
  const Contract contract = measured("1h");
  CHECK(judge(contract, "2026-06-01T10:00:00Z", "-1").verdict == Verdict::unknown);
  CHECK_FALSE(judge(contract, "2026-06-01T10:00:00Z", "-1").started);
  CHECK(judge(contract, "2026-06-01T10:00:00Z", "").verdict == Verdict::breached);
  CHECK(judge(contract, "2026-06-01T10:00:00Z", "", "2026-06-01T10:30:00Z").verdict == Verdict::open);
  CHECK(judge(contract, "", "3600").verdict == Verdict::unknown);
  LeadBuilder lead(contract);
  lead.set("mql_at", "2026-06-01T10:00:00Z").set("touches", "5");
  lead.lead.values[known_field("touches")].state = Value::State::unreadable;
  CHECK(judge_clock(contract, 0, lead.as_of(at("2026-07-01")), at("2026-07-01"), {}).verdict == Verdict::unknown);
}

TEST_CASE("what had not been measured by as-of is not there yet", "[clock]") {
  const Contract contract = measured("1h");
  const ClockFact open = judge(contract, "2026-06-01T10:00:00Z", "3000", "2026-06-01T10:30:00Z");
  CHECK(open.verdict == Verdict::open);
  CHECK_FALSE(open.stopped);
  CHECK(judge(contract, "2026-06-01T10:00:00Z", "9000", "2026-06-01T11:30:00Z").verdict == Verdict::breached);   // past due, and not stopped by then
  CHECK(judge(contract, "2026-06-01T10:00:00Z", "3000", "2026-06-01T10:50:00Z").verdict == Verdict::met);
}
