// What is owed right now: for every claimed lead of a stage the clocks that ran out and were not stopped, the answers that are past
// their limit, and the reasons that were left blank. Those that stand first are kept; all are counted.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "handoff/contract/group.hpp"
#include "handoff/measures/entrants.hpp"

namespace handoff {

/// What a lead may be owed.
enum class DutyKind : std::uint8_t { clock, disposition, reason };
/// `clock`, `disposition`, `reason`.
std::string_view duty_kind_name(DutyKind kind);
struct Duty {
  DutyKind kind = DutyKind::clock;
  int clock = -1;                  ///< of a clock: index in Contract::clocks
  std::string name;                ///< the clock's, or the kind's
  std::string role;                ///< who owes it: the clock's owner, else the owner of the next stage; may be empty
  std::optional<Duration> limit;
  std::string why_not;             ///< why this export cannot show it; empty: it can
  /// False of an answer that may come whenever: it is never past due.
  bool can_be_missed() const { return kind != DutyKind::disposition || limit.has_value(); }
  /// Is it an answer or a reason that is owed, and not in the export? Nobody knows then how it stands with any lead.
  bool lacks_column() const { return kind != DutyKind::clock && can_be_missed() && !why_not.empty(); }
};
/// All that the contract owes to a lead of the stage: its clocks, then an answer and its reason.
std::vector<Duty> duties_of(const Contract& contract, int stage, const std::vector<bool>& absent);

/// How a duty stands. The first four may be listed. `overdue`: past due and not done, and the lead is still there. `due`: not done, and due
/// within the time asked for. `left`: past due, never done, and the lead has left, or by the history has entered the stage anew. `late`: done, past due.
/// `met_early`: done, and not yet due.
enum class Standing : std::uint8_t { overdue, due, left, late, open, met, met_early, unknown, exempt };
constexpr std::size_t standing_count = 9;
std::string_view standing_name(Standing standing);
/// Was it due, or may it have been?
constexpr bool is_due(Standing standing) {
  return standing != Standing::due && standing != Standing::open && standing != Standing::met_early && standing != Standing::exempt;
}

/// One duty towards one lead.
struct Breach {
  std::string lead_id, owner, segment;
  int entry = 1;                           ///< which entry of the lead into the stage, by the history
  std::size_t duty = 0;                    ///< index in BreachTally::duties
  Standing standing = Standing::overdue;
  std::optional<Instant> due;              ///< the first instant at which it may be due; of a reason: when the disposition was made
  std::optional<Seconds> late;             ///< surely past due by so much elapsed time; negative: so much is left at the least; of `late`: when it was done
  std::string start;                       ///< ISO; empty: none
  std::string missing;                     ///< a few words: what is not there
  std::string explanation;                 ///< a sentence
  std::string whose;                       ///< a sentence that names the owner and says since when it is known; empty without a history
};

/// In which order breaches are listed, what is settled behind all that can still be done. `newest`: what is not yet due, the soonest first; then what fell due,
/// the newest first. `due`: what fell or falls due first stands first.
enum class BreachOrder : std::uint8_t { newest, due };

/// A breach as the state of `--since-last` knows it: a hash of lead id, duty, due time and standing.
struct BreachKey { std::uint64_t high = 0, low = 0; auto operator<=>(const BreachKey&) const = default; };
/// What has no due time is told apart by the entry, where it is not the lead's first. Whose it is plays no part: that may be known better later.
BreachKey breach_key(std::string_view lead_id, std::string_view duty, std::optional<Instant> due, Standing standing, int entry = 1);

struct BreachSettings {
  Instant as_of = 0;
  std::optional<Period> window;            ///< of entry into the stage
  NotInForce not_in_force;                 ///< days that were asked for beside them
  int stage = 0;
  std::optional<Seconds> due_within;
  std::optional<Period> due_in;            ///< list only what fell or falls due on these days
  bool all = false;                        ///< list `left` and `late` too
  std::uint64_t most = 10'000;             ///< rows kept
  BreachOrder order = BreachOrder::newest;
  const std::vector<BreachKey>* told = nullptr;  ///< sorted; what was told before is not listed again
  std::vector<GroupBy> by;
  std::vector<bool> absent;                ///< by FieldId: not in the export
};

/// Why nobody can say of a lead whether it is past due or in time: the first of these that is so.
enum class UnknownCause : std::uint8_t { unreadable, no_column, which, before_start, no_time, no_date, untold };
constexpr std::size_t unknown_cause_count = 7;
/// `with a cell that cannot be read`, to stand behind a count.
std::string_view unknown_cause_text(UnknownCause cause);
/// Of a duty that stands unknown. `fact`: the lead's clock; null: it is an answer or a reason. `entered`: the field of
/// the date that an answer is due by.
UnknownCause unknown_cause(const Contract& contract, const Lead& lead, FieldId entered, const ClockFact* fact);

/// Why nobody knows whether a lead is asked for, or belongs here: `filter`: --where or [exclude] cannot be decided.
/// `stage`: whether it holds the stage. `day`: whether it entered it on a day that was asked for. The first of these
/// that is so.
enum class UnsureCause : std::uint8_t { filter, stage, day };
constexpr std::size_t unsure_cause_count = 3;

using StandingCounts = std::array<std::uint64_t, standing_count>;
struct BreachGroup { std::uint64_t leads = 0; StandingCounts counts{}; };

class BreachTally : public Entrants {
 public:
  BreachTally(const Contract& contract, const BreachSettings& settings);
  void add(LeadJudge& judge);
  void merge(BreachTally&& other);
  /// The breaches kept in the order asked for: overdue and due by due time, those without one after them; then left and late by due time; ties by
  /// lead id, then in the order of the duties.
  std::vector<Breach> sorted() const;
  /// Those of settings.told that still stand.
  const std::vector<BreachKey>& standing_told() const { return standing_told_; }

