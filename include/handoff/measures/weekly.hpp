// The numbers of the meeting, week by week or month by month: what was delivered, what became of it, how fast it was touched, which leads
// to talk about, and what sales said. Breaches and commitments have tallies of their own (breach.hpp, commitment.hpp).
#pragma once
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "handoff/expression/explanation.hpp"
#include "handoff/judging/causes.hpp"
#include "handoff/statistics/distribution.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/contract/money.hpp"
#include "handoff/judging/lead_judge.hpp"
#include "handoff/statistics/rate.hpp"
#include "handoff/contract/scale.hpp"
#include "handoff/contract/versions.hpp"
#include "handoff/measures/waterfall.hpp"

namespace handoff {

/// How many periods a trend shows, the chosen one last; and how many leads of each kind are talked about.
constexpr int trend_periods = 12;
constexpr std::size_t leads_to_discuss = 3;

struct MeetingSettings {
  Instant as_of = 0;
  Counting counting = Counting::defined;
  Grain grain = Grain::week;
  Period period{0, -1};                    ///< the one the meeting is about
  int stage = 0;                           ///< what marketing delivers: MQL
  int to = -1;                             ///< what sales accepts: SQL; -1: the stage is the last
  std::optional<Period> in_force;          ///< the days of entry that count; empty: all
  NotInForce not_in_force;                 ///< the days of the trend beside them
  std::vector<GroupBy> by;                 ///< the chosen period by a group
  std::optional<GroupBy> source;           ///< the pipeline by this; empty: the export has none
  std::vector<bool> absent;                ///< by FieldId: not in the export
};

/// The periods of a meeting, the oldest first: twelve that end with the chosen one, and the running one where that comes next.
std::vector<Period> meeting_periods(const MeetingSettings& settings, const Contract& contract);

/// Counts of one period. Leads belong to the period of their entry into the stage, entries to that of the entry. Additive.
struct MeetingCounts {
  std::vector<std::uint64_t> claimed;      ///< by stage: claimed entries in the period
  std::vector<std::uint64_t> entered;      ///< by stage: of these, those that count
  std::vector<std::uint64_t> unsure;       ///< by stage: of these, those of whom it is unknown
  std::vector<std::uint64_t> dayless;      ///< by stage: of those claimed, or perhaps so: of a day without a column
  std::vector<Money> value;                ///< by stage: of those that count
  std::vector<Share> moved;                ///< by stage: of those that count, not skipped: those that count at the next stage by as-of, within its `maturity` where it has one
  std::vector<Distribution> taken;         ///< by stage: how long the step took that ended in the period, in seconds from the stage before
  Share converted;                         ///< of the entries into the stage that count: those that count at `to` by as-of, within the horizon where one is signed
  std::map<std::string, Share> by_segment; ///< the same by the contract's segments, where it has any; a lead of an unknown one under `(undecided)`
  std::uint64_t meets = 0, off = 0, undecided = 0;  ///< of these entries, by the contract's definition
  Causes causes;                           ///< of the undecided
  SpanCounts touched, untouched;           ///< seconds from entry to the first touch; to as-of of those without one
  Share touched_at_all;                    ///< unknown: the touch cannot be read, or there is one and the entry has no date of its own
  std::uint64_t unmeasured = 0;            ///< entries without a date of their own or with a touch that cannot be read: in neither
  std::vector<std::uint64_t> dispositions; ///< of these entries: by state of the contract; then another word; last: none
  std::uint64_t won_in_time = 0, won_late = 0;  ///< entries into the last stage: all clocks of the stage met; one breached
  void merge(const MeetingCounts& other);
};

/// A lead to talk about.
struct TalkLead {
  std::string id, owner, segment, source, disposition, reason, why;
  Tri meets = Tri::unknown;
  std::optional<double> points;            ///< bad: of the fit axis; great: the sum of the axes; empty: cannot be proven
};

/// One source over the periods of the trend.
struct SourceCounts {
  Share converted;                         ///< as in MeetingCounts
  std::uint64_t entered = 0, opened = 0, opened_now = 0, won = 0, won_now = 0;  ///< _now: in the chosen period
  Money opened_value, opened_value_now, won_value;
  void merge(const SourceCounts& other);
};

class MeetingTally {
 public:
  MeetingTally(const Contract& contract, const MeetingSettings& settings);
  void add(LeadJudge& judge);
  void merge(MeetingTally&& other);
  const GroupKeys& keys() const { return keys_; }
  const GroupKeys& source_keys() const { return source_keys_; }
  /// The axis that a bad lead is low on: `fit`, else the contract's first; `score` where there is none.
  std::string low_axis() const { return scales_.empty() ? "score" : scales_[fit_].name; }

