// Dates that were set by hand afterwards, lead by lead.
#include "handoff/measures/step_dates.hpp"

#include "catch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

constexpr std::size_t mql = 1;

/// The MQLs of leads that were created on 4 May at eight, by the dates of MQL and SQL.
StepDates mqls(const std::vector<std::pair<std::string, std::string>>& dates) {
  const Contract contract = small_contract();
  const StepDatesSettings settings{at("2026-07-01")};
  StepDatesTally one(contract, settings), other(contract, settings);
  for (std::size_t i = 0; i < dates.size(); ++i) {
    LeadBuilder lead(contract);
    lead.set("created_at", "2026-05-04T08:00:00Z").set("mql_at", dates[i].first);
    if (!dates[i].second.empty()) lead.set("sql_at", dates[i].second);
    Judging judging = lead.as_of(settings.as_of);
    LeadJudge judge(contract, settings.as_of, {}, Counting::defined);
    judge.take(judging);
    (i % 2 == 0 ? one : other).add(judge);
  }
  one.merge(other);
  CHECK(one.steps[0].timed == 0);  // the CRM writes the date of creation
  CHECK(one.steps[0].dated == 0);
  return one.steps[mql];
}

}  // namespace

TEST_CASE("a date within a minute before the next stage's", "[gaming]") {
  const StepDates found = mqls({{"2026-05-05T09:00:00Z", "2026-05-05T09:00:00Z"},
                                {"2026-05-05T09:00:00Z", "2026-05-05T09:01:00Z"},
                                {"2026-05-05T09:00:00Z", "2026-05-05T09:01:01Z"},
                                {"2026-05-05T09:01:00Z", "2026-05-05T09:00:30Z"},   // out of order
                                {"2026-05-05", "2026-05-05T00:00:30Z"},             // a day has no minute
                                {"2026-05-06T00:00:00Z", "2026-05-06T00:00:30Z"},   // may be a day in disguise
                                {"2026-05-07T09:00:00Z", ""}});
  CHECK(found.entered == 7);
  CHECK(found.moved == 6);
  CHECK(found.timed == 5);
  CHECK(found.by_hand == 2);
}

TEST_CASE("a date from before the lead was created", "[gaming]") {
  const StepDates found = mqls({{"2026-05-04T07:59:59Z", ""},
                                {"2026-05-04T08:00:00Z", ""},
                                {"2026-05-04", ""},   // the day of creation is not before it
                                {"2026-05-03", ""}});
  CHECK(found.dated == 4);
  CHECK(found.before_created == 2);
}

TEST_CASE("so many dates by hand that the rate beside them says so", "[gaming]") {
  CHECK_FALSE(tells_by_hand(4, 4));
  CHECK(tells_by_hand(5, 49));
  CHECK_FALSE(tells_by_hand(5, 50));
}
