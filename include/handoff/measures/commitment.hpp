// What each side owes, judged period by period, and what follows when it is missed. Pure: leads in, counts that merge, then outcomes;
// an escalation is a function of a sequence of outcomes and of nothing else.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "handoff/statistics/time_summary.hpp"
#include "handoff/judging/causes.hpp"
#include "handoff/judging/lead_judge.hpp"
#include "handoff/judging/touch.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/contract/metric.hpp"
#include "handoff/contract/money.hpp"
#include "handoff/statistics/rate.hpp"
#include "handoff/contract/versions.hpp"

namespace handoff {

/// A [[commitment]], or a clock with a target, taken apart. A clock is judged per week, or as often as `data` of [cadence] says.
struct CommitmentRule {
  std::string name, owner, consequence;
  Metric metric;
  Sense sense = Sense::unknown;
  int stage = -1;                          ///< whose entrants it counts
  int to = -1;                             ///< of rate, share_within and days: the second stage
  int clock = -1;                          ///< of compliance, late_share and the times of a clock
  FieldId by = no_field;                   ///< of late_share(CLOCK, FIELD)
  ExprPtr definition, where;               ///< of share; of all: only these leads
  Grain per = Grain::month;                ///< the period the target is for
  std::optional<double> target, floor;
  std::string currency;                    ///< of sum(amount, STAGE): what target and floor are whole units of; empty: it is not in money
  bool beside_standing = false;            ///< of a clock on a stage with a definition: shown beside is the share of the leads that stand there
  bool unknown_missed = false;             ///< what the export cannot decide counts against the owner
  bool of_entries = false;                 ///< counts every entry; else each lead once, by its first entry of the period
  bool blank_is_zero = false;              ///< then: a lead without an amount brings nothing
  std::vector<std::pair<std::string, double>> mix;
  bool mix_by_source = false;
  std::optional<double> mix_within;        ///< how far a part may lie below what was promised; empty: by the interval of its share
  /// How long after its entry a lead may take, of a share that rises as its leads grow older: what happens later does not count, and a lead is judged once it is
  /// so old. Empty, where `so_far()`: nothing is judged but what cannot change.
  std::optional<Seconds> within;
  /// A share that may rise as long as anybody who has not got there lives.
  bool so_far() const { return !within && !ends && takes_horizon(metric.function); }
  std::uint64_t touches = 0;               ///< of touched_share: how many, ...
  TouchRules window;                       ///< ... and in what window
  bool ends = false;                       ///< and what ends it besides `within`
  std::string not_measured;                ///< why no export, or not this one, can prove it; empty: it can
  bool in_money() const { return !currency.empty(); }
};

struct CommitmentSettings {
  Instant as_of = 0;
  Counting counting = Counting::defined;   ///< of volumes, rates and shares
  std::optional<Period> window;            ///< of entry; periods it cuts are partial
  InForce in_force;                        ///< days of entry that count; as the window does, it cuts periods
  std::vector<bool> absent;                ///< by FieldId: not in the export
  bool touch_log = false;                  ///< somebody hands in what effort came to
  bool status_updates = false;             ///< and when the status was updated after each touch
};

/// The rules of a contract for an export.
std::vector<CommitmentRule> commitment_rules(const Contract& contract, const CommitmentSettings& settings);

/// The fields that decide whether a lead keeps a rule, but for its `where` and its definition.
std::vector<FieldId> asked_fields(const Contract& contract, const CommitmentRule& rule);

/// One rule in periods of one length.
struct CommitmentSeries { std::size_t rule = 0; Grain grain = Grain::month; };
/// Each rule per its own period, per week, and in the periods that the escalations on it speak of.
std::vector<CommitmentSeries> commitment_series(const Contract& contract, const std::vector<CommitmentRule>& rules);

/// What the leads of a period bring, in cents of one currency: surely so much, and at most so much where every amount is known or bounded.
struct SumOfMoney {
  Minor least = 0, most = 0;
  std::uint64_t blank = 0, unreadable = 0, no_currency = 0, unsure = 0;  ///< leads without an amount, with one that cannot be read, without a currency; whether it is about them
  std::uint64_t boundless = 0;             ///< of these and of ranges, those of which nobody knows how much they bring at the most
  std::uint64_t elsewhere = 0;             ///< leads whose amount is of another currency: in no sum
  void add(const Value& amount, const std::optional<std::string>& currency, const std::string& wanted, Tri belongs, bool blank_is_zero);
  void merge(const SumOfMoney& other);
  std::uint64_t unknown() const { return blank + unreadable + no_currency + unsure; }
};

/// What decides a share: those that did and did not, those who still may, and those of whom it cannot be known. Additive.
struct ShareEvidence {
  std::uint64_t count = 0, missed = 0, open = 0;
  Share unknown{};
  std::uint64_t open_perhaps = 0;   ///< those who still may, and of whom it is not known whether they are asked
  void merge(const ShareEvidence& other);
};

/// The leads of one person, or of another value of a field, that a late_share asks of each.
struct PartEvidence {
  Share now;                   ///< those that were due
  ShareEvidence in_the_end;    ///< and what all of them will have come to
  void merge(const PartEvidence& other);
};

/// Counts of one series in one period. Additive.
struct PeriodCounts {
  std::uint64_t count = 0;                 ///< entrants; of shares: those that did
  std::uint64_t missed = 0;                ///< of shares: those that did not, for good
  std::uint64_t open = 0;                  ///< those who still may
  std::uint64_t open_perhaps = 0;          ///< likewise, where the commitment may be about them or not
  Share unknown;                           ///< whether they did, or whether the commitment is about them, cannot be known: the last three counts alone
  Share perhaps_due;                       ///< the same of those whose limit may have run out by as-of
  Share later;                             ///< by what they will have come to: their limit may not have run out
  std::uint64_t early = 0;                 ///< of these: done, and surely not yet due
  std::uint64_t exempt = 0;                ///< in no share
  std::uint64_t reentries = 0;             ///< by a stage history: entries of leads that had entered the stage in the period before. Counted `of_entries` alone
  SpanCounts stopped, waiting;             ///< of times: how long it took, and how long those wait that have not stopped
  ShareEvidence at_target, at_floor;       ///< of times: who got there by the target, and by the floor
  std::map<std::string, std::uint64_t> mix, mix_perhaps;   ///< by segment or source: of `count`, and of those whom it is perhaps about
  std::uint64_t mix_open = 0, mix_perhaps_open = 0;        ///< likewise, of which the segment or source is not known
  std::map<std::string, PartEvidence> parts; ///< of late_share by a field; under an empty name those that are nobody's
  Share standing;                          ///< those that were due and stand at the stage, where the rule shows them
  PartEvidence anybody;                      ///< likewise, of which nobody knows whose they are
  Causes causes;                           ///< of `unknown`
  SumOfMoney money;                        ///< of sum(amount, STAGE)
  void merge(const PeriodCounts& other);
};

/// Counts leads into the periods of their entry, in the contract's zone.
class CommitmentTally {
 public:
  CommitmentTally(const Contract& contract, const CommitmentSettings& settings);
  /// A commitment may be about a lead that may not be wanted.
  /// Entries of a lead that a history tells apart come one after the other.
  void add(LeadJudge& judge);
  static constexpr bool takes_unsure = true;
  void merge(const CommitmentTally& other);
  const std::vector<CommitmentRule>& rules() const { return rules_; }
  const std::vector<CommitmentSeries>& series() const { return series_; }
  std::vector<std::map<Day, PeriodCounts>> counts;   ///< by series, by the period's first day
  /// By series: leads that entered, or may have, on a day that nobody knows. They may belong to each period from one first day to another; in no count, and in `unknown`.
  std::vector<std::map<std::pair<Day, Day>, PeriodCounts>> between;
  /// Of a period of a series, with those who may belong to it.
  PeriodCounts of_period(std::size_t series, Day from) const;
  std::uint64_t undated = 0;                         ///< claims without any date, or with one of 1970-01-01 or before, which stands for none: in no period
  std::optional<Day> first;                          ///< of the earliest entry that a rule counts; empty: none
  std::optional<Day> begins;                         ///< the earliest date of any stage of those leads: from then on the export speaks

