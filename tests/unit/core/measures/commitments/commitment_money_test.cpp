// sum(amount, STAGE): at least what is known, judged only where both ends agree, and in one currency.
#include "commitment_bench.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

Contract promised(std::optional<double> floor = {}) {
  Contract contract = small_contract();
  contract.commitments = {owed("money", "marketing", "sum(amount, MQL)", "month", 1000, floor)};
  contract.commitments[0].currency = "EUR";
  return contract;
}

/// An MQL of May for each amount; `EUR` beside each unless the amount names another.
PeriodResult may(const Contract& contract, const std::vector<std::string>& amounts) {
  std::vector<LeadBuilder> leads;
  for (const std::string& text : amounts) {
    LeadBuilder lead(contract);
    lead.set("created_at", "2026-01-01T00:00:00Z").set("mql_at", "2026-05-05T10:00:00Z");
    const std::size_t blank = text.find(' ');
    const std::string amount = text.substr(0, blank);
    if (amount != "-") lead.set("amount", amount);
    if (blank == std::string::npos) lead.set("currency", "eur");
    else if (blank + 1 < text.size()) lead.set("currency", text.substr(blank + 1));
    leads.push_back(std::move(lead));
  }
  return named(judge(contract, as_of("2026-07-01"), leads, "money", Grain::month), "2026-05");
}

}  // namespace

TEST_CASE("a sum is exact, and met at its target", "[commitment]") {
  const Contract contract = promised(500);
  const PeriodResult met = may(contract, {"400.10", "599.90"});
  CHECK(met.outcome == Outcome::met);
  CHECK(*met.value == 1000);
  CHECK(met.unknown == 0);
  CHECK_FALSE(met.most);
  CHECK(may(contract, {"999.99"}).outcome == Outcome::missed);
  CHECK(may(contract, {"499.99"}).outcome == Outcome::below_floor);
  CHECK(*may(contract, {"400"}).attainment == Approx(0.4));
}

TEST_CASE("a blank amount makes it at least, unless the contract says that a blank brings nothing", "[commitment]") {
  Contract contract = promised();
  const PeriodResult open = may(contract, {"400", "-"});
  CHECK(open.outcome == Outcome::unproven);
  CHECK(*open.value == 400);
  CHECK(open.unknown == 1);
  CHECK_FALSE(open.most);
  CHECK_FALSE(open.attainment);
  CHECK(open.why.find("at least") != std::string::npos);
  CHECK(may(contract, {"1000", "-"}).outcome == Outcome::met);   // it is at least that
  contract.commitments[0].blank_is_zero = true;
  CHECK(may(contract, {"400", "-"}).outcome == Outcome::missed);
}

TEST_CASE("a range is both its ends", "[commitment]") {
  const Contract contract = promised();
  const PeriodResult range = may(contract, {"400", "100-300"});
  CHECK(range.outcome == Outcome::missed);
  CHECK(*range.value == 500);
  CHECK(*range.most == 700);
  CHECK(may(contract, {"400", "100-700"}).outcome == Outcome::unproven);
  CHECK(may(contract, {"400", "600-700"}).outcome == Outcome::met);
  CHECK(may(contract, {"400", "100+"}).outcome == Outcome::unproven);
}

TEST_CASE("amounts of another currency are in no sum; of no currency they may be of this one", "[commitment]") {
  Contract contract = promised();
  CHECK(may(contract, {"400", "5000 USD"}).outcome == Outcome::missed);
  CHECK(*may(contract, {"400", "5000 USD"}).value == 400);
  const PeriodResult open = may(contract, {"400", "600 "});
  CHECK(open.outcome == Outcome::unproven);
  CHECK(*open.most == 1000);
  CHECK(may(contract, {"400", "599 "}).outcome == Outcome::missed);
  contract.symbols = {{"", "EUR"}};
  CHECK(may(contract, {"400", "600 "}).outcome == Outcome::met);
}

TEST_CASE("a lead of which it is unknown whether it stands may bring its amount, or nothing", "[commitment]") {
  Contract contract = promised();
  contract.stages[1].when = parse_expression("employees > 50", scope_of(contract));
  CommitmentSettings settings = as_of("2026-07-01");
  std::vector<LeadBuilder> leads;
  for (const char* employees : {"100", ""}) {
    LeadBuilder lead(contract);
    lead.set("created_at", "2026-01-01T00:00:00Z").set("mql_at", "2026-05-05T10:00:00Z").set("amount", "600").set("currency", "EUR");
    if (*employees) lead.set("employees", employees);
    leads.push_back(std::move(lead));
  }
  const PeriodResult period = named(judge(contract, settings, leads, "money", Grain::month), "2026-05");
  CHECK(period.outcome == Outcome::unproven);
  CHECK(*period.value == 600);
  CHECK(*period.most == 1200);
}
