// The audit on hand-made leads: each check, the union, the sample, conversion claimed and recomputed.
#include "handoff/measures/audit.hpp"

#include <algorithm>
#include <random>

#include "catch.hpp"
#include "handoff/text/error.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// A contract with a clock of an hour, dispositions, an ICP, and definitions of MQL and SQL.
Contract audit_contract() {
  Contract contract = small_contract();
  const Scope scope = scope_of(contract);
  contract.clocks.push_back(first_touch_clock("1h"));
  contract.disposition = Disposition{{"accepted", "recycled", "rejected"}, {"Wrong title"}, {"recycled", "rejected"}, read_duration("72h"), nullptr, {}};
  contract.definitions.push_back({"icp", parse_expression("employees BETWEEN 50 AND 500", scope), {}});
  contract.stages[1].when = parse_expression("fit >= 60", scope);
  contract.stages[2].when = parse_expression("budget", scope);
  contract.enrichment = {known_field("industry"), known_field("employees")};
  return contract;
}

LeadBuilder good_lead(const Contract& contract, std::string_view id) {
  LeadBuilder lead(contract);
  lead.set("lead_id", id).set("mql_at", "2026-06-01T10:00:00Z").set("first_touch_at", "2026-06-01T10:30:00Z");
  lead.set("disposition", "Accepted").set("employees", "100").set("fit", "70").set("industry", "SaaS");
  return lead;
}

AuditSettings settings_at(std::string_view moment) {
  AuditSettings settings;
  settings.as_of = at(moment);
  settings.stage = 1;
  settings.to = 2;
  return settings;
}

/// The leads that are drawn pass once more, as in a scan.
AuditResult conclude(const AuditTally& tally, const Contract& contract, AuditSettings settings, const std::vector<LeadBuilder>& leads) {
  settings.seed = settings.seed.value_or(1);
  const std::vector<DrawnLead> drawn = tally.frame.draw(settings.sample.value_or(0), *settings.seed);
  SampleTally sample(contract, settings, drawn);
  for (const LeadBuilder& lead : leads) count_lead(sample, contract, settings, lead.as_of(settings.as_of));
  return audit(tally, contract, settings, std::move(sample.leads));
}

AuditResult count(const Contract& contract, const AuditSettings& settings, const std::vector<LeadBuilder>& leads) {
  AuditTally tally(contract, settings);
  std::string ledger;
  for (const LeadBuilder& lead : leads) count_lead(tally, contract, settings, lead.as_of(settings.as_of), ledger);
  return conclude(tally, contract, settings, leads);
}

const CheckResult& check_of(const AuditResult& result, Check check) { return result.checks[static_cast<std::size_t>(check)]; }

}  // namespace

TEST_CASE("each check fails where it should, and only there", "[audit]") {
  const Contract contract = audit_contract();
  std::vector<LeadBuilder> leads = {good_lead(contract, "good")};
  leads.push_back(good_lead(contract, "late").set("first_touch_at", "2026-06-01T11:00:01Z"));
  leads.push_back(good_lead(contract, "silent").set("disposition", "in progress"));
  leads.push_back(good_lead(contract, "big").set("employees", "501"));
  leads.push_back(good_lead(contract, "cold").set("fit", "59"));
  leads.push_back(good_lead(contract, "vague").set("disposition", "Rejected").set("disposition_reason", "not interested"));
  const AuditResult result = count(contract, settings_at("2026-07-01"), leads);
  CHECK(result.population == 6);
  for (const Check check : {Check::late, Check::no_disposition, Check::off_icp, Check::off_definition, Check::no_reason}) {
    INFO(check_name(check));
    CHECK(check_of(result, check).all.count == 1);
    CHECK(check_of(result, check).all.of == 6);
  }
  CHECK(check_of(result, Check::incomplete).all.count == 0);
  CHECK(result.any_failed_all.count == 3);  // late, silent, big
  CHECK(*result.any_failed_all.low == *result.any_failed_all.rate);
}

