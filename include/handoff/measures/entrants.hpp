// The population that audit, breaches and gaming share: who holds a stage by as-of, and entered it on the days that were asked for.
#pragma once
#include "handoff/contract/group.hpp"
#include "handoff/contract/versions.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/judging/lead_judge.hpp"

namespace handoff {

/// Appends the group of an entrant of a stage, or of who may be one: by the day of its entry, or by the days of which one may be that.
inline void write_group(GroupKeys& keys, const Judging& judging, const Funnel& funnel, std::size_t stage, const Zone& zone, Instant as_of, std::string& key) {
  const StageClaim& entry = funnel.stages[stage];
  const std::optional<Period> days = keys.by_period() && !entry.placed ? entry_days(funnel, stage, zone, as_of) : std::nullopt;
  if (!days && !(entry.open_day && keys.by_period())) return keys.write(judging, entry.placed ? &entry.place : nullptr, key);
  keys.read(judging);
  keys.write_between(days ? *days : *entry_days(funnel, stage, zone, as_of), false, entry.held, key);
}

struct Entrants {
  std::uint64_t unplaced = 0;                      ///< hold the stage, and have no date to be placed by
  std::uint64_t holders = 0;                       ///< hold the stage by as-of, entered on whatever day
  std::uint64_t after_as_of = 0;                   ///< claimed, by a date after as-of: not in the population
  OutsideEntries outside;                          ///< entered on a day on which the contract was not in force
  std::uint64_t unique_leads = 0, reentries = 0;   ///< with a history: leads of the population, and entries beyond a lead's first
  /// Does the lead belong to the population, if it is wanted at all? Unknown where nobody knows whether it holds the stage, or whether it entered it on a day that was
  /// asked for.
  template <class Asked>
  static Tri belongs(LeadJudge& judge, const Asked& asked, const Zone& zone) {
    return holds_in(asked.window, judge.funnel(), static_cast<std::size_t>(asked.stage), zone, asked.as_of);
  }
  /// Of a claim by a date after as-of: does it say that the lead entered the stage on a day that was asked for?
  template <class Asked>
  static Tri claimed_in(const Funnel& funnel, const Asked& asked, const Zone& zone) {
    const auto stage = static_cast<std::size_t>(asked.stage);
    const StageClaim& entry = funnel.stages[stage];
    if (entry.open_day) return entered_in(asked.window, entry_days(funnel, stage, zone, asked.as_of));
    return happened_in(asked.window, entry, zone) ? Tri::yes : Tri::no;
  }
  /// Counts the lead where it holds the stage, whether it is wanted or not.
  template <class Asked>
  void see(LeadJudge& judge, const Asked& asked) {
    holders += judge.funnel().stages[static_cast<std::size_t>(asked.stage)].held;
  }
  /// Counts the lead where it belongs to the population, else why it does not. `asked`: the settings of a measure.
  template <class Asked>
  bool enter(LeadJudge& judge, const Asked& asked, const Zone& zone) {
    const StageClaim& entry = judge.funnel().stages[static_cast<std::size_t>(asked.stage)];
    after_as_of += entry.reached && !entry.held && claimed_in(judge.funnel(), asked, zone) == Tri::yes;
    if (!entry.held) return false;
    unplaced += !entry.placed && !entry.open_day;
    const bool inside = belongs(judge, asked, zone) == Tri::yes;
    if (!inside && entry.placed && !entry.open_day) outside.add(asked.not_in_force, day_in(zone, entry.place));
    if (!inside) return false;
    const Judging& lead = judge.judging();
    unique_leads += lead.lead->offset != last_offset_;
    last_offset_ = lead.lead->offset;
    reentries += lead.entry && lead.entry->number > 1;
    return true;
  }
  void merge(const Entrants& other) {
    unplaced += other.unplaced;
    holders += other.holders;
    after_as_of += other.after_as_of;
    outside.merge(other.outside);
    unique_leads += other.unique_leads;
    reentries += other.reentries;
  }

 private:
  std::uint64_t last_offset_ = ~std::uint64_t{0};
};

}  // namespace handoff