 private:
  /// One of several entries of a lead, in the periods that it may lie in.
  struct Candidate {
    Day from = 0, to = 0;                  // first days of periods
    bool there = false;                    // it is, and lies in this one period
    bool anywhen = false;                  // nobody knows whether it is, nor before which of the others
    Tri belongs = Tri::unknown;            // is the commitment about it, if it is there?
    Ways ways = Way::exempt;
    std::optional<std::string> mix;
    std::optional<std::string> part;
    PeriodCounts own;                      // what it counts by itself
  };
  void add_rule(std::size_t rule, LeadJudge& judge, const LeadFacts& facts);
  Candidate candidate(std::size_t rule, const Judging& then, Tri belongs, LeadJudge& judge, const LeadFacts& facts) const;
  Tri belongs_if_there(const CommitmentRule& rule, const Judging& then, Tri belongs) const;
  void settle(LeadJudge& judge);
  void put_entries(std::size_t series);
  void put_first(std::size_t series, LeadJudge& judge);
  void put_one_of(std::size_t rule, const std::vector<const Candidate*>& may, bool there, LeadJudge& judge, PeriodCounts& counts) const;
  void put_all(std::size_t rule, const Judging& then, Tri belongs, LeadJudge& judge, const LeadFacts& facts, PeriodCounts& counts) const;
  bool on_one_day(std::size_t stage) const;
  bool add_dates(const StageClaim& entry, bool wanted);
  Tri belongs(const CommitmentRule& rule, const Judging& then, LeadJudge& judge) const;
  static bool of_funnel(const CommitmentRule& rule);
  void put(std::size_t rule, const Judging& judging, const LeadFacts& facts, const DueFinding& found, bool perhaps, PeriodCounts& counts) const;
  static void put_updates(const TouchFacts& touch, bool perhaps, PeriodCounts& counts);
  static Share now_due(const CommitmentRule& rule, const DueFinding& found, bool perhaps);
  static void put_open(bool perhaps, PeriodCounts& counts, PartEvidence* part);
  static void put_share(const CommitmentRule& rule, Ways ways, bool perhaps, PeriodCounts& counts, PartEvidence* part);
  DueFinding finding(const CommitmentRule& rule, const Judging& then, LeadJudge& judge, const LeadFacts& facts) const;
  void put_money(std::size_t rule, const Judging& then, Tri belongs, PeriodCounts& counts) const;
  DueFinding feedback(const Judging& judging, const StageClaim& entry) const;
  DueFinding touched(const CommitmentRule& rule, const Judging& judging, const StageClaim& entry) const;
  void put_time(const CommitmentRule& rule, bool belongs, LeadJudge& judge, const LeadFacts& facts, PeriodCounts& counts) const;
  std::optional<std::string> part_of(const CommitmentRule& rule, const Judging& then, const LeadFacts& facts) const;
  static PartEvidence& part_in(PeriodCounts& here, const std::optional<std::string>& name);
  /// Empty: nobody knows which part the lead is of.
  std::optional<std::string> mix_part(const CommitmentRule& rule, const Judging& then) const;
  void add_causes(std::size_t rule, const Judging& then, const LeadFacts* facts, Causes& causes) const;
  void put_mix(const CommitmentRule& rule, const Judging& then, std::map<std::string, std::uint64_t>& mix, std::uint64_t& open) const;
  const Contract& contract_;
  CommitmentSettings settings_;
  std::vector<CommitmentRule> rules_;
  std::vector<CommitmentSeries> series_;
  std::vector<int> stages_;                          // that a rule is about, each once
  std::vector<std::vector<FieldId>> asked_;          // by rule: asked_fields
  std::vector<std::vector<Candidate>> candidates_;   // by series: of the lead being counted, where it may have several entries
  const Funnel* funnel_ = nullptr;      // of the lead being counted
};
void collect_commitment_fields(const Contract& contract, const CommitmentSettings& settings, std::vector<FieldId>& out);

/// What a period came to. Only the first three are judged.
enum class Outcome : std::uint8_t { met, missed, below_floor, unproven, immature, partial, not_measurable };
/// `met`, `missed`, `below_floor`, `unproven`, `immature`, `partial`, `not_measurable`.
std::string_view outcome_name(Outcome outcome);
constexpr bool judged(Outcome outcome) { return outcome <= Outcome::below_floor; }

/// A part of a mix. Missed where the part is short, and the upper bound of its share is below what was promised, whatever the unknown turn out to be: a part too
/// large is no miss of its own, it shows in those that are short. Unproven where that hangs on the unknown.
struct MixPart { std::string name; double promised = 0; Rate share; double expected = 0; Outcome outcome = Outcome::met; };

/// One value of a field, of late_share(CLOCK, FIELD). `few`: with fewer leads that are due than [people] asks for, so not judged.
struct CommitmentPart { std::string value; Rate late; Outcome outcome = Outcome::met; bool few = false, by_unknown = false; };

struct PeriodResult {
  Period period;
  std::string name;
  Outcome outcome = Outcome::not_measurable;
  std::string why;                         ///< of the last four outcomes; where `by_unknown`, of any
  std::optional<Rate> standing;            ///< the same of the leads that stand at the stage alone
  bool by_unknown = false;                 ///< judged by counting what the export cannot decide as missed, as the contract says
  std::uint64_t count = 0, of = 0, open = 0, unknown = 0, exempt = 0;
  std::uint64_t early = 0;                 ///< done, and not yet due: in no rate, and counted for what the period will come to
  std::uint64_t reentries = 0;             ///< second and later entries of leads in the period; in the numbers of a rule `of_entries` alone
  std::uint64_t perhaps_early = 0;         ///< not yet due, and nobody knows whether done
  std::optional<Rate> rate;                ///< of shares
  std::optional<double> value;             ///< the number, the share, the time in seconds (none where it is not reached), or of money what is sure, in units of the rule's currency
  std::optional<double> most;              ///< of money where not all is known: what it may be at the most; empty: nobody knows, or all is known
  bool at_least = false;                   ///< of a mean: some still wait
  std::optional<double> value_least, value_most;   ///< of a time, and of a share or count where something is unknown: what it may be; a `value_most` that is not reached is empty
  std::optional<double> target, floor;     ///< as they are for a period of this length
  std::optional<double> attainment;        ///< value / target; not where less is better
  std::vector<MixPart> mix;
  Outcome mix_outcome = Outcome::not_measurable;  ///< apart from the volume's
  std::vector<CommitmentPart> parts;
};

struct CommitmentResult { std::size_t rule = 0; Grain grain = Grain::month; bool own = false; std::vector<PeriodResult> periods; };

/// From counts to outcomes, from the period of the first entry (or the window's first) to that of as-of (or the window's last). A period
/// between without entries is there too: its volume is 0; one on none of whose days the contract is in force is not. Without a window, a period within which the export begins is not judged.
std::vector<CommitmentResult> commitments(const CommitmentTally& tally, const Contract& contract, const CommitmentSettings& settings);

/// A target for one length of period in another: months, quarters and years as 12, 4 and 1 a year, weeks and days by 365 days a year.
double target_in(double target, Grain per, Grain grain);
/// The outcome of a share. It is judged where it comes to the same whatever the open and the unknown turn out to be; else it is `immature` where time
/// alone can settle it, and `unproven` where it cannot. Without any lead, or without a line: not measurable.
Outcome share_outcome(const ShareEvidence& evidence, Sense sense, std::optional<double> target, std::optional<double> floor);
/// The outcome of a share for one person under [people] judge = "beyond chance": past a line only where the whole interval is, and where at least `fewest`
/// leads were due, at both ends of what is unknown.
Outcome person_outcome(const Share& late, std::optional<double> target, std::optional<double> floor, std::uint64_t fewest);

/// M05: the share of periods in which both sides met everything. A period counts where each side has something that is judged, or that the data cannot prove; what
/// is too early to say plays no part. Where all that a side has is about leads of which nobody knows whether they belong, nobody knows whether the period counts. One known miss is a miss; without one, what is not in the data leaves the period unknown.
struct Compliance {
  struct One { Period period; Tri counted, kept; };
  Share share;
  std::vector<One> periods;
  void add(const Period& period, Tri counted, Tri kept);
};
Compliance sides_compliance(const std::vector<CommitmentResult>& results, const std::vector<CommitmentRule>& rules, Grain grain = Grain::week);

/// A period as an escalation sees it.
struct Judged { Period period; std::string name; Outcome outcome = Outcome::met; };

/// `fired`: the last judged period made it fire; `standing`: it fired before, and has been missed ever since; `over`: met since.
enum class FiredState : std::uint8_t { fired, standing, over };
std::string_view fired_name(FiredState state);

/// An escalation that fired: which periods made it, and what is owed. `periods` are the first that sufficed, `missed` all of the run.
struct Fired {
  std::size_t escalation = 0;              ///< index in Contract::escalations
  std::string value;                       ///< of a rule by a field: whose; empty of several, or where nobody knows
  std::uint64_t persons = 0;               ///< of a rule by a field: how many it is about
  std::vector<std::string> periods, missed;
  FiredState state = FiredState::fired;
  std::optional<Instant> due;              ///< the moment by which the action is owed ...
  std::optional<Day> due_day;              ///< ... and the last day on which it is in time
};

/// All times that a rule fired on a sequence, in order. So many periods in a row must miss the line; a period that is not judged
/// neither counts nor breaks the run, a met one breaks it. A run fires once, and its due date stays.
std::vector<Fired> escalate(const Escalation& rule, const std::vector<Judged>& sequence, const Zone& zone);

/// All escalations of a contract over the results, in the contract's order; of rules by a field, each named value for itself.
std::vector<Fired> escalations(const Contract& contract, const std::vector<CommitmentRule>& rules, const std::vector<CommitmentResult>& results);
/// The same without the names: what asks the same of several persons, of the same periods, stands once, with their number.
std::vector<Fired> without_names(std::vector<Fired> all);

}  // namespace handoff
