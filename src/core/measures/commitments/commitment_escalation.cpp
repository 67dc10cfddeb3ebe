// Escalation: runs of missed periods, and what they oblige whom to do by when.
#include <algorithm>
#include <set>

#include "handoff/measures/commitment.hpp"
#include "text/text_fold.hpp"

namespace handoff {

namespace {

bool is_about_proof(const Escalation& rule) { return rule.below == "unproven"; }

bool misses(const Escalation& rule, Outcome outcome) {
  if (is_about_proof(rule)) return outcome == Outcome::unproven;
  return outcome == Outcome::below_floor || (rule.below != "floor" && outcome == Outcome::missed);
}

/// The end of the period and so many days more by the calendar; hours and seconds beyond whole days by the clock.
void set_due(const Escalation& rule, const Period& last, const Zone& zone, Fired& fired) {
  if (!rule.due) return;
  const auto days = static_cast<Day>(rule.due->amount / seconds_a_day);
  const Seconds rest = rule.due->amount % seconds_a_day;
  fired.due = zone.day_start(last.to + 1 + days) + rest;
  fired.due_day = zone.day_of(*fired.due - 1);
}

}  // namespace

std::string_view fired_name(FiredState state) {
  constexpr std::string_view names[] = {"fired", "standing", "over"};
  return names[static_cast<std::size_t>(state)];
}

std::vector<Fired> escalate(const Escalation& rule, const std::vector<Judged>& sequence, const Zone& zone) {
  std::vector<Fired> all;
  std::vector<std::string> run;
  bool fired = false;
  const auto least = static_cast<std::size_t>(std::max(1, rule.periods));
  for (const Judged& one : sequence) {
    if (!judged(one.outcome) && !(is_about_proof(rule) && one.outcome == Outcome::unproven)) continue;
    if (!misses(rule, one.outcome)) {
      if (fired) all.back().state = FiredState::over;
      run.clear();
      fired = false;
      continue;
    }
    run.push_back(one.name);
    if (fired) {
      all.back().missed = run;
      all.back().state = FiredState::standing;
    } else if (run.size() >= least) {
      fired = true;
      Fired now;
      now.periods = now.missed = run;
      set_due(rule, one.period, zone, now);
      all.push_back(std::move(now));
    }
  }
  return all;
}

namespace {

/// Everyone who is named in any period of a result, in order.
std::set<std::string> named_values(const CommitmentResult& result) {
  std::set<std::string> values;
  for (const PeriodResult& period : result.periods)
    for (const CommitmentPart& part : period.parts)
      values.insert(part.value);
  return values;
}

std::vector<Judged> sequence_of(const CommitmentResult& result, const std::string* value) {
  std::vector<Judged> sequence;
  for (const PeriodResult& period : result.periods) {
    Judged one{period.period, period.name, period.outcome};
    if (value && period.outcome != Outcome::partial) {
      const auto part = std::find_if(period.parts.begin(), period.parts.end(), [&](const CommitmentPart& other) { return other.value == *value; });
      one.outcome = part == period.parts.end() ? Outcome::not_measurable : part->outcome;
    }
    sequence.push_back(std::move(one));
  }
  return sequence;
}

}  // namespace

std::vector<Fired> escalations(const Contract& contract, const std::vector<CommitmentRule>& rules, const std::vector<CommitmentResult>& results) {
  std::vector<Fired> all;
  for (std::size_t i = 0; i < contract.escalations.size(); ++i) {
    const Escalation& rule = contract.escalations[i];
    for (const CommitmentResult& result : results) {
      const CommitmentRule& subject = rules[result.rule];
      if (result.grain != rule.grain || !equal_folded(subject.name, rule.commitment)) continue;
      const auto add = [&](const std::string* value) {
        for (Fired& fired : escalate(rule, sequence_of(result, value), *contract.zone)) {
          fired.escalation = i;
          if (value) fired.value = *value, fired.persons = 1;
          all.push_back(std::move(fired));
        }
      };
      if (subject.by == no_field) add(nullptr);
      else
        for (const std::string& value : named_values(result)) add(&value);
    }
  }
  return all;
}

std::vector<Fired> without_names(std::vector<Fired> all) {
  std::vector<Fired> out;
  for (Fired& one : all) {
    one.value.clear();
    const auto alike = std::find_if(out.begin(), out.end(), [&](const Fired& other) {
      return other.persons > 0 && one.persons > 0 && other.escalation == one.escalation && other.state == one.state && other.periods == one.periods &&
             other.missed == one.missed;
    });
    if (alike == out.end()) out.push_back(std::move(one));
    else alike->persons += one.persons;
  }
  return out;
}

}  // namespace handoff
