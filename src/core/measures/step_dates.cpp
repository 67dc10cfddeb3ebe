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
  by_hand_unknown.merge(other.by_hand_unknown);
  before_unknown.merge(other.before_unknown);
}

bool tells_by_hand(std::uint64_t count, std::uint64_t of) { return count >= 5 && count * 10 > of; }

StepDatesTally::StepDatesTally(const Contract& contract, const StepDatesSettings& settings)
    : steps(contract.stages.size()),
      contract_(contract),
      as_of_(settings.as_of),
      created_(known_field("created_at")) {}

namespace {

/// May the lead hold the stage at a date that nobody knows, or hold it at all?
bool is_open(const StageClaim& claim) { return claim.perhaps || (claim.held && (claim.misdated || claim.untold)); }

/// Of a date that is there: it tells no minute. So do a day without a time, and midnight, which may be one in disguise.
bool is_day(const StageClaim& claim) { return claim.stamped && claim.at.date_only; }

}  // namespace

void StepDatesTally::add_step(std::size_t stage, const Funnel& funnel, bool wanted) {
  const StageClaim &from = funnel.stages[stage], &to = funnel.stages[stage + 1];
  StepDates& step = steps[stage];
  if (from.perhaps || (from.held && (to.perhaps || !wanted))) ++step.unsure;
  const bool by_creation = contract_.stages[stage].at == created_;
  const bool dated = from.stamped && to.stamped && from.held && to.held;
  if (!by_creation && (is_open(from) || is_open(to) || (dated && !wanted)) && !is_day(from) && !is_day(to) && from.skipped != Tri::yes &&
      (from.held || from.perhaps) && (to.held || to.perhaps))
    step.by_hand_unknown.add(std::nullopt, std::nullopt);
  if (!wanted || !from.held || from.skipped != Tri::no) return;
  ++step.entered;
  step.moved += to.held;
  if (!to.held || !from.stamped || !to.stamped || is_open(from) || is_open(to) || by_creation) return;
  if (is_day(from) || is_day(to) || to.at.first > as_of_) return;
  ++step.timed;
  const Seconds taken = to.at.first - from.at.first;
  if (taken < 0 || taken > at_once) return;
  step.by_hand += contract_.zone->to_local(from.at.first) % seconds_a_day != 0;
}

void StepDatesTally::add_creation(std::size_t stage, const StageClaim& here, const Value& created, bool wanted) {
  if (contract_.stages[stage].at == created_ || created.blank() || (!here.held && !here.perhaps)) return;
  StepDates& step = steps[stage];
  if (is_open(here) || !created.present() || !wanted) {
    if (here.stamped || is_open(here)) step.before_unknown.add(std::nullopt, std::nullopt);
    return;
  }
  if (!here.stamped) return;
  ++step.dated;
  step.before_created += here.at.last < created.stamp.first;
}

void StepDatesTally::add(LeadJudge& judge) {
  const Funnel& funnel = judge.funnel();
  const bool wanted = judge.judging().wanted == Tri::yes;
  const Value& created = (*judge.judging().lead)[created_];
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i + 1 < steps.size()) add_step(i, funnel, wanted);
    add_creation(i, funnel.stages[i], created, wanted);
  }
}

void StepDatesTally::merge(const StepDatesTally& other) {
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i].merge(other.steps[i]);
}

}  // namespace handoff
