// The contract that both leaders signed, typed: what src/contract reads out of the TOML file and the core judges by.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "handoff/time/calendar.hpp"
#include "handoff/cells/lead.hpp"
#include "handoff/contract/money.hpp"
#include "handoff/expression/predicate.hpp"
#include "handoff/expression/score.hpp"
#include "handoff/time/time.hpp"

namespace handoff {

/// A place in a contract file, for messages. Line 0: not from a file.
struct Source { std::string file; int line = 0; int column = 0; std::string text() const; };

/// Who signed what: `digest` is of the contract's meaning as it was then.
struct Signature { std::string party, name, role; std::optional<Day> date; std::string digest; };

enum class Status : std::uint8_t { signed_, unsigned_, altered, expired, not_yet_in_force };
/// `signed`, `unsigned`, `altered`, `expired`, `not yet in force`.
std::string_view status_name(Status status);

/// A field of the export as the contract knows it.
struct Field {
  std::string name;
  Type type = Type::text;
  std::vector<std::string> headers;      ///< candidates, the first that the export has: the contract's, or else the preset's and then the name itself
  bool named_by_contract = false;        ///< stands under [columns]: its absence from the export is an error when a command needs it
  std::shared_ptr<const Zone> zone;      ///< of times without an offset; null: the contract's
  DateOrder date_order = DateOrder::undecided;
  DecimalMark decimal = DecimalMark::undecided;   ///< of a number
  bool day = false;                      ///< of a date: read as the civil day written, whatever time and offset stand behind it
  bool duration = false;                 ///< of a number: seconds, read from `HH:mm:ss` or from a number ...
  Seconds unit = 0;                      ///< ... of so many seconds; 0: none is declared, and a plain number cannot be read
  bool overwritten = false;              ///< of a date: the CRM keeps the last one alone, so a later one than as-of does not prove that there was none before
  Source source;
};

struct NamedPredicate { std::string name; ExprPtr when; Source source; };

/// What a funnel counts: the leads whose claim the signed definition bears out, or every claim of the CRM.
enum class Counting : std::uint8_t { defined, claimed };

/// A stage of the funnel, in order. Claimed by its date field or by a current-stage value; met by `when`.
struct Stage {
  std::string name;
  FieldId at = no_field;
  std::vector<std::string> values;       ///< of the current-stage field, any case
  ExprPtr when;                          ///< null: the contract does not define it, and a claim is all there is
  ExprPtr dated_by;                      ///< the date of a claim without a date of its own; null: none
  bool claim_needed = true;              ///< false: who meets `when` holds the stage, whoever claims it
  /// Does somebody have to claim it? Not where the contract says so, nor where there is nothing to claim it by.
  bool claimable() const { return claim_needed && (at != no_field || !values.empty()); }
  std::string owner;
  std::optional<Duration> maturity;      ///< how long after entry a conversion to the next stage may be expected; empty: measured
  Source source;
};

/// A way out of the funnel.
struct Exit {
  std::string name;
  FieldId at = no_field;
  std::vector<std::string> values;       ///< of the current-stage field, any case
  ExprPtr when;
  Source source;
};

/// What a clock takes a single stop before its start for, where nothing else tells whether anybody came since.
enum class BeforeStart : std::uint8_t { unknown, met, breached };

/// A commitment in time. Clocks that share `on` and `stop` compete: the first whose `where` is true applies to a lead.
struct Clock {
  std::string name, owner;
  int on = -1;                           ///< index of the stage whose entrants it applies to
  ExprPtr where;                         ///< null: all
  bool where_stands = false;                       ///< only leads that stand at the stage: its definition is a part of `where`
  ExprPtr exempt;                        ///< true: the contract takes the lead out of this clock
  FieldId start = no_field;
  FieldId stop = no_field;               ///< a date; where there is `taken`, that field
  FieldId taken = no_field;              ///< how long it took as the CRM measured it, a duration; blank: not stopped. no_field: it stops at a date
  Duration limit;
  std::shared_ptr<const Calendar> calendar;  ///< of bh and bd limits
  std::optional<double> target;          ///< share that should be met, 0 to 1
  BeforeStart before = BeforeStart::unknown;   ///< where the only stop that is known lies before the start
  Source source;
};

/// Which dispositions there are and what they need. `states` empty: the contract says nothing.
struct Disposition {
  std::vector<std::string> states;
  std::vector<std::string> reasons;          ///< the fixed list; empty: free
  std::vector<std::string> reason_required;  ///< states that need a reason
  std::optional<Duration> limit;             ///< from stage entry
  std::shared_ptr<const Calendar> calendar;
  std::vector<std::string> owed_on;          ///< states that alone are owed on; a lead without one of them owes nothing. Empty: every lead is owed an answer
};

/// A column of a log beside the leads, as the contract knows it.
struct LogField {
  std::string name;
  Type type = Type::text;
  std::vector<std::string> headers;          ///< candidates, likeliest first: the contract's, or the preset's and the name itself
  bool named_by_contract = false;
};

/// Which rows of a log count, in terms of its own columns.
struct LogRules {
  std::vector<LogField> fields;              ///< `lead_id`, `at`, `type` (or `stage`), then the others; `where` refers to their positions
  ExprPtr where;                             ///< null: all
  bool where_of_preset = false;
};

/// What counts as a touch in a touch log, and how much effort is owed.
struct TouchRules {
  LogRules log;
  std::map<std::string, std::string> types;  ///< type -> channel; empty: every type counts, as a channel of its own
  bool types_of_preset = false;
  std::optional<int> minimum, channels;
  std::optional<Duration> within;            ///< elapsed, from entry into `from`
  int from = -1;                             ///< the stage whose entry touches are counted from; -1: the one that is judged
  std::string before;                        ///< a disposition, an exit or a stage that ends the counting
  ExprPtr where_lead;                        ///< the leads that effort is owed to; null: all
  std::optional<Seconds> status_within;      ///< how soon after each touch the lead's status must be updated
};

struct Commitment {
  std::string name, owner, metric, per;
  std::optional<double> target, floor;             ///< of money: in whole units of `currency`; of times: in seconds, on the kind of time that the metric is of
  std::string currency;                            ///< of sum(amount, STAGE): what target and floor are of; in upper case
  bool unknown_missed = false;                     ///< what the export cannot decide counts against the owner
  bool of_entries = false;                         ///< every entry into the stage is counted; else each lead once, by its first of the period
  bool blank_is_zero = false;                      ///< of sum(amount, STAGE): a lead without an amount brings nothing; else the sum is at least what is known
  std::optional<Seconds> within;                   ///< the horizon: what happens to a lead later than this after its entry does not count; empty: the stages' `maturity`
  std::map<std::string, double> mix;
  std::string mix_by;                              ///< `segment` or `source`
  std::optional<double> mix_within;                ///< how far the share of a part may lie below the promised one; empty: as far as chance explains
  ExprPtr where;                                   ///< only these leads; null: all
  std::string consequence;
  Source source;
};

struct Escalation {
  std::string name, commitment, below, for_text, action;   ///< below: `target`, `floor`, `unproven`
  int periods = 1;                                 ///< so many in a row ...
  Grain grain = Grain::month;                      ///< ... of this length
  int level = 0;                                   ///< 0: the contract knows no levels
  std::vector<std::string> to;
  std::optional<Duration> due;
  Source source;
};

struct Plan {
  std::optional<std::int64_t> revenue, deal_size;  ///< whole currency units
  std::optional<std::int64_t> deals;               ///< instead of revenue and deal size
  std::optional<int> months;
  std::map<std::string, double> rates;             ///< "SQL>won" -> 0.25
  std::map<std::string, Seconds> lags;             ///< "MQL>SQL" -> how long it takes
  std::map<std::string, double> segments, sources; ///< shares that sum to 1
  std::optional<double> touches_per_lead, minutes_per_touch, hours_per_month;  ///< capacity of sales development
};

/// How revenue is shared among the touches before a deal.
struct Attribution {
  std::string model;                               ///< first, last, linear, position, w, full_path, time_decay
  std::map<std::string, double> weights;           ///< of `position`, `w`, `full_path`: "first", "last", "lead", "opportunity", "middle"
  std::optional<Seconds> half_life, lookback;
  std::map<std::string, std::string> columns;
};

/// The whole of it. Immutable after loading; shared by all threads.
/// [people]: how rules about persons are judged.
struct People {
  bool beyond_chance = false;                  ///< late only where the whole 95 % interval is past the line; else by the number as signed
  std::optional<std::uint64_t> minimum;        ///< leads that are due below which nobody is judged; empty: none as signed, 30 beyond chance
};

struct Contract {
  std::string file;
  std::string name, version, owner;
  std::optional<Day> from, to;             ///< in force, both included
  std::vector<Signature> signatures;
  std::string digest;                      ///< "sha256:<64 hex>" of the meaning, signatures left out
  int rules = 2;                           ///< the rules that the file names; numbers are those of rules 2 in any case
  std::string digest_under_1;              ///< the digest it had if it named rules 1: by it a signature of then is known