TEST_CASE("what is not due is open, what cannot be proven is unknown; neither is in a denominator", "[audit]") {
  const Contract contract = audit_contract();
  LeadBuilder fresh(contract), dark(contract);
  fresh.set("lead_id", "fresh").set("mql_at", "2026-06-30T23:30:00Z").set("employees", "100");
  dark.set("lead_id", "dark").set("mql_at", "2026-06-01T10:00:00Z").set("first_touch_at", "2026-06-01T10:10:00Z").set("disposition", "accepted");
  const AuditResult result = count(contract, settings_at("2026-07-01"), {fresh, dark});
  CHECK(check_of(result, Check::late).all.of == 1);
  CHECK(check_of(result, Check::late).counts.open == 1);
  CHECK(check_of(result, Check::no_disposition).counts.open == 1);
  CHECK(check_of(result, Check::off_icp).counts.unknown() == 1);
  CHECK(result.any_failed_all.of == 0);
  CHECK_FALSE(result.any_failed_all.rate);
}

TEST_CASE("ten leads touched within the hour, of a hundred that are an hour old, are no share yet", "[audit]") {
  const Contract contract = audit_contract();   // touched within an hour
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < 100; ++i) {
    leads.push_back(good_lead(contract, "L" + std::to_string(i)));
    if (i >= 10) leads.back().lead.values[known_field("first_touch_at")] = Value{};
  }
  const AuditResult on_time = count(contract, settings_at("2026-06-01T11:00:00Z"), leads);   // the limit runs out at this very second
  CHECK_FALSE(on_time.clocks[0].compliance.rate);
  CHECK(on_time.clocks[0].found.early == 10);
  CHECK(on_time.clocks[0].found.open == 90);
  CHECK(check_of(on_time, Check::late).all.of == 0);
  const AuditResult after = count(contract, settings_at("2026-06-01T11:00:01Z"), leads);
  CHECK(*after.clocks[0].compliance.rate == Approx(0.1));
  CHECK(after.clocks[0].found.early == 0);
  CHECK(check_of(after, Check::late).all.count == 90);
  CHECK(after.any_failed_all.of == 0);   // their answers are due on 4 June
  CHECK(after.any.failed_early == 90);
  CHECK(after.any.early == 10);
  CHECK(count(contract, settings_at("2026-06-04T10:00:01Z"), leads).any_failed_all.count == 90);
}

TEST_CASE("a disposition made after as-of had not been made", "[audit]") {
  const Contract contract = audit_contract();  // MQL on 1 June at 10:00, an answer due on 4 June at 10:00
  const LeadBuilder answered = good_lead(contract, "answered").set("disposition", "rejected").set("disposition_at", "2026-06-20T10:00:00Z");
  const auto check = [&](std::string_view moment, Check which) { return check_of(count(contract, settings_at(moment), {answered}), which); };
  CHECK(check("2026-06-02", Check::no_disposition).counts.open == 1);
  CHECK(check("2026-06-10", Check::no_disposition).all.count == 1);
  CHECK(check("2026-06-10", Check::no_reason).all.count == 0);  // nothing is asked of it yet
  CHECK(check("2026-06-20T10:00:00Z", Check::no_disposition).all.count == 0);
  CHECK(check("2026-06-21", Check::no_reason).all.count == 1);
}

TEST_CASE("a check that the contract does not speak of is not measured, and not in the union", "[audit]") {
  Contract contract = audit_contract();
  contract.definitions.clear();
  contract.disposition.reset();
  const AuditResult result = count(contract, settings_at("2026-07-01"), {good_lead(contract, "a")});
  CHECK_FALSE(check_of(result, Check::off_icp).measurable);
  CHECK(check_of(result, Check::off_icp).why_not == "the contract defines no icp");
  CHECK(result.any_failed_all.of == 1);
}

