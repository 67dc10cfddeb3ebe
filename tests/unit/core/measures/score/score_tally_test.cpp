// Verdicts, bands, thresholds, the CRM's own score and what-if, on leads whose numbers are worked out by hand.
#include <numeric>

#include "catch.hpp"
#include "handoff/measures/score_tally.hpp"
#include "leads.hpp"
#include "tally_desk.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// Lead, MQL by `definition`, SQL, Won; judged on 2026-07-01.
std::uint64_t sum(const std::vector<std::pair<std::string, std::uint64_t>>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}, [](std::uint64_t all, const auto& one) { return all + one.second; });
}

}  // namespace

TEST_CASE("seventy-five points are enough and seventy-four are not", "[score_tally]") {  // S004's table in the worked examples
  TallyDesk desk("fit + intent + recency >= 75");
  const auto lead = [&](const char* recency) { return desk.lead().set("fit", "38").set("intent", "30").set("recency", recency); };
  CHECK(desk.verdict(lead("7")) == "MQL");
  CHECK(desk.verdict(lead("6")) == "Lead");
  CHECK(desk.verdict(desk.lead().set("fit", "38").set("intent", "30")) == "unknown");
  const ScoreResult result = desk.result();
  REQUIRE(result.near.size() == 1);  // 74 just misses, 75 just passes
  CHECK(result.near[0].below == 1);
  CHECK(result.near[0].above == 1);
  CHECK(desk.open().reader().scales()[0].name == "fit + intent + recency");
  CHECK(result.missing == std::vector<std::uint64_t>{1});
  CHECK(sum(result.by_verdict) == 3);
}

TEST_CASE("strict and inclusive thresholds", "[score_tally]") {
  TallyDesk strict("fit > 70 AND intent > 50"), inclusive("fit >= 60 AND intent >= 40");
  CHECK(strict.verdict(strict.lead().set("fit", "70").set("intent", "60")) == "Lead");
  CHECK(strict.verdict(strict.lead().set("fit", "71").set("intent", "51")) == "MQL");
  CHECK(inclusive.verdict(inclusive.lead().set("fit", "60").set("intent", "40")) == "MQL");
  CHECK(inclusive.verdict(inclusive.lead().set("fit", "60").set("intent", "39")) == "Lead");
  // Of > 70, exactly 70 just misses and exactly 75 just passes; 65 is more than five points away.
  for (const char* fit : {"65", "65.5", "75", "75.5"}) strict.add(strict.lead().set("fit", fit).set("intent", "1"));
  const ScoreResult result = strict.result();
  CHECK(result.near[0].below == 2);  // 70, 65.5
  CHECK(result.near[0].above == 2);  // 71, 75
}

TEST_CASE("the verdict is the latest definition met, and an undecided question is not passed over", "[score_tally]") {
  TallyDesk desk("fit >= 60");
  desk.contract.stages[0].when = parse_expression("employees > 0", scope_of(desk.contract));
  desk.contract.stages[2].when = parse_expression("need", scope_of(desk.contract));
  CHECK(desk.verdict(desk.lead().set("employees", "5").set("fit", "10")) == "Lead");
  CHECK(desk.verdict(desk.lead().set("employees", "0").set("fit", "10")) == "not a lead");
  CHECK(desk.verdict(desk.lead().set("fit", "10")) == "unknown");
  CHECK(desk.verdict(desk.lead().set("employees", "5")) == "unknown");                      // MQL is the question
  CHECK(desk.verdict(desk.lead().set("employees", "5").set("fit", "60")) == "MQL");        // that SQL cannot be decided does not undo it
  CHECK(desk.verdict(desk.lead().set("fit", "10").set("need", "yes")) == "SQL");
  const ScoreResult result = desk.result();
  CHECK(sum(result.by_verdict) == 6);
  CHECK(result.by_verdict.back() == std::pair<std::string, std::uint64_t>{"not a lead", 1});
}

TEST_CASE("where nobody has defined the stage, its leads are unknown, and still sum to all", "[score_tally]") {
  TallyDesk desk("fit > 1");
  desk.contract.stages[1].when = nullptr;
  CHECK(desk.verdict(desk.lead()) == "unknown");
  CHECK(sum(desk.result().by_verdict) == 1);
}

