// Entries on days that nobody knows, worked by hand: docs/metrics.md, "An entry on a day that nobody knows".
#include "catch.hpp"
#include "handoff/judging/stage.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

constexpr std::string_view july = "2026-07-01";

/// A lead of the small contract; a cell that says `soon` cannot be read.
LeadBuilder with(const Contract& contract, std::initializer_list<std::pair<std::string_view, std::string_view>> cells) {
  LeadBuilder lead(contract);
  for (const auto& [field, text] : cells) {
    if (text != "soon") {
      lead.set(field, text);
      continue;
    }
    Value& value = lead.lead.values[find_field(contract, field)];
    value.state = Value::State::unreadable;
    value.text = "soon";
  }
  return lead;
}

Funnel read(const Contract& contract, const LeadBuilder& lead) {
  Funnel funnel;
  FunnelReader(contract, at(july)).read(lead.as_of(at(july)), funnel);
  return funnel;
}

/// `2026-05-01 to 2026-05-20`; empty: nothing says when.
std::string days_of(const Contract& contract, const LeadBuilder& lead, std::size_t stage) {
  const Funnel funnel = read(contract, lead);
  const std::optional<Period> days = entry_days(funnel, stage, *contract.zone, at(july));
  return days ? iso_day(days->from) + " to " + iso_day(days->to) : "";
}

Period period(std::string_view from, std::string_view to) { return {stamp(from).day, stamp(to).day}; }

}  // namespace

TEST_CASE("an entry lies between the dates of the stages beside it", "[entry_days]") {
  const Contract contract = small_contract();
  CHECK(days_of(contract, with(contract, {{"created_at", "2026-05-01"}, {"mql_at", "2026-05-09"}}), 1) == "2026-05-09 to 2026-05-09");
  CHECK(days_of(contract, with(contract, {{"created_at", "2026-05-01"}, {"mql_at", "soon"}, {"sql_at", "2026-05-20"}}), 1) == "2026-05-01 to 2026-05-20");
  CHECK(days_of(contract, with(contract, {{"created_at", "2026-05-01"}, {"mql_at", "soon"}}), 1) == "2026-05-01 to 2026-07-01");
  CHECK(days_of(contract, with(contract, {{"mql_at", "soon"}, {"sql_at", "2026-05-20"}}), 1) == "1900-01-01 to 2026-05-20");
}

TEST_CASE("a stage without a date is placed by the nearest earlier one, known or not", "[entry_days]") {
  const Contract contract = small_contract();
  CHECK(days_of(contract, with(contract, {{"created_at", "2026-05-01"}, {"stage", "MQL"}}), 1) == "2026-05-01 to 2026-05-01");
  const LeadBuilder behind = with(contract, {{"created_at", "2026-05-01"}, {"mql_at", "soon"}, {"stage", "SQL"}});
  CHECK(days_of(contract, behind, 2) == "2026-05-01 to 2026-07-01");
  CHECK(read(contract, behind).stages[2].open_day);
  CHECK_FALSE(read(contract, behind).stages[2].misdated);
  CHECK(days_of(contract, with(contract, {{"stage", "MQL"}}), 1).empty());
}

TEST_CASE("a window holds an entry for sure where it holds all its days", "[entry_days]") {
  const std::optional<Period> days = period("2026-05-01", "2026-05-20");
  CHECK(entered_in({}, days) == Tri::yes);
  CHECK(entered_in({}, {}) == Tri::yes);
  CHECK(entered_in(period("2026-05-01", "2026-05-31"), days) == Tri::yes);
  CHECK(entered_in(period("2026-05-02", "2026-05-31"), days) == Tri::unknown);
  CHECK(entered_in(period("2026-05-20", "2026-05-31"), days) == Tri::unknown);
  CHECK(entered_in(period("2026-05-21", "2026-05-31"), days) == Tri::no);
  CHECK(entered_in(period("2026-05-01", "2026-05-31"), {}) == Tri::no);
}

TEST_CASE("a stage with a date that nobody knows was not passed over, and one beside it perhaps", "[entry_days]") {
  const Contract contract = small_contract();
  const Funnel beside = read(contract, with(contract, {{"created_at", "2026-05-01"}, {"mql_at", "soon"}, {"sql_at", "2026-05-20"}}));
  CHECK(beside.stages[1].skipped == Tri::no);
  const Funnel alone = read(contract, with(contract, {{"mql_at", "soon"}, {"stage", "SQL"}}));
  CHECK(alone.stages[0].skipped == Tri::unknown);   // were the date one by July, the lead had jumped to MQL
  CHECK(alone.stages[1].skipped == Tri::no);
  const Funnel jumped = read(contract, with(contract, {{"created_at", "2026-05-01"}, {"sql_at", "2026-05-20"}}));
  CHECK(jumped.stages[1].skipped == Tri::yes);
}

TEST_CASE("who left before a stage that nobody dates may have come back", "[entry_days]") {
  const Contract contract = small_contract();
  const Funnel open = read(contract, with(contract, {{"created_at", "2026-05-01"}, {"mql_at", "soon"}, {"stage", "MQL"}, {"lost_at", "2026-05-10"}}));
  CHECK(open.exit == -1);
  CHECK(open.exits_perhaps == 1);
  const Funnel left = read(contract, with(contract, {{"created_at", "2026-05-01"}, {"mql_at", "2026-05-05"}, {"lost_at", "2026-05-10"}}));
  CHECK(left.exit == 0);
  CHECK(left.exits_perhaps == 0);
}
