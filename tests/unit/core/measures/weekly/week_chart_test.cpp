// A p-chart: which weeks are its baseline, its limits, and the three words.
#include "handoff/measures/week_chart.hpp"

#include "catch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// Under a contract in force from Monday 30 March 2026, at a horizon of 7 days, as of 1 August.
struct ChartDesk {
  Contract contract = small_contract();
  ChartSettings settings{at("2026-08-01T00:00:00Z"), 1, 2, day_at("2026-06-28")};
  std::vector<LeadBuilder> leads;
  ChartDesk() {
    contract.from = day_at("2026-03-30");
    contract.stages[1].maturity = *read_duration("7d");
  }
  static Day day_at(std::string_view text) { return day_from_instant(at(std::string(text) + "T00:00:00Z")); }
  static Day day_from_instant(Instant instant) { return static_cast<Day>(instant / seconds_a_day); }
  /// So many leads that came in on a Monday, of which some converted after two days.
  void week(std::string_view monday, int number, int converted) {
    const Day first = day_at(monday);
    for (int i = 0; i < number; ++i) {
      leads.emplace_back(contract);
      leads.back().set("mql_at", iso_day(first) + "T10:00:00Z");
      if (i < converted) leads.back().set("sql_at", iso_day(first + 2) + "T10:00:00Z");
    }
  }
  void baseline(int weeks, int number, int converted) {
    for (int i = 1; i <= weeks; ++i) week(iso_day(*contract.from - 7 * i), number, converted);
  }
  WeekChart chart() const {
    ChartTally tally(contract, settings), one(contract, settings), two(contract, settings);
    for (std::size_t i = 0; i < leads.size(); ++i)
      for (ChartTally* each : {&tally, i % 2 ? &one : &two}) count_lead(*each, contract, settings, leads[i].as_of(settings.as_of));
    one.merge(two);
    const WeekChart whole = week_chart(tally, contract), merged = week_chart(one, contract);
    CHECK(whole.word == merged.word);
    CHECK(whole.centre.count == merged.centre.count);
    return whole;
  }
};

}  // namespace

TEST_CASE("fewer than 8 weeks, or than 200 leads, are no baseline", "[chart]") {
  ChartDesk desk;
  desk.baseline(7, 50, 10);
  CHECK(desk.chart().word == ChartWord::no_baseline);
  CHECK(desk.chart().why == "7 weeks and 350 leads in the 26 before 2026-03-30, of 8 and 200");
  CHECK_FALSE(desk.chart().trend.back().lower);
  ChartDesk few;
  few.baseline(8, 24, 5);
  CHECK(few.chart().word == ChartWord::no_baseline);
  few.baseline(8, 1, 0);
  CHECK(few.chart().word == ChartWord::common_cause);   // 200 of 8 weeks, and no week since
  ChartDesk old;
  old.contract.from.reset();
  CHECK(old.chart().word == ChartWord::no_baseline);
  ChartDesk endless;
  endless.baseline(10, 50, 10);
  endless.contract.stages[1].maturity.reset();
  CHECK(endless.chart().word == ChartWord::no_baseline);
  CHECK_FALSE(endless.chart().horizon);
}

TEST_CASE("the baseline is of the 26 weeks before, at the horizon", "[chart]") {
  ChartDesk desk;
  desk.baseline(30, 20, 5);
  CHECK(desk.chart().centre.of == 26 * 20);
  CHECK(*desk.chart().centre.rate == Approx(0.25));
  CHECK(desk.chart().weeks == 26);
  for (LeadBuilder& lead : desk.leads) lead.set("sql_at", "2026-07-20T00:00:00Z");   // all in the end, and none within 7 days
  CHECK(desk.chart().centre.count == 0);
}

TEST_CASE("one week beyond a limit is a change; within it, it is chance", "[chart]") {
  ChartDesk desk;
  desk.baseline(26, 50, 15);
  desk.week("2026-06-01", 50, 25);   // the upper limit of 50 at 30 % is 25
  const WeekChart same = desk.chart();
  CHECK(same.word == ChartWord::common_cause);
  CHECK(*same.trend[8].upper == Approx(0.5));
  CHECK(*same.trend[8].lower == Approx(0.12));
  CHECK(same.trend[8].side == 1);
  ChartDesk more = desk;
  more.week("2026-06-08", 50, 26);
  CHECK(more.chart().word == ChartWord::changed);
  CHECK(more.chart().trend[9].outside);
  CHECK(more.chart().why == "2026-W24 lies above what chance explains");
  ChartDesk fewer = desk;
  fewer.week("2026-06-08", 50, 5);
  CHECK(fewer.chart().word == ChartWord::changed);
  // A week too young for the horizon is not judged, nor is one of which it hangs on the unknown.
  more.settings.as_of = at("2026-06-20T00:00:00Z");
  more.settings.last = ChartDesk::day_at("2026-06-14");
  CHECK(more.chart().trend.back().immature);
  CHECK(more.chart().word == ChartWord::common_cause);
  ChartDesk unknown = desk;
  unknown.week("2026-06-08", 50, 25);
  unknown.leads.emplace_back(unknown.contract).set("mql_at", "2026-06-08T10:00:00Z").set("stage", "SQL");   // when, nobody knows
  CHECK(unknown.chart().word == ChartWord::common_cause);
}

TEST_CASE("eight weeks running on one side are a change", "[chart]") {
  ChartDesk desk;
  desk.baseline(26, 50, 15);
  const char* mondays[] = {"2026-04-27", "2026-05-04", "2026-05-11", "2026-05-18", "2026-05-25", "2026-06-01", "2026-06-08", "2026-06-15"};
  for (const char* monday : mondays) desk.week(monday, 50, 17);
  CHECK(desk.chart().word == ChartWord::changed);
  CHECK(desk.chart().why == "8 weeks running above the centre, 2026-W18 to 2026-W25");
  desk.week("2026-05-18", 20, 3);    // 20 of 70: below it
  CHECK(desk.chart().word == ChartWord::common_cause);
}
