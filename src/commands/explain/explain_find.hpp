// Finding one lead in an export as one contract reads it, with what is joined to it: its touches, its signals, who shares its e-mail.
#pragma once
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli.hpp"
#include "handoff/measures/story.hpp"
#include "handoff/judging/touch.hpp"
#include "reading/lead_logs.hpp"
#include "reading/lead_scan.hpp"

namespace handoff {

/// A lead that outlives the call it was handed in.
struct HeldLead {
  Lead lead;
  Tri duplicate = Tri::unknown;
  std::deque<std::string> texts;
  std::optional<Touches> touches;       ///< where a touch log was given
  std::optional<Signals> signals;       ///< where a signal log was given; `list` is of the log
  std::optional<StageEntry> entry;      ///< where a history was given
  std::vector<HistoryStep> steps;       ///< what `entry` looks at; the texts are of the log
  explicit HeldLead(const Judging& seen);
  HeldLead(const HeldLead&) = delete;
  HeldLead& operator=(const HeldLead&) = delete;
  Judging judging(Instant as_of) const;
};

/// What is looked for, and with what beside the export.
struct LeadQuery {
  std::string id;
  LogOptions logs;
  std::string signals;                  ///< a path; empty: none
  std::string stage;                    ///< as typed
  std::uint64_t entry = 0;              ///< which entry into the stage; 0: the last
  bool with_contact = false;
};

/// The export as one contract reads it. The lead looks into the logs.
struct LeadReading {
  Settings settings;
  StorySettings story;
  std::unique_ptr<LeadLogs> logs;
  std::optional<EventLog> signals;
  Coverage coverage;
  std::unique_ptr<HeldLead> held;       ///< null: no lead has the id
  int entries = 0;                      ///< into the told stage, by the history; 0: none was given, or it knows none
  std::set<std::string> near_ids;       ///< ids a slip away from it, at most three
};

/// The stage whose checks are told: the one named, or MQL, or the first that is defined, or the first.
int told_stage(const Contract& contract, const std::string& name);
/// Reads the inputs for the lead. `contract` must outlive the reading. Throws Error.
std::unique_ptr<LeadReading> read_lead(const LeadQuery& query, const Contract& contract, const Settings& settings, Streams& io);
/// Says that no lead has the id, and which ids are near.
[[noreturn]] void refuse_unknown(const std::string& id, const std::set<std::string>& near_ids, const Settings& settings);

}  // namespace handoff
