// The checks of the audit. Each says pass or fail only where the export proves it.
#include "handoff/judging/fact.hpp"

#include <algorithm>

#include "handoff/cells/absence.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/judging/disposition.hpp"
#include "handoff/judging/history.hpp"

namespace handoff {

std::string_view check_name(Check check) {
  constexpr std::string_view names[] = {"late",    "no_disposition", "off_icp",   "off_definition", "no_reason",
                                        "undated", "time_order",     "duplicate", "incomplete",     "effort"};
  return names[static_cast<std::size_t>(check)];
}

std::string_view check_sentence(Check check) {
  constexpr std::string_view sentences[] = {
      "touched late, or never and past due", "no disposition",         "outside the ICP",
      "off the contract's definition",       "no valid reason",        "no date for the stage itself",
      "stage dates out of order",            "shares an e-mail address", "missing enrichment fields",
      "fewer touches than are owed"};
  return sentences[static_cast<std::size_t>(check)];
}

bool in_list(const std::vector<std::string>& list, std::string_view text) {
  if (std::find(list.begin(), list.end(), text) != list.end()) return true;  // nearly always as it is written in the contract
  const auto same = [](char a, char b) { return ascii_lower(a) == ascii_lower(b); };
  return std::any_of(list.begin(), list.end(), [&](const std::string& item) {
    return item.size() == text.size() && std::equal(item.begin(), item.end(), text.begin(), same);
  });
}

namespace {

Finding failed_when(Tri bad) { return bad == Tri::yes ? Finding::fail : bad == Tri::no ? Finding::pass : Finding::unknown; }

std::size_t at(Check check) { return static_cast<std::size_t>(check); }

/// What a lead that fails `late` is late by; as always where a clock on the stage stops at the first touch.
std::string late_sentence(const Contract& contract, int stage, FieldId stop) {
  if (stop == no_field || stop == touch_field()) return std::string(check_sentence(Check::late));
  std::string names;
  for (const Clock& clock : contract.clocks)
    if (clock.on == stage && clock.stop == stop) names += (names.empty() ? "" : ", ") + clock.name;
  return names + ": late, or never and past due";
}

/// The definition of the ICP; null: the contract has none.
const NamedPredicate* icp_of(const Contract& contract) {
  const NamedPredicate* icp = find_definition(contract, "icp");
  return icp && result_type(*icp->when) == Type::boolean ? icp : nullptr;
}

}  // namespace

FactReader::FactReader(const Contract& contract, int stage, Instant as_of, const std::vector<bool>& absent)
    : contract_(contract),
      stage_(stage),
      as_of_(as_of),
      absent_(absent),
      clocks_(contract, stage),
      late_stop_(judged_stop(contract, stage)),
      touches_(contract, stage, as_of),
      disposition_(known_field("disposition")),
      reason_(known_field("disposition_reason")),
      measurable_(measurable_checks(contract, stage, absent)) {
  if (const NamedPredicate* icp = icp_of(contract)) icp_ = icp->when;
}

DueFinding any_of_first(const std::array<DueFinding, check_count>& checks, const Measurable& measurable) {
  JoinedFinding any;
  for (std::size_t i = 0; i < union_count; ++i) {
    if (measurable.asked[i]) any.add(checks[i]);
  }
  return any.joined();
}

Measurable measurable_checks(const Contract& contract, int index, const std::vector<bool>& absent, bool duplicates, bool touch_log) {
  Measurable out;
  const auto say = [&](Check check, bool asked, bool shown, std::string why) {
    out.asked[at(check)] = asked;
    out.check[at(check)] = asked && shown;
    if (!asked || !shown) out.why_not[at(check)] = std::move(why);
  };
  const auto is_absent = [&](FieldId field) { return field < absent.size() && absent[field]; };
  const Stage& stage = contract.stages[static_cast<std::size_t>(index)];
  const FieldId stop = judged_stop(contract, index);
  for (std::size_t i = 0; i < check_count; ++i) out.sentence[i] = check_sentence(static_cast<Check>(i));
  out.sentence[at(Check::late)] = late_sentence(contract, index, stop);
  const bool clock = std::any_of(contract.clocks.begin(), contract.clocks.end(), [&](const Clock& one) {
    return one.on == index && one.stop == stop && !is_absent(one.start) && !is_absent(one.stop);
  });
  say(Check::late, stop != no_field, clock, stop != no_field ? "the export lacks the columns of the clocks on " + stage.name : "the contract has no clock on " + stage.name);
  const bool unanswered = is_absent(known_field("disposition"));
  const bool disposition = contract.disposition.has_value() && !contract.disposition->states.empty();
  say(Check::no_disposition, disposition, !unanswered, disposition ? "the export has no disposition column" : "the contract names no dispositions");
  const bool reasons = disposition && !contract.disposition->reason_required.empty();
  say(Check::no_reason, reasons, !unanswered && !is_absent(known_field("disposition_reason")),
      reasons ? "the export has no disposition or reason column" : "the contract asks for no reasons");
  say(Check::off_icp, icp_of(contract) != nullptr, true, "the contract defines no icp");
  say(Check::off_definition, stage.when != nullptr, true, "the contract does not define " + stage.name + " (`when`)");
  say(Check::undated, stage.at != no_field, !is_absent(stage.at), stage.name + " has no date column");
  say(Check::time_order, true, true, "");
  say(Check::duplicate, true, duplicates, "the export has no e-mail column");
  say(Check::incomplete, !contract.enrichment.empty(), true, "the contract requires no enrichment fields");
  const bool effort = contract.touch && (contract.touch->minimum || contract.touch->channels);
  say(Check::effort, effort, touch_log, effort ? "no touch log was given (--touches)" : "");
  return out;
}

/// A lead that no such clock applies to is not asked.
DueFinding FactReader::late(const LeadFacts& facts) const {
  const ClockFact* fact = judged_clock(contract_, late_stop_, facts.clocks);
  return fact ? lead_finding(*fact) : DueFinding{Finding::exempt};
}

DueFinding FactReader::no_disposition(const Judging& judging, const StageClaim& entry) const {
  if (!measurable_.asked[at(Check::no_disposition)]) return {};
  const Disposition& rules = *contract_.disposition;
  const Tri due = answer_ran_out(rules, entry, as_of_);
  if (!measurable_.check[at(Check::no_disposition)]) return answer_not_known(rules, due);
  const Value& value = disposition_by(contract_, *judging.lead, as_of_);
  if (value.state == Value::State::unreadable) return answer_not_known(rules, due);
  if (owes_answer(rules, value) == Tri::no) return {Finding::exempt};
  if (value.present() && in_list(rules.states, value.text)) return {Finding::pass, due};
  if (judging.entry && !judging.entry->last) return {Finding::unknown, due};  // the export tells of the last entry, and the history has none
  return not_done(due);
}

/// Of two dates of stages that are there, is one not known? Of a column that the export lacks, nobody knows whether a date is there.
bool FactReader::order_is_open(const Judging& judging, const Funnel& funnel) const {
  const Lead& lead = *judging.lead;
  int there = 0, unknown = 0;
  for (std::size_t i = 0; i < contract_.stages.size(); ++i) {
    const FieldId field = contract_.stages[i].at;
    const StageClaim& claim = funnel.stages[i];
    const bool absent = field != no_field && !claim.stamped && no_column(lead[field]) && !has_history(judging);
    const bool open = claim.misdated || (claim.perhaps && claim.stamped) || absent || (field != no_field && is_damaged(lead[field]));
    unknown += open;
    there += open || (claim.stamped && claim.at.first <= as_of_) || (field != no_field && lead[field].present() && lead[field].stamp.first <= as_of_);
  }
  return unknown > 0 && there > 1;
}

/// A disposition that needs a reason has one, and from the list where there is a list. Without a disposition there is nothing to ask.
Finding FactReader::no_reason(const Judging& judging) const {
  if (!measurable_.check[at(Check::no_reason)]) return Finding::unknown;
  const Disposition& rules = *contract_.disposition;
  const Value& state = disposition_by(contract_, *judging.lead, as_of_);
  if (state.state == Value::State::unreadable) return Finding::unknown;
  if (!state.present() || !in_list(rules.reason_required, state.text)) return Finding::pass;
  const Value& reason = (*judging.lead)[reason_];
  if (reason.state == Value::State::unreadable) return Finding::unknown;
  if (!reason.present()) return judging.entry && !judging.entry->last ? Finding::unknown : Finding::fail;
  return rules.reasons.empty() || in_list(rules.reasons, reason.text) ? Finding::pass : Finding::fail;
}

Finding FactReader::incomplete(const Judging& judging) const {
  bool unsure = contract_.enrichment.empty();
  for (const FieldId field : contract_.enrichment) {
    if (absent(field) || (*judging.lead)[field].state == Value::State::unreadable) unsure = true;
    else if (!(*judging.lead)[field].present()) return Finding::fail;
  }
  return unsure ? Finding::unknown : Finding::pass;
}

/// A claim without a date of its own. A date that nobody knows is one.
Finding FactReader::undated(const Lead& lead, const StageClaim& entry) const {
  if (!measurable_.check[at(Check::undated)] || entry.perhaps || entry.misdated) return Finding::unknown;
  if (entry.stamped) return Finding::pass;
  return no_column(lead[contract_.stages[static_cast<std::size_t>(stage_)].at]) ? Finding::unknown : Finding::fail;
}

void FactReader::read_clocks(const Judging& judging, const Funnel& funnel, LeadFacts& out) const {
  clocks_.judge(at_entry(judging, funnel.stages[static_cast<std::size_t>(stage_)]), as_of_, absent_, out.clocks);
}

void FactReader::read(const Judging& judging, const Funnel& funnel, Tri meets, LeadFacts& out) const {
  const StageClaim& entry = funnel.stages[static_cast<std::size_t>(stage_)];
  out.fits_icp = icp_ ? truth(*icp_, at_entry(judging, entry)) : Tri::unknown;
  touches_.read(judging, funnel, out.touch);
  out.meets_definition = meets;

  const auto at_once = [](Finding finding) { return DueFinding{finding, Tri::yes}; };
  out.checks[at(Check::late)] = late(out);
  out.checks[at(Check::no_disposition)] = no_disposition(judging, entry);
  out.checks[at(Check::off_icp)] = at_once(failed_when(tri_not(out.fits_icp)));
  out.checks[at(Check::off_definition)] = at_once(failed_when(tri_not(out.meets_definition)));
  out.checks[at(Check::no_reason)] = at_once(no_reason(judging));
  out.checks[at(Check::undated)] = at_once(undated(*judging.lead, entry));
  out.checks[at(Check::time_order)] = at_once(funnel.time_order ? Finding::fail : order_is_open(judging, funnel) ? Finding::unknown : Finding::pass);
  out.checks[at(Check::duplicate)] = at_once(failed_when(judging.duplicate));
  out.checks[at(Check::incomplete)] = at_once(incomplete(judging));
  out.checks[at(Check::effort)] = {out.touch.effort, out.touch.effort_due};
  out.any = any_of_first(out.checks, measurable_);
}

void collect_fact_fields(const Contract& contract, int stage, std::vector<FieldId>& out) {
  collect_funnel_fields(contract, out);
  collect_clock_fields(contract, stage, out);
  collect_touch_fields(contract, out);
  for (const Stage& one : contract.stages)
    if (one.when) collect_fields(*one.when, out);
  if (const NamedPredicate* icp = find_definition(contract, "icp")) collect_fields(*icp->when, out);
  if (contract.disposition) {
    out.push_back(known_field("disposition"));
    out.push_back(known_field("disposition_reason"));
  }
  out.insert(out.end(), contract.enrichment.begin(), contract.enrichment.end());
}

}  // namespace handoff
