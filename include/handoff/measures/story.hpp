// One lead's story under a contract: what the export says happened and when, what was claimed, what the definitions make of it, and
// each clock, score, bucket, exclusion and check with what decided it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "handoff/expression/explanation.hpp"
#include "handoff/judging/lead_judge.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/judging/owner.hpp"
#include "handoff/expression/score.hpp"
#include "handoff/expression/signal_points.hpp"

namespace handoff {

/// One dated field of the lead, a touch of the log, a row of the history, or a clock's due time.
struct StoryMoment {
  Stamp at;
  FieldId field = no_field;      ///< no_field: a touch, a row of the history, or the due time of `clock`
  int clock = -1;
  int touch = -1;                ///< position in LeadStory::touches
  bool later = false;            ///< after as-of
  int step = -1;                 ///< position in LeadStory::steps
};

/// What a predicate came to, and why.
struct StoryVerdict {
  Tri truth = Tri::unknown;
  std::string because;           ///< the clauses that decided, with their values; may be empty
  std::vector<Reason> clauses;   ///< all of them, in their order
  std::string values() const;    ///< what they rest on, each value once: `employees = 941, industry = 'Retail'`
};

/// How a stage came to be claimed.
enum class ClaimedBy : std::uint8_t { nothing, date, value, later_stage, definition };

struct StoryStage {
  StageClaim claim;
  ClaimedBy by = ClaimedBy::nothing;
  std::optional<StoryVerdict> definition;  ///< empty: the contract has no `when` for it
  Stamp judged_at;                         ///< the moment the definition was judged at
  bool at_entry = false;                   ///< that is the stage's own date; else as-of
};

struct StoryRule { std::string when; double add = 0; Number points; StoryVerdict verdict; };   ///< points: what it adds to this lead
struct StoryScore {
  const ScoreAxis* axis = nullptr;
  Value value;                             ///< missing: it cannot be proven
  std::vector<StoryRule> rules;            ///< in the order of the contract
  SignalStory signals;                     ///< of an axis that counts signals, where a log was given
};

struct StoryBuckets {
  const BucketList* list = nullptr;
  int bucket = unmapped_bucket;            ///< or undecided_bucket
  std::vector<StoryVerdict> tried;         ///< up to the one that took the lead
};

struct StoryClock {
  int clock = -1;
  enum class Applies : std::uint8_t { yes, not_entered, where, taken } applies = Applies::yes;
  StoryVerdict where;                      ///< its `where`, where there is one
  int taken_by = -1;                       ///< the clock that stops at the same event and comes first
  ClockFact fact;                          ///< where it applies
  std::string sentence;
  Owner owner;                             ///< whose it is
};

struct StoryExclusion { std::string name; StoryVerdict verdict; };

/// The most rows of a log that are shown of one lead. Of more, the first half and the last half are shown: a hostile log may hold millions.
constexpr std::size_t most_shown = 1000;

struct LeadStory {
  Stamp scored_at;                         ///< the moment that scores are judged at
  Funnel funnel;
  std::vector<StoryMoment> timeline;       ///< by time; a day stands before the times of that day
  std::vector<std::string> touches;        ///< of the log, by time: their channels
  std::vector<HistoryStep> steps;          ///< of the history, by time
  std::size_t touches_left_out = 0, steps_left_out = 0;  ///< beyond most_shown
  std::vector<FieldId> unreadable;         ///< dates that hold something else
  std::vector<StoryStage> stages;          ///< by stage index
  std::vector<StoryScore> scores;
  std::vector<StoryBuckets> buckets;       ///< segment, lane, source, route, as far as the contract has them
  std::vector<StoryExclusion> exclusions;
  int excluded = -1;                       ///< the first exclusion that takes the lead out
  std::vector<StoryClock> clocks;          ///< by clock index
  LeadFacts facts;                         ///< of the audited stage; its checks mean nothing where the stage is not held
  Measurable measurable;
};

struct StorySettings {
  Instant as_of = 0;
  int stage = 0;                           ///< whose checks are told, and at whose entry scores are judged
  std::vector<bool> absent;                ///< by FieldId
  bool duplicates = false;                 ///< e-mail addresses are counted
  bool touch_log = false;                  ///< one was given: `judging.touches` speaks for the columns on touches
  bool with_contact = false;
};

/// `judging` is as of.
LeadStory tell_story(const Contract& contract, const StorySettings& settings, const Judging& judging);
/// Fields that the contract uses anywhere about a lead.
void collect_story_fields(const Contract& contract, int stage, std::vector<FieldId>& out);

}  // namespace handoff
