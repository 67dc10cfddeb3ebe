// C33, the status updated within 24 hours of each attempt: a share of the touches, judged by the month in which their leads came in.
#include "commitment_bench.hpp"
#include "handoff/judging/touch.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

Contract updating() {
  Contract contract = small_contract();
  contract.touch.emplace();
  contract.touch->status_within = 24 * 3600;
  contract.commitments = {owed("status", "sales", "status_update_lag(MQL)", "month", 0.8)};
  return contract;
}

Touch touch(std::string_view when, std::string_view updated = "") {
  Touch one{stamp(when), 0, {}};
  if (!updated.empty()) one.updated = stamp(updated);
  return one;
}

PeriodResult may(const Contract& contract, const std::vector<std::vector<Touch>>& of_leads, std::string_view moment) {
  CommitmentSettings settings = as_of(moment);
  settings.touch_log = settings.status_updates = true;
  CommitmentTally tally(contract, settings);
  const std::vector<std::string> channels = {"phone"};
  for (const std::vector<Touch>& list : of_leads) {
    LeadBuilder lead(contract);
    lead.set("created_at", "2026-05-01T00:00:00Z").set("mql_at", "2026-05-04T09:00:00Z");
    const Touches touches{list, &channels, true};
    Judging judging = lead.as_of(settings.as_of);
    judging.touches = &touches;
    count_lead(tally, contract, settings, judging);
  }
  for (const CommitmentResult& result : commitments(tally, contract, settings))
    if (result.grain == Grain::month)
      for (const PeriodResult& period : result.periods)
        if (period.name == "2026-05") return period;
  return {};
}

}  // namespace

TEST_CASE("each touch counts, exactly 24 hours are in time, and what came before entry is nobody's", "[commitment]") {
  const Contract contract = updating();
  const PeriodResult month = may(contract,
                                 {{touch("2026-05-03T09:00:00Z"),                                  // before entry: not counted
                                   touch("2026-05-04T10:00:00Z", "2026-05-05T10:00:00Z"),          // exactly 24 hours: in time
                                   touch("2026-05-05T10:00:00Z", "2026-05-06T10:00:01Z")},         // a second late
                                  {touch("2026-05-06T10:00:00Z", "2026-05-06T10:00:00Z"), touch("2026-05-07T10:00:00Z")},   // at once; never
                                  {}},
                                 "2026-06-10");
  CHECK(month.count == 2);
  CHECK(month.of == 4);
  CHECK(month.outcome == Outcome::missed);
  CHECK(*month.value == 0.5);
}

TEST_CASE("touches of the last day may still be answered, and one of a day is unknown where the hours decide", "[commitment]") {
  const Contract contract = updating();
  const std::vector<Touch> good(4, touch("2026-05-04T10:00:00Z", "2026-05-04T11:00:00Z"));
  std::vector<Touch> list = good;
  list.push_back(touch("2026-05-31T12:00:00Z"));
  const PeriodResult open = may(contract, {list}, "2026-06-01T00:00:00Z");
  CHECK(open.count == 4);
  CHECK(open.open == 1);
  CHECK(open.outcome == Outcome::met);   // 4 of 5 are 80 %, whatever the fifth does
  list.back() = touch("2026-05-20", "2026-05-21T12:00:00Z");   // 12 to 36 hours
  const PeriodResult day = may(contract, {list}, "2026-06-10");
  CHECK(day.count == 4);
  CHECK(day.of == 4);
  CHECK(day.unknown == 1);
}

TEST_CASE("what it cannot be measured without is said", "[commitment]") {
  Contract contract = updating();
  CommitmentSettings settings = as_of("2026-06-10");
  const auto why = [&] { return commitment_rules(contract, settings).at(0).not_measured; };
  CHECK(why() == "it needs a touch log");
  settings.touch_log = true;
  CHECK(why() == "it needs a stage history, or a touch log with status_updated_at");
  settings.status_updates = true;
  CHECK(why().empty());
  contract.touch->status_within.reset();
  CHECK(why() == "the contract does not say how soon (status_within of [touch])");
}
