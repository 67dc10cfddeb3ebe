// The 200-lead audit: a reproducible sample of a stage's claimed entrants beside the same checks over all of them, the clocks, and
// what the dashboard's conversion is worth under the contract's own definitions.
#pragma once
#include <array>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "handoff/statistics/distribution.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/judging/causes.hpp"
#include "handoff/statistics/rate.hpp"
#include "handoff/measures/entrants.hpp"
#include "handoff/measures/placed_earlier.hpp"
#include "handoff/measures/quarters.hpp"
#include "handoff/measures/sample.hpp"
#include "handoff/measures/touch_tally.hpp"
#include "handoff/measures/waterfall.hpp"

namespace handoff {

/// One clock under another limit, tried beside the signed one.
struct ClockTrial {
  int clock = 0;
  std::shared_ptr<const Contract> contract;  ///< the same contract, with that limit
};

/// What the ledger and the worksheet tell of one lead and clock; good as long as the lead. A lead to which no clock applies has one row, without.
struct LedgerRow {
  const Lead& lead;
  const Funnel& funnel;
  const LeadFacts& facts;
  const ClockFact* clock = nullptr;
  std::string_view owner;       ///< the clock's own
  std::string_view segment;     ///< by the contract's segments where it has any, else by the export
};
/// Writes one row behind what is there. Called by many threads.
using RowWriter = std::function<void(const LedgerRow& row, std::string& out)>;

/// When the clock of a row runs out, in its own seconds; nothing where that hangs on a start it does not have.
std::optional<Seconds> row_limit(const Contract& contract, const ClockFact& fact);
/// Why the verdict is so, and what else is wrong with the lead, in sentences.
void append_explanation(const Contract& contract, const LedgerRow& row, Instant as_of, std::string& out);

struct AuditSettings {
  Instant as_of = 0;
  std::optional<Period> window;            ///< of entry into the audited stage
  NotInForce not_in_force;                 ///< days that were asked for beside them
  int stage = 0;                           ///< whose entrants are audited
  int to = -1;                             ///< conversion is measured to this stage; -1: the audited stage is the last
  std::optional<std::uint64_t> sample = 200;  ///< empty: all
  std::optional<std::uint64_t> seed;          ///< empty: of what the export says, which is known when all leads have passed
  bool seed_given = false;                    ///< by hand, or by a worksheet
  std::optional<GroupBy> stratify;
  std::vector<GroupBy> by;
  std::vector<bool> absent;                ///< by FieldId: not in the export
  bool duplicates = false;                 ///< e-mail addresses are counted
  bool touch_log = false;                  ///< one was given
  bool status_updates = false;             ///< and it says when the status was updated
  std::vector<std::string> channels;       ///< of the touch log
  bool history = false;                    ///< a stage history was given
  std::vector<ClockTrial> trials;          ///< --what-if
  RowWriter ledger;                        ///< a row of the ledger; empty: not wanted
  RowWriter worksheet;                     ///< a row of the worksheet; empty: not wanted
};

using CheckCounts = std::array<FindingCounts, check_count>;

/// One clock over a population.
struct ClockCounts {
  FindingCounts found;                        ///< passed is met, failed is breached
  std::uint64_t early_stops = 0, never = 0;   ///< touched before the start; breached and never stopped at all
  std::uint64_t before_start = 0;             ///< touched before the start, and unknown for this cause
  SpanCounts stopped, waiting;                ///< seconds of the clock's own kind
  std::uint64_t unmeasured = 0;               ///< it may run for them, and nobody knows how long it took
  void merge(const ClockCounts& other);
};

/// What the audit counts over the population or a group of it.
struct AuditCounts {
  std::uint64_t population = 0;
  CheckCounts checks{};
  FindingCounts any;
  Share fields;                               ///< of [enrichment], over the leads: filled, empty, unreadable
  std::vector<ClockCounts> clocks;            ///< by index in Contract::clocks
  TouchCounts touch;
  void merge(const AuditCounts& other);
};

/// The MQL-to-SQL arithmetic, claimed and recomputed.
struct ConversionCounts {
  Share claimed;                                   ///< of the population: claim the target stage
  Share standing;                                  ///< of the population: those that stand at the stage and at the target
  Share recomputed;                                ///< of those that stand at the stage: those that stand at the target
  std::uint64_t duplicates = 0, off_definition = 0, off_target = 0, skipped = 0, time_order = 0;  ///< of the claimed conversions
  std::uint64_t never_claimed = 0;                 ///< outside the population: meet the definition, and no export claims them
  Distribution taken, waiting;                     ///< seconds from the stage to the target
  void merge(const ConversionCounts& other);
};

/// A lead of the sample.
struct SampledLead {
  std::uint64_t rank = 0;
  std::string id;
  std::array<DueFinding, check_count> checks{};
  DueFinding any;
  std::string ledger, worksheet;   ///< its rows of the one, its row of the other, where they are wanted
};
bool operator<(const SampledLead& a, const SampledLead& b);

/// The rows of single leads, in the ledger and in the worksheet.
class AuditRows {
 public:
  AuditRows(const Contract& contract, const AuditSettings& settings) : contract_(contract), settings_(settings) {}
  void ledger(const Judging& judging, const Funnel& funnel, const LeadFacts& facts, std::string& out) const;
  void worksheet(const Judging& judging, const Funnel& funnel, const LeadFacts& facts, std::string& out) const;

