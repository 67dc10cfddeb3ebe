// Whether a stage was passed over, or held, where its date would come from a column that the export does not have.
#include "catch.hpp"
#include "handoff/cells/absence.hpp"
#include "handoff/judging/stage.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// Is MQL passed over by a lead that is dated at Lead and at SQL?
Tri passed_over(const Contract& contract, const Value& disposition_at, std::string_view mql = "") {
  LeadBuilder lead(contract);
  lead.set("created_at", "2026-05-01").set("sql_at", "2026-05-20");
  if (!mql.empty()) lead.set("mql_at", mql);
  lead.lead.values[known_field("disposition_at")] = disposition_at;
  Funnel funnel;
  FunnelReader(contract, at("2026-07-01")).read(lead.as_of(at("2026-07-01")), funnel);
  return funnel.stages[1].skipped;
}

}  // namespace

TEST_CASE("without the column that would date a stage nobody knows whether it was passed over", "[stage]") {
  Contract contract = small_contract();
  contract.stages[1].dated_by = parse_expression("disposition_at", scope_of(contract));
  Value blank, damaged, dated;
  damaged.state = Value::State::unreadable;
  damaged.text = "soon";
  dated.state = Value::State::present;
  dated.stamp = stamp("2026-05-10T10:00:00Z");
  CHECK(passed_over(contract, blank) == Tri::yes);
  CHECK(passed_over(contract, dated) == Tri::no);
  CHECK(passed_over(contract, damaged) == Tri::no);              // something stands there
  CHECK(passed_over(contract, absent_cell()) == Tri::unknown);   // it may be either
  CHECK(passed_over(contract, absent_cell(), "2026-05-05") == Tri::no);
}

TEST_CASE("a stage that a later one claims after as-of may be there where nobody knows what dates it", "[stage]") {
  Contract contract = small_contract();
  contract.stages[1].dated_by = parse_expression("disposition_at", scope_of(contract));
  LeadBuilder lead(contract);
  lead.set("created_at", "2026-05-01").set("sql_at", "2026-07-20");
  const auto mql = [&](const Value& disposition_at) {
    lead.lead.values[known_field("disposition_at")] = disposition_at;
    Funnel funnel;
    FunnelReader(contract, at("2026-07-01")).read(lead.as_of(at("2026-07-01")), funnel);
    return funnel.stages[1];
  };
  Value dated;
  dated.state = Value::State::present;
  dated.stamp = stamp("2026-05-10T10:00:00Z");
  CHECK(mql(dated).held);
  dated.stamp = stamp("2026-07-10T10:00:00Z");
  CHECK_FALSE(mql(dated).held);
  CHECK_FALSE(mql(dated).perhaps);
  CHECK(mql(absent_cell()).perhaps);
  CHECK_FALSE(mql({}).perhaps);   // nothing dates it
}