TEST_CASE("94 of a sample of 200 from 1,200", "[audit]") {
  const Contract contract = audit_contract();
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < 1200; ++i) leads.push_back(good_lead(contract, "L" + std::to_string(i)));
  AuditSettings settings = settings_at("2026-07-01");
  const AuditResult first = count(contract, settings, leads);
  REQUIRE(first.leads.size() == 200);
  int failing = 0;
  for (const SampledLead& sampled : first.leads) {  // spoil 94 of those drawn
    if (failing++ == 94) break;
    leads[static_cast<std::size_t>(std::stoi(sampled.id.substr(1)))].set("employees", "5");
  }
  const AuditResult result = count(contract, settings, leads);
  CHECK(result.any_failed.count == 94);
  CHECK(result.any_failed.of == 200);
  CHECK(*result.any_failed.low == Approx(489.0 / 1200).margin(1e-9));   // worked example, with finite population correction
  CHECK(*result.any_failed.high == Approx(640.0 / 1200).margin(1e-9));
}

TEST_CASE("the sample is the same whatever the order, and another for another seed", "[audit]") {
  const Contract contract = audit_contract();
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < 500; ++i) leads.push_back(good_lead(contract, "L" + std::to_string(i)));
  AuditSettings settings = settings_at("2026-07-01");
  settings.sample = 20;
  const auto ids = [&](const AuditResult& result) {
    std::vector<std::string> out;
    for (const SampledLead& lead : result.leads) out.push_back(lead.id);
    return out;
  };
  const std::vector<std::string> first = ids(count(contract, settings, leads));
  std::shuffle(leads.begin(), leads.end(), std::mt19937(7));
  CHECK(ids(count(contract, settings, leads)) == first);
  AuditTally one(contract, settings), two(contract, settings);
  std::string ledger;
  for (std::size_t i = 0; i < leads.size(); ++i) count_lead(i % 2 ? one : two, contract, settings, leads[i].as_of(settings.as_of), ledger);
  one.merge(std::move(two));
  CHECK(ids(conclude(one, contract, settings, leads)) == first);
  settings.seed = 2;
  CHECK(ids(count(contract, settings, leads)) != first);
}

TEST_CASE("a stratified sample is shared by size", "[audit]") {
  const Contract contract = audit_contract();
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < 100; ++i) leads.push_back(good_lead(contract, "L" + std::to_string(i)).set("country", i < 75 ? "DE" : "US"));
  AuditSettings settings = settings_at("2026-07-01");
  settings.sample = 20;
  settings.stratify = group_by(contract, "country");
  const AuditResult result = count(contract, settings, leads);
  REQUIRE(result.leads.size() == 20);
  CHECK(std::count_if(result.leads.begin(), result.leads.end(), [](const SampledLead& lead) { return std::stoi(lead.id.substr(1)) < 75; }) == 15);
}

TEST_CASE("claimed against recomputed conversion: 30 % on the dashboard, 24 % under the contract", "[audit]") {
  const Contract contract = audit_contract();
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < 100; ++i) {
    leads.push_back(good_lead(contract, "L" + std::to_string(i)));
    leads.back().set("budget", i < 24 ? "yes" : "no");
    if (i < 30) leads.back().set("sql_at", "2026-06-10T10:00:00Z");
  }
  const AuditResult result = count(contract, settings_at("2026-07-01"), leads);
  CHECK(*result.claimed.rate == Approx(0.30));
  CHECK(*result.standing.rate == Approx(0.24));
  CHECK(*result.recomputed.rate == Approx(0.24));
  CHECK(*result.gap_relative == Approx(0.20));
  CHECK(result.conversion.off_target == 6);
  CHECK(result.immature == 0);
}

