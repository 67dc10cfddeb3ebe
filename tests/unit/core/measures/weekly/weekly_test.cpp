// The meeting of the week of 22 June 2026, six leads counted by hand: as of Tuesday the 30th at noon, UTC.
#include "handoff/measures/weekly.hpp"

#include "catch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

struct MeetingDesk {
  Contract contract = small_contract();
  MeetingSettings settings;
  MeetingDesk() {
    contract.stages[1].when = parse_expression("fit >= 60", scope_of(contract));
    contract.clocks.push_back(first_touch_clock("1h"));
    contract.disposition = Disposition{{"accepted", "rejected"}, {"Wrong title", "Too small"}, {"rejected"}, read_duration("72h"), nullptr, {}};
    settings.as_of = at("2026-06-30T12:00:00Z");
    settings.period = *read_window("2026-W26", 0);
    settings.stage = 1;
    settings.to = 2;
    settings.source = group_by(contract, "source");
  }
  LeadBuilder lead(std::string_view id, std::string_view mql, std::string_view fit, std::string_view source) const {
    LeadBuilder builder(contract);
    builder.set("lead_id", id).set("mql_at", mql).set("fit", fit).set("source", source);
    return builder;
  }
  std::vector<LeadBuilder> leads() const {
    return {
        lead("1", "2026-06-22T10:00:00Z", "70", "Event").set("first_touch_at", "2026-06-22T11:00:00Z").set("sql_at", "2026-06-25"),
        lead("2", "2026-06-23T10:00:00Z", "50", "Event").set("first_touch_at", "2026-06-23T12:00:00Z").set("disposition", "Rejected").set("disposition_reason", "WRONG TITLE").set("disposition_at", "2026-06-24"),
        lead("3", "2026-06-28T23:59:59Z", "80", "Ads").set("disposition", "rejected").set("disposition_at", "2026-06-28"),
        lead("4", "2026-06-29T00:00:00Z", "60", "Ads"),
        lead("5", "2026-06-15", "90", "Ads").set("sql_at", "2026-06-22").set("won_at", "2026-06-24").set("amount", "1000"),
        lead("6", "2026-03-01", "90", "Ads").set("disposition", "rejected").set("disposition_reason", "my own words").set("disposition_at", "2026-05-01"),
    };
  }
  MeetingTally count(const std::vector<LeadBuilder>& leads) const {
    MeetingTally tally(contract, settings);
    for (const LeadBuilder& one : leads) count_lead(tally, contract, settings, one.as_of(settings.as_of));
    return tally;
  }
};

std::string ids(const std::vector<TalkLead>& leads) {
  std::string text;
  for (const TalkLead& lead : leads) text += lead.id;
  return text;
}

void check_week(const MeetingDesk& desk, const MeetingTally& tally) {
  const MeetingResult result = meeting(tally, desk.contract, desk.settings);
  REQUIRE(result.periods.size() == 13);  // twelve weeks and the running one
  const MeetingPeriod& week = result.periods[result.chosen];
  CHECK(week.name == "2026-W26");
  CHECK_FALSE(week.partial);
  CHECK(week.claimed == 3);              // 1, 2, 3
  CHECK(week.delivered == 2);            // 2 is off the definition
  CHECK(week.accepted == 2);             // 1, and 5 of the week before
  CHECK(week.conversion.count == 1);
  CHECK(week.conversion.of == 2);
  CHECK(week.on_definition.count == 2);
  CHECK(week.on_definition.of == 3);
  CHECK(week.speed.half_by == 7200);   // 3600 leaves two of three, 7200 one of three
  CHECK(week.touched.count == 2);
  CHECK(week.immature);
  const MeetingPeriod& before = result.periods[result.chosen - 1];
  CHECK(before.delivered == 1);
  CHECK(before.conversion.count == 1);
  CHECK_FALSE(before.immature);          // nobody is left who could
  const MeetingPeriod& running = result.periods.back();
  CHECK(running.name == "2026-W27");
  CHECK(running.partial);
  CHECK(running.delivered == 1);
  CHECK(result.maturity_seconds == 566'640);  // nine tenths of the way from 2 d 14 h to 7 d
  CHECK_FALSE(result.periods.front().before_data);
  CHECK(tally.counts[result.chosen].won_late == 1);  // 5 was never touched
  CHECK(ids(tally.bad) == "213");        // off the definition, then the lowest fit
  CHECK(ids(tally.great) == "3");        // 2 is off the definition
  CHECK(tally.great[0].points == 80);
  REQUIRE(result.reasons.size() == 3);
  CHECK(result.reasons[0].reason == "(blank)");
  CHECK(result.reasons[1].reason == "(not on the list)");
  CHECK(result.reasons[1].now == 0);
  CHECK(result.reasons[2].reason == "Wrong title");
  CHECK(result.reasons[2].now == 1);
  CHECK(result.reasons_for_70 == 3);     // two of three are 67 %
  REQUIRE(result.sources.size() == 2);
  CHECK(result.sources[0].label.text == "Ads");
  CHECK(result.sources[0].counts.entered == 2);  // 3 and 5; 6 is older, 4 newer
  CHECK(result.sources[0].counts.won_now == 1);
  CHECK(result.sources[1].conversion.count == 1);
}

}  // namespace

