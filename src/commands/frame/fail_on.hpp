// What an exit code of 0 rests on: a check that has nothing to fail on, or that the export cannot judge, must not pass in silence.
#pragma once
#include <string>
#include <vector>

#include "handoff/measures/audit.hpp"
#include "handoff/measures/breach.hpp"
#include "handoff/measures/commitment.hpp"
#include "handoff/contract/contract.hpp"
#include "frame/settings.hpp"

namespace handoff {

struct MeetingPage;

/// One thing that a check may fail on: a clock, an answer that is owed, the floor of a commitment, an escalation.
struct Gate {
  std::string name;      ///< `the clock 'first touch'`
  std::string why_not;   ///< why the data cannot judge it; empty: it was judged, or time alone stands in the way
  bool undecided = false;   ///< too many leads are not decided for a pass, where nothing is known to be breached
};

/// The stage that a check is asked of, where nobody holds it: that nothing was breached then says that the export is another, or its column. Nothing is added
/// where there are holders, on whatever day they entered it, or where `narrowed` by --where, which may have left them all out. It counts nobody of a later day
/// than as-of: a later export says the same.
void add_stage_gate(std::uint64_t holders, bool narrowed, const Contract& contract, int stage, Instant as_of, std::vector<Gate>& gates);
/// An export that ends more than a week before the moment that is judged: it has stopped coming, and a check that passes on it would call that a quiet week.
/// Nothing is added where --allow-unproven says that nothing happened since. `newest`: its latest date by as-of; `until`: the moment, or the end of the period.
void add_age_gate(Instant newest, Instant until, const Contract& contract, const Settings& settings, std::vector<Gate>& gates);
/// The clocks of the audited stage.
std::vector<Gate> clock_gates(const AuditResult& result, const Contract& contract, const std::vector<bool>& absent);
/// Everything that an entrant of the stage is owed: clocks, an answer within its limit, a reason.
std::vector<Gate> duty_gates(const BreachTally& tally);
/// The floors of commitments, and the escalations, that an export can show at all.
std::vector<Gate> floor_gates(const MeetingPage& page);
std::vector<Gate> escalation_gates(const MeetingPage& page);

/// Refuse a check that the contract gives nothing to fail on, before any work. `option`: `--fail-on breach`; empty: the command itself is the check.
/// Throw Error.
void require_clock(const Contract& contract, int stage, const std::string& option);
void require_duty(const Contract& contract, int stage, const std::string& option);
void require_floor(const Contract& contract);
void require_escalation(const Contract& contract);

/// How a check came out: true where it failed. Throws Error where it did not, and one of its gates could not be judged: that is not a pass.
bool check_failed(const std::string& check, bool failed, const std::vector<Gate>& gates);
/// The same of `breaches`, whose exit code is the alert: it throws where no gate at all could be judged, and where one
/// leaves too many leads undecided: what an earlier run listed says nothing of them.
bool alert_raised(bool raised, const std::vector<Gate>& gates);

}  // namespace handoff
