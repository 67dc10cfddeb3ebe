// Touches of one lead from a log of activities: the first after entry, how many through how many channels before the window or the
// disposition closes, and whether that is the effort owed. A touch known to the day alone is an interval, and so are its counts.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/judging/finding.hpp"
#include "handoff/judging/stage.hpp"

namespace handoff {

/// A touch that counts by the contract's [touch].
struct Touch {
  Stamp at;
  std::uint16_t channel = 0;          ///< position in Touches::channels
  std::optional<Stamp> updated;       ///< when the lead's status was updated after it, by the log
  bool update_unreadable = false;     ///< something stands there, and cannot be read
};

/// The touches of one lead, by time. Present, and empty, for a lead that a given log does not know.
struct Touches {
  std::vector<Touch> list;
  const std::vector<std::string>* channels = nullptr;
  bool updates = false;               ///< the log says when the status was updated
  std::vector<std::uint32_t> undated{};  ///< the channels of touches at a moment that cannot be read; any_type: of a channel that cannot be read either
};

/// The field that a touch log speaks for: clocks that stop at it look for their own first touch in the log.
FieldId touch_field();
/// Was a lead touched from `start` on, by as-of? Where `since` is yes, the first such touch is at `at`: between the start and the first that is dated, where there
/// is a touch at a moment that cannot be read.
struct FirstTouch { Tri since = Tri::no; Stamp at; };
FirstTouch first_touch(const Touches& touches, const Stamp& start, Instant as_of);
/// By the CRM's last touch and its count of touches: of a lead whose first touch lies before a moment, did another come
/// from then on, by as-of?
Tri touched_again(const Lead& lead, const Stamp& start, Instant as_of);

/// Was a lead touched from its entry on, by as-of, as far as the CRM's own dates say?
struct CrmTouch {
  Tri since;
  Stamp at;     ///< where `since` is yes
  bool first;   ///< `at` is the first touch since; else there may have been one before it
};
CrmTouch crm_touch(const Contract& contract, const Lead& lead, FieldId field, const StageClaim& entry, Instant as_of);
/// Is there any touch not after as-of?
Tri touched_at_all(const Touches& touches, Instant as_of);

/// At least and at most, since a day without a time may lie on either side of a moment.
struct TouchCount { std::uint64_t least = 0, most = 0; };

/// What the touches of one lead come to.
struct TouchFacts {
  bool logged = false;                ///< a touch log was given
  Tri counted = Tri::no;              ///< is the lead at the stage that touches are counted from?
  Tri placed = Tri::no;               ///< has it a date of its own there?
  Stamp from;                         ///< that entry
  std::optional<Stamp> closes;        ///< when counting ended or will end: the window's end or what `before` names, whichever is earlier
  bool closed = false;                ///< it is past as-of
  Tri effort_due = Tri::unknown;      ///< counting ended before as-of, so that effort is owed by then; no without an end
  TouchCount touches, channels;       ///< from entry to the close, or to as-of
  std::vector<Tri> through;           ///< by channel: at least one touch from entry to the close; where `placed` is not yes, at any time, and never yes
  std::uint64_t before_entry = 0;     ///< touches that certainly came before it
  std::optional<Stamp> first, last;   ///< from entry to as-of
  std::uint64_t since = 0;            ///< touches from entry to as-of
  Finding touched{}, effort{};        ///< at least one since entry; as much as is owed
  std::uint64_t updated = 0, updated_late = 0, update_open = 0, update_unknown = 0;   ///< of `since`, by [touch] status_within
  std::uint64_t updated_early = 0;    ///< of `since`: updated in time, and not yet due
};

/// Reads the touches of leads of one stage by the contract's [touch].
class TouchReader {
 public:
  TouchReader(const Contract& contract, int stage, Instant as_of);
  /// By other rules than the contract's, which must stay. Touches are counted from `stage`.
  TouchReader(const Contract& contract, int stage, Instant as_of, const TouchRules& rules);
  /// `judging.touches` may be null: then nothing is known.
  void read(const Judging& judging, const Funnel& funnel, TouchFacts& out) const;
  /// Was the lead touched at least so often in its window? It is not asked of leads that effort is not owed to, nor of one that moved on to a later stage, or
  /// entered anew, while its window ran, and had fewer by then. Open while the window runs. By the log where one was given; else as far as the columns
  /// `first_touch_at`, `last_touch_at` and `touches` say.
  DueFinding touched_often(const Judging& judging, const Funnel& funnel, std::uint64_t least) const;
  /// Does the contract ask for a number of touches or channels?
  bool asks_effort() const { return rules_ && (rules_->minimum || rules_->channels); }
  int from() const { return from_; }

 private:
  /// When what `before` names came to pass. Held without a date: it is known that it did, and not when. Untold: the export has no column for it, or what stands there cannot be read.
  struct Ending { bool held = false, untold = false; std::optional<Stamp> at; };
  Ending ending(const Judging& judging, const Funnel& funnel) const;
  /// Says of a lead with a date of its own when its counting ends.
  Ending close(const Judging& judging, const Funnel& funnel, TouchFacts& out) const;
  TouchCount in_log(const Touches& touches, bool placed, bool open_end, TouchFacts& facts) const;
  TouchCount in_columns(const Judging& judging, bool placed, bool open_end, const TouchFacts& facts) const;
  Tri moved_on(const Judging& judging, const Funnel& funnel, bool placed, const TouchFacts& facts) const;
  /// `open_end`: counting has ended on a day that nobody knows, or may have: each touch may lie after it.
  void count(const Touches& touches, bool open_end, TouchFacts& out) const;
  void count_anywhen(const Touches& touches, TouchFacts& out) const;
  void count_updates(const Touches& touches, TouchFacts& out) const;
  Finding effort(const Judging& judging, const TouchFacts& facts, const Ending& end) const;
  Tri ended(const TouchFacts& facts, const Ending& end) const;
  const Contract& contract_;
  const TouchRules* rules_;           // null: the contract has no [touch]
  Instant as_of_;
  int from_;
  int before_exit_ = -1, before_stage_ = -1;
  bool before_answer_ = false;        // an answer may be what `before` names
};

/// The stage that `touched_share` is about: `from` of [touch], else MQL, else the first.
int touched_stage(const Contract& contract);
/// Does all of a touch lie at or before a close, or on the same day?
bool surely_by(const Stamp& touch, const Stamp& close);

/// Adds the fields that effort needs of a lead.
void collect_touch_fields(const Contract& contract, std::vector<FieldId>& out);

/// `at least 6 touches through 2 channels within 14 d of MQL, before rejected`.
std::string effort_text(const Contract& contract, int stage);
/// Which touches are counted: ` within 14 d, before rejected`; empty: all since entry.
std::string counted_text(const Contract& contract);

}  // namespace handoff
