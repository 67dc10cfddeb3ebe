// What is asked of a lead is found out once.
#include "handoff/judging/lead_judge.hpp"

#include <algorithm>
#include <limits>

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

namespace {

/// When an entrant of one stage came to another, by the dates of these and of the stages beside: at most by the nearest later one, at least by those between.
Elapsed reached_after(const Funnel& funnel, std::size_t from, std::size_t to) {
  const Stamp& entry = funnel.stages[from].at;
  if (funnel.stages[to].stamped || funnel.stages[to].misdated) return elapsed(entry, funnel.stages[to].at);
  Elapsed after{0, std::numeric_limits<Seconds>::max()};
  for (std::size_t k = from + 1; k < funnel.stages.size(); ++k) {
    const StageClaim& claim = funnel.stages[k];
    if (!claim.held || !claim.stamped) continue;
    const Elapsed here = elapsed(entry, claim.at);
    if (k < to) after.least = std::max(after.least, here.least);
    else after.most = std::min(after.most, here.most);
  }
  return after;
}

}  // namespace

DueFinding LeadJudge::converted(std::size_t from, std::size_t to, Tri there, const std::optional<Seconds>& horizon) {
  const Finding by_now = there == Tri::yes ? Finding::pass : there == Tri::no ? Finding::open : Finding::unknown;
  if (!horizon) return {by_now, Tri::yes};
  const StageClaim& entry = funnel().stages[from];
  if (!entry.stamped) return there == Tri::no ? not_done(Tri::unknown) : DueFinding(Finding::unknown, Tri::unknown);
  const Tri due = as_of_ - entry.at.last >= *horizon ? Tri::yes : Tri::no;
  if (there == Tri::no) return not_done(due);
  const Elapsed after = reached_after(funnel(), from, to);
  const bool in_time = after.most <= *horizon;
  if (after.least > *horizon && !in_time) return not_done(due);   // young still, where whole days between two days are longer than its age
  return {there == Tri::yes && in_time && after.least <= *horizon ? Finding::pass : Finding::unknown, due};
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
