#include "frame/fail_on.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "weekly/meeting_page.hpp"
#include "breaches/breaches_report.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

const std::string& stage_name(const Contract& contract, int stage) { return contract.stages[static_cast<std::size_t>(stage)].name; }

bool has_clock(const Contract& contract, int stage) {
  return std::any_of(contract.clocks.begin(), contract.clocks.end(), [&](const Clock& clock) { return clock.on == stage; });
}

bool owes_answer(const Contract& contract) {
  const std::optional<Disposition>& rules = contract.disposition;
  return rules && !rules->states.empty() && (rules->limit || !rules->reason_required.empty());
}

/// Of a metric that no export can show, the signers alone know whether it was met.
bool can_be_shown(const CommitmentRule& rule) { return rule.sense != Sense::unknown; }

/// Why none of the leads could be judged; empty where one was, or where none came.
std::string none_decided(std::uint64_t judged, std::uint64_t unknown) {
  return judged > 0 || unknown == 0 ? "" : fmt::format("of {}, the export decides none", leads_text(unknown));
}

/// Where more than 5 % of the leads that are due, or may be, may be breached and nobody knows: a pass would take
/// unknown for no.
void weigh_undecided(std::uint64_t may_fail, std::uint64_t asked, Gate& gate) {
  if (may_fail * 20 <= asked) return;
  gate.undecided = true;
  if (!gate.why_not.empty()) return;
  gate.why_not = fmt::format("of {} that {} due or may be, the export leaves {} undecided, more than 5 %",
                             leads_text(asked), asked == 1 ? "is" : "are", count_text(may_fail));
}

std::string why_not(const CommitmentRule& rule, const PeriodResult* period) {
  if (!rule.not_measured.empty()) return rule.not_measured;
  const bool unproven = period && period->outcome == Outcome::unproven && rule.by == no_field;  // of persons it is a matter of how many leads they have
  return unproven ? fmt::format("{}: {}", period->name, period->why) : "";
}

[[noreturn]] void refuse_unjudged(const std::string& where, const std::vector<Gate>& gates) {
  std::string causes;
  for (const Gate& gate : gates)
    if (!gate.why_not.empty()) causes += fmt::format("{}{}: {}", causes.empty() ? "" : "; ", gate.name, gate.why_not);
  throw Error(where, fmt::format("it is not in the data whether {}: {}", where.empty() ? "anything is past due" : "the check passes", causes),
              fmt::format("export what is missing, or name its column under [columns]; a pass would say what nobody knows{}",
                          where.empty() ? "" : ", so leave the check out where it cannot be had"));
}

}  // namespace

void add_stage_gate(std::uint64_t holders, bool narrowed, const Contract& contract, int stage, Instant as_of, std::vector<Gate>& gates) {
  if (holders > 0 || narrowed) return;
  gates.push_back({fmt::format("the stage {}", stage_name(contract, stage)),
                   fmt::format("no lead is known to be there by {}", local_text({as_of, as_of, 0, false}, *contract.zone)), true});
}

void add_age_gate(Instant newest, Instant until, const Contract& contract, const Settings& settings, std::vector<Gate>& gates) {
  constexpr Seconds week = 7 * seconds_a_day;
  if (settings.allow_unproven || newest == instant_min || until - newest <= week) return;
  gates.push_back({"the export",
                   fmt::format("its newest date is {}, {} days before {}: give a newer one, or say --allow-unproven where nothing has happened since",
                               iso_day(contract.zone->day_of(newest)), count_text(static_cast<std::uint64_t>((until - newest) / seconds_a_day)),
                               until == settings.as_of ? "the moment of judging" : "the end of the period"),
                   true});
}

std::vector<Gate> clock_gates(const AuditResult& result, const Contract& contract, const std::vector<bool>& absent) {
  std::vector<Gate> gates;
  for (const ClockResult& clock : result.clocks) {
    const Clock& rules = contract.clocks[static_cast<std::size_t>(clock.clock)];
    Gate gate{fmt::format("the clock '{}'", rules.name), {}};
    for (const FieldId field : {rules.start, rules.stop})
      if (gate.why_not.empty() && field < absent.size() && absent[field]) gate.why_not = fmt::format("the export has no column for {}", contract.fields[field].name);
    const std::uint64_t unknown = clock.found.unknown();
    const auto may_belong = static_cast<std::uint64_t>(clock.compliance.unknown);   // leads that may be at the stage among them
    if (gate.why_not.empty()) gate.why_not = none_decided(clock.found.all() - unknown, std::max(unknown, may_belong));
    weigh_undecided(static_cast<std::uint64_t>(clock.may_fail),
                    static_cast<std::uint64_t>(clock.compliance.of + clock.compliance.unknown), gate);
    gates.push_back(std::move(gate));
  }
  return gates;
}