 private:
  LedgerRow row(const Judging& judging, const Funnel& funnel, const LeadFacts& facts, const ClockFact* clock) const;
  const Contract& contract_;
  const AuditSettings& settings_;
};

/// Reads the leads that were drawn, when they come again.
class SampleTally {
 public:
  /// `drawn`: by place, and of those of one place by their hash. It must outlive the tally.
  SampleTally(const Contract& contract, const AuditSettings& settings, const std::vector<DrawnLead>& drawn);
  void add(LeadJudge& judge);
  void merge(SampleTally&& other);
  std::vector<SampledLead> leads;   ///< in no order

 private:
  const AuditSettings& settings_;
  const std::vector<DrawnLead>& drawn_;
  AuditRows rows_;
};

class AuditTally : public Entrants {
 public:
  AuditTally(const Contract& contract, const AuditSettings& settings);
  /// Counts one lead; where there is a ledger and no sample, the rows of every lead of the population go behind `ledger`.
  void add(LeadJudge& judge, std::string& ledger);
  void merge(AuditTally&& other);
  static constexpr bool takes_unsure = true;

  AuditCounts all;
  AuditCounts perhaps;                                           ///< of leads that may not be wanted: in the shares over all, and in no count, sample or ledger
  ConversionCounts conversion_perhaps;
  std::unordered_map<std::string, AuditCounts> groups;           ///< by group key; empty without --by
  std::vector<FindingCounts> trials, trials_perhaps;             ///< by AuditSettings::trials; of leads that may not be wanted
  ConversionCounts conversion;
  ConversionCounts& conversions() { return conversion; }
  SampleFrame frame;                                             ///< who may be drawn; empty where all are judged
  ValueCounts unnamed_values;
  QuarterCounts quarters;                                        ///< of the population, each lead by its first entry
  PlacedEarlier placed_earlier;                                  ///< of the population
  std::uint64_t breached = 0;                                      ///< of the population: a clock is breached, whichever of those that may apply does
  Causes any_causes, definition_causes;                          ///< of the unknown of the first three checks, and of who stands
  const OwnerCounts& owners() const { return owners_; }
  const GroupKeys& keys() const { return keys_; }

