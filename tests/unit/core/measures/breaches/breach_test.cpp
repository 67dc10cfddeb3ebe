// What five leads are owed, worked out by hand: a clock of an hour, dispositions within 72 hours, reasons for a no.
#include "handoff/measures/breach.hpp"

#include <algorithm>

#include "catch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

struct Desk {
  Contract contract = small_contract();
  BreachSettings settings;
  Desk() {
    Clock clock = first_touch_clock("1h");
    clock.owner = "sales";
    contract.clocks.push_back(clock);
    contract.stages[2].owner = "sales";
    contract.disposition = Disposition{{"accepted", "rejected"}, {"Wrong title"}, {"rejected"}, read_duration("72h"), nullptr, {}};
    settings.as_of = at("2026-06-10T12:00:00Z");
    settings.stage = 1;
  }
  LeadBuilder lead(std::string_view id, std::string_view mql) const {
    LeadBuilder builder(contract);
    builder.set("lead_id", id).set("mql_at", mql);
    return builder;
  }
  std::vector<LeadBuilder> leads() const {
    return {
        lead("a", "2026-06-10T10:00:00Z"),  // due 11:00, an hour ago; answer due on the 13th
        lead("b", "2026-06-10T11:30:00Z"),  // due 12:30, in half an hour
        lead("c", "2026-06-01T10:00:00Z").set("first_touch_at", "2026-06-01T12:00:00Z").set("disposition", "rejected").set("disposition_at", "2026-06-02T09:00:00Z"),
        lead("d", "2026-06-01T10:00:00Z").set("lost_at", "2026-06-05T10:00:00Z"),  // never touched, and gone; no answer since the 4th, 10:00
        lead("e", "2026-06-10"),  // at some time of that day: due between 01:00 and 00:59:59 of the next
    };
  }
  BreachTally count(const std::vector<LeadBuilder>& leads) const {
    BreachTally tally(contract, settings);
    for (const LeadBuilder& one : leads) count_lead(tally, contract, settings, one.as_of(settings.as_of));
    return tally;
  }
};

/// `c reason overdue 702000`, a line a breach.
std::string told(const BreachTally& tally) {
  std::string text;
  for (const Breach& breach : tally.sorted())
    text += breach.lead_id + " " + tally.duties[breach.duty].name + " " + std::string(standing_name(breach.standing)) + " " +
            (breach.late ? std::to_string(*breach.late) : "-") + "\n";
  return text;
}

std::uint64_t of(const BreachTally& tally, std::size_t duty, Standing standing) { return tally.counts[duty][static_cast<std::size_t>(standing)]; }

}  // namespace

TEST_CASE("what is owed stands newest first behind what can still be done in time, and what nobody can mend comes on demand and last", "[breach]") {
  Desk desk;
  CHECK(told(desk.count(desk.leads())) ==
        "a first touch overdue 3600\n"
        "d disposition overdue 525600\n"   // 6 d 2 h
        "c reason overdue 702000\n");      // 8 d 3 h
  desk.settings.due_within = 1800;
  desk.settings.all = true;
  CHECK(told(desk.count(desk.leads())) ==
        "b first touch due -1800\n"
        "a first touch overdue 3600\n"
        "d disposition overdue 525600\n"
        "c reason overdue 702000\n"
        "c first touch late 3600\n"       // fell due at the same time as the next
        "d first touch left 781200\n");
}

TEST_CASE("or by due time, where that is asked", "[breach]") {
  Desk desk;
  desk.settings.order = BreachOrder::due;
  CHECK(told(desk.count(desk.leads())) ==
        "c reason overdue 702000\n"        // 8 d 3 h
        "d disposition overdue 525600\n"   // 6 d 2 h
        "a first touch overdue 3600\n");
  desk.settings.due_within = 1800;  // exactly until 12:30
  desk.settings.all = true;
  const BreachTally tally = desk.count(desk.leads());
  CHECK(told(tally) ==
        "c reason overdue 702000\n"
        "d disposition overdue 525600\n"
        "a first touch overdue 3600\n"
        "b first touch due -1800\n"
        "c first touch late 3600\n"
        "d first touch left 781200\n");  // 9 d 1 h
  desk.settings.due_within = 1799;
  CHECK(of(desk.count(desk.leads()), 0, Standing::due) == 0);
}