  std::vector<Duty> duties;
  std::vector<StandingCounts> counts;      ///< by duty
  std::vector<StandingCounts> due_counts;  ///< by duty: of what is due in settings.due_in
  std::vector<StandingCounts> undated_counts;  ///< by duty: of what has no due time, and so is due in no period
  std::vector<std::uint64_t> may_owe;      ///< by duty: those of which nobody knows how they stand, or whether they fell due on the days asked for, and that may be listed
  std::array<std::uint64_t, unknown_cause_count> unknown_causes{};   ///< of all that is unknown
  std::uint64_t population = 0;
  /// May be listed, of leads of which nobody knows whether they belong here, by why: in no other count.
  std::array<std::uint64_t, unsure_cause_count> perhaps{};
  std::uint64_t perhaps_listed() const { return perhaps[0] + perhaps[1] + perhaps[2]; }
  struct PerhapsOwed { std::uint64_t listed = 0, due = 0; };
  std::vector<PerhapsOwed> perhaps_owed;   ///< by duty, of the same leads: those that may be listed, and those that are due if they belong here
  static constexpr bool takes_unsure = true;
  std::uint64_t fresh = 0;                 ///< to be listed, told before not among them: `sorted` holds at most settings.most of these
  const OwnerCounts& owners() const { return owners_; }
  std::unordered_map<std::string, BreachGroup> groups;  ///< by group key; empty without --by
  const GroupKeys& keys() const { return keys_; }

 private:
  struct Found { Standing standing = Standing::unknown; std::optional<Instant> due; std::optional<Seconds> late; };
  Found clock_found(const Judging& judging, const ClockFact& fact) const;
  Found disposition_found(const Judging& judging) const;
  void answered_found(const Judging& judging, const Stamp& due, Found& found) const;
  Found reason_found(const Judging& judging) const;
  Owner owner_of(const Judging& judging, const Found& found, const ClockFact* fact) const;
  /// The lead's clock that the duty is; null where it is not a clock. False: the lead has no such duty.
  bool owes(std::size_t duty, const ClockFact*& fact) const;
  Found found_of(std::size_t duty, const Judging& judging, const ClockFact* fact) const;
  void add_unsure(LeadJudge& judge);
  Tri is_here(const Found& found, const ClockFact* fact) const;
  bool may_be_listed(const ClockFact* fact, const Judging& judging, std::size_t duty) const;
  BreachGroup& group_of(const Judging& judging, const Owner& owner);
  void list(const Judging& judging, std::size_t duty, const Found& found, const ClockFact* fact, const Owner& owner);
  bool before(const Breach& a, const Breach& b) const;
  bool listed(Standing standing) const { return standing <= Standing::due || (settings_.all && standing <= Standing::late); }
  void write(const Judging& judging, const Found& found, const ClockFact* fact, Breach& breach) const;
  const Contract& contract_;
  const BreachSettings& settings_;
  GroupKeys keys_;
  const Funnel* funnel_ = nullptr;      // of the lead being counted
  const LeadFacts* facts_ = nullptr;
  std::string key_;
  OwnedLead owned_;
  OwnerCounts owners_;
  std::vector<Breach> heap_;               // the least urgent in front
  std::vector<BreachKey> standing_told_;
};

/// Groups in the order of their keys; people with fewer than 30 leads are put together. Second: how many were.
struct BreachGroups { std::vector<std::pair<std::vector<GroupLabel>, BreachGroup>> groups; std::uint64_t pooled = 0; };
BreachGroups breach_groups(const BreachTally& tally, const BreachSettings& settings);

void collect_breach_fields(const Contract& contract, const BreachSettings& settings, std::vector<FieldId>& out);
/// Fields that a row shows where the export has them.
void collect_breach_shown(const Contract& contract, std::vector<FieldId>& out);

}  // namespace handoff
