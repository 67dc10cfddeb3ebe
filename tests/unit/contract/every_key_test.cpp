// A contract with every key reads as what stands in it; the expected values are copied from the file by hand.
#include "contract_texts.hpp"

using namespace handoff;

namespace {
const Field& field(const Contract& contract, const char* name) {
  const FieldId id = find_field(contract, name);
  REQUIRE(id != no_field);
  return contract.fields[id];
}
Day day(int year, unsigned month, unsigned d) { return day_from_civil(year, month, d); }
}  // namespace

TEST_CASE("every key: head, time, calendars") {
  const Contract c = parse_contract(every_key(), "every-key.toml");
  CHECK(c.file == "every-key.toml");
  CHECK(c.name == "Northwind Example SLA");
  CHECK(c.version == "2026-Q2");
  CHECK(c.owner == "RevOps");
  CHECK(c.from == day(2026, 4, 1));
  CHECK(c.to == day(2026, 6, 30));
  REQUIRE(c.signatures.size() == 2);
  CHECK(c.signatures[0].party == "marketing");
  CHECK(c.signatures[0].name == "Mara Lind");
  CHECK(c.signatures[0].role == "VP Marketing");
  CHECK(c.signatures[0].date == day(2026, 3, 28));
  CHECK(c.signatures[0].digest.empty());
  CHECK(c.signatures[1].digest == "sha256:" + std::string(64, '0'));
  CHECK(c.digest.size() == 7 + 64);
  CHECK(c.zone->name() == "America/New_York");
  CHECK(c.week_start == 6);
  CHECK(c.date_order == DateOrder::mdy);

  REQUIRE(c.calendars.size() == 2);
  const CalendarRules& rules = c.calendars.at("default")->rules();
  CHECK(rules.zone->name() == "America/New_York");
  for (const std::size_t d : {0u, 1u, 2u, 3u}) {
    REQUIRE(rules.week[d].size() == 2);
    CHECK(rules.week[d][0].from == 540);
    CHECK(rules.week[d][0].to == 720);
    CHECK(rules.week[d][1].from == 780);
    CHECK(rules.week[d][1].to == 1020);
  }
  REQUIRE(rules.week[4].size() == 1);
  CHECK(rules.week[4][0].to == 900);
  CHECK(rules.week[5].empty());
  CHECK(rules.week[6].empty());
  CHECK(rules.holidays == std::vector<Day>{day(2026, 5, 25), day(2026, 7, 3)});
  REQUIRE(rules.on.size() == 2);
  REQUIRE(rules.on.at(day(2026, 12, 24)).size() == 1);
  CHECK(rules.on.at(day(2026, 12, 24))[0].to == 720);
  CHECK(rules.on.at(day(2026, 12, 31)).empty());
  const CalendarRules& berlin = c.calendars.at("berlin")->rules();
  CHECK(berlin.zone->name() == "Europe/Berlin");
  for (const std::size_t d : {6u, 0u, 1u, 2u, 3u}) {  // sun-thu goes round the end of the week
    REQUIRE(berlin.week[d].size() == 1);
    CHECK(berlin.week[d][0].from == 23 * 60);
    CHECK(berlin.week[d][0].to == 31 * 60);
  }
  CHECK(berlin.week[4].empty());
}

TEST_CASE("every key: columns, nulls, exclusions") {
  const Contract c = parse_contract(every_key(), "every-key.toml");
  CHECK(c.preset == "hubspot");
  CHECK(field(c, "lead_id").headers == std::vector<std::string>{"Record ID", "Record ID - Contact"});
  CHECK(field(c, "lead_id").named_by_contract);
  CHECK(field(c, "lead_id").source.text() == "every-key.toml:40:1");
  CHECK_FALSE(field(c, "email").named_by_contract);
  CHECK(field(c, "last_signal_at").zone->name() == "UTC");
  CHECK(field(c, "last_signal_at").date_order == DateOrder::dmy);
  CHECK(field(c, "resources").type == Type::number);
  CHECK(field(c, "resources").headers == std::vector<std::string>{"Content downloads"});
  CHECK(field(c, "demo_at").type == Type::date);
  CHECK(field(c, "demo_at").headers == std::vector<std::string>{"Demo date", "Demo booked on"});
  CHECK(field(c, "demo_at").zone->name() == "Europe/Berlin");
  CHECK(field(c, "intent").headers == std::vector<std::string>{"HubSpot Score"});  // [score.intent] column
  CHECK(c.fields.size() == known_fields().size() + 4);
  CHECK(c.nulls == std::vector<std::string>{"(No value)", "N/A", "Select"});
  REQUIRE(c.exclusions.size() == 2);
  CHECK(c.exclusions[0].name == "test");
  CHECK(c.exclusions[1].name == "competitor");
  CHECK(to_sql(*c.exclusions[1].when) == "company IN ('Contoso', 'Fabrikam')");
  CHECK(c.enrichment == std::vector<FieldId>{find_field(c, "employees"), find_field(c, "industry"), find_field(c, "resources")});
}

