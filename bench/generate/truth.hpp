// The ground truth: counts gathered while the export is written, and their JSON.
#pragma once
#include <map>
#include <string>

#include "judge.hpp"

namespace synth {

constexpr int months = 36;  // from 2024-01

/// The waterfall of a group of leads.
struct Funnel {
  std::array<std::uint64_t, stages> reached{}, skipped{}, undated{}, moved_on{};
  std::array<std::int64_t, stages> value{};
  std::array<std::array<std::uint64_t, exits>, stages> out{};
  std::uint64_t time_order = 0;
  void add(const Facts& facts, const Lead& lead);
};

/// The entrants of a stage in a month, by their own date or else that of the nearest earlier stage.
struct Entry { std::uint64_t entered = 0, moved_on = 0; };

struct ClockCount {
  std::array<std::uint64_t, 5> verdicts{};
  std::uint64_t never = 0, touched_before = 0, timed = 0;  ///< never: breached, and no touch at all
  std::int64_t seconds = 0;
};

/// The audit of a population of MQLs.
struct Audit {
  std::uint64_t population = 0, any_failed = 0, duplicate_email = 0, touched_before = 0, undated = 0, time_order = 0;
  std::uint64_t reached_sql = 0, defined = 0, defined_reached_sql = 0;
  std::array<std::uint64_t, 5> verdicts{};         ///< of leads, whichever clock applies
  std::array<ClockCount, clocks> clock{};
  std::array<std::uint64_t, 5> disposed{};
  std::array<std::uint64_t, 3> icp{}, definition{};
  /// Verdict, disposition and profile together: any other union can be worked out from it.
  std::array<std::array<std::array<std::uint64_t, 3>, 5>, 5> joint{};
  void add(const Facts& facts, const Lead& lead);
};

struct Truth {
  std::uint64_t used = 0, superseded = 0, excluded = 0;
  std::map<std::string, std::uint64_t> rejected;   ///< rows by reason
  std::uint64_t lines = 0, bytes = 0;              ///< of all files, headers included
  std::uint64_t duplicate_email = 0, unnamed_values = 0, defined = 0, definition_unknown = 0;
  Funnel all;
  std::array<Funnel, segments> by_segment;
  std::array<Funnel, months> by_month;             ///< of creation
  std::array<std::array<Entry, months>, stages> entries{};
  std::string touches;                             ///< JSON; empty: no touch log
  Audit reached;                                   ///< all who reached MQL
  Audit dated;                                     ///< of them those with an MQL date
  void add(const Options& options, const Lead& lead);
};

std::string truth_json(const Options& options, const Truth& truth);

}  // namespace synth