TEST_CASE("the week's numbers, worked out by hand", "[weekly]") {
  const MeetingDesk desk;
  check_week(desk, desk.count(desk.leads()));
}

TEST_CASE("the same however the leads are split and ordered", "[weekly]") {
  const MeetingDesk desk;
  const std::vector<LeadBuilder> leads = desk.leads();
  for (std::size_t cut = 0; cut <= leads.size(); ++cut) {
    MeetingTally left = desk.count(std::vector<LeadBuilder>(leads.rbegin(), leads.rbegin() + static_cast<std::ptrdiff_t>(cut)));
    left.merge(desk.count(std::vector<LeadBuilder>(leads.rbegin() + static_cast<std::ptrdiff_t>(cut), leads.rend())));
    check_week(desk, left);
  }
}

TEST_CASE("weeks before the first lead are unknown, not empty", "[weekly]") {
  const MeetingDesk desk;
  std::vector<LeadBuilder> leads = desk.leads();
  leads.pop_back();
  const MeetingResult result = meeting(desk.count(leads), desk.contract, desk.settings);
  CHECK(result.periods[9].before_data);         // W24
  CHECK_FALSE(result.periods[10].before_data);  // W25 has the first
}

TEST_CASE("periods end with the chosen one, and a week that is over has no running one behind it", "[weekly]") {
  MeetingDesk desk;
  desk.settings.as_of = at("2026-06-29T00:00:00Z");
  CHECK(meeting_periods(desk.settings, desk.contract).size() == 12);
  desk.settings.grain = Grain::month;
  desk.settings.period = *read_window("2026-01", 0);
  const std::vector<Period> months = meeting_periods(desk.settings, desk.contract);
  CHECK(period_name(months.front(), Grain::month) == "2025-02");
  CHECK(months.size() == 12);
}

TEST_CASE("three are talked about, ties by id, and what cannot be proven is not the worst", "[weekly]") {
  const MeetingDesk desk;
  std::vector<LeadBuilder> leads;
  for (const char* id : {"d", "b", "c", "a"}) leads.push_back(desk.lead(id, "2026-06-22T10:00:00Z", "40", "Ads"));
  leads.push_back(desk.lead("e", "2026-06-22T10:00:00Z", "39", "Ads"));
  LeadBuilder unknown(desk.contract);
  unknown.set("lead_id", "0").set("mql_at", "2026-06-22T10:00:00Z");
  leads.push_back(unknown);
  CHECK(ids(desk.count(leads).bad) == "eab");
}

TEST_CASE("a date that stands for none begins no export", "[weekly]") {
  const MeetingDesk desk;
  std::vector<LeadBuilder> leads = desk.leads();
  leads.push_back(desk.lead("blank", "0001-01-01", "90", "Ads"));
  leads.push_back(desk.lead("epoch", "1970-01-01T00:00:00Z", "90", "Ads"));
  const MeetingTally tally = desk.count(leads), clean = desk.count(desk.leads());
  CHECK(tally.blank_dates == 2);
  CHECK(tally.undated == 0);
  CHECK(tally.first == clean.first);
}
