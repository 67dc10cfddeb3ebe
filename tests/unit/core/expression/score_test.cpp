// Axes from rules and from a column, caps, windows, and first-match buckets.
#include <algorithm>

#include "handoff/expression/signal_points.hpp"
#include "lead_bench.hpp"

using namespace handoff;
using enum Tri;

namespace {

ScoreAxis fit_axis(const Bench& b) {
  ScoreAxis axis;
  axis.name = "fit";
  axis.cap = 100;
  axis.points = {{b.parse("industry = 'B2B SaaS'"), 60}, {b.parse("title LIKE '%Director%'"), 50}, {b.parse("employees > 5000"), -30}};
  return axis;
}

std::string show(const Value& v) {
  if (!v.present()) return "missing";
  CHECK(v.number.low <= v.number.high);
  const auto low = std::to_string(static_cast<int>(v.number.low));
  return v.number.low == v.number.high ? low : low + ".." + std::to_string(static_cast<int>(v.number.high));
}

}  // namespace

TEST_CASE("points add up where the rule is true, and the cap comes last", "[score]") {
  Bench b;
  const ScoreAxis axis = fit_axis(b);
  CHECK(show(score(axis, b.judging)) == "0");  // all unknown: nothing added, and never missing
  CHECK(show(score(axis, b.set("industry", "B2B SaaS").judging)) == "60");
  CHECK(show(score(axis, b.set("title", "Director of Sales").judging)) == "100");  // 110, capped
  CHECK(show(score(axis, b.set("employees", "5001+").judging)) == "80");           // 60 + 50 - 30: the cap is after the sum
  CHECK(show(score(axis, b.set("employees", "1000+").judging)) == "80..100");      // 80, or 110, capped
  CHECK(show(score(axis, b.set("industry", "Retail").set("title", "Intern").set("employees", "9999").judging)) == "-30");
}

TEST_CASE("a score from a column", "[score]") {
  Bench b;
  ScoreAxis axis;
  axis.name = "intent";
  axis.column = known_field("intent");
  CHECK(show(score(axis, b.judging)) == "missing");
  CHECK(show(score(axis, b.set("intent", "0").judging)) == "0");
  CHECK(show(score(axis, b.set("intent", "40-60").judging)) == "40..60");
  axis.cap = 50;
  CHECK(show(score(axis, b.judging)) == "40..50");
  CHECK(show(score(axis, b.set("intent", "high").judging)) == "missing");
  axis.column = no_field;
  CHECK(show(score(axis, b.judging)) == "missing");
}

TEST_CASE("a window makes an old signal count 0", "[score]") {
  Bench b;
  ScoreAxis axis;
  axis.column = known_field("intent");
  axis.at = known_field("last_signal_at");
  axis.window = 30 * seconds_a_day;
  b.set("intent", "40").at("2026-06-30 00:00");
  CHECK(show(score(axis, b.judging)) == "missing");                                              // nobody knows how old
  CHECK(show(score(axis, b.set("last_signal_at", "2026-05-31 00:00").judging)) == "40");         // exactly 30 days
  CHECK(show(score(axis, b.set("last_signal_at", "2026-05-30 23:59:59").judging)) == "0");
  CHECK(show(score(axis, b.set("last_signal_at", "2026-07-04 00:00").judging)) == "40");         // after the moment
  CHECK(show(score(axis, b.set("last_signal_at", "2026-05-31").judging)) == "40");               // the whole day is within
  CHECK(show(score(axis, b.at("2026-06-30 12:00").judging)) == "0..40");                         // some of the day is
  CHECK(show(score(axis, b.set("last_signal_at", "2026-05-01").set("intent", "").judging)) == "missing");
  axis.at = no_field;
  CHECK(show(score(axis, b.set("intent", "40").judging)) == "missing");
  axis.at = known_field("last_signal_at");
  axis.points = {{b.parse("TRUE"), 7}};
  CHECK(show(score(axis, b.judging)) == "0");
  CHECK(show(score(axis, b.set("last_signal_at", "2026-06-29").judging)) == "7");
}

TEST_CASE("a score and a bucket by name", "[score]") {
  Bench b;
  b.named["fit"] = std::make_shared<const ScoreAxis>(fit_axis(b));
  BucketList segments{"segment", {{"A", b.parse("employees < 200")}, {"B", b.parse("employees BETWEEN 200 AND 1000")}}};
  b.named["segment"] = std::make_shared<const BucketList>(segments);
  b.set("industry", "B2B SaaS").set("employees", "200");
  CHECK(b.ask("fit >= 60 AND segment = 'B'") == yes);
  CHECK(b.text("segment") == "B");
  CHECK(bucket_of(segments, b.judging) == 1);
  CHECK(bucket_of(segments, b.set("employees", "199").judging) == 0);
  CHECK(bucket_of(segments, b.set("employees", "1001").judging) == -1);
  CHECK(b.text("segment") == "missing");
  CHECK(b.ask("segment IS NULL") == yes);
  CHECK(bucket_of(segments, b.set("employees", "150-250").judging) == undecided_bucket);   // proves neither
  CHECK(b.print("FIT >= 60 and SEGMENT = 'B'") == "fit >= 60 AND segment = 'B'");
}

