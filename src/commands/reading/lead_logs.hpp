// The logs beside the leads, `--touches` and `--history`, joined to each lead of one stage: a lead comes once for each entry the history
// knows, with the touches since, and the log's word stands in the columns that speak of touches.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "logs/event_log.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/report/report.hpp"
#include "handoff/judging/touch.hpp"
#include "frame/settings.hpp"

namespace CLI {
class App;
}

namespace handoff {

/// As typed; each may be given several times, for the parts of one log.
struct LogOptions {
  std::vector<std::string> touches, history;
  bool given() const { return !touches.empty() || !history.empty(); }
};
void declare_log_options(CLI::App& app, LogOptions& options);
/// The second alone.
void declare_history_option(CLI::App& app, LogOptions& options);
/// The first of the two alone, for commands that count each lead once.
void declare_touch_option(CLI::App& app, LogOptions& options);
/// For check_files: option and path.
void add_log_paths(const LogOptions& options, std::vector<std::pair<std::string, std::string>>& paths);

/// What the logs said against the columns; of leads that hold the stage.
struct JoinCounts {
  std::uint64_t agree = 0, differ = 0, column_only = 0, log_only = 0;   ///< first touch in the column and in the log
  std::uint64_t entries_by_column = 0;                                  ///< leads in the stage that the history does not know to have entered it
  std::uint64_t differ_entry = 0;                                       ///< the column's date of entry is none of the history's
  std::uint64_t disordered = 0;                                         ///< leads that the history has in a later stage before their first entry
  std::uint64_t two_owners = 0;                                         ///< leads for which the history names two owners at one moment
  std::uint64_t touches_to_come = 0, steps_to_come = 0;                 ///< rows after as-of
  /// Rows of leads whose creation is dated: all, those more than a year before it, and those within the year before it.
  struct Ages { std::uint64_t rows = 0, early = 0, before = 0; };
  Ages touches, steps;
  std::uint64_t placed = 0;                                             ///< leads whose entry into the stage has a place in time
  std::map<std::size_t, std::uint64_t> in_silence;                      ///< of placed, by the log's long silences: within it, more than a week before it ends
  std::uint64_t before_log = 0, after_log = 0;   ///< of placed: more than a week before the first touch of the log, or after its last
  void merge(const JoinCounts& other);
};

class LeadLogs {
 public:
  /// Reads them. A pass over the export goes first, so that only touches of leads that matter are held.
  /// For `kept_from`: touches of all leads of the export are kept.
  static constexpr int everybody = -2;
  /// `stage`: whose entry touches and entries are told from. `kept_from`: touches are kept of leads in this stage, where it is an earlier one.
  LeadLogs(const LogOptions& typed, const Contract& contract, const Settings& settings, int stage, int kept_from = -1);
  bool touches_given() const { return touches_.has_value(); }
  bool history_given() const { return history_.has_value(); }
  /// Do the logs say when the lead's status was updated: a column of the touches, or the history?
  bool updates() const { return touches_ && (touches_->has(updated_column) || history_); }
  const std::vector<std::string>& channels() const { return touches_->types(); }
  /// The fields that the touch log speaks for.
  static std::vector<FieldId> touch_fields();
  std::vector<InputAccount> accounts() const;
  /// After the leads have passed. Throws Error where more than one lead in twenty entered more than a week before the touch log begins or after it ends:
  /// such a log is a part of what happened, and its silence proves nothing.
  /// So it is where no row is of a lead of the export, and where more than one row in twenty of a log is damaged. `all_leads`: no filter left leads out.
  void require_whole(const JoinCounts& counts, bool all_leads) const;
  /// The id that the notes give for those that the export does not have; empty: none is given. One with a blank may be a person's name.
  std::string stranger() const;
  /// After the leads have passed.
  std::vector<std::string> notes(const JoinCounts& counts) const;

 private:
  friend class LogJoin;
  static constexpr std::size_t owner_column = 0, old_column = 1;   // further columns of the history
  static constexpr std::size_t updated_column = 0;                 // of the touches
  void read_history(const LogOptions& typed, const Settings& settings);
  void read_touches(const LogOptions& typed, const Settings& settings);
  void find_silences();
  std::optional<std::size_t> silence_of(const Stamp& at) const;
  void note_silences(std::vector<std::string>& notes, const JoinCounts& counts) const;
  void require_counted() const;
  LeadSet cohort(const Settings& settings) const;
  std::string reach(const JoinCounts& counts) const;
  void note_touches(std::vector<std::string>& notes, const JoinCounts& counts) const;
  void note_history(std::vector<std::string>& notes, const JoinCounts& counts) const;
  const Contract& contract_;
  int stage_, kept_from_;
  Instant as_of_;
  std::optional<Period> window_;
  std::map<std::string, std::string> names_;                  // touch type -> channel, lower case
  std::optional<EventLog> touches_, history_;
  Instant touches_begin_ = instant_max, touches_end_ = instant_min;   // of the rows that count
  struct Silence { Instant begin, end; };                              // the touches before and after it
  std::vector<Silence> silences_;                                      // far longer than the others, by time
  struct Step { int stage = -1, exit = -1; bool named = false; };
  std::vector<Step> step_of_;                                 // of the history's names
};

/// One worker's way from leads to leads with their logs.
class LogJoin {
 public:
  explicit LogJoin(const LeadLogs& logs);
  /// Calls `visit` for each entry of the lead. `judging.lead` and the logs' members are set for the call.
  void each(const Lead& lead, Judging& judging, const std::function<void(const Judging&)>& visit);
  /// The lead counts: its rows in the logs are not strangers, and its columns are held against the logs.
  void counted(const Lead& lead);
  /// Forgets what was counted, and which leads were.
  void reset();
  JoinCounts counts;

 private:
  void read_logs(const Lead& lead);
  void date_updates();
  void take_undated(std::string_view id);
  void count_ages(const Value& created);
  void patch(const Judging& judging, Lead& lead);
  void leave_open(Lead& lead) const;
  Stamp stamp(Instant at, bool day_only) const;
  const LeadLogs& logs_;
  const FieldId created_ = known_field("created_at");
  EntryReader entries_;
  FunnelReader funnels_;
  Funnel funnel_;
  std::size_t touched_ = EventLog::nobody, known_ = EventLog::nobody;
  std::vector<Touch> all_;
  std::vector<HistoryStep> steps_, undated_steps_;
  std::uint64_t steps_to_come_ = 0;
  bool in_history_ = false;        // the history has a row of the lead that is not of its owner alone
  bool two_owners_ = false;
  bool owner_open_ = false;        // a row of the history that names an owner has a date that cannot be read
  Touches touches_;
  StageEntry entry_;
  Lead patched_;
  std::string channels_;
};

}  // namespace handoff
