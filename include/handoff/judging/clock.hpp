// A commitment in time, judged: five verdicts, never two. What is known only to the day is an interval, and an interval that
// the limit cuts through is unknown, not met.
#pragma once
#include <optional>

#include "handoff/contract/contract.hpp"
#include "handoff/judging/finding.hpp"
#include "handoff/judging/stage.hpp"

namespace handoff {

enum class Verdict : std::uint8_t { met, breached, open, unknown, exempt };
constexpr std::size_t verdict_count = 5;
std::string_view verdict_name(Verdict verdict);

/// One clock of one lead.
struct ClockFact {
  int clock = -1;                ///< index in Contract::clocks
  Verdict verdict = Verdict::unknown;
  bool has_start = false;        ///< the start is in the export
  bool started = false;          ///< it can be measured: a start not after as-of, and a stop column that can be read
  bool stopped = false;          ///< a stop at or after the start, not after as-of
  bool early_stop = false;       ///< a stop before the start, which does not stop the clock (touched before)
  bool before_start = false;     ///< then: the export does not say whether anybody came since, so that the verdict is unknown, or what the contract says
  bool untimed = false;          ///< when it stopped since its start, or whether it did, is not known: it is in no time
  Tri undated = Tri::no;         ///< it stops at an answer that was given, and of which the export has no date; unknown: whether it was given. Untimed
  bool perhaps = false;          ///< whether this clock applies, or another with its stop, cannot be known: the verdict is unknown, unless it takes the lead out
  Verdict alone = Verdict::unknown;   ///< what it comes to if it is the one that applies
  Ways ways = Way::exempt;       ///< all that may be so of the lead if it is this clock that applies
  Ways lead = Way::exempt;       ///< the same whichever clock with its stop applies, or none
  bool stands = true;            ///< of clocks that may apply, the lead's duty is listed once, under the last
  Stamp start, stop;
  Stamp due;                     ///< first and last instant at which the limit may have run out
  Tri due_passed = Tri::unknown; ///< had it run out before as-of? Shares are over the leads whose limit had
  Seconds elapsed = 0;           ///< from first to first instant, on the clock's own kind of time; to as-of where not stopped
  Seconds least = 0, most = 0;   ///< its bounds, where a day has no time
  bool measured() const { return started && !perhaps && !untimed && verdict != Verdict::exempt; }
};

/// What a clock finds of a lead: passed is met, failed is breached. Where another clock may apply, or none, it is perhaps not asked.
DueFinding clock_finding(const ClockFact& fact);
/// The same of the lead, whichever clock it is that applies.
inline DueFinding lead_finding(const ClockFact& fact) { return fact.lead; }
/// The same if it is this clock that applies.
inline DueFinding own_finding(const ClockFact& fact) { return fact.ways; }

/// Elapsed or business seconds of the clock's own kind.
Seconds clock_seconds(const Clock& clock, Instant from, Instant to);
/// The limit in the clock's own seconds when the clock starts at `start` (business days: the opening time until it is due).
Seconds limit_seconds(const Clock& clock, Instant start);
/// When a clock that starts at `start` is due: the first moment at which the limit is used up. What stops by then is met.
Instant due_at(const Clock& clock, Instant start);

/// A time on the clock's own kind, for people: business time in hours and minutes, since its days are not 24 hours long.
std::string clock_span_text(const Clock& clock, Seconds seconds);

/// Judges one clock. `absent`, by FieldId, marks fields that the export does not have: their clocks are unknown.
ClockFact judge_clock(const Contract& contract, int clock, const Judging& judging, Instant as_of, const std::vector<bool>& absent);

/// Which clocks apply to entrants of a stage: those that share a stop compete, the first whose `where` is true applies. Where a `where` is unknown (what it
/// compares is blank, or nobody knows it), each clock that may apply is there, unproven.
class ClockSet {
 public:
  ClockSet(const Contract& contract, int stage);
  /// Judges every clock that applies to the lead, in the contract's order.
  void judge(const Judging& judging, Instant as_of, const std::vector<bool>& absent, std::vector<ClockFact>& out) const;
  const std::vector<int>& clocks() const { return clocks_; }

 private:
  void weigh_alternatives(std::vector<ClockFact>& facts) const;
  const Contract& contract_;
  std::vector<int> clocks_;   // in the contract's order
};

/// The field at which the clocks stop that "touched late" and speed-to-lead are about, whatever their order in the contract: the first touch, where a clock
/// on the stage stops at it, else where the first clock on the stage stops. `no_field`: no clock is on the stage.
FieldId judged_stop(const Contract& contract, int stage);
/// Of a lead's clocks the first that stops there; null: none applies to it.
const ClockFact* judged_clock(const Contract& contract, FieldId stop, const std::vector<ClockFact>& facts);

/// Adds the fields that the clocks of a stage need.
void collect_clock_fields(const Contract& contract, int stage, std::vector<FieldId>& out);

/// The verdict in a sentence that a VP can read, times in the contract's zone.
std::string clock_sentence(const Contract& contract, const ClockFact& fact, Instant as_of);
/// The same, behind what is there.
void append_clock_sentence(const Contract& contract, const ClockFact& fact, Instant as_of, std::string& out);

}  // namespace handoff
