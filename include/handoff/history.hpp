// The stage history of one lead: each entry into the judged stage stands for itself, with its own clock, until the next.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/contract.hpp"

namespace handoff {

/// One row of a history: the lead came to `stage` at that time.
struct HistoryStep {
  Stamp at;
  int stage = -1;                ///< index in Contract::stages; -1: not a stage
  int exit = -1;                 ///< index in Contract::exits; -1: not an exit
  std::string_view name;         ///< as the history writes it
  std::string_view owner;        ///< empty: not given
};

/// Which entry of a lead into the judged stage is being judged.
struct StageEntry {
  int number = 1;                ///< 1 is the first
  bool last = true;
  int stage = 0;                 ///< the stage whose entries are told apart
  int reached_before = -1;       ///< the furthest stage that the history knows of before this entry; -1: none
  /// Stages before this one were counted with the lead's first entry.
  std::size_t counted_from() const { return number > 1 ? static_cast<std::size_t>(stage) : 0; }
  std::string_view owner_at(Instant moment) const;   ///< who owned the lead then; empty: not known
  const std::vector<HistoryStep>* steps = nullptr;   ///< all rows of the lead, by time
};

/// What a name in a history is to the contract: a stage by its name or its values, an exit likewise, or a disposition. False: none of these.
bool name_step(const Contract& contract, std::string_view name, int& stage, int& exit);

/// The lead as it stood between one entry into `stage` and the next: the dates of that stage and of those after it, of exits and of touches
/// are those of the time between; what only the last entry can claim (the current stage, the disposition) is taken from the others.
class EntryReader {
 public:
  EntryReader(const Contract& contract, int stage);
  /// How many entries the history has; 0: the lead's own columns are all there is.
  std::size_t entries(const std::vector<HistoryStep>& steps) const;
  /// Fills `out` (a copy of `lead`) and `entry` with the entry of that number, from 0.
  void read(const Lead& lead, const std::vector<HistoryStep>& steps, std::size_t number, Lead& out, StageEntry& entry) const;
  /// The time of the next entry; nothing after the last.
  std::optional<Instant> until(const std::vector<HistoryStep>& steps, std::size_t number) const;

 private:
  void forget_before(const Stamp& entry, Lead& lead) const;
  const Contract& contract_;
  int stage_;
};

}  // namespace handoff
