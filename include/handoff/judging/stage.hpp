// The funnel of one lead: which stages an export claims for it, when, and how it left. Nothing is interpolated: a stage without
// a stamp of its own is reached where a later one is claimed, and is placed in time by the nearest earlier stamp.
#pragma once
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// The first moment of 1900, before which no lead is.
constexpr Instant first_instant = -2'208'988'800;

/// What an export claims of one stage.
struct StageClaim {
  bool reached = false;   ///< claimed here or later, whenever
  bool held = false;      ///< reached by as-of: a stamp after as-of, and the current-stage value that follows from it, are left aside
  bool perhaps = false;   ///< not held, and not known not to be: its date cannot be read or was overwritten after as-of, the current stage cannot be read or speaks of a
                          ///< later day, or the stage needs no claim and it is unknown whether the lead meets its definition
  bool stamped = false;   ///< has a date of its own: the claim's, or else the contract's `dated_by`
  bool misdated = false;  ///< not stamped, and its own date, or the contract's `dated_by`, is there and not known: it cannot be read, or the CRM wrote it over after as-of
  bool open_day = false;  ///< nobody knows the day that places it: it is misdated, or has no date, and the nearest earlier stage with one is
  bool coming = false;    ///< not stamped, since its own date lies after as-of, and the lead holds it all the same, or may: that date places what is claimed after as-of alone
  bool untold = false;    ///< held, or perhaps, and not stamped, since the export has no column for its date: no date, but a moment to be judged at
  Tri skipped = Tri::no;  ///< yes: the lead has stage dates, and lacks that of this stage, which it has passed; unknown: that hangs on a date, or a claim, that nobody knows
  bool placed = false;    ///< has a place in time: its own stamp, or the nearest earlier stage's
  Stamp at;               ///< its own date, where stamped; where misdated or untold, from the nearest earlier date to the nearest later one, else as-of
  Stamp place;            ///< where placed
  /// Is it seen here by a later stage alone? `further`: the lead holds a later one.
  bool implied(bool further) const { return further && !stamped && !misdated && skipped == Tri::no; }
};

/// One lead's way through the stages; a buffer that is used again for every lead.
struct Funnel {
  std::vector<StageClaim> stages;   ///< by stage index
  std::size_t reached = 0;          ///< how many of them are reached, the first so many
  int furthest = -1;                ///< last stage held; -1: none
  int exit = -1;                    ///< first exit of the contract that applies; -1: none
  std::uint64_t exits_perhaps = 0;  ///< a bit for each exit before that one by which it may have left: nobody knows the date, or the definition is undecided
  bool exit_stamped = false;
  Stamp exit_at;
  bool time_order = false;          ///< a later stage is stamped earlier than one before it
  bool after_as_of = false;         ///< at least one stage stamp lies after as-of
  bool misdated = false;            ///< at least one stage may be
  bool perhaps = false;             ///< of at least one stage it is not known whether the lead is there
  /// Is the lead not there yet: all that is dated of it lies after as-of?
  bool to_come() const { return after_as_of && furthest < 0 && !perhaps; }
  /// Is it there? Unknown where no date of it is by as-of, and either nobody knows one of them, or it may have been at a stage before one that is later.
  Tri there() const { return furthest >= 0 ? Tri::yes : to_come() ? Tri::no : misdated || (after_as_of && perhaps) ? Tri::unknown : Tri::yes; }
  std::string unnamed_value;        ///< current-stage value that no stage and no exit names; empty: none
};

/// True where `earlier` is certainly before `later`: two days are compared as days, all else as intervals.
bool certainly_before(const Stamp& earlier, const Stamp& later);
/// Seconds from one stamp to another, for statistics: whole days between two days, else between their first instants; never negative.
Seconds between(const Stamp& from, const Stamp& to);

/// How long from one stamp to another, as far as is known: between two days whole days; else a day without a time may have been any of its seconds. Never negative.
struct Elapsed { Seconds least = 0, most = 0; };
Elapsed elapsed(const Stamp& from, const Stamp& to);