namespace {

/// A log of signals; days are counted back from 2026-06-30 00:00 in New York, which is 1782792000.
struct SignalLog {
  std::vector<std::string> types = {"pricing page", "unsubscribed", "webinar"};
  std::vector<Signal> list;
  Signals view;
  void add(std::uint32_t type, Seconds before) { list.push_back({1782792000 - before, type}); }
  const Signals* show() {
    std::sort(list.begin(), list.end(), [](const Signal& a, const Signal& b) { return a.at < b.at; });
    view = {list, &types};
    return &view;
  }
};

constexpr Seconds day = seconds_a_day;

ScoreAxis interest() {
  ScoreAxis axis;
  axis.name = "interest";
  axis.signals = {{"Pricing page", 15, 40}, {"Unsubscribed", -20, {}}};
  return axis;
}

std::string exact(const Value& v) {
  if (!v.present()) return "missing";
  const auto text = [](double x) { return std::to_string(x).substr(0, std::to_string(x).find('.') + 3); };
  return v.number.low == v.number.high ? text(v.number.low) : text(v.number.low) + ".." + text(v.number.high);
}

}  // namespace

TEST_CASE("signals add up by type, each type to its most", "[score]") {
  Bench b;
  b.at("2026-06-30 00:00");
  ScoreAxis axis = interest();
  CHECK(exact(score(axis, b.judging)) == "missing");  // no log
  SignalLog log;
  b.judging.signals = log.show();
  CHECK(exact(score(axis, b.judging)) == "0.00");  // a log, and nothing in it of this lead
  log.add(0, day);
  log.add(0, 2 * day);
  b.judging.signals = log.show();
  CHECK(exact(score(axis, b.judging)) == "30.00");
  log.add(0, 3 * day);
  b.judging.signals = log.show();
  CHECK(exact(score(axis, b.judging)) == "40.00");  // 45, of which 40 count
  log.add(1, 3 * day);
  log.add(2, 3 * day);  // a webinar is in no rule
  b.judging.signals = log.show();
  CHECK(exact(score(axis, b.judging)) == "20.00");  // 40 - 20
  log.add(1, 4 * day);
  log.add(1, 5 * day);
  b.judging.signals = log.show();
  CHECK(exact(score(axis, b.judging)) == "-20.00");  // 40 - 60
  axis.floor = 0;
  CHECK(exact(score(axis, b.judging)) == "0.00");
  axis.signals[1].most = -20;
  CHECK(exact(score(axis, b.judging)) == "20.00");
  axis.cap = 18;
  CHECK(exact(score(axis, b.judging)) == "18.00");
  axis.points = {{b.parse("industry = 'B2B SaaS'"), -50}};
  CHECK(exact(score(axis, b.set("industry", "B2B SaaS").judging)) == "0.00");  // 40 - 20 - 50, and the floor
  axis.floor.reset();
  CHECK(exact(score(axis, b.judging)) == "-30.00");
}

TEST_CASE("signals count within the window, and not before they happen", "[score]") {
  Bench b;
  b.at("2026-06-30 00:00");
  ScoreAxis axis = interest();
  axis.window = 30 * day;
  const auto one = [&](Seconds before) {
    SignalLog log;
    log.add(0, before);
    b.judging.signals = log.show();
    return exact(score(axis, b.judging));
  };
  CHECK(one(30 * day) == "15.00");      // exactly on the window
  CHECK(one(30 * day - 1) == "15.00");
  CHECK(one(30 * day + 1) == "0.00");
  CHECK(one(0) == "15.00");             // at the moment itself
  CHECK(one(-1) == "0.00");             // a second after it
  b.at("2026-06-30");                   // the moment is a day: 00:00:00 to 23:59:59
  CHECK(one(-3600) == "0.00..15.00");   // at 01:00, before or after nobody knows
  CHECK(one(30 * day) == "0.00..15.00");
  CHECK(one(29 * day) == "15.00");
  CHECK(one(-day) == "0.00");           // on the next day
}

