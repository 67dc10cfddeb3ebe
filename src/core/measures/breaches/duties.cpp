// What is owed to a lead of a stage, by the contract, and which of it the export can show.
#include "handoff/judging/fact.hpp"
#include "handoff/measures/breach.hpp"

namespace handoff {

std::vector<Duty> duties_of(const Contract& contract, int stage, const std::vector<bool>& absent) {
  const Measurable measurable = measurable_checks(contract, stage, absent);
  std::vector<Duty> duties;
  const auto is_absent = [&](FieldId field) { return field < absent.size() && absent[field]; };
  for (std::size_t i = 0; i < contract.clocks.size(); ++i) {
    const Clock& clock = contract.clocks[i];
    if (clock.on != stage) continue;
    Duty duty{DutyKind::clock, static_cast<int>(i), clock.name, clock.owner, clock.limit, {}};
    for (const FieldId field : {clock.start, clock.stop})
      if (is_absent(field) && duty.why_not.empty()) duty.why_not = "the export has no " + contract.fields[field].name;
    duties.push_back(std::move(duty));
  }
  if (!contract.disposition || contract.disposition->states.empty()) return duties;
  const auto next = static_cast<std::size_t>(stage) + 1;
  const std::string role = next < contract.stages.size() ? contract.stages[next].owner : "";
  Duty answer{DutyKind::disposition, -1, "disposition", role, contract.disposition->limit, measurable.why_not[static_cast<std::size_t>(Check::no_disposition)]};
  if (answer.why_not.empty() && !answer.limit) answer.why_not = "the contract sets no limit on it, so nothing is past due";
  duties.push_back(std::move(answer));
  if (!contract.disposition->reason_required.empty())
    duties.push_back({DutyKind::reason, -1, "reason", role, {}, measurable.why_not[static_cast<std::size_t>(Check::no_reason)]});
  return duties;
}

}  // namespace handoff
