// The stage history of one lead: each entry into the judged stage stands for itself, with its own clock, until the next.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// One row of a history: the lead came to `stage` at that time.
struct HistoryStep {
  Stamp at;
  int stage = -1;                ///< index in Contract::stages; -1: not a stage
  int exit = -1;                 ///< index in Contract::exits; -1: not an exit
  std::string_view name;         ///< as the history writes it, in lower case; empty: the row tells of the owner alone
  std::string_view owner;        ///< empty: not given; once ordered: nor by any row before
  bool owner_lost = false;       ///< the owner stands there, and cannot be read: from then on nobody knows who has the lead
  std::string_view was;          ///< of a row on the owner alone: who had the lead until then; empty: not told
};

/// A row before all others, of whoever had the lead before the first that names an owner.
HistoryStep owned_before(std::string_view owner);

/// Puts the rows of one lead in order: by time, at one moment by stage, what is no stage last, the owner alone last of all; of one stage by name, then by owner. Of
/// changes of owner at one moment, those come last from whom no other takes the lead. A row that names no owner is the owner's of the rows before it; who had the
/// lead before the first change, that row tells: a row of its own is put before all others for him. True: two owners are named for one moment, and nothing says
/// who was the later; the last row's stands.
bool order_history(std::vector<HistoryStep>& steps);

/// Which entry of a lead into the judged stage is being judged.
struct StageEntry {
  int number = 1;                ///< 1 is the first
  bool last = true;
  bool perhaps = false;          ///< nobody knows whether there was this entry: a row of the history cannot be read
  bool another = false;          ///< and such a one may follow, of which nobody knows when it was
  int stage = 0;                 ///< the stage whose entries are told apart
  int reached_before = -1;       ///< the furthest stage that the history knows of before this entry; -1: none
  /// No other entry of the lead is, or may be.
  bool only() const { return number == 1 && last && !perhaps && !another; }
  /// No other entry of the lead is handed on after this one.
  bool closes() const { return perhaps || (last && !another); }
  /// Stages before this one were counted with the lead's first entry.
  std::size_t counted_from() const { return number > 1 ? static_cast<std::size_t>(stage) : 0; }
  /// Who owned the lead then, by the last row that is not later; empty: not known.
  std::string_view owner_at(Instant moment) const;
  /// Did the lead change hands on that very day, at a time that is not known?
  bool owner_unsure(Instant moment) const;
  const std::vector<HistoryStep>* steps = nullptr;   ///< all rows of the lead, ordered
  bool owner_open = false;   ///< a row that names an owner has a date that cannot be read: by the history nobody knows who had the lead, and when
  bool in_history = false;   ///< the history knows the lead, if only from rows after as-of
  std::optional<Stamp> next;     ///< when the next entry ended this one
};

/// What a name in a history is to the contract: a stage by its name or its values, an exit likewise, or a disposition. False: none of these.
bool name_step(const Contract& contract, std::string_view name, int& stage, int& exit);

/// The lead as it stood between one entry into `stage` and the next: the dates of that stage and of those after it, of exits and of touches
/// are those of the time between; what only the last entry can claim (the current stage, the disposition) is taken from the others.
class EntryReader {
 public:
  EntryReader(const Contract& contract, int stage);
  /// Takes up the rows of a lead, ordered, which are read until the next are taken up. How many entries they have; 0: the lead's own columns are all there is.
  /// `undated`: further rows, at moments that cannot be read.
  std::size_t take(const std::vector<HistoryStep>& steps, std::span<const HistoryStep> undated = {});
  /// Fills `out` (a copy of `lead`) and `entry` with the entry of that number, from 0.
  void read(const Lead& lead, std::size_t number, Lead& out, StageEntry& entry) const;
  /// May there be one entry more, since the moment or the stage of a row cannot be read? A lead without any entry has none more: its one entry has an unknown day.
  bool may_have_another() const;
  /// Fills them with that entry, of which nothing is known.
  void read_another(const Lead& lead, Lead& out, StageEntry& entry) const;

 private:
  struct EntryRow { std::size_t row; int reached_before; };
  void forget_before(const Stamp& entry, Lead& lead) const;
  void date_steps(std::size_t from, std::size_t end, const StageEntry& entry, Lead& out) const;
  void forget_after(const Stamp& next, Lead& lead) const;
  void leave_open(const StageEntry& entry, Lead& lead) const;
  const Contract& contract_;
  int stage_;
  const std::vector<HistoryStep>* steps_ = nullptr;
  std::span<const HistoryStep> undated_;
  std::vector<EntryRow> rows_;
  bool repeated_ = false;        // the stage stands in two rows with none between
};

/// Does a history know the lead? Then it tells what the lead had come to, whatever the CRM has written over since.
inline bool has_history(const Judging& judging) { return judging.entry && judging.entry->in_history; }

}  // namespace handoff
