// The Demand Waterfall: how many leads reached each stage, moved on, left, or stand still, by cohort of entry, and how long it took.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "handoff/statistics/distribution.hpp"
#include "handoff/statistics/time_summary.hpp"
#include "handoff/measures/each.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/contract/money.hpp"
#include "handoff/statistics/rate.hpp"
#include "handoff/judging/lead_judge.hpp"
#include "handoff/measures/conversion_ages.hpp"
#include "handoff/measures/placed_earlier.hpp"
#include "handoff/measures/quarters.hpp"
#include "handoff/contract/versions.hpp"

namespace handoff {

/// All that the numbers depend on, besides the contract and the leads.
struct WaterfallSettings {
  Instant as_of = 0;
  std::optional<Period> window;   ///< of entry into each stage, in the contract's zone
  NotInForce not_in_force;        ///< days that were asked for beside them
  Counting counting = Counting::defined;
  bool period_basis = false;      ///< entries against entries in the window, instead of cohorts
  std::vector<GroupBy> by;
};

/// Counts of one stage in one group. `reached` are the leads that count there: that stand, or with --count claimed, that are claimed. Additive: merging two
/// tallies is adding them up. What nearly each lead touches comes first: two lines of the cache.
struct alignas(64) StageTally {
  std::uint64_t claimed = 0;                           ///< by as-of: claimed = reached + off the definition + undecided
  std::uint64_t reached = 0, undated = 0;
  std::uint64_t skipped = 0;                           ///< of these: passed over, and in no rate or time
  std::uint64_t entered() const { return reached - skipped - perhaps_skipped; }
  std::uint64_t moved_undecided = 0, open = 0;         ///< entered = moved on + exits + open + undecided
  std::uint64_t first_moved = 0, first_undecided = 0;  ///< of the first stage's entrants: count at this stage, or may
  Share next;                                          ///< of the entrants, those that count at the next stage
  std::vector<std::uint64_t> exits;                    ///< by exit index
  SpanCounts to_next;                                  ///< seconds to the next stage
  ConversionAges ages;                                 ///< of entrants with a date of their own
  Money value;
  std::uint64_t off = 0, undecided = 0;                ///< of those claimed
  std::uint64_t implied = 0;                           ///< of those claimed: seen here by a later stage alone, and not passed over
  std::uint64_t unclaimed = 0;                         ///< meet the definition, and no claim by as-of: in no other count
  std::uint64_t after_as_of = 0;                       ///< claimed by a date after as-of: in no other count
  Share first_unsure;                                  ///< as first_moved, of leads that may count at the first stage
  SpanCounts to_next_mature;                           ///< of to_next, where the contract has a maturity: of leads so old, what took no longer
  std::uint64_t perhaps_skipped = 0;                   ///< of reached: perhaps passed over, and an unknown of each rate
  std::uint64_t may_enter = 0;                         ///< in no other count: may have been claimed here by as-of
  std::uint64_t after_open = 0;                        ///< of after_as_of: in the group of entries on days that nobody knows
  void merge(const StageTally& other);
  /// The same leads, where nobody knows whether they belong.
  NotKnown not_known() const;
};

/// The whole tally of one thread, or of all.
class WaterfallTally {
 public:
  WaterfallTally(const Contract& contract, const WaterfallSettings& settings);
  WaterfallTally(const WaterfallTally&) = delete;   // it points to its own groups
  WaterfallTally& operator=(const WaterfallTally&) = delete;
  /// Counts one lead; one that may not be wanted into groups that make no row.
  void add(LeadJudge& judge);
  static constexpr bool takes_unsure = true;
  void merge(const WaterfallTally& other, const Each& each = one_by_one);

