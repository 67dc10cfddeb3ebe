// What the export cannot decide: the owner bears the proof (unknown = "missed"), and an escalation on what is not proven. And mixes with a signed number.
#include "commitment_bench.hpp"
#include "measures/commitments/commitment_parts.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

CommitmentRule rule_of(Sense sense, std::optional<double> target, std::optional<double> floor, bool unknown_missed) {
  CommitmentRule rule;
  rule.sense = sense;
  rule.target = target;
  rule.floor = floor;
  rule.unknown_missed = unknown_missed;
  return rule;
}

Outcome outcome(const CommitmentRule& rule, const ShareEvidence& evidence, bool* by_unknown = nullptr) {
  bool by = false;
  const Outcome found = outcome_of(rule, rule.sense, evidence, by);
  if (by_unknown) *by_unknown = by;
  return found;
}

}  // namespace

TEST_CASE("unknown = missed: what the export cannot decide counts against the owner", "[commitment]") {
  const CommitmentRule plain = rule_of(Sense::share_up, 0.6, 0.4, false), proof = rule_of(Sense::share_up, 0.6, 0.4, true);
  const ShareEvidence open_to_both{5, 3, 0, Share{0, 0, 2, 0, 0}};   // 5 of 10 to 7 of 10
  bool by_unknown = false;
  CHECK(outcome(plain, open_to_both) == Outcome::unproven);
  CHECK(outcome(proof, open_to_both, &by_unknown) == Outcome::missed);
  CHECK(by_unknown);
  CHECK(outcome(proof, {3, 2, 0, Share{0, 0, 5, 0, 0}}) == Outcome::below_floor);   // 3 of 10
  CHECK(outcome(proof, {7, 1, 0, Share{0, 0, 2, 0, 0}}, &by_unknown) == Outcome::met);   // 7 of 10 whatever they are
  CHECK_FALSE(by_unknown);
  CHECK(outcome(proof, {6, 3, 0, Share{0, 0, 0, 0, 2}}) == Outcome::missed);   // if they belong, they failed: 6 of 11
  CHECK(outcome(proof, {5, 4, 0, Share{0, 0, 0, 3, 0}}) == Outcome::missed);   // if they belong, they passed: 5 of 9
}

TEST_CASE("unknown = missed: less is better for late shares, and time may still tell", "[commitment]") {
  const CommitmentRule late = rule_of(Sense::share_down, 0.2, {}, true);
  CHECK(outcome(late, {1, 7, 0, Share{0, 0, 2, 0, 0}}) == Outcome::missed);    // 3 of 10 late
  CHECK(outcome(late, {0, 8, 0, Share{0, 0, 2, 0, 0}}) == Outcome::met);       // 2 of 10 at the most
  bool by_unknown = true;
  CHECK(outcome(rule_of(Sense::share_up, 0.6, {}, true), {5, 3, 3, Share{0, 0, 2, 0, 0}}, &by_unknown) == Outcome::immature);
  CHECK_FALSE(by_unknown);
}

TEST_CASE("law: judged with unknown = missed, it is judged as if all of them had failed", "[commitment][law]") {
  std::mt19937 random(11);
  const auto draw = [&](int most) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(most + 1)); };
  for (int round = 0; round < 3000; ++round) {
    const Sense sense = draw(1) ? Sense::share_up : Sense::share_down;
    const ShareEvidence evidence{static_cast<std::uint64_t>(draw(9)), static_cast<std::uint64_t>(draw(9)), 0, Share{0, 0, draw(4), draw(3), draw(3)}};
    const double target = static_cast<double>(draw(10)) / 10;
    const Outcome plain = outcome(rule_of(sense, target, {}, false), evidence), proof = outcome(rule_of(sense, target, {}, true), evidence);
    if (plain != Outcome::unproven) {
      CHECK(proof == plain);
      continue;
    }
    const bool somebody = evidence.count + evidence.missed > 0 || evidence.unknown.undecided > 0 ||
                          (sense == Sense::share_up ? evidence.unknown.perhaps_out : evidence.unknown.perhaps_in) > 0;
    CHECK(proof == (somebody ? Outcome::missed : Outcome::unproven));   // one end misses, and that end counts, if anybody is asked
  }
}

TEST_CASE("an escalation on what is not proven fires on runs of it, and a judged period ends one", "[escalation]") {
  Escalation rule;
  rule.below = "unproven";
  rule.periods = 2;
  const auto fired = [&](const std::vector<Outcome>& outcomes) {
    std::vector<Judged> sequence;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
      sequence.push_back({{static_cast<Day>(7 * i), static_cast<Day>(7 * i + 6)}, std::to_string(i), outcomes[i]});
    return escalate(rule, sequence, *Zone::find("UTC")).size();
  };
  CHECK(fired({Outcome::unproven, Outcome::unproven}) == 1);
  CHECK(fired({Outcome::unproven, Outcome::met, Outcome::unproven}) == 0);
  CHECK(fired({Outcome::unproven, Outcome::missed, Outcome::unproven}) == 0);      // a miss is proven
  CHECK(fired({Outcome::unproven, Outcome::immature, Outcome::unproven}) == 1);    // time will tell of that one
  CHECK(fired({Outcome::missed, Outcome::below_floor}) == 0);
}