  std::shared_ptr<const Zone> zone;        ///< of timestamps without an offset, of weeks and months
  int week_start = 0;                      ///< 0 = Monday
  DateOrder date_order = DateOrder::undecided;
  DecimalMark decimal = DecimalMark::undecided;  ///< of all columns of numbers, but for those that have their own
  CurrencyNames symbols;                   ///< "$" -> "USD"; what amounts are of that name no currency stands under ""
  std::map<std::string, std::shared_ptr<const Calendar>> calendars;

  std::string preset;                      ///< "hubspot", "salesforce", "none"
  std::vector<Field> fields;               ///< by FieldId: the canonical ones, then the contract's own
  std::vector<std::string> nulls;          ///< texts that mean missing, any case
  std::vector<NamedPredicate> exclusions;
  std::vector<NamedPredicate> definitions; ///< predicates and numbers
  std::vector<std::shared_ptr<const ScoreAxis>> scores;
  Seconds landmark = 14 * seconds_a_day;   ///< [score] landmark: the age at which calibration scores each lead
  std::shared_ptr<const BucketList> segments, lanes, sources, routes;  ///< null: none

  std::vector<Stage> stages;
  Counting counting = Counting::defined;   ///< unless --count says otherwise
  bool count_skipped = false;              ///< a stage that a lead skipped counts in the rates from it
  std::vector<Exit> exits;
  std::vector<Clock> clocks;
  std::optional<Disposition> disposition;
  std::vector<FieldId> enrichment;         ///< [enrichment] required: fields every lead must carry
  std::optional<TouchRules> touch;
  LogRules history;                        ///< of the stage history, whether the contract speaks of it or not
  std::map<std::string, std::map<std::string, std::string>> logs;  ///< columns of the other logs: "history", "deal", "spend", "signals"
  std::vector<Commitment> commitments;
  std::vector<Escalation> escalations;
  std::optional<Plan> plan;
  std::optional<Attribution> attribution;
  People people;
  std::map<std::string, std::string> cadence;  ///< `data`, `review`, `revision` -> week, month, quarter
};

/// The status as of a moment: altered before unsigned, then the dates.
Status contract_status(const Contract& contract, Instant as_of);
/// The sum of the `maturity` of the stages from the one up to the other; empty where one of them has none.
std::optional<Seconds> maturity_between(const Contract& contract, int from, int to);
/// The horizon of a conversion, which both sides signed: `maturity_between`, else the longest `within` of the commitments to this
/// rate of all leads. Empty: none is signed.
std::optional<Seconds> signed_horizon(const Contract& contract, int from, int to);
/// Index of the stage of that name (any case); -1: none.
int find_stage(const Contract& contract, std::string_view name);
/// The field of that name; no_field: none.
FieldId find_field(const Contract& contract, std::string_view name);
/// The definition of that name; null: none.
const NamedPredicate* find_definition(const Contract& contract, std::string_view name);

}  // namespace handoff