TEST_CASE("claims are judged at their date, or all at as-of", "[score_tally]") {
  const std::string definition = "within(last_signal_at, '30d')";
  for (const JudgedAt when : {JudgedAt::stage, JudgedAt::as_of}) {
    TallyDesk desk(definition);
    desk.settings.at = when;
    const LeadBuilder lead = desk.lead().set("mql_at", "2026-02-20 00:00").set("last_signal_at", "2026-02-01 00:00");
    const bool then = when == JudgedAt::stage;
    CHECK(desk.verdict(lead) == (then ? "MQL" : "Lead"));
    CHECK(desk.add(lead).moment.first == at(then ? "2026-02-20 00:00" : "2026-07-01"));
  }
}

TEST_CASE("the landmark and the horizon to the second, and conversions without a date", "[score_tally]") {
  const auto rate_of = [](const char* sql, const char* won = nullptr) {
    TallyDesk desk("fit >= 60");
    desk.contract.landmark = 10 * seconds_a_day;
    desk.contract.stages[0].maturity = desk.contract.stages[1].maturity = Duration{Unit::elapsed, 10 * seconds_a_day};
    LeadBuilder lead = desk.lead("2026-01-01 00:00").set("fit", "60");   // landmark on 11 January, horizon on 31 January
    if (sql) lead.set("sql_at", sql);
    if (won) lead.set("won_at", won);
    desk.add(lead);
    const ScoreResult result = desk.result();
    return result.bands.at(0).conversions.at(0);
  };
  CHECK(rate_of("2026-01-11 00:00").before == 1);
  CHECK(rate_of("2026-01-11 00:00").rate.of == 0);
  CHECK(rate_of("2026-01-11 00:00:01").rate.count == 1);
  CHECK(rate_of("2026-01-31 00:00").rate.count == 1);
  CHECK(rate_of("2026-01-31 00:00:01").rate.count == 0);
  CHECK(rate_of("2026-01-31 00:00:01").rate.of == 1);
  CHECK(rate_of("2026-01-31").rate.unknown == 1);                      // a day that holds the end of the horizon
  CHECK(rate_of("2026-01-11").rate.unknown == 1);                      // a day that holds the landmark: before it, or not
  const LandmarkRate undated = rate_of(nullptr, "2026-03-01 00:00");   // an SQL by its later stage alone
  CHECK(undated.rate.unknown == 1);
  CHECK((*undated.rate.least == 0 && *undated.rate.most == 1));
}

TEST_CASE("what is dated after the landmark gives no points at it", "[score_tally]") {
  // The touch of day twenty would make the score look good: it came when the lead was about to convert.
  for (const char* touched : {"2026-01-10 00:00", "2026-01-21 00:00"}) {
    TallyDesk desk("TRUE");
    auto axis = std::make_shared<ScoreAxis>();
    axis->name = "intent";
    axis->points = {{parse_expression("first_touch_at IS NOT NULL", scope_of(desk.contract)), 50}};
    desk.contract.scores = {axis};
    desk.add(desk.lead("2026-01-01 00:00").set("first_touch_at", touched).set("sql_at", "2026-01-22 00:00"));
    REQUIRE(desk.result().bands.size() == 1);
    CHECK(desk.result().bands[0].band == (std::string_view(touched) < "2026-01-15" ? 5 : 0));
  }
}

TEST_CASE("leads near a threshold are one step away, where the steps are known", "[score_tally]") {
  TallyDesk desk("TRUE");
  auto axis = std::make_shared<ScoreAxis>();
  axis->name = "fit";
  const auto rule = [&](const char* when, double add) { axis->points.push_back({parse_expression(when, scope_of(desk.contract)), add}); };
  rule("employees >= 50", 40), rule("industry = 'SaaS'", 20);
  desk.contract.scores = {axis};
  Scope scope = scope_of(desk.contract);
  scope.find = [&, fields = scope.find](std::string_view name) -> std::optional<Meaning> {
    if (name == "fit") return Meaning(std::shared_ptr<const ScoreAxis>(axis));
    return fields(name);
  };
  desk.contract.stages[1].when = parse_expression("fit >= 60", scope);
  desk.add(desk.lead().set("employees", "60").set("industry", "SaaS"));   // 60
  desk.add(desk.lead().set("employees", "60"));                           // 40: one step below, where five points see nobody
  desk.add(desk.lead().set("industry", "SaaS"));                          // 20: two steps
  const ScoreResult result = desk.result();
  REQUIRE(result.near.size() == 1);
  CHECK(result.near[0].width == 20);
  CHECK(result.near[0].why_not.empty());
  CHECK(result.near[0].below == 1);
  CHECK(result.near[0].above == 1);

  const Threshold sixty{60, true, false};
  Scale scale;
  scale.axis = axis;
  CHECK(scale_step(scale) == 20);
  axis->points[0].add = 2.5;
  CHECK(scale_step(scale) == 2.5);
  axis->cap = 61;
  CHECK(piles_up(scale, sixty, 2.5));      // all above 61 stand on 61
  axis->cap = 100;
  CHECK_FALSE(piles_up(scale, sixty, 2.5));
  axis->decay = Decay{seconds_a_day, 0.5};
  CHECK_FALSE(scale_step(scale));          // points that age come in no steps
  axis->points.clear();
  axis->decay.reset();
  CHECK_FALSE(scale_step(scale));          // a column
}

