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
  const Value& first = date_by(contract_, *judging.lead, known_field("first_touch_at"), settings_.as_of);
  const bool unreadable = !judging.touches && first.state == Value::State::unreadable;
  const Stamp* touch = nullptr;
  bool touched = false;
  if (judging.touches && !entry.stamped) touched = touched_at_all(*judging.touches, settings_.as_of);
  else if (judging.touches) {
    if (const Touch* one = first_touch(*judging.touches, entry.at, settings_.as_of)) touch = &one->at;
  } else if (first.present() && first.stamp.first <= settings_.as_of && !(entry.stamped && certainly_before(first.stamp, entry.at))) {
    touch = &first.stamp;
  }
  touched = touched || touch != nullptr;
  if (!rule.within) return unreadable || (touched && !entry.stamped) ? Finding::unknown : touched ? Finding::pass : Finding::open;
  if (!entry.stamped) return touched || unreadable ? DueFinding(Finding::unknown, Tri::unknown) : not_done(Tri::unknown);
  const Tri due = settings_.as_of - entry.at.last >= *rule.within ? Tri::yes : Tri::no;
  if (unreadable) return {Finding::unknown, due};
  if (!touch) return not_done(due);
  const Elapsed after = elapsed(entry.at, *touch);
  if (after.least > *rule.within) return {Finding::fail, Tri::yes};
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
