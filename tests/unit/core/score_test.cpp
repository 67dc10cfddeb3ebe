// Axes from rules and from a column, caps, windows, and first-match buckets.
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
  CHECK(show(score(axis, b.set("employees", "1000+").judging)) == "100");          // unknown adds nothing
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
  CHECK(show(score(axis, b.at("2026-06-30 12:00").judging)) == "missing");                       // some of the day is
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
  CHECK(bucket_of(segments, b.set("employees", "150-250").judging) == -1);  // proves neither
  CHECK(b.print("FIT >= 60 and SEGMENT = 'B'") == "fit >= 60 AND segment = 'B'");
}
