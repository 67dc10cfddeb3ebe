// The sentences and notes of an audit. Its records and tables are in audit_records.cpp.
#include "audit/audit_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "audit/audit_records.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

/// The dashboard's conversion against the contract's, in a sentence.
void add_gap(const AuditResult& result, const Contract& contract, const AuditSettings& settings, Report& report) {
  if (!result.gap_relative) return;
  const bool defined = contract.stages[static_cast<std::size_t>(settings.stage)].when || contract.stages[static_cast<std::size_t>(settings.to)].when;
  const std::string to = contract.stages[static_cast<std::size_t>(settings.to)].name;
  const double gap = *result.gap_relative;
  std::string text = "The CRM claims " + percent_text(*result.claimed.rate) + " conversion to " + to;
  if (!defined) text += "; the contract defines neither stage, so there is nothing to hold it against.";
  else if (gap == 0) text += "; by the contract's definitions it is the same.";
  else
    text += "; by the contract's definitions it is " + percent_text(*result.recomputed.rate) + ", " + percent_text(std::abs(gap)) +
            (gap < 0 ? " higher" : " lower") + " in relative terms.";
  report.headline.push_back(text);
}

void add_headline(const AuditResult& result, const Contract& contract, const AuditSettings& settings, Report& report) {
  const std::string stage = contract.stages[static_cast<std::size_t>(settings.stage)].name;
  if (result.population == 0) {
    report.headline.push_back("No lead is claimed as " + stage + (settings.window ? " in the window." : "."));
    return;
  }
  std::string which;
  constexpr const char* duties[union_count] = {"on time", "dispositioned", "inside the ICP"};
  for (std::size_t i = 0; i < union_count; ++i)
    if (result.checks[i].measurable) which += (which.empty() ? "" : ", ") + std::string(duties[i]);
  if (which.empty() || result.any_failed.of == 0) return add_gap(result, contract, settings, report);
  std::string text = count_text(result.any_failed.count) + " of " + count_text(result.any_failed.of) + " " +
                     stage + "s fail at least one of: " + which;
  if (result.any_failed.rate) text += " - " + rate_text(result.any_failed);
  if (result.sample < result.population) text += "; of all " + count_text(result.any_failed_all.of) + " that can be judged it is " + rate_text(result.any_failed_all);
  report.headline.push_back(text + ".");
  add_gap(result, contract, settings, report);
}

std::string plain(const std::optional<double>& value) {
  if (!value) return "-";
  std::string text = std::to_string(std::llround(*value * 10));
  if (text.size() < 2) text.insert(0, "0");
  text.insert(text.size() - 1, ".");
  return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

void note_touches(const AuditResult& result, const Contract& contract, const AuditSettings& settings, Report& report) {
  if (result.unique_leads)
    note_entries(result.population, *result.unique_leads, result.reentries, report.notes);
  note_owners(result.owners, by_owner(settings.by), report.notes);
  if (!result.touches) return;
  const TouchSummary& touches = *result.touches;
  report.notes.push_back("touches a lead" + counted_text(contract) + ": median " + plain(touches.median) + ", 90th percentile " + plain(touches.p90) + ", mean " + plain(touches.mean) +
                         "; channels: median " + plain(touches.channels_median));
  if (contract.touch->minimum || contract.touch->channels) report.notes.push_back("effort owed: " + effort_text(contract, settings.stage));
  if (touches.exempt) report.notes.push_back(leads_text(touches.exempt) + " not counted for touches: not in the stage they are counted from");
  if (touches.uncertain) report.notes.push_back(leads_text(touches.uncertain) + " with a touch on the very day that counting begins or ends, known to the day alone");
  if (contract.touch->status_within && !touches.updates_measured)
    report.notes.push_back("not measured: status updated after each touch (the log has no column for status_updated_at)");
}

void add_notes(const AuditResult& result, const Contract& contract, const AuditSettings& settings, Report& report) {
  const std::string stage = contract.stages[static_cast<std::size_t>(settings.stage)].name;
  for (const CheckResult& check : result.checks)
    if (!check.measurable) report.notes.push_back("not measured: " + std::string(check_sentence(check.check)) + " (" + check.why_not + ")");
  if (result.after_as_of) report.notes.push_back(leads_text(result.after_as_of) + " claimed as " + stage + " by a date after the moment of judging, left out");
  std::uint64_t early = 0;
  bool binned = false;
  for (const ClockResult& clock : result.clocks) {
    early += clock.early_stops;
    binned = binned || !clock.seconds.exact;
  }
  if (early) report.notes.push_back(leads_text(early) + " touched before the clock started; that does not stop it");
  if (result.unplaced && settings.window) report.notes.push_back(leads_text(result.unplaced) + " claimed as " + stage + " without any date" + undated_text(settings.not_in_force));
  note_touches(result, contract, settings, report);
  note_unnamed(result.unnamed_values, report.notes);
  if (result.population < 200 && stage == "MQL") report.notes.push_back(few_mqls_text);
  std::uint64_t small = 0;
  for (const AuditGroup& group : result.groups) small += group.population < least_named_group;
  if (small) report.notes.push_back(count_text(small) + " of the groups with fewer than 30 leads: read their counts, not their rates");
  if (result.pooled_groups) report.notes.push_back(pooled_text(result.pooled_groups));
  if (binned) report.notes.push_back("times have more than 4,096 distinct values: quantiles are within 0.1 %");
}

void note_review(const ReviewSummary& review, std::vector<std::string>& notes) {
  notes.push_back(fmt::format("{} of {} rows of the worksheet matched the sample; {} of these leads {} an answer", review.matched, review.rows, review.leads,
                              review.leads == 1 ? "has" : "have"));
  if (review.other_samples)
    notes.push_back(fmt::format("{} of the worksheet {} of another sample, left aside", row_count(review.other_samples), review.other_samples == 1 ? "is" : "are"));
  if (review.unmatched) notes.push_back(leads_text(review.unmatched) + " of the worksheet not in this sample, left aside");
}

}  // namespace

void audit_report(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const AuditContext& context, Report& report) {
  add_headline(result, contract, settings, report);
  add_audit_records(result, contract, settings, context, report);
  if (context.review) note_review(*context.review, report.notes);
  add_notes(result, contract, settings, report);
}

}  // namespace handoff
