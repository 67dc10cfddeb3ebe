// A lead entry by entry with its history, as the commands' join hands it on: an MQL of 9 o'clock with an hour to be touched, so due at 10.
#pragma once
#include <algorithm>
#include <functional>

#include "catch.hpp"
#include "handoff/measures/breach.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/judging/owner.hpp"
#include "leads.hpp"

namespace handoff::test {

inline HistoryStep step(std::string_view when, int stage, std::string_view owner, int exit = -1) {
  HistoryStep one;
  one.at = stamp(when);
  one.stage = stage;
  one.exit = exit;
  one.name = stage == 1 ? "mql" : stage == 2 ? "sql" : exit >= 0 ? "lost" : "parked";
  one.owner = owner;
  return one;
}

struct OwnerDesk {
  Contract contract = small_contract();
  Instant as_of = at("2026-06-10T12:00:00Z");
  BreachSettings settings;
  OwnerDesk() {
    contract.clocks.push_back(first_touch_clock("1h"));
    settings.as_of = as_of;
    settings.stage = 1;
    settings.all = true;
  }
  LeadBuilder lead(std::string_view owner = "Ana", std::string_view id = "a") const {
    LeadBuilder builder(contract);
    builder.set("lead_id", id).set("mql_at", "2026-06-10T09:00:00Z");
    if (!owner.empty()) builder.set("owner", owner);
    return builder;
  }
  /// The lead entry by entry, as the commands' join hands it on.
  void each(const LeadBuilder& lead, std::vector<HistoryStep> steps, const std::function<void(const Judging&)>& visit) const {
    order_history(steps);
    EntryReader reader(contract, 1);
    const std::size_t entries = std::max<std::size_t>(1, reader.take(steps));
    for (std::size_t i = 0; i < entries; ++i) {
      Lead patched;
      StageEntry entry;
      reader.read(lead.lead, i, patched, entry);
      Judging judging = lead.as_of(as_of);
      judging.lead = &patched;
      judging.entry = &entry;
      visit(judging);
    }
  }
  BreachTally count(const LeadBuilder& lead, const std::vector<HistoryStep>& steps) const {
    BreachTally tally(contract, settings);
    each(lead, steps, [&](const Judging& judging) { count_lead(tally, contract, settings, judging); });
    return tally;
  }
  /// `Ben overdue 10:00`, a line a breach.
  std::string told(const LeadBuilder& lead, const std::vector<HistoryStep>& steps) const {
    std::string text;
    for (const Breach& breach : count(lead, steps).sorted())
      text += breach.owner + " " + std::string(standing_name(breach.standing)) + " " + (breach.due ? iso_instant(*breach.due).substr(11, 5) : "-") + "\n";
    return text;
  }
  std::string whose(const LeadBuilder& lead, const std::vector<HistoryStep>& steps) const { return count(lead, steps).sorted().at(0).whose; }
};

inline const HistoryStep entered = step("2026-06-10T09:00:00Z", 1, "Ana");

}  // namespace handoff::test
