// One lead as sentences and tables that a VP can follow, and as JSON: what happened, what was claimed, and why each
// verdict is what it is.
#pragma once
#include <string>
#include <vector>

#include "handoff/measures/story.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

/// Of several versions of a contract, the one that the lead is explained by, and why. `sentence` empty: there was one
/// contract, and nothing to choose.
struct VersionChoice {
  bool in_force = true;  ///< false: none was on the day of entry
  std::string sentence;
  std::string version, from, to;  ///< its name and its days; an open end is empty
  std::string stage, entered;     ///< the stage whose entry decided, and the day of it; both empty: no entry has a date
};

/// What the report says besides the lead's story.
struct ExplainContext {
  std::string lead_id;
  const Lead* lead = nullptr;
  const std::vector<std::string>* headers = nullptr;  ///< by FieldId: the export's column; empty: not read
  std::vector<RowPlace> rows;                         ///< of this id; empty: not looked up
  bool signal_log = false;                            ///< one was given
  bool history = false;                               ///< one was given
  int entry = 1, entries = 0;  ///< which of the entries into the stage; 0: the history knows none
  VersionChoice version;
};

/// Fills the report's headline, tables, result and main table (the timeline).
void explain_report(const Contract& contract, const StorySettings& settings, const LeadStory& story,
                    const ExplainContext& context, Report& report);

}  // namespace handoff
