// What is asked of a lead is found out once.
#include "handoff/judging/lead_judge.hpp"

namespace handoff {

LeadJudge::LeadJudge(const Contract& contract, Instant as_of, const std::vector<bool>& absent, Counting counting)
    : contract_(contract),
      as_of_(as_of),
      counting_(counting),
      absent_(absent),
      funnels_(contract, as_of),
      met_(contract.stages.size()),
      entrants_(contract.stages.size()) {}

Tri LeadJudge::meets(std::size_t stage) {
  if (!contract_.stages[stage].when) return Tri::yes;
  Met& met = met_[stage];
  if (met.of != number_) met = {recomputed(contract_, stage, funnel(), *judging_), number_};
  return met.meets;
}

LeadJudge::Entrant& LeadJudge::entrant(int stage) {
  std::unique_ptr<Entrant>& one = entrants_[static_cast<std::size_t>(stage)];
  if (!one) one.reset(new Entrant{FactReader(contract_, stage, as_of_, absent_), {}, {}});
  return *one;
}

const std::vector<ClockFact>& LeadJudge::clocks(int stage) {
  Entrant& one = entrant(stage);
  if (one.clocks_of != number_) one.reader.read_clocks(*judging_, funnel(), one.facts);
  one.clocks_of = number_;
  return one.facts.clocks;
}

const LeadFacts& LeadJudge::facts(int stage) {
  Entrant& one = entrant(stage);
  if (one.facts_of == number_) return one.facts;
  clocks(stage);
  const auto index = static_cast<std::size_t>(stage);
  one.reader.read(*judging_, funnel(), contract_.stages[index].when ? meets(index) : Tri::unknown, one.facts);
  one.facts_of = number_;
  return one.facts;
}

const Owner& LeadJudge::owner(int stage) {
  Entrant& one = entrant(stage);
  if (one.owner_of == number_) return one.owner;
  const bool held = funnel().stages[static_cast<std::size_t>(stage)].held;
  one.owner = held ? lead_owner(*judging_, clocks(stage), as_of_) : owner_at(*judging_, as_of_, OwnedAt::now, as_of_);
  one.owner_of = number_;
  return one.owner;
}

}  // namespace handoff