  std::vector<Period> periods;
  std::vector<MeetingCounts> counts;                          ///< by period
  std::vector<MeetingCounts> perhaps;                         ///< by period: of leads that may not be wanted, which are in the shares alone
  static constexpr bool takes_unsure = true;
  struct Group { MeetingCounts counts; std::uint64_t in_trend = 0; };   ///< of the chosen period; entrants in all periods of the trend, by which a person is named
  std::unordered_map<std::string, Group> groups;              ///< by group key
  std::unordered_map<std::string, SourceCounts> sources;
  ValueCounts reasons, reasons_now;                           ///< of dispositions that need one, over the trend and in the chosen period
  std::vector<TalkLead> bad, great;                           ///< at most three each, the worst and the best first
  Distribution taken_to;                                      ///< seconds from the stage to `to`, of all leads
  std::uint64_t population = 0, undated = 0;                  ///< entrants of the stage; without any date
  OutsideEntries outside;                                     ///< into the stage, on a day of the trend on which the contract was not in force
  std::uint64_t blank_dates = 0;                              ///< with a date of 1970-01-01 or before, which stands for none: in no period
  std::optional<Day> first;                                   ///< of the earliest entry into the stage; empty: none
  bool has_money = false;

 private:
  bool counts_on(Day day) const;
  int period_at(Day day) const;
  bool lacks_column(std::size_t stage) const;
  bool open_day(std::size_t stage) const;
  std::optional<Period> days_of(std::size_t stage) const;
  int period_of_stamp(const Stamp& stamp) const { return period_at(day_in(*contract_.zone, stamp)); }
  /// Calls `use` with each period in which the lead entered a stage, and whether it surely did: where nobody knows the day, with each in which it may have.
  template <class Use> void each_period(std::size_t stage, const Use& use) const;
  MeetingCounts& counts_of(std::size_t period, Tri inside, const Judging& judging);
  void add_entries(LeadJudge& judge);
  void add_entry(std::size_t stage, LeadJudge& judge, MeetingCounts& counts);
  bool add_perhaps_source(LeadJudge& judge);
  void add_wanted(LeadJudge& judge, int period);
  void add_group(LeadJudge& judge, int period, Tri inside);
  void add_cohort(LeadJudge& judge, MeetingCounts& counts);
  std::optional<bool> entrant(std::size_t stage, LeadJudge& judge) const;
  void add_converted(LeadJudge& judge, Share& share) const;
  void add_moved(std::size_t stage, LeadJudge& judge, Share& share) const;
  void add_won(MeetingCounts& here) const;
  void add_source(LeadJudge& judge);
  void add_reason(const Judging& judging, int entered);
  void talk(LeadJudge& judge, int entered);
  void merge_talk(MeetingTally& other);
  TalkLead talk_lead(const Judging& then, const Owner& owner, std::optional<double> points);
  std::optional<double> points(const Judging& judging, bool all) const;
  std::size_t disposition_of(const Judging& judging) const;
  int disposed_in(const Judging& judging, int entered) const;
  MeetingCounts empty_counts() const;
  const Contract& contract_;
  const MeetingSettings& settings_;
  GroupKeys keys_, source_keys_;
  std::vector<Scale> scales_;
  std::size_t fit_ = 0;                                       // of scales_: the axis that a bad MQL is low on
  std::optional<Explanation> definition_;
  std::optional<Seconds> horizon_;                            // of the conversion to `to`
  std::vector<std::optional<Seconds>> horizons_;              // by stage: of the step to the next
  FieldId touch_;
  int rejected_ = -1;                                         // of the contract's states; -1: all that need a reason
  const Lead* lead_ = nullptr;                                // being counted
  const Funnel* funnel_ = nullptr;                            // its own
  const LeadFacts* facts_ = nullptr;                          // null: it does not hold the stage
  std::string key_;
  OwnedLead owned_;
};

void collect_meeting_fields(const Contract& contract, const MeetingSettings& settings, std::vector<FieldId>& needed);
/// Read where the export has them: owner, segment, amounts, dispositions and their dates, the first touch.
void collect_meeting_shown(const Contract& contract, const MeetingSettings& settings, std::vector<FieldId>& out);

/// One period of the scoreboard.
struct MeetingPeriod {
  Period period;
  std::string name;
  bool partial = false;                    ///< not over by as-of
  bool immature = false;                   ///< `conversion` is to date: leads of it may still convert: no horizon says when they are late, or it has not passed
  bool before_data = false;                ///< it ended before the first entry of the export, or before the contract came into force: nothing is judged
  std::uint64_t delivered = 0, accepted = 0;  ///< entries into the stage, and into `to`, that count
  /// The most that these may be, where the export has no column for the day of some; empty: they are known.
  std::optional<std::uint64_t> delivered_most, accepted_most;
  std::uint64_t claimed = 0, unsure = 0;   ///< entries into the stage that are claimed; of these, those of whom it is unknown whether they count
  Rate conversion;                         ///< of the period's own entrants, by as-of; within the horizon, where one is signed
  std::map<std::string, Rate> by_segment;  ///< the same by the contract's segments
  Rate on_definition, touched;             ///< of the entrants: by the contract; touched by as-of
  std::optional<Cause> cause;              ///< what most of those lack of which the definition cannot be decided
  TimeSummary speed;                       ///< seconds from entry to first touch, the untouched among them
  std::vector<Rate> next;                  ///< by stage: of its entrants, moved on by as-of
  std::vector<bool> next_immature;         ///< by stage: `next` is to date
  std::vector<std::optional<double>> steps;  ///< by stage: median seconds of the steps that ended there in the period
};

struct ReasonResult { std::string reason; std::uint64_t count = 0, now = 0; double share = 0, cumulative = 0; };
struct SourceResult { GroupLabel label; SourceCounts counts; Rate conversion; };
struct MeetingGroup { std::vector<GroupLabel> labels; MeetingPeriod numbers; };

struct MeetingResult {
  std::vector<MeetingPeriod> periods;      ///< as MeetingTally::periods
  std::size_t chosen = 0;                  ///< the period of the meeting
  std::optional<double> maturity_seconds;  ///< how long a lead may take: the contract's maturity, else what nine in ten took, which judges nothing; empty: nobody has converted
  bool maturity_signed = false;            ///< the contract says so
  std::vector<ReasonResult> reasons;       ///< the most frequent first
  std::uint64_t reasons_total = 0;
  std::optional<std::size_t> reasons_for_70;  ///< so many of them make 70 %; empty: there are none
  std::vector<SourceResult> sources;       ///< by opened value, then opened, then entered
  std::vector<MeetingGroup> groups;
  std::uint64_t pooled = 0;
};
MeetingResult meeting(const MeetingTally& tally, const Contract& contract, const MeetingSettings& settings);

/// The stage whose entries are pipeline: the one after `to`, else `to`, else the stage itself.
int pipeline_stage(const Contract& contract, const MeetingSettings& settings);

}  // namespace handoff