TEST_CASE("every key: definitions, buckets, scores keep the order of the file") {
  const Contract c = parse_contract(every_key(), "every-key.toml");
  REQUIRE(c.definitions.size() == 5);
  CHECK(c.definitions[0].name == "senior");
  CHECK(c.definitions[4].name == "total");
  CHECK(result_type(*c.definitions[4].when) == Type::number);
  CHECK(find_definition(c, "ICP") == &c.definitions[1]);
  CHECK(find_definition(c, "nothing") == nullptr);
  REQUIRE(c.segments);
  REQUIRE(c.segments->buckets.size() == 2);
  CHECK(c.segments->buckets[0].name == "B");  // toml++ would sort A first
  CHECK(c.segments->buckets[1].name == "A");
  REQUIRE(c.lanes);
  REQUIRE(c.lanes->buckets.size() == 3);
  CHECK(c.lanes->buckets[0].name == "plg");
  CHECK(c.lanes->buckets[1].name == "abm");
  CHECK(c.lanes->buckets[2].name == "inbound");
  REQUIRE(c.scores.size() == 3);
  const ScoreAxis& fit = *c.scores[0];
  CHECK(fit.name == "fit");
  CHECK(fit.cap == 100.0);
  REQUIRE(fit.points.size() == 3);
  CHECK(fit.points[0].add == 60.0);
  CHECK(fit.points[1].add == 20.5);
  CHECK(fit.points[2].add == -30.0);
  CHECK(fit.column == no_field);
  const ScoreAxis& intent = *c.scores[1];
  CHECK(intent.column == find_field(c, "intent"));
  CHECK(intent.at == find_field(c, "last_signal_at"));
  CHECK(intent.window == 30 * 86400);
  CHECK_FALSE(intent.cap);
  CHECK_FALSE(intent.floor);
  CHECK_FALSE(intent.decay);
}

TEST_CASE("every key: stages, exits, clocks, disposition") {
  const Contract c = parse_contract(every_key(), "every-key.toml");
  REQUIRE(c.stages.size() == 5);
  CHECK(find_stage(c, "mql") == 1);
  CHECK(find_stage(c, "SQO") == -1);
  const Stage& mql = c.stages[1];
  CHECK(mql.at == find_field(c, "mql_at"));
  CHECK(mql.values == std::vector<std::string>{"marketingqualifiedlead", "MQL"});
  CHECK(to_sql(*mql.when) == "fit >= 60 AND intent >= 40 OR hot");
  CHECK(mql.owner == "marketing");
  CHECK(mql.maturity->amount == 30 * 86400);
  CHECK(c.stages[3].values == std::vector<std::string>{"salesqualifiedlead"});
  CHECK(c.stages[3].at == no_field);
  CHECK_FALSE(c.stages[0].when);
  REQUIRE(c.exits.size() == 1);
  CHECK(c.exits[0].name == "disqualified");
  CHECK(c.exits[0].at == find_field(c, "lost_at"));
  CHECK(c.exits[0].values == std::vector<std::string>{"Disqualified"});
  CHECK(c.exits[0].when);

  REQUIRE(c.clocks.size() == 3);
  const Clock& demo = c.clocks[0];
  CHECK(demo.name == "first touch, demo request");
  CHECK(demo.owner == "sales");
  CHECK(demo.on == 1);
  CHECK(to_sql(*demo.where) == "demo_request");
  CHECK(demo.exempt);
  CHECK(demo.start == find_field(c, "mql_at"));
  CHECK(demo.stop == find_field(c, "first_touch_at"));
  CHECK(demo.limit.unit == Unit::elapsed);
  CHECK(demo.limit.amount == 3600);
  CHECK_FALSE(demo.calendar);
  CHECK(demo.target == 0.95);
  CHECK(c.clocks[1].limit.unit == Unit::business_hours);
  CHECK(c.clocks[1].limit.amount == 4 * 3600);
  CHECK(c.clocks[1].calendar == c.calendars.at("berlin"));
  CHECK_FALSE(c.clocks[1].where);

  REQUIRE(c.disposition);
  CHECK(c.disposition->states == std::vector<std::string>{"accepted", "recycled", "rejected"});
  CHECK(c.disposition->reasons == std::vector<std::string>{"Wrong title", "Wrong company size"});
  CHECK(c.disposition->reason_required == std::vector<std::string>{"recycled", "rejected"});
  CHECK(c.disposition->owed_on == std::vector<std::string>{"recycled", "rejected"});
  CHECK(c.disposition->limit->unit == Unit::business_days);
  CHECK(c.disposition->limit->amount == 1);
  CHECK(c.disposition->calendar == c.calendars.at("default"));
}

