// Commitments period by period: the seeds' volumes, mixes and rates (C02-C07), what is not judged, and counts that merge.
#include "commitment_bench.hpp"

using namespace handoff;
using namespace handoff::test;

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

  contract.commitments[0].mix_within = 0.03;                 // a signed number judges
  CHECK(quarter(804, 336, 60).mix_outcome == Outcome::met);      // 67.0 %: exactly three points
  CHECK(quarter(803, 337, 60).mix_outcome == Outcome::missed);   // 66.9 %
  CHECK(quarter(7, 3, 0).mix_outcome == Outcome::missed);        // of ten leads none is other, 5 points short; by chance alone nobody would say so
  contract.commitments[0].mix_within = 0.0;
  CHECK(quarter(830, 305, 65).mix_outcome == Outcome::missed);   // 69.2 %
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

TEST_CASE("a commitment to some leads counts those, and shows of how many it cannot tell", "[commitment]") {
  Contract contract = small_contract();
  contract.commitments = {owed("inbound", "marketing", "count(MQL)", "month", 2)};
  contract.commitments[0].where = parse_expression("source = 'Inbound'", scope_of(contract));
  std::vector<LeadBuilder> leads = mqls(contract, 4, "2026-05-05T00:00:00Z");
  leads[0].set("source", "Inbound");
  leads[1].set("source", "Inbound");
  leads[2].set("source", "Event");
  const PeriodResult may = named(judge(contract, as_of("2026-06-15"), leads, "inbound", Grain::month), "2026-05");
  CHECK(may.count == 2);
  CHECK(may.unknown == 1);
  CHECK(may.outcome == Outcome::met);
}

TEST_CASE("volumes and rates are of the leads that stand; a share asks every claim, and a claim without a date may be of the period", "[commitment]") {
  Contract contract = small_contract();
  contract.stages[1].when = parse_expression("fit >= 60", scope_of(contract));
  contract.stages[1].maturity = Duration{Unit::elapsed, 7 * seconds_a_day};
  contract.definitions.push_back({"good", parse_expression("fit >= 60", scope_of(contract)), {}});
  contract.commitments = {owed("volume", "marketing", "count(MQL)", "month", 5), owed("rate", "marketing", "rate(MQL, SQL)", "month", 0.5),
                          owed("quality", "marketing", "share(MQL, good)", "month", 0.9)};
  std::vector<LeadBuilder> leads = mqls(contract, 6, "2026-05-05T00:00:00Z", 3, "2026-05-08T00:00:00Z");  // the first three become SQL
  for (const std::size_t i : {0U, 3U, 4U}) leads[i].set("fit", "80");
  for (const std::size_t i : {1U, 5U}) leads[i].set("fit", "20");                                         // of the third nothing is known
  const auto may = [&](const char* name, Counting counting = Counting::defined) {
    CommitmentSettings settings = as_of("2026-06-15");
    settings.counting = counting;
    return named(judge(contract, settings, leads, name, Grain::month), "2026-05");
  };
  CHECK(may("volume").count == 3);
  CHECK(may("volume").unknown == 1);
  CHECK(may("volume").outcome == Outcome::missed);   // 3 or 4 of 5
  CHECK(may("volume", Counting::claimed).count == 6);
  CHECK(may("volume", Counting::claimed).outcome == Outcome::met);
  CHECK(may("rate").count == 1);
  CHECK(may("rate").of == 3);
  CHECK(may("rate").unknown == 1);
  CHECK(may("rate").outcome == Outcome::unproven);   // 1 of 3, or 2 of 4
  CHECK(may("rate", Counting::claimed).count == 3);
  for (const Counting counting : {Counting::defined, Counting::claimed}) {
    CHECK(may("quality", counting).count == 3);
    CHECK(may("quality", counting).of == 5);
    CHECK(may("quality", counting).unknown == 1);
  }
  leads.emplace_back(contract).set("created_at", "2026-05-02").set("stage", "MQL").set("fit", "90");
  CHECK(may("volume").unknown == 2);                 // became an MQL on a day that the export does not have
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
  CHECK(compliance.share.decided() == 4);  // in the fourth week nothing of sales could be judged
  CHECK(compliance.share.counted == 2);
  // What is not in the data leaves a week unknown, beside a miss it does not; what is too early to say plays no part.
  CommitmentResult open = series(1, {unproven, unproven, unproven, immature, met});
  for (PeriodResult& period : open.periods) period.unknown = 3, period.of = 10;
  const Compliance unknown = sides_compliance({series(0, {met, met, missed, met, met}), open, series(2, {met, missed, met, met, met})}, rules);
  CHECK(unknown.share.counted == 1);       // the fifth
  CHECK(unknown.share.not_counted == 2);   // the second and the third
  CHECK(unknown.share.undecided == 2);     // the first, and the fourth, which is judged once the unknown are known
  // Where all of a side's leads are unknown, there may be none, and nobody knows whether the week counts.
  for (PeriodResult& period : open.periods) period.of = 0;
  const Compliance nobody = sides_compliance({series(0, {met, met, missed, met, missed}), open, series(2, {partial, partial, partial, partial, partial})}, rules);
  CHECK(nobody.share.decided() == 0);
  CHECK(nobody.share.perhaps_out == 2);    // the third and the fifth
  CHECK(nobody.share.undecided == 3);
}

TEST_CASE("a mix is missed or met only where both ends of what is unknown say so", "[commitment]") {
  Contract contract = small_contract();
  contract.commitments = {owed("volume", "marketing", "count(MQL)", "quarter", 100)};
  contract.commitments[0].mix = {{"A", 0.50}, {"other", 0.50}};
  contract.commitments[0].mix_by = "segment";
  auto segments = std::make_shared<BucketList>();
  segments->name = "segment";
  segments->buckets = {{"A", parse_expression("employees < 100", scope_of(contract))}, {"B", parse_expression("employees >= 100", scope_of(contract))}};
  contract.segments = segments;
  const auto quarter = [&](int small, int large, int range) {
    std::vector<LeadBuilder> leads;
    for (const auto& [employees, number] : {std::pair{"50", small}, {"500", large}, {"51-200", range}}) {
      std::vector<LeadBuilder> part = mqls(contract, number, "2026-05-05T00:00:00Z");
      for (LeadBuilder& lead : part) lead.set("employees", employees);
      append(leads, part);
    }
    return named(judge(contract, as_of("2026-07-02"), leads, "volume", Grain::quarter), "2026-Q2");
  };
  CHECK(quarter(50, 50, 0).mix_outcome == Outcome::met);
  CHECK(quarter(30, 70, 0).mix_outcome == Outcome::missed);
  const PeriodResult open = quarter(30, 50, 20);
  CHECK(open.mix_outcome == Outcome::unproven);   // 30 to 50 of A
  CHECK(open.mix[0].share.count == 30);
  CHECK(open.mix[0].share.unknown == 20);
  CHECK(open.mix[1].outcome == Outcome::met);
  CHECK(quarter(20, 70, 10).mix_outcome == Outcome::missed);   // 30 of A at the most
  CHECK(quarter(48, 48, 4).mix_outcome == Outcome::met);
}

TEST_CASE("targets in periods of another length", "[commitment]") {
  CHECK(target_in(1200, Grain::quarter, Grain::month) == Approx(400));
  CHECK(target_in(120, Grain::month, Grain::year) == Approx(1440));
  CHECK(target_in(70, Grain::week, Grain::day) == Approx(10));
}