/// The days of which one is that on which the lead entered a stage that it holds, or may hold: the one day where it has a place in time; where its date is
/// `misdated`, all from its nearest earlier stage's date to its nearest later one's. Empty: nothing says when.
std::optional<Period> entry_days(const Funnel& funnel, std::size_t stage, const Zone& zone, Instant as_of);
/// Did it happen on a day of the window, as far as its `entry_days` say? Without a window: whenever it did, and where it has no date too.
Tri entered_in(const std::optional<Period>& window, const std::optional<Period>& days);
/// Does the lead hold the stage, and did it enter it on a day of the window? Unknown where nobody knows the one or the other.
Tri holds_in(const std::optional<Period>& window, const Funnel& funnel, std::size_t stage, const Zone& zone, Instant as_of);
/// Did it happen on a day of the window? Of a claim that has a place in time or none, and no open day.
bool happened_in(const std::optional<Period>& window, const StageClaim& claim, const Zone& zone);
/// The lead as it is judged when it entered a stage: at the stage's own date, where it has one; where nobody knows it, at all the moments that it may be.
Judging at_entry(const Judging& judging, const StageClaim& entry);
/// The same, and as of as-of where the stage's own date is a later one.
Judging at_entry(const Judging& judging, const StageClaim& entry, Instant as_of);

/// Reads funnels by the contract's claims as of a moment.
class FunnelReader {
 public:
  FunnelReader(const Contract& contract, Instant as_of);
  /// The funnel of the lead being judged. `judging.moment` is not used.
  void read(const Judging& judging, Funnel& out) const;
  /// Is there a stamp pair of these stages that stands in the wrong order?
  static bool faulty(const Funnel& funnel, std::size_t earlier, std::size_t later);

 private:
  /// What a value of the current-stage field says, in any case: CRM exports drift between "MQL" and "mql".
  struct NamedValue { std::string text; int stage = -1; int exit = -1; };
  /// Where a stage's stamp is; `enough`: the definition of a stage that needs no claim; `dating`: the fields that `dated_by` asks.
  struct StageRule { FieldId at; const Expr* enough; const Expr* dated_by; std::vector<FieldId> dating; };
  void name_value(const std::string& value, int NamedValue::* of, std::size_t index);
  const NamedValue* value_of(const Judging& judging, Funnel& out) const;
  bool read_stamps(const Judging& judging, Funnel& out) const;
  void open_stages_without_column(const Judging& judging, Funnel& out) const;
  /// Does its date lie after as-of?
  bool is_later(const StageClaim& claim) const { return claim.stamped && claim.at.first > as_of_; }
  void read_later(FieldId field, bool in_history, StageClaim& claim, Funnel& out) const;
  void forget_who_is_to_come(bool open, Funnel& out) const;
  void claim_by_any_value(Funnel& out) const;
  void perhaps_as_far_as(std::size_t last, Funnel& out) const;
  void settle_perhaps(Funnel& out) const;
  void claim_by_value(int rank, bool in_history, Funnel& out) const;
  void date_claims(const Judging& judging, Funnel& out) const;
  void date_perhaps(const Judging& judging, Funnel& out) const;
  static bool may_be_undated(const StageRule& rule, const Lead& lead);
  void mark_skipped(const Judging& judging, Funnel& out) const;
  void place_misdated(Funnel& out) const;
  void mark_untold(const Judging& judging, Funnel& out) const;
  Stamp may_be_at(std::size_t stage, const Funnel& funnel) const;
  Tri came_back(const Stamp& left, const Funnel& out) const;
  Tri has_left(const Exit& exit, bool named, const Judging& judging, const Funnel& out) const;
  bool may_be_named(const Exit& exit, const Judging& judging) const;
  void read_exit(const Judging& judging, int by_value, Funnel& out) const;
  const Contract& contract_;
  Instant as_of_;
  FieldId stage_field_;
  bool dates_claims_;   // a stage has `dated_by`
  std::vector<StageRule> rules_;
  std::vector<NamedValue> values_;   // a handful: their lengths tell most of them apart
};

/// A date that an expression of the contract comes to of the lead; empty: a part of it is missing.
std::optional<Stamp> date_of(const Expr& date, const Judging& judging);
/// Does the lead meet the contract's definition of a stage, claimed or not? Judged at the stage's own date, else at the date by `dated_by`, else as of; never in
/// the future. Unknown where the contract has no definition.
Tri recomputed(const Contract& contract, std::size_t stage, const Funnel& funnel, const Judging& at_as_of);

/// Adds the fields that the definitions of the stages ask.
void collect_definition_fields(const Contract& contract, std::vector<FieldId>& out);
/// Adds the fields that reading funnels needs.
void collect_funnel_fields(const Contract& contract, std::vector<FieldId>& out);

}  // namespace handoff