TEST_CASE("every key: touches, logs, commitments, escalations, plan") {
  const Contract c = parse_contract(every_key(), "every-key.toml");
  REQUIRE(c.touch);
  CHECK(c.touch->types == std::map<std::string, std::string>{{"call", "phone"}, {"email", "email"}, {"linkedin touch", "social"}});
  CHECK(to_sql(*c.touch->log.where) == "status = 'Completed'");
  CHECK_FALSE(c.touch->log.where_of_preset);
  CHECK(c.touch->minimum == 6);
  CHECK(c.touch->channels == 2);
  CHECK(c.touch->within->amount == 14 * 86400);
  CHECK(c.touch->before == "rejected");
  std::map<std::string, std::string> named;
  for (const LogField& field : c.touch->log.fields)
    if (field.named_by_contract) named[field.name] = field.headers.front();
  CHECK(named == std::map<std::string, std::string>{{"lead_id", "Who Id"}, {"at", "Completed Date"}, {"type", "Type"}});
  REQUIRE(c.logs.size() == 4);
  CHECK(c.logs.at("history").at("stage") == "New Value");
  CHECK(c.logs.at("deal").at("amount") == "Amount");
  CHECK(c.logs.at("spend").at("source") == "Channel");
  CHECK(c.logs.at("signals").at("at") == "Seen");

  REQUIRE(c.commitments.size() == 4);
  CHECK(c.commitments[0].metric == "count(MQL)");
  CHECK(c.commitments[0].per == "quarter");
  CHECK(c.commitments[0].target == 1200.0);
  CHECK(c.commitments[0].floor == 1020.0);
  CHECK(c.commitments[0].mix == std::map<std::string, double>{{"A", 0.70}, {"B", 0.25}, {"other", 0.05}});
  CHECK(c.commitments[0].mix_by == "segment");
  CHECK(to_sql(*c.commitments[0].where) == "lane = 'inbound'");
  CHECK_FALSE(c.commitments[1].where);
  CHECK_FALSE(c.commitments[0].within);
  CHECK_FALSE(c.commitments[0].of_entries);
  CHECK(c.commitments[3].of_entries);
  CHECK(c.commitments[1].within == 30 * 86400);
  CHECK(c.commitments[1].mix_by.empty());
  CHECK(c.commitments[1].owner == "marketing");
  CHECK(c.commitments[1].floor == 0.60);
  CHECK(c.commitments[1].consequence == "ICP and scoring review");
  CHECK(c.commitments[2].metric == "compliance(\"first touch, demo request\")");
  CHECK(c.commitments[2].per.empty());

  REQUIRE(c.escalations.size() == 1);
  const Escalation& review = c.escalations[0];
  CHECK(review.name == "Quality review");
  CHECK(review.commitment == "MQL to SAL");
  CHECK(review.below == "floor");
  CHECK(review.for_text == "2 months");
  CHECK(review.periods == 2);
  CHECK(review.grain == Grain::month);
  CHECK(review.level == 3);
  CHECK(review.to == std::vector<std::string>{"VP Marketing", "VP Sales"});
  CHECK(review.action == "ICP and scoring review");
  CHECK(review.due->amount == 14 * 86400);

  REQUIRE(c.plan);
  CHECK(c.plan->revenue == 5'000'000);
  CHECK(c.plan->deal_size == 50'000);
  CHECK(c.plan->months == 12);
  CHECK(c.plan->rates == std::map<std::string, double>{{"SQL>won", 0.25}, {"MQL>SQL", 0.30}});
  CHECK_FALSE(c.plan->deals);
  CHECK(c.plan->lags == std::map<std::string, Seconds>{{"MQL>SQL", 30 * 86400}, {"SQL>won", 60 * 86400}});
  CHECK(c.plan->segments == std::map<std::string, double>{{"A", 0.75}, {"B", 0.25}});
  CHECK(c.plan->sources == std::map<std::string, double>{{"Inbound", 0.6}, {"Event", 0.3}, {"other", 0.1}});
  CHECK(c.plan->touches_per_lead == 6.5);
  CHECK(c.plan->minutes_per_touch == 10.0);
  CHECK(c.plan->hours_per_month == 100.0);
}

TEST_CASE("the least contract leaves the rest empty") {
  const Contract c = parse_contract(least_contract, "sla.toml");
  CHECK(c.preset == "none");
  CHECK(c.week_start == 0);
  CHECK(c.date_order == DateOrder::undecided);
  CHECK_FALSE(c.from);
  CHECK(c.signatures.empty());
  CHECK(c.calendars.empty());
  CHECK_FALSE(c.segments);
  CHECK_FALSE(c.lanes);
  CHECK_FALSE(c.disposition);
  CHECK_FALSE(c.touch);
  CHECK_FALSE(c.plan);
  CHECK_FALSE(c.sources);
  CHECK_FALSE(c.routes);
  CHECK_FALSE(c.attribution);
  CHECK(c.cadence.empty());
  CHECK(c.nulls.empty());
  CHECK(c.fields.size() == known_fields().size());
  CHECK(c.fields[find_field(c, "mql_at")].headers == std::vector<std::string>{"mql_at"});
}