TEST_CASE("points lose weight at every whole period", "[score]") {
  Bench b;
  b.at("2026-06-30 00:00");
  ScoreAxis axis = interest();
  axis.decay = Decay{30 * day, 0.5};
  const auto one = [&](Seconds before) {
    SignalLog log;
    log.add(0, before);
    b.judging.signals = log.show();
    return exact(score(axis, b.judging));
  };
  CHECK(one(30 * day - 1) == "15.00");
  CHECK(one(30 * day) == "7.50");  // exactly `every`
  CHECK(one(60 * day - 1) == "7.50");
  CHECK(one(60 * day) == "3.75");
  CHECK(one(150 * day) == "0.46");  // 15 / 32 = 0.46875
  SignalLog log;
  for (const Seconds before : {Seconds{0}, 30 * day, 60 * day, 60 * day}) log.add(0, before);
  b.judging.signals = log.show();
  CHECK(exact(score(axis, b.judging)) == "30.00");  // 15 + 7.5 + 3.75 + 3.75
  axis.signals[0].most = 20;                        // after decay
  CHECK(exact(score(axis, b.judging)) == "20.00");
}

TEST_CASE("a column and points decay by the age of `at`", "[score]") {
  Bench b;
  ScoreAxis axis;
  axis.column = known_field("intent");
  axis.at = known_field("last_signal_at");
  axis.decay = Decay{30 * day, 0.5};
  b.set("intent", "40").at("2026-06-30 00:00");
  CHECK(exact(score(axis, b.judging)) == "missing");  // nobody knows how old
  CHECK(exact(score(axis, b.set("last_signal_at", "2026-05-31 00:00:01").judging)) == "40.00");
  CHECK(exact(score(axis, b.set("last_signal_at", "2026-05-31 00:00").judging)) == "20.00");
  CHECK(exact(score(axis, b.set("last_signal_at", "2026-05-31").judging)) == "20.00..40.00");  // a day: 29 days and some, or 30
  CHECK(exact(score(axis, b.at("2026-06-30").judging)) == "20.00");                            // two days: 30 apart
  CHECK(exact(score(axis, b.at("2026-06-29").judging)) == "40.00");
  CHECK(exact(score(axis, b.set("last_signal_at", "2026-07-15").judging)) == "40.00");  // after the moment
  b.set("intent", "40-60").set("last_signal_at", "2026-05-01");
  CHECK(exact(score(axis, b.judging)) == "20.00..30.00");
  axis.column = no_field;
  axis.points = {{b.parse("TRUE"), -8}};
  CHECK(exact(score(axis, b.judging)) == "-4.00");
  axis.floor = -3;
  CHECK(exact(score(axis, b.judging)) == "-3.00");
}

TEST_CASE("signals are told one by one, and their sums are those of the score", "[score]") {
  Bench b;
  b.at("2026-06-30 00:00");
  ScoreAxis axis = interest();
  axis.window = 40 * day;
  axis.decay = Decay{30 * day, 0.5};
  SignalLog log;
  CHECK(tell_signals(axis, b.judging).signals.empty());  // no log
  log.add(0, 0);          // 15
  log.add(0, 0);          // 15
  log.add(0, 5 * day);    // 15
  log.add(0, 35 * day);   // 7.5: 52.5 together, of which 40 count
  log.add(0, 41 * day);   // out of the window
  log.add(1, 30 * day);   // -10
  log.add(1, -day);       // still to come
  log.add(2, day);        // a webinar is in no rule
  b.judging.signals = log.show();
  const SignalStory story = tell_signals(axis, b.judging);
  REQUIRE(story.signals.size() == 8);
  std::string told;
  for (const SignalPoints& one : story.signals) {
    Value points;
    points.state = Value::State::present;
    points.number = one.points;
    told += one.type + " " + exact(points) + " " + std::to_string(static_cast<int>(one.counts)) + "; ";
  }
  // 0 counts, 2 after the moment, 3 before the window, 4 no rule
  CHECK(told ==
        "Pricing page 0.00 3; Pricing page 7.50 0; Unsubscribed -10.00 0; Pricing page 15.00 0; webinar 0.00 4; Pricing page 15.00 0; Pricing page 15.00 0; Unsubscribed 0.00 2; ");
  CHECK(story.signals[1].weight.low == 0.5);
  REQUIRE(story.sums.size() == 2);
  CHECK(story.sums[0].before.low == 52.5);
  CHECK(story.sums[0].after.low == 40);
  CHECK(story.sums[1].after.low == -10);
  CHECK(exact(score(axis, b.judging)) == "30.00");
}

TEST_CASE("what cannot be read leaves points open, a blank does not", "[score]") {
  Bench b;
  const ScoreAxis axis = fit_axis(b);   // 60 for the industry, 50 for the title, -30 for more than 5,000 employees
  b.set("industry", "B2B SaaS");
  const std::string blank = show(score(axis, b.judging));
  CHECK(blank == "60");
  b.lead.values[known_field("employees")].state = Value::State::unreadable;
  CHECK(show(score(axis, b.judging)) == "30..60");
  b.lead.values[known_field("title")].state = Value::State::unreadable;
  CHECK(show(score(axis, b.judging)) == "30..100");   // 110, capped
}
