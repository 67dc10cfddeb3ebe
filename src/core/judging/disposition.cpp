// Answers as of a moment, and the limit on them.
#include "handoff/judging/disposition.hpp"

#include "handoff/judging/clock.hpp"
#include "handoff/judging/fact.hpp"
#include "handoff/judging/wall.hpp"

namespace handoff {

const Value& disposition_by(const Contract& contract, const Lead& lead, Instant as_of) {
  static const FieldId state = known_field("disposition"), made = known_field("disposition_at");
  static const Value not_known = absent_cell();
  const Value& at = lead[made];
  if (is_damaged(at) && lead[state].blank() && contract.fields[made].overwritten) return not_known;   // an answer after as-of may have been taken back since
  return at.present() && at.stamp.first > as_of ? date_by(contract, lead, made, as_of) : lead[state];
}

Tri answered_undated(const Contract& contract, const Lead& lead, FieldId field, Instant as_of) {
  static const FieldId made = known_field("disposition_at");
  if (field != made || !contract.disposition || !lead[made].blank()) return Tri::no;
  const Value& state = disposition_by(contract, lead, as_of);
  if (state.blank()) return Tri::no;
  return !state.present() ? Tri::unknown : in_list(contract.disposition->states, state.text) ? Tri::yes : Tri::no;
}

Tri owes_answer(const Disposition& rules, const Value& state) {
  if (rules.owed_on.empty()) return Tri::yes;
  if (state.blank()) return Tri::no;
  return !state.present() ? Tri::unknown : in_list(rules.owed_on, state.text) ? Tri::yes : Tri::no;
}

DueFinding answer_not_known(const Disposition& rules, Tri due) {
  DueFinding found(Finding::unknown, due);
  if (!rules.owed_on.empty()) found.ways = found.ways | Way::exempt;   // it may be one that is not owed
  return found;
}

DueFinding answer_found(const Stamp& due, const Value& given, Instant as_of) {
  const Tri passed = ran_out(due, as_of);
  if (passed == Tri::no) return {Finding::pass, passed};
  if (!given.present()) return {Finding::unknown, passed};
  if (given.stamp.last <= due.first) return {Finding::pass, passed};
  return {given.stamp.first > due.last ? Finding::fail : Finding::unknown, passed};
}

std::optional<Stamp> answer_due(const Disposition& rules, const StageClaim& entry) {
  if (!rules.limit || !entry.stamped) return {};   // an earlier stage's date is not the date of this duty
  Clock answer;
  answer.limit = *rules.limit;
  answer.calendar = rules.calendar;
  return Stamp{due_at(answer, entry.at.first), due_at(answer, entry.at.last), 0, false};
}

Tri answer_ran_out(const Disposition& rules, const StageClaim& entry, Instant as_of) {
  if (!rules.limit) return Tri::yes;
  const std::optional<Stamp> due = answer_due(rules, entry);
  return due ? ran_out(*due, as_of) : Tri::unknown;
}

}  // namespace handoff