 private:
  void count_causes(const Judging& judging);
  void count(const Lead& lead, AuditCounts& counts) const;
  void count_clock(const ClockFact& fact, AuditCounts& counts) const;
  void add_unsure(LeadJudge& judge);
  void convert(LeadJudge& judge, ConversionCounts& conversion);
  void try_limits(const Judging& judging, std::vector<FindingCounts>& trials) const;
  void sample(const Judging& judging, const Owner& owner);
  const Contract& contract_;
  const AuditSettings& settings_;
  AuditRows rows_;
  GroupKeys keys_, strata_keys_;
  AuditCounts& group_of(const Judging& judging);
  const Funnel* funnel_ = nullptr;      // of the lead being counted
  const LeadFacts* facts_ = nullptr;
  OwnedLead owned_;
  OwnerCounts owners_;
  std::string key_;
  ExprPtr icp_;
  std::vector<FieldId> asked_by_clocks_, lacking_;
};

/// Without rates where the contract does not ask for the check.
struct CheckResult {
  Check check{};
  bool asked = false, measurable = false;   ///< by the contract; and the export can show it
  std::string why_not, sentence;            ///< sentence: what a failed check says
  Rate failed, all;                         ///< of the sample, of the population: over the leads that were due
  FindingCounts sample_counts, counts;      ///< of these
  std::uint64_t may_belong = 0;             ///< of the leads that may belong to the population, those that it is asked of: in the bounds alone
};
struct ClockResult {
  int clock = 0;
  FindingCounts found;                      ///< passed is met, failed is breached
  std::uint64_t early_stops = 0, never = 0, before_start = 0;
  Rate compliance;
  std::int64_t may_fail = 0;           ///< of compliance.unknown, those that may be breached
  TimeSummary seconds;
  TimeSummary nine_in_ten;             ///< `half_by` is of nine in ten
  std::optional<double> mean;          ///< of those that stopped and were measured
};
struct AuditGroup {
  std::vector<GroupLabel> labels;
  std::uint64_t population = 0;
  std::vector<CheckResult> checks;     ///< only `all` and its counts
  Rate any_failed_all;
  std::vector<ClockResult> clocks;
  std::optional<TouchSummary> touches;
};
struct AuditResult {
  std::uint64_t population = 0, sample = 0;
  std::uint64_t breached = 0;          ///< of the population: a clock is breached, whichever of those that may apply does
  std::optional<std::uint64_t> seed;   ///< that drew the sample; empty where none was drawn
  std::vector<CheckResult> checks;
  Rate any_failed, any_failed_all;
  FindingCounts any, any_all;          ///< of the sample, of the population
  std::uint64_t any_may_belong = 0;    ///< as CheckResult::may_belong
  std::vector<ClockResult> clocks;
  std::vector<ClockResult> trials;     ///< by AuditSettings::trials; only verdicts and compliance
  Rate claimed, standing, recomputed;
  std::optional<double> gap_relative;  ///< (claimed - standing) / claimed, of the same leads: 0.2 is a dashboard that says 30 % where 24 % is so
  ConversionCounts conversion;
  std::uint64_t immature = 0;          ///< of the population: not converted, and younger than conversions take
  std::optional<double> maturity_seconds;
  std::vector<AuditGroup> groups;
  std::uint64_t pooled_groups = 0;
  std::vector<SampledLead> leads;      ///< the sample, by rank; only where it is not `all`
  std::uint64_t unplaced = 0, holders = 0, after_as_of = 0;
  std::vector<PlacedEarlier::Entries> placed_earlier;   ///< by stage
  FewQuarters few_in_quarters;             ///< of the population
  OutsideEntries outside;
  std::optional<TouchSummary> touches;   ///< where a touch log was given
  std::optional<std::uint64_t> unique_leads;   ///< where a history was given: the population are entries, and these the leads
  std::uint64_t reentries = 0;
  OwnerCounts owners;
  ValueCounts unnamed_values;
  std::optional<Cause> any_cause, standing_cause;   ///< what most of the unknown lack, over the population
  std::optional<Rate> fields_filled;   ///< required fields that hold something, of all that are required; empty: none is, or the export lacks one
};

/// `sample`: the leads that were drawn, read again; none where all are judged.
AuditResult audit(const AuditTally& tally, const Contract& contract, const AuditSettings& settings, std::vector<SampledLead> sample = {});
void collect_audit_fields(const Contract& contract, const AuditSettings& settings, std::vector<FieldId>& out);

}  // namespace handoff
