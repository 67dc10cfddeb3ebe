// What a commitment finds of one entrant: whether it was kept, was not, or may still be.
#include "handoff/cells/absence.hpp"
#include "handoff/judging/disposition.hpp"
#include "handoff/judging/wall.hpp"
#include "handoff/measures/commitment.hpp"

namespace handoff {

DueFinding CommitmentTally::finding(const CommitmentRule& rule, const Judging& then, LeadJudge& judge, const LeadFacts& facts) const {
  const std::string& function = rule.metric.function;
  const StageClaim& entry = funnel_->stages[static_cast<std::size_t>(rule.stage)];
  if (rule.clock >= 0) {
    for (const ClockFact& fact : facts.clocks)
      if (fact.clock == rule.clock) return own_finding(fact);
    return {Finding::exempt};
  }
  if (rule.to >= 0) return judge.converted(static_cast<std::size_t>(rule.stage), static_cast<std::size_t>(rule.to), rule.within);
  if (function == "touched_share") return TouchReader(contract_, rule.stage, settings_.as_of, rule.window).touched_often(judge.judging(), *funnel_, rule.touches);
  if (function == "coverage") return touched(rule, then, entry);
  if (function == "share") {
    const Tri is = truth(*rule.definition, then);
    return {is == Tri::yes ? Finding::pass : is == Tri::no ? Finding::fail : Finding::unknown};
  }
  if (function == "completeness") return facts.check(Check::incomplete);
  if (function == "disposition") return facts.check(Check::no_disposition);
  if (function == "feedback") return feedback(then, entry);
  return function == "effort" ? facts.check(Check::effort) : DueFinding{};
}

/// Touched at or after entry and by as-of; with a horizon, within it. Of an entry without a date of its own, a touch may lie before it.
DueFinding CommitmentTally::touched(const CommitmentRule& rule, const Judging& judging, const StageClaim& entry) const {
  CrmTouch touch = judging.touches ? CrmTouch{} : crm_touch(contract_, *judging.lead, touch_field(), entry, settings_.as_of);
  if (judging.touches && !entry.stamped) touch.since = touched_at_all(*judging.touches, settings_.as_of) == Tri::no ? Tri::no : Tri::unknown;
  else if (judging.touches) {
    const FirstTouch one = first_touch(*judging.touches, entry.at, settings_.as_of);
    touch = {one.since, one.at, true};
  }
  if (!rule.within) return touch.since == Tri::yes ? Finding::pass : touch.since == Tri::no ? Finding::open : Finding::unknown;
  const Tri due = !entry.stamped ? Tri::unknown : settings_.as_of - entry.at.last >= *rule.within ? Tri::yes : Tri::no;
  if (touch.since == Tri::unknown) return {Finding::unknown, due};
  if (touch.since == Tri::no) return not_done(due);
  const Elapsed after = elapsed(entry.at, touch.at);
  if (touch.first && after.least > *rule.within) return {Finding::fail, Tri::yes};
  return {after.most <= *rule.within ? Finding::pass : Finding::unknown, due};
}

/// A disposition from the list, within its limit from entry.
DueFinding CommitmentTally::feedback(const Judging& judging, const StageClaim& entry) const {
  const Disposition& rules = *contract_.disposition;
  const Value& state = disposition_by(contract_, *judging.lead, settings_.as_of);
  if (owes_answer(rules, state) == Tri::no) return {Finding::exempt};
  const std::optional<Stamp> due = answer_due(rules, entry);
  if (!due) return {Finding::unknown, Tri::unknown};
  const Tri passed = ran_out(*due, settings_.as_of);
  const Value& when = (*judging.lead)[known_field("disposition_at")];
  if (state.state == Value::State::unreadable) return answer_not_known(rules, passed);
  if (state.present() && in_list(rules.states, state.text)) return answer_found(*due, when, settings_.as_of);
  return not_done(passed);
}

}  // namespace handoff
