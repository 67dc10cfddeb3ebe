// Money beside the counts: pipeline and revenue of the leads that entered each stage, what a stage entry cost, how deals end, who is
// credited with them, and where the leads of a stage that never moved on were lost. Currencies are never added up.
#pragma once
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "handoff/measures/attribution.hpp"
#include "handoff/statistics/difference.hpp"
#include "handoff/judging/lead_judge.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/contract/money.hpp"
#include "handoff/measures/placed_earlier.hpp"
#include "handoff/measures/waterfall.hpp"

namespace handoff {

enum class DealStatus : std::uint8_t { open, won, lost };

/// One deal as of the moment of judging. Instants are first and last where only the day is known.
struct Deal {
  std::optional<std::int64_t> minor;          ///< cents; empty: no amount that can be read
  std::string currency;                       ///< upper case; empty: the export has none
  DealStatus status = DealStatus::open;
  bool undecided = false;                     ///< it may have been won or lost: nobody knows whether its lead came to the last stage, or left
  bool any_time = false;                      ///< nobody knows when it began, or was won
  bool any_currency = false;                  ///< its currency cannot be read
  bool any_amount = false;                    ///< of the leads' own amounts: it cannot be read, and may be no deal
  std::optional<Instant> created, created_last;
  std::optional<Instant> closed, closed_last; ///< when won or lost
};

/// Deals joined by a key that a field of the leads holds. `find`: the numbers of a key's deals, [first, second). A deal of several contacts may have
/// a row, and so a number, for each.
struct DealBook {
  std::vector<Deal> deals;
  FieldId key = no_field;                     ///< of the leads
  bool can_lose = true;                       ///< something in the export says of a deal that it was lost; else no rate of winning is known
  bool of_lead = false;                       ///< the key is the lead's own id: its deals are its own, whenever they began
  std::function<std::pair<std::size_t, std::size_t>(std::string_view key)> find;
  std::vector<std::size_t> same;              ///< by deal: which one stands for it, where several rows tell of one; empty: each for itself
  std::size_t standing(std::size_t deal) const { return same.empty() ? deal : same[deal]; }
};

/// Deals of which a cell cannot be read, and the first such cell: `"#N/A" (deals.csv:4)`.
struct UnreadableCells { std::uint64_t deals = 0; std::string first; };

/// What a log of deals holds, and what of it could not be used.
struct DealCounts {
  std::string key;                                      ///< `lead_id`, or the field of the leads that the deals are joined by
  std::uint64_t no_amount = 0, unreadable_amount = 0;   ///< the cell is empty; it holds what is not an amount
  std::string unreadable_example;
  std::uint64_t too_large = 0, two_currencies = 0;      ///< in no sum either: more than 90 trillion; the cell names another currency than its row
  std::uint64_t below_zero = 0;                         ///< amounts less than 0, in the sums as written
  UnreadableCells unreadable_amounts;                   ///< of unreadable_amount, those with an error of a spreadsheet
  UnreadableCells unreadable_stages, unreadable_flags;  ///< of `stage`; of `won` or `closed`
  std::uint64_t decided_later = 0;                      ///< won or lost by a date after as-of: open
  UnreadableCells unreadable_wins, unreadable_dates;    ///< of `won_at`; of `closed_at`
  std::uint64_t unproven = 0;                           ///< taken as open, though such a cell may have said won or lost
  std::uint64_t undated = 0;                            ///< won or lost, on a day that nobody knows
  ValueCounts unknown_stages;                           ///< taken as open: the contract does not name them, and they say neither won nor lost
  std::uint64_t past_close = 0, neither = 0;            ///< deals whose close date has passed; of these, those that are neither won nor lost
  /// Are more than 5 % of the deals whose close date has passed neither won nor lost?
  bool mostly_undecided() const { return neither * 20 > past_close; }
  std::uint64_t same_rows = 0;                          ///< of deals without ids: rows that are the same as another in all that is read
  std::uint64_t repeated = 0, differing = 0;            ///< rows of a deal that another row stands for; deals whose rows do not say the same
};

/// Why a lead that entered a stage did not move on, in the order in which causes are tried: the first that is proven takes the lead.
enum class Leak : std::uint8_t { off_definition, late, no_disposition, recycled, rejected, open };
constexpr std::size_t leak_count = 6;
std::string_view leak_name(Leak leak);        ///< `off_definition`
std::string_view leak_sentence(Leak leak);

struct PipelineSettings {
  Instant as_of = 0;
  Counting counting = Counting::defined;      ///< of the leads of each stage, and their money; causes of loss are of all claimed entrants
  std::optional<Period> window;               ///< of entry into each stage
  NotInForce not_in_force;                    ///< days that were asked for beside them
  std::vector<GroupBy> by;
  int stage = 0;                              ///< whose entrants leak, and whose deals win and are credited
  int to = -1;                                ///< a lead that has not reached it is lost; -1: there is no later stage
  std::vector<bool> absent;                   ///< by FieldId: not in the export
  const DealBook* book = nullptr;             ///< null: the leads' own amounts
  std::vector<Period> spent_days;             ///< which spend is known for: sorted, none touching the next
  std::vector<GroupBy> spend_by;              ///< by which spend tells its rows apart: source, month; empty: no spend
  std::vector<CreditRule> rules;              ///< by model; empty: no touches
  std::optional<Seconds> lookback;            ///< touches longer before the deal are none of it
  std::function<std::span<const Signal>(std::string_view lead_id)> touches;
};

/// Deals of one currency.
struct DealSums {
  std::uint64_t deals = 0, won = 0, lost = 0, open = 0, no_amount = 0;
  std::uint64_t undecided = 0;                              ///< of open: perhaps won, or lost
  std::uint64_t won_with_amount = 0;                        ///< what revenue is the sum of
  Minor pipeline = 0, still_open = 0, revenue = 0;   ///< all, of those open, of those won
  void add(const Deal& deal);
  void merge(const DealSums& other);
};
using Sums = std::map<std::string, DealSums>;               ///< by currency

/// How long deals take, of one currency: created to won; of open and lost ones, created to as-of.
struct Cycle {
  SpanCounts won;
  Distribution others;
  void merge(const Cycle& other);
};

struct GroupMoney {
  std::vector<std::uint64_t> leads;           ///< by stage: entered it in the window, and count there
  std::vector<std::uint64_t> unsure;          ///< by stage: of its claims in the window, those of whom it is unknown whether they count
  std::vector<std::uint64_t> paid, paid_unsure;   ///< the same of those that entered on a day which spend is known for
  std::vector<Sums> sums;                     ///< by stage
  std::map<std::string, Cycle> cycles;        ///< of the deals of the stage in question
  std::map<std::string, Share> may_win;       ///< by currency: of deals that may be the stage's, those won of won and lost
  Share may_win_any;                          ///< likewise, of those whose currency cannot be read
  std::map<std::string, std::uint64_t> may_cycle;   ///< by currency: deals that may be in the cycle, open ones too
  std::uint64_t may_cycle_any = 0;                  ///< likewise, of those whose currency cannot be read
  void merge(const GroupMoney& other);
};

/// What a deal inherits from its lead.
struct LeadMoney {
  bool wanted = true;                         ///< else nobody knows whether it is asked for
  std::vector<Tri> inside;                    ///< by stage: entered in the window, and counts there
  std::vector<std::string> keys;              ///< by stage where groups are periods, else one
  bool entered = false;                       ///< a stage, by a claim in the window
  bool cohort = false;                        ///< the stage in question, by a claim in the window
  int leak = -1;                              ///< -1: moved on
  std::optional<Instant> entry, entry_last;   ///< the nearest known moment of its first stage
  std::string id;
};

/// Credits of one kind of touch.
struct CreditSums {
  std::uint64_t touches = 0, deals = 0;
  std::array<Minor, credit_models> pipeline{}, revenue{};
  void merge(const CreditSums& other);
};

class PipelineTally {
 public:
  static constexpr bool takes_unsure = true;   ///< who may not be asked for is in the bounds alone
  PipelineTally(const Contract& contract, const PipelineSettings& settings);
  void add(LeadJudge& judge);
  void merge(PipelineTally&& other);
  /// After the last lead: gives the book's deals to the leads they belong to.
  void settle();
  /// Does the contract ask for what makes this cause? Else it has no row.
  bool asks_for(Leak leak) const;
  /// Why a cause is in no row, or in bounds alone; empty: it is measured.
  const std::string& why_unmeasured(Leak leak) const;

