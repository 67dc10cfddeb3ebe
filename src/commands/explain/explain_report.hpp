// One lead's story as sentences and tables that a VP can follow, and as JSON.
#pragma once
#include <string>
#include <vector>

#include "handoff/report/report.hpp"
#include "handoff/measures/story.hpp"
#include "explain/explain_version.hpp"
#include "identity/id_rows.hpp"

namespace handoff {

/// What is told besides the story.
struct ExplainContext {
  std::string lead_id;
  const Lead* lead = nullptr;
  const std::vector<std::string>* headers = nullptr;   ///< by FieldId: the export's column; empty: not read
  std::vector<RowPlace> rows;                          ///< of this id; empty: not looked up
  bool signal_log = false;                             ///< one was given
  bool history = false;                                ///< one was given
  int entry = 1, entries = 0;                          ///< which of the entries into the told stage; 0: the history knows none
  ToldVersion version;                                 ///< of several contracts, the one that this is told under
};

/// `2026-04-01 10:00`, `2026-04-01` for a day: in UTC with a `Z` behind times.
std::string utc_text(const Stamp& stamp);
/// What a moment of the timeline is to the contract: `entry into MQL`, `stops first touch`; empty: nothing.
std::string moment_role(const Contract& contract, const LeadStory& story, const StoryMoment& moment);
/// What a score that is read from a column rests on; empty for one from rules.
std::string score_sentence(const Contract& contract, const StoryScore& story, const Lead& lead);
/// `30`, `20..40` where a day without a time leaves it open, `unknown`.
std::string points_text(const Value& value);
/// What the signals of an axis came to, one row a signal that counts, and the sentences beneath: what did not count, what a `most` cut off.
void add_signals(const Contract& contract, const LeadStory& story, const StoryScore& score, bool signal_log, Table& table);
Node signal_list(const StoryScore& score);
/// Why a stage counts as claimed: `by mql_at`, `by the current stage 'SQL'`.
std::string claim_words(const Contract& contract, std::size_t stage, const StoryStage& story, const Lead& lead);
/// Why a clock does not apply; empty: it does.
std::string not_applied_words(const Contract& contract, const StoryClock& story);
/// `default (mon-fri 09:00-17:00, America/New_York, 12 holidays)`; empty for elapsed time.
std::string calendar_words(const Clock& clock);
/// `yes`, `no`, `unknown`.
std::string_view tri_word(Tri tri);
/// `pass`, `fail`, `open`, `unknown`, `exempt`.
std::string_view finding_word(Finding finding);

void explain_report(const Contract& contract, const StorySettings& settings, const LeadStory& story, const ExplainContext& context, Report& report);
void explain_json(const Contract& contract, const StorySettings& settings, const LeadStory& story, const ExplainContext& context, Report& report);

}  // namespace handoff