TEST_CASE("what has no due time is counted as such, and lies in no period", "[breach]") {
  Desk desk;
  desk.settings.due_in = *read_window("2026-06", 0);
  const BreachTally tally = desk.count({desk.lead("a", "2026-06-01T10:00:00Z").set("disposition", "rejected"),
                                        desk.lead("b", "2026-06-01T10:00:00Z").set("disposition", "rejected").set("disposition_at", "2026-06-02")});
  REQUIRE(tally.duties[2].kind == DutyKind::reason);
  const auto overdue = static_cast<std::size_t>(Standing::overdue);
  CHECK(tally.counts[2][overdue] == 2);
  CHECK(tally.due_counts[2][overdue] == 1);
  CHECK(tally.undated_counts[2][overdue] == 1);
}

TEST_CASE("of a lead that may not be asked for it is told that something may be owed, and nothing else", "[breach]") {
  Desk desk;
  BreachTally tally(desk.contract, desk.settings);
  const std::vector<LeadBuilder> leads = desk.leads();
  for (const LeadBuilder& lead : leads) {
    Judging judging = lead.as_of(desk.settings.as_of);
    judging.wanted = Tri::unknown;
    count_lead(tally, desk.contract, desk.settings, judging);
  }
  CHECK(tally.population == 0);
  CHECK(tally.fresh == 0);
  CHECK(tally.perhaps_listed() == 4);   // the three that would be listed, and a duty of which nobody knows
}

TEST_CASE("every lead has one standing for each duty that can be measured", "[breach]") {
  const Desk desk;
  const BreachTally tally = desk.count(desk.leads());
  CHECK(tally.population == 5);
  REQUIRE(tally.duties.size() == 3);
  for (const StandingCounts& counts : tally.counts) {
    std::uint64_t sum = 0;
    for (const std::uint64_t count : counts) sum += count;
    CHECK(sum == 5);
  }
  CHECK(of(tally, 0, Standing::unknown) == 1);   // e
  CHECK(of(tally, 0, Standing::open) == 1);      // b
  CHECK(of(tally, 1, Standing::open) == 3);      // a, b, e
  CHECK(of(tally, 1, Standing::met) == 1);       // c
  CHECK(of(tally, 2, Standing::met) == 4);
  CHECK(tally.duties[1].role == "sales");        // who owns the next stage owes the answer
}

TEST_CASE("an answer is in time or late by its own date, and a duty runs from its stage's own", "[breach]") {
  Desk desk;
  const auto standing = [&](LeadBuilder lead) {
    const BreachTally tally = desk.count({std::move(lead)});
    for (std::size_t i = 0; i < standing_count; ++i)
      if (tally.counts[1][i] > 0) return static_cast<Standing>(i);
    return Standing::exempt;
  };
  const auto answered = [&](const char* given) { return desk.lead("a", "2026-06-01T10:00:00Z").set("disposition", "accepted").set("disposition_at", given); };
  CHECK(standing(answered("2026-06-04T10:00:00Z")) == Standing::met);
  CHECK(standing(answered("2026-06-04T10:00:01Z")) == Standing::late);
  CHECK(standing(desk.lead("b", "2026-06-01T10:00:00Z").set("disposition", "accepted")) == Standing::unknown);   // given, and nobody knows when
  CHECK(standing(desk.lead("c", "2026-06-09T10:00:00Z").set("disposition", "accepted")) == Standing::met_early);
  // It holds the stage by its value alone: the date of the stage before is not the date of this duty.
  LeadBuilder undated(desk.contract);
  undated.set("lead_id", "d").set("created_at", "2026-01-01T10:00:00Z").set("stage", "MQL");
  CHECK(standing(undated) == Standing::unknown);
}