  std::unordered_map<std::string, GroupMoney> groups;
  const GroupKeys& keys() const { return keys_; }
  const GroupKeys& spend_keys() const { return spend_keys_; }
  std::unordered_map<std::string, std::uint64_t> entries;   ///< leads by PipelineSettings::spend_by, whatever the window
  PlacedEarlier placed_earlier;                             ///< of the leads that count
  std::uint64_t leads = 0, cohort = 0, converted = 0;
  std::array<std::uint64_t, leak_count> leaked{}, undecided{};  ///< undecided: of those, with an earlier cause that cannot be proven
  std::array<Share, leak_count> leak_bounds{};              ///< of the entrants, those whose cause it is; of leads too that may have entered
  Share moved_bounds;                                       ///< likewise: those that moved on
  std::array<Sums, leak_count> leaked_sums;
  Sums converted_sums;
  std::uint64_t met = 0, breached = 0;                      ///< by the first clock that applies
  Share met_moved, breached_moved;                          ///< of these: moved on within the horizon, where the contract has one and it has passed; else so far
  std::map<std::string, std::map<std::uint32_t, CreditSums>> credits;  ///< by currency, by touch type
  static constexpr std::uint32_t no_touch = 0xFFFFFFFF;
  // Deals that count nowhere, by why.
  std::uint64_t deals_outside = 0;                          ///< of leads that entered no stage in the window
  std::uint64_t own_unreadable = 0, own_two_currencies = 0, own_no_currency = 0;
  std::uint64_t before_lead = 0;                            ///< given to a lead that came in later, by its own id
  Sums no_lead, older;                                      ///< no lead has the key; all leads with the key came in after the deal
  Sums after_as_of;
  OutsideEntries outside;                                   ///< entries, into any stage, on a day on which the contract was not in force
  ValueCounts unnamed_values;

