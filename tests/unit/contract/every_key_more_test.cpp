// The same contract: sources, routes, signals, attribution, cadence.
#include "contract_texts.hpp"
#include "handoff/contract/group.hpp"

using namespace handoff;

TEST_CASE("every key: sources, routes, signals") {
  const Contract c = parse_contract(every_key(), "every-key.toml");
  REQUIRE(c.sources);
  REQUIRE(c.sources->buckets.size() == 2);
  CHECK(c.sources->buckets[0].name == "Event");
  CHECK(to_sql(*c.sources->buckets[0].when) == "source ILIKE '%event%'");  // the field: its own name inside the table
  REQUIRE(c.routes);
  CHECK(c.routes->buckets[1].name == "sdr");
  CHECK(result_type(*parse_in_contract(c, "source = 'Event' AND route = 'ae'", "--where")) == Type::boolean);
  const ScoreAxis& interest = *c.scores[2];
  CHECK(interest.name == "interest");
  CHECK(interest.cap == 80.0);
  CHECK(interest.floor == -5.0);
  CHECK(interest.points.size() == 1);
  REQUIRE(interest.signals.size() == 2);
  CHECK(interest.signals[0].type == "Pricing page");
  CHECK(interest.signals[0].add == 15.0);
  CHECK(interest.signals[0].most == 45.0);
  CHECK(interest.signals[1].add == -20.0);
  CHECK_FALSE(interest.signals[1].most);
  CHECK(interest.at == no_field);
  CHECK(interest.window == 90 * 86400);
  REQUIRE(interest.decay);
  CHECK(interest.decay->every == 7 * 86400);
  CHECK(interest.decay->keep == 0.75);
}

TEST_CASE("the name source is the contract's buckets in expressions and in groups") {
  const Contract c = parse_contract(every_key(), "every-key.toml");
  const ExprPtr where = parse_in_contract(c, "source = 'Event'", "--where");
  Lead lead;
  lead.values.resize(c.fields.size());
  const FieldId field = find_field(c, "source");
  lead.values[field].state = Value::State::present;
  lead.values[field].text = "Field event, Boston";
  Judging judging;
  judging.lead = &lead;
  CHECK(truth(*where, judging) == Tri::yes);
  CHECK(bucket_of(*c.sources, judging) == 0);
  lead.values[field].text = "Event";  // would equal the bucket's name by chance
  CHECK(truth(*where, judging) == Tri::yes);
  lead.values[field].text = "Partner";
  CHECK(bucket_of(*c.sources, judging) == -1);
  CHECK(truth(*parse_in_contract(c, "source IS NULL", "--where"), judging) == Tri::yes);  // unmapped, and no bucket of its own
  CHECK(group_by(c, "source").kind == GroupBy::Kind::buckets);
  CHECK(group_by(c, "source").buckets == c.sources);
  CHECK(group_by(c, "route").buckets == c.routes);
  const Contract least = parse_contract(least_contract, "sla.toml");
  CHECK(group_by(least, "source").kind == GroupBy::Kind::field);
  CHECK_THROWS_AS(group_by(least, "route"), Error);
}

TEST_CASE("every key: people") {
  CHECK_FALSE(parse_contract(least_contract, "sla.toml").people.beyond_chance);
  CHECK_FALSE(parse_contract(least_contract, "sla.toml").people.minimum);
  const Contract chance = parse_contract(least_contract + "[people]\njudge = \"Beyond Chance\"\nminimum = 20\n", "sla.toml");
  CHECK(chance.people.beyond_chance);
  CHECK(chance.people.minimum == 20);
  const Contract written = parse_contract(least_contract + "[people]\njudge = \"as written\"\n", "sla.toml");
  CHECK_FALSE(written.people.beyond_chance);
  CHECK(written.digest != chance.digest);
}

TEST_CASE("every key: attribution and cadence") {
  const Contract c = parse_contract(every_key(), "every-key.toml");
  REQUIRE(c.attribution);
  CHECK(c.attribution->model == "position");
  CHECK(c.attribution->weights == std::map<std::string, double>{{"first", 0.4}, {"last", 0.35}, {"middle", 0.25}});
  CHECK_FALSE(c.attribution->half_life);
  CHECK(c.attribution->lookback == 90 * 86400);
  CHECK(c.attribution->columns.at("at") == "Touch date");
  CHECK(c.cadence == std::map<std::string, std::string>{{"data", "week"}, {"review", "month"}, {"revision", "quarter"}});
  const Contract decays = parse_contract(least_contract + "[attribution]\nmodel = \"Time_Decay\"\nhalf_life = \"7d\"\n", "sla.toml");
  CHECK(decays.attribution->model == "time_decay");
  CHECK(decays.attribution->half_life == 7 * 86400);
}