std::vector<Gate> duty_gates(const BreachTally& tally) {
  std::vector<Gate> gates;
  for (std::size_t i = 0; i < tally.duties.size(); ++i) {
    const Duty& duty = tally.duties[i];
    if (!duty.can_be_missed()) continue;
    Gate gate{duty.kind == DutyKind::clock ? fmt::format("the clock '{}'", duty.name) : fmt::format("the {}", duty.name), duty.why_not};
    const std::uint64_t unknown = tally.counts[i][static_cast<std::size_t>(Standing::unknown)];
    std::uint64_t judged = 0;
    for (const std::uint64_t count : tally.counts[i]) judged += count;
    if (gate.why_not.empty()) gate.why_not = none_decided(judged - unknown, unknown);
    std::uint64_t due = 0;
    for (std::size_t standing = 0; standing < standing_count; ++standing)
      if (is_due(static_cast<Standing>(standing))) due += tally.due_counts[i][standing];
    const std::uint64_t decided = due - tally.due_counts[i][static_cast<std::size_t>(Standing::unknown)];
    const BreachTally::PerhapsOwed& perhaps = tally.perhaps_owed[i];   // of leads that may belong here
    weigh_undecided(tally.may_owe[i] + perhaps.listed, std::max(due, decided + tally.may_owe[i]) + perhaps.due, gate);
    gates.push_back(std::move(gate));
  }
  if (tally.perhaps_listed() > 0)
    gates.push_back({"leads that may not be asked for, or may not be at the stage",
                     fmt::format("{} may be owed to them", count_text(tally.perhaps_listed()))});
  const std::uint64_t without_column = tally.unknown_causes[static_cast<std::size_t>(UnknownCause::no_column)];
  const bool open = std::any_of(gates.begin(), gates.end(), [](const Gate& gate) { return gate.undecided; });
  if (open && without_column == 0) gates.push_back({"what leaves them undecided", unknown_causes_text(tally)});
  return gates;
}

std::vector<Gate> floor_gates(const MeetingPage& page) {
  std::vector<Gate> gates;
  for (const CommitmentLine& line : commitment_lines(page))
    if (line.rule->floor && can_be_shown(*line.rule)) gates.push_back({fmt::format("the floor of '{}'", line.rule->name), why_not(*line.rule, line.own)});
  return gates;
}

std::vector<Gate> escalation_gates(const MeetingPage& page) {
  std::vector<Gate> gates;
  for (const Escalation& escalation : page.contract.escalations) {
    if (escalation.below == "unproven") continue;   // it is about what the export cannot decide, and that is known
    for (const CommitmentResult& result : page.commitments) {
      const CommitmentRule& rule = page.rules[result.rule];
      if (result.grain != escalation.grain || !same_name(rule.name, escalation.commitment) || !can_be_shown(rule)) continue;
      const bool judged_once = std::any_of(result.periods.begin(), result.periods.end(), [](const PeriodResult& one) { return judged(one.outcome); });
      std::string cause = rule.not_measured;
      for (const PeriodResult& period : result.periods)
        if (!judged_once && cause.empty()) cause = why_not(rule, &period);
      gates.push_back({fmt::format("the escalation on '{}'", rule.name), std::move(cause)});
    }
  }
  return gates;
}

void require_clock(const Contract& contract, int stage, const std::string& option) {
  if (has_clock(contract, stage)) return;
  throw Error(option, fmt::format("{} has no clock on {}, so nothing can be breached", contract.file, stage_name(contract, stage)),
              fmt::format("add a [[clock]] with on = \"{}\", name the --stage that has one, or leave {} out", stage_name(contract, stage), option));
}

void require_duty(const Contract& contract, int stage, const std::string& option) {
  if (has_clock(contract, stage) || owes_answer(contract)) return;
  throw Error(option.empty() ? contract.file : option,
              fmt::format("{} owes nothing to a lead at {}: no clock on it, and under [disposition] neither a limit nor a required reason",
                          option.empty() ? "the contract" : contract.file, stage_name(contract, stage)),
              fmt::format("add a [[clock]] with on = \"{0}\", or limit = \"72h\" under [disposition]; with nothing to breach, silence would read as a pass",
                          stage_name(contract, stage)));
}

void require_floor(const Contract& contract) {
  const std::vector<CommitmentRule> rules = commitment_rules(contract, {});
  if (std::any_of(rules.begin(), rules.end(), [](const CommitmentRule& rule) { return rule.floor && can_be_shown(rule); })) return;
  throw Error("--fail-on floor", fmt::format("no commitment of {} that an export can show has a floor", contract.file),
              "write one, for instance floor = 0.15 under its [[commitment]], or leave --fail-on floor out");
}

void require_escalation(const Contract& contract) {
  const std::vector<CommitmentRule> rules = commitment_rules(contract, {});
  const bool any = std::any_of(contract.escalations.begin(), contract.escalations.end(), [&](const Escalation& escalation) {
    return std::any_of(rules.begin(), rules.end(), [&](const CommitmentRule& rule) { return same_name(rule.name, escalation.commitment) && can_be_shown(rule); });
  });
  if (any) return;
  throw Error("--fail-on escalation", fmt::format("{} has no escalation on anything that an export can show", contract.file),
              "add an [[escalation]] on a commitment, or leave --fail-on escalation out");
}

bool check_failed(const std::string& check, bool failed, const std::vector<Gate>& gates) {
  if (failed) return true;
  if (std::any_of(gates.begin(), gates.end(), [](const Gate& gate) { return !gate.why_not.empty(); })) refuse_unjudged("--fail-on " + check, gates);
  return false;
}

bool alert_raised(bool raised, const std::vector<Gate>& gates) {
  if (raised) return true;
  const bool undecided = std::any_of(gates.begin(), gates.end(), [](const Gate& gate) { return gate.undecided; });
  if (undecided || std::all_of(gates.begin(), gates.end(), [](const Gate& gate) { return !gate.why_not.empty(); }))
    refuse_unjudged("", gates);
  return false;
}

}  // namespace handoff