TEST_CASE("the gap is of the same leads: half the MQLs off the definition cannot make the conversion look higher", "[audit]") {
  Contract contract = audit_contract();
  contract.stages[1].when = parse_expression("fit >= 60", scope_of(contract));
  contract.stages[2].when = nullptr;
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < 100; ++i) {
    leads.push_back(good_lead(contract, "L" + std::to_string(i)));
    leads.back().set("fit", i < 50 ? "80" : "20");
    if (i % 5 == 0 || i < 5) leads.back().set("sql_at", "2026-06-10T10:00:00Z");  // 14 of the fifty that meet it, 10 of the others
  }
  const AuditResult result = count(contract, settings_at("2026-07-01"), leads);
  CHECK(*result.claimed.rate == Approx(0.24));
  CHECK(*result.standing.rate == Approx(0.14));
  CHECK(*result.recomputed.rate == Approx(0.28));   // of those that stand at MQL alone: a third number
  CHECK(*result.gap_relative == Approx(10.0 / 24));
}

TEST_CASE("the ledger has a row a lead and clock, with a reason a person can read", "[audit]") {
  const Contract contract = audit_contract();
  AuditSettings settings = settings_at("2026-07-01");
  int rows = 0;
  settings.ledger = [&](const LedgerRow& row, std::string& out) {
    ++rows;
    REQUIRE(row.clock);
    CHECK(row.lead[known_field("lead_id")].text == "late");
    CHECK(contract.clocks[static_cast<std::size_t>(row.clock->clock)].name == "first touch");
    CHECK(row.owner == "Ann");
    CHECK(row_limit(contract, *row.clock) == 3600);
    append_explanation(contract, row, settings.as_of, out);
  };
  std::vector<LeadBuilder> leads = {good_lead(contract, "late").set("first_touch_at", "2026-06-01T12:00:00Z").set("employees", "5").set("owner", "Ann")};
  const AuditResult result = count(contract, settings, leads);
  REQUIRE(result.leads.size() == 1);
  CHECK(rows == 1);
  CHECK(result.leads[0].ledger == "Started 2026-06-01 10:00, stopped 2026-06-01 12:00, after 2 h, past the limit of 1h. Also: outside the ICP.");
  CHECK(result.leads[0].worksheet.empty());
}

TEST_CASE("clocks count every verdict and keep the untouched in their times", "[audit]") {
  const Contract contract = audit_contract();
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < 4; ++i) leads.push_back(good_lead(contract, "L" + std::to_string(i)));
  leads[3].lead.values[known_field("first_touch_at")] = Value{};
  const AuditResult result = count(contract, settings_at("2026-07-01"), leads);
  REQUIRE(result.clocks.size() == 1);
  CHECK(result.clocks[0].found.pass() == 3);
  CHECK(result.clocks[0].found.fail() == 1);
  CHECK(result.clocks[0].found.all() == 4);
  CHECK(result.clocks[0].never == 1);
  CHECK(*result.clocks[0].compliance.rate == Approx(0.75));
  CHECK(*result.clocks[0].seconds.median == Approx(1800));
  CHECK(*result.clocks[0].seconds.half_by == 1800);
}

TEST_CASE("too many groups and strata are refused, however the threads share them", "[audit]") {
  const Contract contract = audit_contract();
  AuditSettings settings = settings_at("2026-07-01T00:00:00Z");
  const std::string which = GENERATE(as<std::string>(), "by", "stratify");
  if (which == "by") settings.by = {group_by(contract, "owner")};
  else settings.stratify = group_by(contract, "owner");
  AuditTally half(contract, settings), other(contract, settings);
  for (std::size_t i = 0; i <= most_groups; ++i) {
    LeadBuilder lead = good_lead(contract, std::to_string(i));
    lead.set("owner", std::to_string(i));
    std::string ledger;
    count_lead(i % 2 ? half : other, contract, settings, lead.as_of(settings.as_of), ledger);
  }
  REQUIRE_THROWS_AS(half.merge(std::move(other)), Error);
}
