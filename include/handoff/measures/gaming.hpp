// Patterns that a measured process shows when people work to the measure: each with its evidence, as a question. None of them proves anything
// about anybody, and none is told by person.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "handoff/measures/entrants.hpp"
#include "handoff/measures/score_tally.hpp"
#include "handoff/measures/step_dates.hpp"
#include "handoff/contract/versions.hpp"

namespace handoff {

struct GamingSettings {
  Instant as_of = 0;
  std::optional<Period> window;               ///< of entry into the stage
  NotInForce not_in_force;                    ///< days that were asked for beside them
  int stage = 0;                              ///< whose entrants are looked at
  int accepted = -1, next = -1;               ///< SAL and SQL, or what stands for them; -1: there are none
  std::vector<bool> absent;                   ///< by FieldId: not in the export
  ScoreSettings score;
  bool log = false;                           ///< touches come from a log: Judging::touches
};

constexpr std::size_t deadline_bins = 40;     ///< of 5 % of the limit each, up to twice the limit; later responses are in none

/// Counts of the first `most` different times; beyond it the column says nothing. The same however the data were split.
class StampCounts {
 public:
  static constexpr std::size_t most = std::size_t{1} << 20;
  void add(Instant at, std::uint64_t times = 1);
  void merge(const StampCounts& other);
  bool full() const { return full_; }
  std::uint64_t timed = 0, midnight = 0;      ///< with a time of day; of those that fall on midnight, which is a date in disguise and in no group
  /// The largest groups, by size, then by time.
  std::vector<std::pair<Instant, std::uint64_t>> largest(std::size_t count) const;

 private:
  std::unordered_map<Instant, std::uint64_t> counts_;
  bool full_ = false;
};

/// Entrants of one month, and how long those who moved on took.
struct MonthCounts {
  std::uint64_t entered = 0;
  Distribution taken;
  Share unknown;   ///< of whom nobody knows whether they entered, or moved on in time
  void merge(const MonthCounts& other);
};

/// One step, by first day of the month of entry.
struct StepMonths {
  std::map<Day, MonthCounts> months;
  std::map<std::pair<Day, Day>, Share> open;   ///< by the first and the last month in which an entry may lie
  void merge(const StepMonths& other);
};

class GamingTally : public Entrants {
 public:
  static constexpr bool takes_unsure = true;                           ///< who may not be asked for is in the bounds alone
  GamingTally(const Contract& contract, const GamingSettings& settings);
  void add(LeadJudge& judge);
  void merge(const GamingTally& other);

  std::uint64_t leads = 0;                                             ///< entered the stage in the window
  std::vector<std::array<std::uint64_t, deadline_bins>> bins;          ///< by clock: responses by their share of the limit
  std::vector<std::uint64_t> met, inexact;                             ///< by clock: met responses with times; known to the day alone
  std::vector<std::uint64_t> uncertain;                                ///< by clock: leads of which nobody knows whether, or when, they were answered
  std::map<std::string, Share> dispositions;                           ///< by disposition as the contract spells it: untouched before it
  Share any_disposition;                                               ///< the same of leads whose disposition cannot be read: perhaps of each
  std::uint64_t touch_unreadable = 0;                                  ///< dispositions before which a touch can neither be seen nor ruled out
  std::vector<StampCounts> stamps;                                     ///< by stamp_fields()
  StepMonths accepting, moving;                                        ///< to `accepted`, and on to `next`
  ScoreTally score;
  StepDatesTally dates;                                                ///< of the whole export
  const std::vector<FieldId>& stamp_fields() const { return fields_; }
  bool sees_touches() const { return sees_touches_; }

 private:
  void count_clocks(Tri inside);
  void count_disposition(const Judging& judging, Tri inside);
  void count_months();
  void count_step(int from, int to, StepMonths& step) const;
  const Contract& contract_;
  const GamingSettings& settings_;
  const Funnel* funnel_ = nullptr;      // of the lead being counted
  const LeadFacts* facts_ = nullptr;
  FieldId disposition_at_, first_touch_, touches_;
  bool sees_touches_ = false;
  std::vector<FieldId> fields_;
};

enum class GamePattern : std::uint8_t { deadline, untouched, threshold, same_time, acceptance, at_once, before_created };
std::string_view game_name(GamePattern pattern);   ///< `deadline`

/// One piece of evidence. `subject`: the clock, the disposition, the scale, the column, or the two months.
struct Evidence {
  GamePattern pattern{};
  std::string subject;
  Rate rate;                                  ///< the pattern's own proportion
  std::optional<double> expected;             ///< what it would be without the pattern; of acceptance the earlier month's
  std::optional<double> p;                    ///< the chance of so much where it is so; empty: too few leads, or nothing says what would be there without
  std::optional<Rate> before, after;          ///< of acceptance: the next step's rate, in the earlier and the later month
  std::optional<Rate> earlier;                ///< of acceptance: the rate in the earlier month
  std::optional<Instant> at;                  ///< of same_time
  std::optional<double> within;               ///< of threshold: points on either side of it
  std::optional<Rate> of_met;                 ///< of deadline: share of the met responses
  bool asks = false;                          ///< strong enough to ask about
};
struct MonthRates { std::string month; Rate accepting, moving; bool complete = false; };
struct GamingResult {
  std::uint64_t leads = 0;
  std::vector<Evidence> evidence;             ///< by pattern
  std::uint64_t family = 0;                   ///< questions that were tested together: those with a p
  std::vector<std::pair<GamePattern, std::string>> not_measured;
  std::vector<MonthRates> months;
  std::optional<double> accept_days, move_days;  ///< how long a month's leads are given
  std::vector<std::pair<std::string, std::uint64_t>> midnights;  ///< columns of times that hold midnights
};

/// A question is tested where at least so many leads are behind it.
constexpr std::int64_t least_tested = 10;
/// Of the questions that are asked, no more than this share is chance on average (Benjamini and Hochberg).
constexpr double false_discoveries = 0.05;
/// A group of equal times needs so many rows, and this share of its column.
constexpr std::uint64_t least_same_time = 20;
constexpr double share_same_time = 0.01;
/// So many dispositions without a touch are let pass.
constexpr double share_untouched = 0.05;

GamingResult gaming(const GamingTally& tally, const Contract& contract, const GamingSettings& settings);
void collect_gaming_fields(const Contract& contract, const GamingSettings& settings, std::vector<FieldId>& needed, std::vector<FieldId>& optional);

}  // namespace handoff