 private:
  struct Claimant { bool taken = false, later = false; LeadMoney lead; };
  void read_lead(LeadJudge& judge);
  bool is_paid(const StageClaim& claim) const;
  struct Causes { Leak first = Leak::open; std::array<bool, leak_count> may_be{}; bool unsure = false; };
  void add_last_causes(const Judging& judging, Causes& out) const;
  Causes causes(const Judging& judging) const;
  void compare_late(const DueFinding& late, bool entered);
  void read_leak(LeadJudge& judge);
  void count_moved(std::optional<bool> belongs, Share& share) const;
  void count_lead();
  void offer(std::size_t deal, bool later);
  static bool before(const Claimant& a, const Claimant& b);
  bool own_deal(const Judging& judging, Deal& deal);
  void take(const LeadMoney& lead, const Deal& deal);
  void count_may_win(const LeadMoney& lead, const Deal& deal);
  void credit(const LeadMoney& lead, const Deal& deal);
  GroupMoney& group(const std::string& key);
  void limit_rows();
  const Contract& contract_;
  const PipelineSettings& settings_;
  std::optional<Seconds> horizon_;      // from `stage` to `to`
  Measurable measurable_;
  GroupKeys keys_, spend_keys_;
  FieldId amount_, currency_;
  const Funnel* funnel_ = nullptr;      // of the lead being counted
  const LeadFacts* facts_ = nullptr;
  LeadMoney lead_;
  std::vector<bool> paid_;                                  // by stage: it entered on a day which spend is known for
  std::string key_;
  std::size_t money_rows_ = 0;                              // of all groups and stages: currencies
  std::unordered_map<std::size_t, Claimant> claims_;        // by deal
  std::unordered_map<std::string, std::uint64_t> credits_of_;  // by lead id, of leads with very many touches
};

/// One row of a spend file.
struct Spend {
  std::string source;                         ///< empty: none given
  Period days{};                              ///< the month, or from and to, both included
  std::int64_t minor = 0;
  std::string currency;
};

/// The days that rows of spend cover together: sorted, none touching the next.
std::vector<Period> days_of(const std::vector<Spend>& spend);

/// The part of a spend that falls on the days of a period, in proportion to days; the parts of neighbouring periods sum to it.
std::int64_t spend_within(const Spend& spend, const Period& period);

struct StageMoney {
  std::string stage;
  std::uint64_t leads = 0, unsure = 0;
  std::string currency;
  DealSums sums;
  std::optional<Minor> spend;                 ///< empty: no spend is known for the group
  std::uint64_t paid = 0, paid_unsure = 0;    ///< leads that the spend is divided by: they entered on a day which spend is known for
  std::optional<double> cost_per;             ///< spend for one of them, in minor units; empty: no spend, or no leads
  std::optional<double> cost_least;           ///< if all of those whose definition is undecided count as well
};
struct DealsResult {
  std::string currency;
  DealSums sums;
  Rate win;                                   ///< won of won and lost; empty where nothing in the export could say lost
  TimeSummary cycle;
  std::optional<double> velocity;             ///< minor units a day: deals x win rate x mean won deal / median days
};
struct PipelineGroup {
  std::vector<GroupLabel> labels;
  std::vector<StageMoney> stages;             ///< a row each stage and currency
  std::vector<DealsResult> deals;
};
struct LeakResult {
  int leak = -1;                              ///< -1: moved on
  Rate leads;                                 ///< of all that entered
  std::uint64_t undecided = 0;
  struct Amount { Minor minor = 0; std::optional<double> share, expected; };
  std::map<std::string, Amount> pipeline;     ///< by currency; expected: minor units that as many average entrants bring
};
struct Uplift {
  std::optional<Seconds> horizon;             ///< the `maturity` of the stages from the one to the other; empty: one has none
  Rate met, breached;                         ///< moved on within the horizon, of the leads whose clock was met, breached, and that are so old; without one, so far
  Difference difference;
  std::optional<double> compliance;
  double points = 0;                          ///< how much more compliance there can be, at most a tenth
  std::optional<double> leads, low, high;     ///< more leads that move on; empty without a horizon, and where the difference may be none
  std::map<std::string, double> value;        ///< by currency: minor units of pipeline a lead that moved on is worth
};
struct UnmatchedSpend { std::string source, period, currency; Minor minor = 0; };
struct SpendResult {
  std::map<std::string, Minor> read, counted;  ///< by currency
  std::uint64_t rows = 0, outside_window = 0, after_as_of = 0;
  std::vector<UnmatchedSpend> unmatched;      ///< no lead came in from there in that month
  bool by_group = true;                       ///< false: the groups are none that spend knows
};
/// `touched` false: what no touch can claim, since none came before the deal.
struct CreditResult { bool touched = false; std::string type, currency; CreditSums sums; };
struct PipelineResult {
  std::vector<PipelineGroup> groups;
  std::uint64_t cohort = 0, pooled_groups = 0;
  bool no_losing = false;                     ///< nothing in the export could say of a deal that it was lost
  std::vector<LeakResult> leaks;              ///< moved on first; empty where there is no later stage
  Uplift uplift;
  std::vector<CreditResult> credits;
  SpendResult spend;
};

/// Where the leads of the stage went that never moved on: moved on first, then each cause; empty where the stage is the last.
std::vector<LeakResult> leak_results(const PipelineTally& tally, const PipelineSettings& settings);
PipelineResult pipeline(const PipelineTally& tally, const std::vector<Spend>& spend, const std::vector<std::string>& touch_types, const Contract& contract,
                        const PipelineSettings& settings);
void collect_pipeline_fields(const Contract& contract, const PipelineSettings& settings, std::vector<FieldId>& out);

}  // namespace handoff
