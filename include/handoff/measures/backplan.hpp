// The back-plan: from revenue, or a number of deals, back through a chain of conversion rates to the leads a month that it takes.
// Every step is exact; rounding is the last thing that happens to it, and never feeds the next step.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "handoff/statistics/distribution.hpp"
#include "handoff/statistics/exact.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/statistics/rate.hpp"
#include "handoff/judging/lead_judge.hpp"
#include "handoff/measures/conversion_ages.hpp"

namespace handoff {

/// The longest chain, and the longest that one conversion may take: 10 years. Beyond them are slips of the pen, and sums that no page holds.
inline constexpr std::size_t most_plan_rates = 50;
inline constexpr Seconds most_plan_lag = 3653 * seconds_a_day;

/// Where a rate comes from.
enum class RateBasis : std::uint8_t { contract, option, measured };
/// `contract`, `option`, `measured`.
std::string_view rate_basis_name(RateBasis basis);

/// One conversion of the chain, and how long it takes.
struct PlanRate {
  std::string from, to;                ///< stage names; `won` is the end
  Exact rate;                          ///< above 0, at most 1
  RateBasis basis = RateBasis::contract;
  std::optional<Rate> measured;        ///< with its interval, where the basis is an export
  std::optional<Exact> replaced;       ///< the contract's rate, where another stands in its place
  std::optional<Seconds> lag;          ///< from entering `from` to entering `to`; empty: not known
  bool lag_typed = false;              ///< on the command line: nothing that is measured replaces it
};

/// What is to be reached. Revenue and deal size may both be missing where a number of deals is given.
struct PlanTarget {
  std::optional<Exact> revenue, deal_size;
  Exact deals;
  std::optional<int> months;
};

/// A number of leads: exact, rounded to the nearest whole one, and the least whole number that meets the target.
struct PlanCount { Exact exact; std::int64_t planned = 0, minimum = 0; };
PlanCount plan_count(const Exact& exact);

struct PlanStep {
  std::string stage;
  PlanCount total;
  std::optional<PlanCount> per_month;  ///< empty: the plan has no months
  std::int64_t certain_80 = 0, certain_95 = 0;  ///< how many give the whole deals of the target with so many percent certainty, each converting by chance and the rates as they are
  std::optional<double> low, high;     ///< what the intervals of the measured rates up to here allow; empty: none is measured, or no bound
};

/// Orders rates into the chain that ends at won, the last conversion first. Where several lead to one stage, one from the command line
/// wins over the contract's; two of the same kind are refused. Rates that lead nowhere go to `unused`. Throws Error naming `--rate`.
std::vector<PlanRate> plan_chain(const Contract& contract, std::vector<PlanRate> rates, std::vector<PlanRate>& unused);

/// From won down to the first stage: each is the one after it divided by the rate between them.
std::vector<PlanStep> backplan(const PlanTarget& target, const std::vector<PlanRate>& chain);

/// Forward: what a volume at a stage of the chain comes to at each stage after it, that stage first. Empty: the chain has no such stage.
std::vector<std::pair<std::string, Exact>> plan_forward(const std::vector<PlanRate>& chain, std::string_view stage, const Exact& volume);

/// One part of a step, by segment or by source.
struct PlanShare {
  std::string name;
  double share = 0;
  std::int64_t planned = 0, minimum = 0;
  std::optional<std::pair<std::int64_t, std::int64_t>> per_month;  ///< planned, minimum
};
/// Splits a step so that the parts sum to it, each of its whole numbers by largest remainder.
std::vector<PlanShare> plan_split(const PlanStep& step, const std::vector<std::pair<std::string, double>>& shares);

/// What one calendar month must bring.
struct MonthNeed { double exact = 0; std::int64_t planned = 0, minimum = 0; };
struct PlanMonth {
  Period days;
  std::string name;              ///< `2026-07`
  bool before_start = false;     ///< earlier than the plan's first month
  std::vector<MonthNeed> stages; ///< by step: won first
};
/// Lays the plan out by calendar month. Deals are spread evenly over the plan's months, and evenly over the days of each; a stage is
/// needed the sum of the lags after it earlier, to the day. The months of a stage sum to its step. Every lag of the chain must be known.
std::vector<PlanMonth> plan_months(const std::vector<PlanStep>& steps, const std::vector<PlanRate>& chain, Day start, int months);

/// What working a step's leads takes, a month, against what there is.
struct PlanCapacity {
  std::string stage;
  Exact leads;                             ///< a month
  Exact touches;
  std::optional<Exact> hours;              ///< asked for
  std::optional<Exact> available;          ///< there are
  std::optional<Exact> covered;            ///< leads a month that the hours there are suffice for
  bool enough = false;                     ///< meaningful where hours and available are known
};
PlanCapacity plan_capacity(const PlanStep& step, const Exact& touches_per_lead, const std::optional<Exact>& minutes_per_touch,
                           const std::optional<Exact>& hours_per_month);

/// A rate as the dashboard has it, and as an audit found it.
struct AuditedRate { std::string from, to; Exact dashboard, audited; std::optional<Rate> measured; };
/// The plan once more with the audited rates in place of the dashboard's.
struct PlanGap {
  std::vector<AuditedRate> rates;
  std::vector<PlanStep> steps;
  Exact deals_instead;                     ///< what the dashboard's plan would bring at the audited rates
};
PlanGap plan_gap(const PlanTarget& target, const std::vector<PlanRate>& chain, const std::vector<AuditedRate>& audited);

/// What an export shows of one conversion of the chain.
struct PairCounts {
  ConversionAges claimed, defined;                   ///< by every claim; by the leads that stand at both stages
  std::uint64_t dated = 0;                           ///< claimed with a date of its own, inside the window
  std::uint64_t came = 0;                            ///< of these, claimed at the second stage too, however long it took
  Distribution taken, taken_inside;                  ///< how long a claimed conversion took: of all leads, and of those inside the window
  void merge(const PairCounts& other);
};

/// Two stages of the contract, by index.
struct StagePair { int from = -1, to = -1; };

struct BackplanSettings {
  std::vector<StagePair> pairs;
  std::optional<Period> window;                      ///< of entry into the first stage of each pair
  Instant as_of = 0;
};

/// Counts the conversions of a chain over an export: cohorts of entry, as the waterfall counts them, for any two stages.
class BackplanTally {
 public:
  BackplanTally(const Contract& contract, BackplanSettings settings);
  void add(LeadJudge& judge);
  void merge(const BackplanTally& other);
  std::vector<PairCounts> counts;                    ///< by pair
  std::uint64_t leads = 0;
  static constexpr bool takes_unsure = true;         ///< who may not be wanted is in the bounds alone

 private:
  void add_pair(std::size_t index, LeadJudge& judge);
  void add_open(std::size_t index, LeadJudge& judge);
  const Contract& contract_;
  BackplanSettings settings_;
  std::vector<std::optional<Seconds>> horizons_;     // by pair
  const Funnel* funnel_ = nullptr;      // of the lead being counted
};

/// A measured conversion: of the leads old enough, how many converted, by every claim and by the leads that stand; its Wilson interval; how long it took.
struct MeasuredRate {
  Rate claimed, defined;
  std::optional<double> median_seconds, maturity_seconds;
  std::uint64_t young = 0;
  std::uint64_t all_came = 0;   ///< how many entered, young ones among them, where all are at the second stage; 0: one is not
  const Rate& by(Counting counting) const { return counting == Counting::claimed ? claimed : defined; }
};
/// `maturity`: the horizon that is signed; empty: it is measured.
MeasuredRate measured_rate(const PairCounts& counts, const std::optional<Seconds>& maturity);

/// The fields that measuring needs, definitions included.
void collect_backplan_fields(const Contract& contract, const std::vector<StagePair>& pairs, std::vector<FieldId>& out);

}  // namespace handoff