TEST_CASE("the CRM's score against points from rules", "[score_tally]") {
  TallyDesk desk("TRUE");
  auto axis = std::make_shared<ScoreAxis>();
  axis->name = "fit";
  axis->points = {{parse_expression("employees >= 200", scope_of(desk.contract)), 60}};
  desk.contract.scores = {axis};
  Scope scope = scope_of(desk.contract);
  scope.find = [&, fields = scope.find](std::string_view name) -> std::optional<Meaning> {
    if (name == "fit") return Meaning(std::shared_ptr<const ScoreAxis>(axis));
    return fields(name);
  };
  desk.contract.stages[1].when = parse_expression("fit >= 60", scope);
  desk.add(desk.lead().set("employees", "200").set("fit", "60"));   // alike
  desk.add(desk.lead().set("employees", "200").set("fit", "50"));   // only recomputed passes, 10 off
  desk.add(desk.lead().set("employees", "100").set("fit", "64"));   // only the CRM passes, 64 off
  desk.add(desk.lead().set("employees", "100").set("fit", "0.5"));  // half a point off
  desk.add(desk.lead().set("employees", "100"));
  const ScoreResult result = desk.result();
  REQUIRE(result.crm.size() == 1);
  CHECK(result.crm[0].differ.count == 3);
  CHECK(result.crm[0].differ.of == 4);
  CHECK(result.crm[0].crm_higher == 2);
  CHECK(result.crm[0].no_crm == 1);
  CHECK(*result.crm[0].median_difference == 10);
  CHECK(result.crm[0].cross[0] == std::array<std::uint64_t, 2>{1, 1});
}

TEST_CASE("another definition beside the signed one", "[score_tally]") {
  TallyDesk desk("fit >= 60");
  desk.settings.what_if = {{"fit >= 70", parse_expression("fit >= 70", scope_of(desk.contract))},
                           {"intent >= 1", parse_expression("intent >= 1", scope_of(desk.contract))}};
  desk.add(desk.lead().set("fit", "60").set("intent", "1"));
  desk.add(desk.lead().set("fit", "70").set("sql_at", "2026-02-01 00:00"));
  desk.add(desk.lead().set("fit", "10").set("intent", "1"));
  const ScoreResult result = desk.result();
  REQUIRE(result.settings.size() == 3);
  CHECK(result.settings[0].leads == 2);
  CHECK(result.settings[1].leads == 1);
  CHECK(result.settings[1].lost == 1);
  CHECK(result.settings[1].gained == 0);
  CHECK(result.settings[1].conversions[0].to_date.count == 1);
  CHECK(result.settings[2].leads == 2);
  CHECK(result.settings[2].unknown == 1);
  CHECK(result.settings[2].gained == 1);
  CHECK(result.settings[2].lost == 1);
}

TEST_CASE("tallies merge to what one tally counts", "[score_tally]") {
  TallyDesk whole("fit >= 60"), left("fit >= 60"), right("fit >= 60");
  for (int i = 0; i < 50; ++i) {
    for (TallyDesk* desk : {&whole, i % 3 ? &left : &right}) {
      LeadBuilder lead = desk->lead(i % 2 ? "2026-01-01 00:00" : "2026-06-20 00:00").set("fit", std::to_string(i * 2));
      if (i % 5 == 0) lead.set("sql_at", "2026-06-25 00:00");
      desk->add(lead);
    }
  }
  left.open().merge(right.open());
  const ScoreResult one = whole.result(), two = left.result();
  CHECK(one.by_verdict == two.by_verdict);
  CHECK(one.agreement == two.agreement);
  REQUIRE(one.bands.size() == two.bands.size());
  for (std::size_t i = 0; i < one.bands.size(); ++i) {
    CHECK(one.bands[i].conversions[0].rate.count == two.bands[i].conversions[0].rate.count);
    CHECK(one.bands[i].conversions[0].rate.of == two.bands[i].conversions[0].rate.of);
  }
}
