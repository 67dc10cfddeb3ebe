// The population that audit, breaches and gaming share: who holds a stage by as-of, and entered it on the days that were asked for.
#pragma once
#include "handoff/contract/group.hpp"
#include "handoff/contract/versions.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/judging/lead_judge.hpp"

namespace handoff {

struct Entrants {
  std::uint64_t unplaced = 0;                      ///< hold the stage, and have no date to be placed by
  std::uint64_t after_as_of = 0;                   ///< claimed, by a date after as-of: not in the population
  OutsideEntries outside;                          ///< entered on a day on which the contract was not in force
  std::uint64_t unique_leads = 0, reentries = 0;   ///< with a history: leads of the population, and entries beyond a lead's first
  /// Does the lead belong to the population, if it is wanted at all?
  template <class Asked>
  static bool belongs(LeadJudge& judge, const Asked& asked, const Zone& zone) {
    const StageClaim& entry = judge.funnel().stages[static_cast<std::size_t>(asked.stage)];
    return entry.held && happened_in(asked.window, entry, zone);
  }
  /// Counts the lead where it belongs to the population, else why it does not. `asked`: the settings of a measure.
  template <class Asked>
  bool enter(LeadJudge& judge, const Asked& asked, const Zone& zone) {
    const StageClaim& entry = judge.funnel().stages[static_cast<std::size_t>(asked.stage)];
    after_as_of += entry.reached && !entry.held && happened_in(asked.window, entry, zone);
    if (!entry.held) return false;
    unplaced += !entry.placed;
    const bool inside = happened_in(asked.window, entry, zone);
    if (!inside && entry.placed) outside.add(asked.not_in_force, day_in(zone, entry.place));
    if (!inside) return false;
    const Judging& lead = judge.judging();
    unique_leads += lead.lead->offset != last_offset_;
    last_offset_ = lead.lead->offset;
    reentries += lead.entry && lead.entry->number > 1;
    return true;
  }
  void merge(const Entrants& other) {
    unplaced += other.unplaced;
    after_as_of += other.after_as_of;
    outside.merge(other.outside);
    unique_leads += other.unique_leads;
    reentries += other.reentries;
  }

 private:
  std::uint64_t last_offset_ = ~std::uint64_t{0};
};

}  // namespace handoff
