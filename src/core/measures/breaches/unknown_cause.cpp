// What is missing where a duty can be proven neither past due nor in time.
#include "handoff/cells/absence.hpp"
#include "handoff/judging/lead_judge.hpp"
#include "handoff/measures/breach.hpp"

namespace handoff {

std::string_view unknown_cause_text(UnknownCause cause) {
  constexpr std::string_view texts[] = {"with a cell that cannot be read",
                                        "without a column that would tell",
                                        "of which nobody knows which clock applies, or whether one does",
                                        "touched before the clock started, and nobody knows whether again since",
                                        "with a date that has no time",
                                        "without a date",
                                        "that the export leaves open"};
  return texts[static_cast<std::size_t>(cause)];
}

UnknownCause unknown_cause(const Contract& contract, const Lead& lead, FieldId entered, const ClockFact* fact) {
  std::vector<FieldId> asked;
  if (fact) {
    const Clock& clock = contract.clocks[static_cast<std::size_t>(fact->clock)];
    asked = {clock.start, clock.stop};
    if (fact->undated == Tri::unknown) asked = {known_field("disposition")};
  } else {
    asked = {entered, known_field("disposition"), known_field("disposition_at"), known_field("disposition_reason")};
  }
  const auto any = [&](auto is_so) {
    return std::any_of(asked.begin(), asked.end(),
                       [&](FieldId field) { return field != no_field && is_so(lead[field]); });
  };
  if (any([](const Value& value) { return value.state == Value::State::unreadable && !no_column(value); }))
    return UnknownCause::unreadable;
  if (fact && (fact->perhaps || fact->lead.may(Way::exempt))) return UnknownCause::which;
  if (fact && fact->before_start) return UnknownCause::before_start;
  if (any(no_column)) return UnknownCause::no_column;
  const bool day = fact ? fact->has_start && (fact->start.date_only || (fact->stopped && fact->stop.date_only))
                        : any([](const Value& value) { return value.present() && value.stamp.date_only; });
  if (day) return UnknownCause::no_time;
  return any([](const Value& value) { return value.blank(); }) ? UnknownCause::no_date : UnknownCause::untold;
}

/// Nobody knows how it stands: may it be one that is listed? Of those that somebody can still do, or with settings.all of all that were missed.
bool BreachTally::may_be_listed(const ClockFact* fact, const Judging& judging, std::size_t duty) const {
  if (fact)
    return fact->lead.may(Way::failed) &&
           (settings_.all || (!fact->stopped && fact->undated != Tri::yes && funnel_->exit < 0 &&
                              (!judging.entry || judging.entry->last)));
  return duties[duty].kind == DutyKind::reason || facts_->check(Check::no_disposition).finding != Finding::pass;
}

/// A lead of which nobody knows whether it belongs here: it may be due by each of its duties that is due if it does.
void BreachTally::add_unsure(LeadJudge& judge) {
  if (belongs(judge, settings_, *contract_.zone) == Tri::no) return;
  funnel_ = &judge.funnel();
  facts_ = &judge.facts(settings_.stage);
  const bool holds = funnel_->stages[static_cast<std::size_t>(settings_.stage)].held;
  const UnsureCause cause = judge.judging().wanted != Tri::yes ? UnsureCause::filter
                            : holds                            ? UnsureCause::day
                                                               : UnsureCause::stage;
  const ClockFact* fact = nullptr;
  for (std::size_t i = 0; i < duties.size(); ++i) {
    if (!owes(i, fact)) continue;
    const Found found = found_of(i, judge.judging(), fact);
    if (is_here(found, fact) == Tri::no) continue;
    const bool unknown = found.standing == Standing::unknown;
    const bool may_be = listed(found.standing) || (unknown && may_be_listed(fact, judge.judging(), i));
    perhaps[static_cast<std::size_t>(cause)] += may_be;
    perhaps_owed[i].listed += may_be;
    perhaps_owed[i].due += may_be || is_due(found.standing);
  }
}

}  // namespace handoff