  using Groups = std::unordered_map<std::string, std::vector<StageTally>>;
  const Groups& groups() const {
    late_.settle();
    return groups_;
  }
  const GroupKeys& keys() const { return keys_; }
  /// By stage: the signed horizon of the step to the next; empty: it is measured.
  const std::vector<std::optional<Seconds>>& horizons() const { return horizons_; }
  std::uint64_t leads = 0;          ///< counted in at least one stage
  std::uint64_t reentries = 0;      ///< entries that are not their lead's first, by a stage history
  std::uint64_t time_order = 0;     ///< of these: a later stage stamped before an earlier one
  std::uint64_t unplaced = 0;       ///< reached a stage but have no date to be placed by; left out where there is a window
  std::uint64_t after_as_of = 0;    ///< have a stage date after as-of: a claim, but in no rate
  std::vector<Distribution> all_to_next;  ///< by stage: seconds to the next, whatever the window: what maturity is measured from
  OutsideEntries outside;           ///< entries, into any stage, on a day on which the contract was not in force
  ValueCounts unnamed_values;       ///< current-stage values that no stage and no exit names
  QuarterCounts mqls;               ///< claims of MQL, where there is such a stage
  PlacedEarlier placed_earlier;     ///< of the leads that count

 private:
  StageTally* find_group();
  StageTally* group_between(std::size_t index, bool makes_row);
  StageTally* group(const Stamp* place);
  void find_groups(std::size_t from);
  void add_claim(std::size_t index, LeadJudge& judge, StageTally& tally);
  void add_move(std::size_t index, Tri counts, LeadJudge& judge, StageTally& tally);
  void add_times(std::size_t index, Tri counts, Tri moved, LeadJudge& judge, StageTally& tally);
  void add_open_times(std::size_t index, Tri counts, Tri moved, StageTally& tally);
  void add_unclaimed(LeadJudge& judge);
  void add_from_first(LeadJudge& judge, std::size_t from, StageTally* stages);
  void add_late_arrival(LeadJudge& judge);
  bool timed(std::size_t index) const;
  const Contract& contract_;
  const WaterfallSettings& settings_;
  GroupKeys keys_;
  int mql_;                             // the stage of that name; -1: none
  bool all_claimable_;                  // else a lead may stand at a stage beyond what it has reached
  std::vector<bool> unclaimed_;         // by stage: a lead that nobody claims is asked whether it meets the definition
  bool any_unclaimed_ = false;
  std::vector<std::optional<Seconds>> horizons_;
  const Funnel* funnel_ = nullptr;      // of the lead being counted
  std::string key_;
  Groups groups_;
  // Groups met before, by their keys' numbers: most leads need no text of a key.
  struct Met { std::uint64_t number = 0; StageTally* stages = nullptr; };
  std::vector<Met> met_;
  std::vector<StageTally*> here_;       // by stage: the group that the lead being counted is counted in there; null: it is not
  std::vector<bool> perhaps_here_;      // by stage with an open day: it may be in no group that is asked for
  mutable LateValues late_;
};

struct StageResult {
  std::string stage;
  std::uint64_t claimed = 0, off = 0, undecided = 0, unclaimed = 0, implied = 0;   ///< see StageTally
  std::uint64_t reached = 0, skipped = 0, undated = 0, moved = 0, moved_undecided = 0, open = 0, after_as_of = 0;
  std::vector<std::pair<std::string, std::uint64_t>> exits;
  double of_first = 0;                     ///< reached, against those that reached the first stage; 1 at most
  Rate next, total, mature;                ///< next and mature: of 0 at the last stage
  std::optional<double> maturity_seconds;  ///< the window that the mature rate waits for; empty: nobody converted yet
  TimeSummary to_next;
  Money value;
};
struct WaterfallGroup {
  std::vector<GroupLabel> labels;          ///< one for each --by
  std::vector<StageResult> stages;
};
struct WaterfallResult {
  std::vector<WaterfallGroup> groups;      ///< exactly one, without labels, where there is no --by
  std::uint64_t leads = 0, reentries = 0, time_order = 0, unplaced = 0, after_as_of = 0;
  std::vector<PlacedEarlier::Entries> placed_earlier;   ///< by stage
  FewQuarters few_mqls;
  OutsideEntries outside;
  std::uint64_t pooled_groups = 0;         ///< persons with fewer than 30 leads, put together without their names
  ValueCounts unnamed_values;
};

/// From counts to rates: the last step, the same for every thread count and row order.
WaterfallResult waterfall(const WaterfallTally& tally, const Contract& contract, const WaterfallSettings& settings, const Each& each = one_by_one);

/// The fields that a waterfall needs.
void collect_waterfall_fields(const Contract& contract, const WaterfallSettings& settings, std::vector<FieldId>& out);

}  // namespace handoff
