#include "handoff/measures/step_dates.hpp"

namespace handoff {

void StepDates::merge(const StepDates& other) {
  entered += other.entered;
  moved += other.moved;
  unsure += other.unsure;
  timed += other.timed;
  by_hand += other.by_hand;
  dated += other.dated;
  before_created += other.before_created;
}

bool tells_by_hand(std::uint64_t count, std::uint64_t of) { return count >= 5 && count * 10 > of; }

StepDatesTally::StepDatesTally(const Contract& contract, const StepDatesSettings& settings)
    : steps(contract.stages.size()),
      contract_(contract),
      as_of_(settings.as_of),
      created_(known_field("created_at")) {}

/// A day without a time, and midnight, which may be one in disguise, say nothing of a minute.
void StepDatesTally::add_step(std::size_t stage, const Funnel& funnel) {
  const StageClaim &from = funnel.stages[stage], &to = funnel.stages[stage + 1];
  StepDates& step = steps[stage];
  if (from.perhaps || (from.held && to.perhaps)) ++step.unsure;
  if (!from.held || from.skipped != Tri::no) return;
  ++step.entered;
  step.moved += to.held;
  if (!to.held || !from.stamped || !to.stamped || contract_.stages[stage].at == created_) return;
  if (from.at.date_only || to.at.date_only || to.at.first > as_of_) return;
  ++step.timed;
  const Seconds taken = to.at.first - from.at.first;
  if (taken < 0 || taken > at_once) return;
  step.by_hand += contract_.zone->to_local(from.at.first) % seconds_a_day != 0;
}

void StepDatesTally::add(LeadJudge& judge) {
  const Funnel& funnel = judge.funnel();
  const Value& created = (*judge.judging().lead)[created_];
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i + 1 < steps.size()) add_step(i, funnel);
    const StageClaim& here = funnel.stages[i];
    if (!here.held || !here.stamped || !created.present() || contract_.stages[i].at == created_) continue;
    ++steps[i].dated;
    steps[i].before_created += here.at.last < created.stamp.first;
  }
}

void StepDatesTally::merge(const StepDatesTally& other) {
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i].merge(other.steps[i]);
}

}  // namespace handoff
