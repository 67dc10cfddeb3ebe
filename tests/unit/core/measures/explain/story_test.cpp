// The story of small leads, held against the judges that the other commands ask.
#include "handoff/measures/story.hpp"

#include "catch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// Lead, MQL (fit >= 60 AND intent >= 40), SQL, Won; a demo clock of 1 h before one of 24 h, both stopped by the first touch; one on SQL.
struct StoryBench {
  Contract contract = small_contract();
  StorySettings settings;
  StoryBench() {
    contract.stages[1].when = parse_expression("fit >= 60 AND intent >= 40", scope_of(contract));
    add_clock("demo", 1, "1h", "conversion = 'demo'");
    add_clock("first touch", 1, "24h", "");
    add_clock("discovery", 2, "5d", "");
    auto segments = std::make_shared<BucketList>();
    segments->name = "segment";
    segments->buckets = {{"A", parse_expression("employees <= 200", scope_of(contract))}, {"B", parse_expression("employees > 200", scope_of(contract))}};
    contract.segments = segments;
    contract.exclusions.push_back({"test", parse_expression("email LIKE '%@test.example'", scope_of(contract)), {}});
    settings.as_of = at("2026-05-01");
    settings.stage = 1;
    settings.duplicates = true;
  }
  void add_clock(const char* name, int on, const char* limit, const std::string& where) {
    Clock clock;
    clock.name = name;
    clock.on = on;
    clock.start = known_field(on == 1 ? "mql_at" : "sql_at");
    clock.stop = known_field(on == 1 ? "first_touch_at" : "discovery_at");
    clock.limit = *read_duration(limit);
    if (!where.empty()) clock.where = parse_expression(where, scope_of(contract));
    contract.clocks.push_back(clock);
  }
  LeadStory tell(const LeadBuilder& lead) const { return tell_story(contract, settings, lead.as_of(settings.as_of)); }
};

}  // namespace

TEST_CASE("the timeline is in order, with due times, days before times and what lies after as-of", "[story]") {
  const StoryBench bench;
  LeadBuilder lead(bench.contract);
  lead.set("mql_at", "2026-04-02 10:00").set("created_at", "2026-04-02").set("first_touch_at", "2026-04-02 09:00").set("discovery_at", "2026-06-01").set("conversion", "newsletter");
  const LeadStory story = bench.tell(lead);
  REQUIRE(story.timeline.size() == 5);
  CHECK(story.timeline[0].field == known_field("created_at"));
  CHECK(story.timeline[1].field == known_field("first_touch_at"));
  CHECK(story.timeline[2].field == known_field("mql_at"));
  CHECK(story.timeline[3].clock == 1);
  CHECK(story.timeline[3].at.first == at("2026-04-03 10:00"));
  CHECK(story.timeline[4].later);
}

TEST_CASE("clocks apply, compete, or say why not", "[story]") {
  const StoryBench bench;
  LeadBuilder plain(bench.contract);
  plain.set("mql_at", "2026-04-02 10:00").set("first_touch_at", "2026-04-02 13:00").set("conversion", "form");
  const LeadStory story = bench.tell(plain);
  REQUIRE(story.clocks.size() == 3);
  CHECK(story.clocks[0].applies == StoryClock::Applies::where);
  CHECK(story.clocks[0].where.because == "conversion = 'demo' (conversion = 'form')");
  CHECK(story.clocks[1].applies == StoryClock::Applies::yes);
  CHECK(story.clocks[1].fact.verdict == Verdict::met);
  CHECK(story.clocks[1].sentence == clock_sentence(bench.contract, story.clocks[1].fact, bench.settings.as_of));
  CHECK(story.clocks[2].applies == StoryClock::Applies::not_entered);

  LeadBuilder demo(bench.contract);
  demo.set("mql_at", "2026-04-02 10:00").set("first_touch_at", "2026-04-02 13:00").set("conversion", "demo").set("sql_at", "2026-04-03 10:00");
  const LeadStory other = bench.tell(demo);
  CHECK(other.clocks[0].fact.verdict == Verdict::breached);
  CHECK(other.clocks[1].applies == StoryClock::Applies::taken);
  CHECK(other.clocks[1].taken_by == 0);
  CHECK(other.clocks[2].fact.verdict == Verdict::breached);
  ClockSet set(bench.contract, 1);  // the same clocks as the audit judges
  std::vector<ClockFact> facts;
  set.judge(demo.as_of(bench.settings.as_of), bench.settings.as_of, {}, facts);
  REQUIRE(facts.size() == 1);
  CHECK(facts[0].clock == 0);
  CHECK(facts[0].elapsed == other.clocks[0].fact.elapsed);
}

