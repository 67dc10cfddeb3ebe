// Touches by hand: which is the first, how many count, and when effort is owed, met, short or open. Times are UTC.
#include "handoff/judging/touch.hpp"

#include "catch.hpp"
#include "handoff/judging/fact.hpp"
#include "handoff/measures/touch_tally.hpp"
#include "lead_bench.hpp"

using namespace handoff;

namespace {

constexpr Instant one_hour = 3600, one_day = 24 * one_hour;
const Instant entry = day_from_civil(2026, 5, 4) * one_day + 9 * one_hour;   // Monday 2026-05-04 09:00

Stamp stamped(Instant moment) { return {moment, moment, static_cast<Day>(moment / one_day), false}; }
Stamp on(int d) {
  const Day civil = day_from_civil(2026, 5, static_cast<unsigned>(d));
  return {civil * one_day, civil * one_day + one_day - 1, civil, true};
}

/// MQL, SAL and SQL by date; dispositions with a date; minimum 3 touches through 2 channels in 14 days.
struct Case {
  Contract contract;
  Lead lead;
  Touches touches;
  std::vector<std::string> channels = {"email", "phone"};
  Instant as_of = entry + 30 * one_day;

  Case() {
    contract.zone = Zone::find("UTC");
    for (const KnownField& known : known_fields()) {
      Field field;
      field.name = known.name;
      field.type = known.type;
      contract.fields.push_back(field);
    }
    for (const auto& [name, field] : {std::pair{"MQL", "mql_at"}, {"SAL", "sal_at"}, {"SQL", "sql_at"}}) {
      Stage stage;
      stage.name = name;
      stage.at = known_field(field);
      contract.stages.push_back(stage);
    }
    contract.disposition = Disposition{};
    contract.disposition->states = {"accepted", "rejected"};
    TouchRules rules;
    rules.minimum = 3;
    rules.channels = 2;
    rules.within = Duration{Unit::elapsed, 14 * one_day};
    contract.touch = rules;
    lead.values.resize(contract.fields.size());
    date("mql_at", stamped(entry));
    touches.channels = &channels;
  }
  void date(const char* field, const Stamp& stamp) {
    Value& value = lead.values[known_field(field)];
    value.state = Value::State::present;
    value.stamp = stamp;
  }
  void text(const char* field, std::string_view words) {
    Value& value = lead.values[known_field(field)];
    value.state = Value::State::present;
    value.text = words;
  }
  Case& touch(const Stamp& stamp, int channel) {
    touches.list.push_back({stamp, static_cast<std::uint16_t>(channel), {}});
    return *this;
  }
  TouchFacts facts(bool logged = true) const {
    Judging judging;
    judging.lead = &lead;
    judging.moment = stamped(as_of);
    judging.touches = logged ? &touches : nullptr;
    Funnel funnel;
    FunnelReader(contract, as_of).read(judging, funnel);
    TouchFacts facts;
    TouchReader(contract, 0, as_of).read(judging, funnel, facts);
    return facts;
  }
};

}  // namespace

TEST_CASE("effort is met, short, open or unknown", "[touch]") {
  Case three;
  three.touch(stamped(entry + one_hour), 0).touch(stamped(entry + one_day), 1).touch(stamped(entry + 14 * one_day), 0);
  TouchFacts facts = three.facts();
  CHECK(facts.effort == Finding::pass);   // the third exactly at the end of the window
  CHECK(facts.touches.least == 3);
  CHECK(facts.channels.least == 2);
  CHECK(facts.first->first == entry + one_hour);
  CHECK(facts.last->first == entry + 14 * one_day);

  three.touches.list.back().at = stamped(entry + 14 * one_day + 1);
  facts = three.facts();
  CHECK(facts.effort == Finding::fail);
  CHECK(facts.touches.most == 2);
  CHECK(facts.since == 3);
  three.as_of = entry + 14 * one_day;   // the window's last moment
  CHECK(three.facts().effort == Finding::open);
  three.as_of = entry + 14 * one_day + 1;
  CHECK(three.facts().effort == Finding::fail);
  CHECK(three.facts(false).effort == Finding::unknown);
  CHECK_FALSE(three.facts(false).logged);
}

TEST_CASE("one channel is not two, and touches before the MQL are none", "[touch]") {
  Case lead;
  lead.touch(stamped(entry - 1), 1).touch(stamped(entry), 0).touch(stamped(entry + 1), 0).touch(stamped(entry + 2), 0);
  const TouchFacts facts = lead.facts();
  CHECK(facts.before_entry == 1);
  CHECK(facts.touches.least == 3);
  CHECK(facts.channels.most == 1);
  CHECK(facts.effort == Finding::fail);
  CHECK(first_touch(lead.touches, stamped(entry), lead.as_of).at.first == entry);
  CHECK(first_touch(lead.touches, stamped(entry + 3), lead.as_of).since == Tri::no);
  CHECK(first_touch(lead.touches, stamped(entry), entry - 1).since == Tri::no);
}