TEST_CASE("an answer that is owed on some states alone is owed by no lead without one of them", "[breach]") {
  Desk desk;
  desk.contract.disposition->owed_on = {"rejected"};
  const BreachTally tally = desk.count({
      desk.lead("a", "2026-06-01T10:00:00Z"),                                                                                          // no answer
      desk.lead("b", "2026-06-01T10:00:00Z").set("disposition", "accepted").set("disposition_at", "2026-06-09T10:00:00Z"),             // of another state, a week later
      desk.lead("c", "2026-06-01T10:00:00Z").set("disposition", "Rejected").set("disposition_at", "2026-06-02T10:00:00Z"),
      desk.lead("d", "2026-06-01T10:00:00Z").set("disposition", "rejected").set("disposition_at", "2026-06-09T10:00:00Z")});
  CHECK(of(tally, 1, Standing::exempt) == 2);
  CHECK(of(tally, 1, Standing::met) == 1);
  CHECK(of(tally, 1, Standing::late) == 1);
  CHECK(of(tally, 2, Standing::overdue) == 2);   // the reason
}

TEST_CASE("a day without a time is late by no more than is sure", "[breach]") {
  Desk desk;
  desk.settings.as_of = at("2026-06-12T00:59:59Z");
  const BreachTally tally = desk.count({desk.lead("e", "2026-06-10")});
  REQUIRE(tally.sorted().size() == 1);
  CHECK(tally.sorted()[0].due == at("2026-06-10T01:00:00Z"));
  CHECK(tally.sorted()[0].late == 86'400);  // of a limit that ran out on the 11th at 00:59:59 at the latest
}

TEST_CASE("a column that is not there is said, and counted nowhere", "[breach]") {
  Desk desk;
  desk.settings.absent.resize(desk.contract.fields.size());
  desk.settings.absent[known_field("disposition")] = true;
  const BreachTally tally = desk.count(desk.leads());
  CHECK(tally.duties[0].why_not.empty());
  CHECK(tally.duties[1].why_not == "the export has no disposition column");
  CHECK(of(tally, 1, Standing::unknown) == 0);
  desk.contract.disposition->limit.reset();
  desk.settings.absent.clear();
  CHECK(desk.count(desk.leads()).duties[1].why_not == "the contract sets no limit on it, so nothing is past due");
}

TEST_CASE("the list is cut at its end, and the same however the leads were split and ordered", "[breach]") {
  Desk desk;
  desk.settings.all = true;
  std::vector<LeadBuilder> leads = desk.leads();
  const std::string all = told(desk.count(leads));
  for (std::uint64_t most = 0; most <= 6; ++most) {
    desk.settings.most = most;
    std::string wanted;
    for (std::uint64_t i = 0, from = 0; i < most && from < all.size(); ++i) {
      const std::size_t end = all.find('\n', from) + 1;
      wanted += all.substr(from, end - from);
      from = end;
    }
    std::sort(leads.begin(), leads.end(), [](const LeadBuilder& x, const LeadBuilder& y) { return x.lead[0].text < y.lead[0].text; });
    do {
      BreachTally left = desk.count({leads[0], leads[1]}), right = desk.count({leads[2], leads[3], leads[4]});
      left.merge(std::move(right));
      REQUIRE(told(left) == wanted);
      REQUIRE(left.fresh == 5);
      REQUIRE(left.population == 5);
    } while (std::next_permutation(leads.begin(), leads.end(), [](const LeadBuilder& x, const LeadBuilder& y) { return x.lead[0].text < y.lead[0].text; }));
  }
}

TEST_CASE("what was told is told again only when it stands otherwise", "[breach]") {
  Desk desk;
  desk.settings.due_within = 1800;
  const std::optional<Instant> due = at("2026-06-10T12:30:00Z");
  std::vector<BreachKey> told_keys = {breach_key("b", "first touch", due, Standing::due), breach_key("z", "first touch", due, Standing::due)};
  std::sort(told_keys.begin(), told_keys.end());
  desk.settings.told = &told_keys;
  const BreachTally tally = desk.count({desk.lead("b", "2026-06-10T11:30:00Z")});
  CHECK(tally.fresh == 0);
  CHECK(tally.standing_told() == std::vector<BreachKey>{breach_key("b", "first touch", due, Standing::due)});  // z is owed nothing any more
  desk.settings.as_of = *due + 1;
  const BreachTally later = desk.count({desk.lead("b", "2026-06-10T11:30:00Z")});
  CHECK(told(later) == "b first touch overdue 1\n");
  CHECK(later.standing_told().empty());
}
