// In how many periods both sides met everything, where some of it nobody knows.
#include <map>

#include "handoff/measures/commitment.hpp"

namespace handoff {
namespace {

/// What is said of one side in one period: is it judged at all, and has it met all that is judged?
struct Said {
  Tri heard = Tri::no;
  Tri kept = Tri::yes;
  void add(Tri heard_here, Tri kept_here) {
    if (heard_here == Tri::no) return;
    heard = tri_or(heard, heard_here);
    kept = tri_and(kept, heard_here == Tri::yes ? kept_here : tri_or(kept_here, Tri::unknown));
  }
};

using Sides = std::map<std::string, Said>;

/// What is not in the data may turn out to be about nobody; what is too early to say may be judged once all is known.
Tri is_heard(const PeriodResult& period, Outcome outcome, bool of_somebody) {
  if (judged(outcome)) return of_somebody ? Tri::yes : Tri::unknown;
  if (outcome == Outcome::unproven) return of_somebody ? Tri::yes : Tri::unknown;
  return outcome == Outcome::immature && period.unknown + period.perhaps_early > 0 ? Tri::unknown : Tri::no;
}

void add_outcomes(const CommitmentRule& rule, const PeriodResult& period, Said& said) {
  const auto kept_of = [](Outcome outcome) { return outcome == Outcome::met ? Tri::yes : judged(outcome) ? Tri::no : Tri::unknown; };
  const bool too_few = period.outcome == Outcome::unproven && period.unknown == 0;   // of a person; nothing that is not in the data
  const bool counts = rule.sense == Sense::number_up;                                // a volume of nobody is judged too
  const bool somebody = counts || period.unknown == 0 || period.of + period.open + period.early > 0;
  if (!too_few) said.add(is_heard(period, period.outcome, somebody), kept_of(period.outcome));
  said.add(is_heard(period, period.mix_outcome, period.count > 0), kept_of(period.mix_outcome));
}

/// Is each side that has a say judged in the period? `certain`: it has a say in some period, whatever the unknown are.
Tri all_heard(const Sides& here, const std::map<std::string, bool>& certain) {
  Tri all = Tri::yes;
  for (const auto& [side, surely] : certain) {
    const auto found = here.find(side);
    const Tri heard = found == here.end() ? Tri::no : found->second.heard;
    all = tri_and(all, surely ? heard : tri_or(heard, Tri::unknown));   // who may have no say at all is not waited for
  }
  return all;
}

}  // namespace

void Compliance::add(const Period& period, Tri counted, Tri kept) {
  if (counted == Tri::no) return;
  periods.push_back({period, counted, kept});
  share.add(known(counted), known(kept));
}

Compliance sides_compliance(const std::vector<CommitmentResult>& results, const std::vector<CommitmentRule>& rules, Grain grain) {
  std::map<Day, std::pair<Period, Sides>> periods;
  std::map<std::string, bool> certain;
  for (const CommitmentResult& result : results) {
    if (result.grain != grain) continue;
    const CommitmentRule& rule = rules[result.rule];
    for (const PeriodResult& period : result.periods) {
      Said said;
      add_outcomes(rule, period, said);
      if (said.heard == Tri::no) continue;
      auto& [days, sides] = periods[period.period.from];
      days = period.period;
      sides[rule.owner].add(said.heard, said.kept);
      certain[rule.owner] = certain[rule.owner] || said.heard == Tri::yes;
    }
  }
  Compliance compliance;
  for (const auto& [from, here] : periods) {
    Tri kept = Tri::yes;
    for (const auto& [side, said] : here.second) kept = tri_and(kept, said.kept);
    compliance.add(here.first, all_heard(here.second, certain), kept);
  }
  return compliance;
}

}  // namespace handoff