TEST_CASE("a disposition ends the counting, and one without a date leaves it open", "[touch]") {
  Case lead;
  lead.contract.touch->within.reset();
  lead.contract.touch->before = "Rejected";
  lead.touch(stamped(entry + one_hour), 0).touch(stamped(entry + 2 * one_hour), 1).touch(stamped(entry + 3 * one_day), 0);
  CHECK(lead.facts().effort == Finding::pass);   // not rejected, and enough already
  lead.touches.list.pop_back();
  CHECK(lead.facts().effort == Finding::open);   // not rejected: more may come
  lead.text("disposition", "rejected");
  lead.date("disposition_at", stamped(entry + 2 * one_day));
  CHECK(lead.facts().effort == Finding::fail);
  lead.touch(stamped(entry + 3 * one_day), 0);            // after the rejection
  CHECK(lead.facts().effort == Finding::fail);
  lead.touches.list.back().at = stamped(entry + 2 * one_day);   // at the very moment
  CHECK(lead.facts().effort == Finding::pass);
  lead.lead.values[known_field("disposition_at")] = {};
  CHECK(lead.facts().effort == Finding::unknown);   // three touches, and nobody knows which came before
  lead.touches.list.pop_back();
  CHECK(lead.facts().effort == Finding::fail);      // never three, whenever it was
}

TEST_CASE("days without times are counted at least and at most", "[touch]") {
  Case lead;   // entry at 09:00 on the 4th, the window to 09:00 on the 18th
  lead.touch(on(4), 0).touch(on(5), 1).touch(on(18), 0);
  TouchFacts facts = lead.facts();
  CHECK(facts.touches.least == 1);
  CHECK(facts.touches.most == 3);
  CHECK(facts.effort == Finding::unknown);
  lead.date("mql_at", on(4));   // a day too: the 4th is not before the 4th, and 14 days later is the 18th
  facts = lead.facts();
  CHECK(facts.touches.least == 3);
  CHECK(facts.effort == Finding::pass);
  lead.touches.list.back().at = on(19);
  CHECK(lead.facts().effort == Finding::fail);
}

TEST_CASE("effort owed to accepted leads alone runs from acceptance", "[touch]") {
  Case lead;
  lead.contract.touch->from = 1;
  lead.touch(stamped(entry + one_hour), 0);
  CHECK(lead.facts().effort == Finding::exempt);   // not accepted
  lead.date("sal_at", stamped(entry + one_day));
  TouchFacts facts = lead.facts();
  CHECK(facts.effort == Finding::fail);
  CHECK(facts.before_entry == 1);                  // before acceptance
  lead.as_of = entry + 15 * one_day;                   // to the second
  CHECK(lead.facts().effort == Finding::open);
  lead.touch(stamped(entry + 2 * one_day), 0).touch(stamped(entry + 3 * one_day), 1).touch(stamped(entry + 4 * one_day), 1);
  CHECK(lead.facts().effort == Finding::pass);
}

TEST_CASE("the status is updated in time after each touch, late, or not yet", "[touch]") {
  Case lead;
  lead.contract.touch->status_within = one_day;
  lead.touches.updates = true;
  lead.as_of = entry + 10 * one_day;
  const auto touch = [&](Instant moment, std::optional<Instant> updated) {
    lead.touches.list.push_back({stamped(moment), 0, updated ? std::optional<Stamp>(stamped(*updated)) : std::nullopt});
  };
  touch(entry + one_hour, entry + one_hour + one_day);         // on the limit
  touch(entry + 2 * one_hour, entry + 2 * one_hour + one_day + 1);
  touch(entry + 3 * one_hour, entry + 2 * one_hour);       // an update before the touch is none
  touch(entry + 9 * one_day, std::nullopt);            // due at this very moment
  touch(entry + 9 * one_day - 1, std::nullopt);
  const TouchFacts facts = lead.facts();
  CHECK(facts.updated == 1);
  CHECK(facts.updated_late == 3);
  CHECK(facts.update_open == 1);
}

TEST_CASE("touches of a population add up, whoever counted them", "[touch]") {
  Case two, none, young;
  two.touch(stamped(entry + one_hour), 0).touch(stamped(entry + one_day), 1);
  TouchCounts a, b;
  a.add(two.facts());
  a.add(two.facts(false));   // no log: not a lead that was not touched
  b.add(none.facts());
  a.merge(b);
  const TouchSummary summary = touch_summary(a, two.channels, false);
  CHECK(summary.coverage.count == 1);
  CHECK(summary.coverage.of == 2);
  CHECK(*summary.mean == 1);
  CHECK(*summary.median == 1);
  CHECK(summary.channels[1].first == "phone");
  CHECK(summary.channels[1].second.count == 1);
  CHECK(summary.channels[1].second.of == 2);
}

TEST_CASE("a clock that stops at the first touch asks the log", "[touch]") {
  Case lead;
  Clock clock;
  clock.name = "first touch";
  clock.on = 0;
  clock.start = known_field("mql_at");
  clock.stop = touch_field();
  clock.limit = {Unit::elapsed, 4 * one_hour};
  lead.contract.clocks.push_back(clock);
  lead.date("first_touch_at", stamped(entry + 5 * one_hour));
  Judging judging;
  judging.lead = &lead.lead;
  CHECK(judge_clock(lead.contract, 0, judging, lead.as_of, {}).verdict == Verdict::breached);
  judging.touches = &lead.touches;
  CHECK(judge_clock(lead.contract, 0, judging, lead.as_of, {}).verdict == Verdict::breached);   // the log has none
  lead.touch(stamped(entry - one_hour), 0);
  CHECK(judge_clock(lead.contract, 0, judging, lead.as_of, {}).early_stop);
  lead.touch(stamped(entry + 4 * one_hour), 0);
  const ClockFact fact = judge_clock(lead.contract, 0, judging, lead.as_of, {});
  CHECK(fact.verdict == Verdict::met);
  CHECK_FALSE(fact.early_stop);
}