TEST_CASE("stages say how they are claimed and what the definition makes of the lead", "[story]") {
  const StoryBench bench;
  LeadBuilder lead(bench.contract);
  lead.set("created_at", "2026-04-01").set("sql_at", "2026-04-05").set("stage", "sql").set("fit", "80").set("intent", "10").set("employees", "300");
  const LeadStory story = bench.tell(lead);
  CHECK(story.stages[0].by == ClaimedBy::date);
  CHECK(story.stages[1].by == ClaimedBy::later_stage);
  CHECK(story.stages[2].by == ClaimedBy::date);
  CHECK(story.stages[3].by == ClaimedBy::nothing);
  CHECK_FALSE(story.stages[2].definition);
  REQUIRE(story.stages[1].definition);
  CHECK(story.stages[1].definition->truth == Tri::no);
  CHECK(story.stages[1].definition->because == "intent >= 40 (intent = 10)");
  CHECK(story.stages[1].definition->clauses.size() == 2);
  CHECK(story.stages[1].definition->values() == "fit = 80, intent = 10");
  CHECK_FALSE(story.stages[1].at_entry);
  REQUIRE(story.buckets.size() == 1);
  CHECK(story.buckets[0].bucket == 1);
  CHECK(story.buckets[0].tried.size() == 2);
  LeadBuilder by_value(bench.contract);
  by_value.set("stage", "MQL");
  CHECK(bench.tell(by_value).stages[1].by == ClaimedBy::value);
}

TEST_CASE("an excluded lead has a story, and keeps its address to itself", "[story]") {
  StoryBench bench;
  LeadBuilder lead(bench.contract);
  lead.set("email", "ann@test.example").set("mql_at", "2026-04-02 10:00");
  const LeadStory story = bench.tell(lead);
  CHECK(story.excluded == 0);
  CHECK(story.exclusions[0].verdict.because == "email LIKE '%@test.example' (email = given)");
  bench.settings.with_contact = true;
  CHECK(bench.tell(lead).exclusions[0].verdict.because == "email LIKE '%@test.example' (email = 'ann@test.example')");
}

TEST_CASE("of very many touches the first and the last are told, and the others counted", "[story]") {
  const StoryBench bench;
  LeadBuilder lead(bench.contract);
  lead.set("mql_at", "2026-04-02 10:00");
  const std::vector<std::string> channels = {"phone"};
  Touches touches;
  touches.channels = &channels;
  const std::size_t all = 50 * most_shown;
  for (std::size_t i = 0; i < all; ++i) {
    Touch touch;
    touch.at.first = touch.at.last = at("2026-04-02 11:00") + static_cast<Seconds>(i);
    touches.list.push_back(touch);
  }
  Judging judging = lead.as_of(bench.settings.as_of);
  judging.touches = &touches;
  const LeadStory story = tell_story(bench.contract, bench.settings, judging);
  CHECK(story.touches.size() == most_shown);
  CHECK(story.touches_left_out == all - most_shown);
  CHECK(std::any_of(story.timeline.begin(), story.timeline.end(), [&](const StoryMoment& moment) { return moment.at.first == touches.list.back().at.first; }));
}
