// What the dates of consecutive stages say of themselves: how many leads moved on, and how many of the dates were set by
// hand afterwards.
#pragma once
#include <cstdint>
#include <vector>

#include "handoff/judging/lead_judge.hpp"
#include "handoff/statistics/rate.hpp"

namespace handoff {

/// So many seconds before the next stage's date, a stage's own date tells nothing of the time between.
constexpr Seconds at_once = 60;

/// What was seen of one stage, and of the step to the next. Additive. Of the last stage, and of one dated by
/// `created_at`, no step is timed.
struct StepDates {
  std::uint64_t entered = 0, moved = 0;         ///< claimed here, and of these at the next stage
  std::uint64_t unsure = 0;                     ///< of whom nobody knows one of the two
  std::uint64_t timed = 0, by_hand = 0;         ///< moved on, with times of day; of these, within a minute
  std::uint64_t dated = 0, before_created = 0;  ///< with dates of this and of creation; of these, this one earlier
  Share by_hand_unknown, before_unknown;        ///< leads that may be among these: the last three counts alone
  void merge(const StepDates& other);
};

/// Are there so many that the rate, or the time, beside them must say so? Above 10 %, and 5 leads at the least.
bool tells_by_hand(std::uint64_t count, std::uint64_t of);

struct StepDatesSettings { Instant as_of = 0; };

/// Counts over all leads that are wanted, whatever the window.
class StepDatesTally {
 public:
  StepDatesTally(const Contract& contract, const StepDatesSettings& settings);
  /// A lead that may not be wanted may be among each.
  void add(LeadJudge& judge);
  static constexpr bool takes_unsure = true;
  void merge(const StepDatesTally& other);
  std::vector<StepDates> steps;   ///< by stage

 private:
  void add_step(std::size_t stage, const Funnel& funnel, bool wanted);
  void add_creation(std::size_t stage, const StageClaim& here, const Value& created, bool wanted);
  const Contract& contract_;
  Instant as_of_;
  FieldId created_;
};

}  // namespace handoff
