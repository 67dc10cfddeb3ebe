// What is true of a lead under the contract that contract_text.cpp writes. Decided from the lead's own values before a byte is
// written, by code that shares nothing with the tool.
#pragma once
#include "lead.hpp"

namespace synth {

enum class Tri : std::uint8_t { no, yes, unknown };
enum class Verdict : std::uint8_t { met, breached, open, unknown, exempt };
enum class Disposed : std::uint8_t { ok, reason_missing, missing_past_due, missing_not_due, missing_undated };
enum Segment : int { segment_a, segment_b, unmapped, undecided_segment, segments };
enum Clock : int { demo_clock, general_clock, clocks };
enum Exit : int { no_exit = -1, exit_disqualified, exit_recycled, exits };

/// A moment known to the second, or only to the day.
struct Moment { Instant first = never, last = never; bool known() const { return first != never; } };

struct Facts {
  std::array<Moment, stages> at;   ///< as the export shows them
  int furthest = 0;
  int exit = no_exit;
  bool time_order = false;
  int segment = unmapped;
  int month = 0;                   ///< of creation: months since 2024-01
  Tri icp = Tri::unknown, definition = Tri::unknown;
  // Below: of leads that reached MQL.
  /// Which clocks apply; two that may are unknown each, and the lead's verdict is what both come to alike.
  std::array<Tri, clocks> applies{Tri::no, Tri::no};
  Verdict verdict = Verdict::unknown;
  std::int64_t elapsed = -1;       ///< where the clock is known and was stopped, and both moments are exact
  bool touched_before = false;
  Disposed disposed = Disposed::ok;
  bool reached(int stage) const { return furthest >= stage; }
};

/// Whether the export shows this stage's date without a time.
bool date_only(const Options& options, int stage);
int month_of(const Moment& moment);
Facts judge(const Options& options, const Lead& lead);

}  // namespace synth
