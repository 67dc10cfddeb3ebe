// The sentences and notes of an audit. Its records and tables are in audit_records.cpp.
#include "audit/audit_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "audit/audit_records.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

/// Where nothing but bounds can be printed, what most of the unknown lack, to stand behind the rest of a sentence.
std::string cause_of(const Rate& rate, const std::optional<Cause>& cause, const Contract& contract) {
  const auto unknown = static_cast<std::uint64_t>(rate.unknown);
  const std::string text = main_cause_text(contract, cause, unknown, static_cast<std::uint64_t>(rate.of) + unknown);
  return rate.rate || text.empty() ? std::string() : fmt::format("; {}", text);
}

/// The dashboard's conversion against the contract's, of the same leads, in a sentence: what stands is never more than what is claimed.
void add_gap(const AuditResult& result, const Contract& contract, const AuditSettings& settings, Report& report) {
  if (settings.to < 0 || !result.claimed.least || !result.standing.least) return;
  const Stage &from = contract.stages[static_cast<std::size_t>(settings.stage)], &to = contract.stages[static_cast<std::size_t>(settings.to)];
  std::string text = fmt::format("The CRM claims {} conversion to {}; ", share_text(result.claimed), to.name);
  if (!from.when && !to.when) {
    text += "the contract defines neither stage, so there is nothing to hold it against.";
  } else if (result.standing.unknown > 0) {
    text += fmt::format("by the contract's definitions of both stages it is {} of the same leads: {} cannot be decided{}.", share_text(result.standing),
                        count_text(result.standing.unknown), cause_of(result.standing, result.standing_cause, contract));
  } else if (!result.gap_relative) {
    return;
  } else if (*result.gap_relative == 0) {
    text += "by the contract's definitions it is the same.";
  } else {
    text += fmt::format("by the contract's definitions of both stages it is {} of the same leads, {} lower in relative terms.", percent_text(*result.standing.rate),
                        percent_text(*result.gap_relative));
  }
  report.headline.push_back(std::move(text));
}

}  // namespace

std::string union_text(const AuditResult& result, const std::array<std::string_view, union_count>& names) {
  std::string text;
  for (std::size_t i = 0; i < union_count; ++i)
    if (const CheckResult& check = result.checks[i]; check.asked) text += fmt::format("{}{}{}", text.empty() ? "" : ", ", names[i], check.measurable ? "" : " (not in the export)");
  return text;
}

namespace {

/// How many fail at least one of the first three checks, of all leads; what cannot be judged stands beside it, and what the sample comes to.
std::string any_failed_sentence(const AuditResult& result, const Contract& contract, const std::string& stage, const std::string& which) {
  const Rate& all = result.any_failed_all;
  std::string text = all.unknown == 0 ? fmt::format("{} of {} {}s fail at least one of: {}", count_text(all.count), count_text(all.of), stage, which)
                                      : fmt::format("{} of {} {}s {} known to fail at least one of: {}; {} cannot be judged", count_text(all.count), count_text(all.of + all.unknown),
                                                    stage, all.count == 1 ? "is" : "are", which, count_text(all.unknown));
  if (const std::uint64_t waiting = result.any_all.not_due()) text += fmt::format("; {} {} not yet due", count_text(waiting), waiting == 1 ? "is" : "are");
  text += fmt::format(" - {}{}", rate_text(all), cause_of(all, result.any_cause, contract));
  if (result.sample < result.population && result.any_failed.least) text += fmt::format("; in the sample of {} it is {}", count_text(result.sample), rate_text(result.any_failed));
  return text + ".";
}

/// Where most of a clock is unknown since the only touch lies before its start, that comes first: no share of it says much.
void add_before_start(const AuditResult& result, const Contract& contract, Report& report) {
  for (const ClockResult& clock : result.clocks) {
    if (clock.before_start * 2 <= clock.found.all()) continue;
    const Clock& rules = contract.clocks[static_cast<std::size_t>(clock.clock)];
    report.headline.push_back(fmt::format("Of {} of the {} leads of the clock '{}' the only {} lies before its start, and nothing tells whether anybody came since: a touch log decides it, "
                                          "a start at assignment (start = \"assigned_at\"), or `before` of the clock.",
                                          count_text(clock.before_start), count_text(clock.found.all()), rules.name, contract.fields[rules.stop].name));
  }
}

void add_headline(const AuditResult& result, const Contract& contract, const AuditSettings& settings, Report& report) {
  const std::string& stage = contract.stages[static_cast<std::size_t>(settings.stage)].name;
  if (result.population == 0) {
    report.headline.push_back(fmt::format("No lead is claimed as {}{}", stage, settings.window ? " in the window." : "."));
    return;
  }
  add_before_start(result, contract, report);
  const std::string which = union_text(result, {"on time", "dispositioned", "inside the ICP"});
  if (!which.empty() && result.any_failed_all.least) report.headline.push_back(any_failed_sentence(result, contract, stage, which));
  else if (!which.empty() && result.any_all.not_due() > 0) report.headline.push_back(fmt::format("Of no {} is everything due yet that is owed to it: {}.", stage, which));
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
  if (touches.uncertain) report.notes.push_back(fmt::format("{} with a touch of which nobody knows whether it counts: on the day that counting begins or ends, or with a date or a type that cannot be read", leads_text(touches.uncertain)));
  if (contract.touch->status_within && !touches.updates_measured)
    report.notes.push_back("not measured: status updated after each touch (the log has no column for status_updated_at)");
}

void add_notes(const AuditResult& result, const Contract& contract, const AuditSettings& settings, Report& report) {
  const std::string stage = contract.stages[static_cast<std::size_t>(settings.stage)].name;
  for (const CheckResult& check : result.checks)
    if (!check.measurable) report.notes.push_back("not measured: " + check.sentence + " (" + check.why_not + ")");
  if (result.after_as_of) report.notes.push_back(leads_text(result.after_as_of) + " claimed as " + stage + " by a date after the moment of judging, left out");
  std::uint64_t early = 0, met_early = 0, before_start = 0;
  bool binned = false;
  for (const ClockResult& clock : result.clocks) {
    early += clock.early_stops;
    before_start += clock.before_start;
    met_early += clock.found.early;
    binned = binned || !clock.seconds.exact;
  }
  if (early) report.notes.push_back(leads_text(early) + " touched before the clock started; that does not stop it");
  if (before_start)
    report.notes.push_back(fmt::format("of these, {} {} unknown: nothing tells whether anybody came since; a touch log, or `before` of the clock, decides it", count_text(before_start),
                                       before_start == 1 ? "is" : "are"));
  if (met_early) report.notes.push_back(count_text(met_early) + " met before the limit ran out, and not yet due: in no share, else the fast would be judged before the slow");
  if (result.unplaced && settings.window) report.notes.push_back(leads_text(result.unplaced) + " claimed as " + stage + " without any date" + undated_text(settings.not_in_force));
  if (settings.window || by_period(settings.by)) note_placed_earlier(result.placed_earlier, contract, report.notes);
  note_touches(result, contract, settings, report);
  note_unnamed(contract, result.unnamed_values, report.notes);
  if (stage == "MQL") note_few_mqls(result.population, result.few_in_quarters, report.notes);
  std::uint64_t small = 0;
  for (const AuditGroup& group : result.groups) small += group.population < least_named_group;
  if (small) report.notes.push_back(count_text(small) + " of the groups with fewer than 30 leads: read their counts, not their rates");
  if (result.pooled_groups) report.notes.push_back(pooled_text(result.pooled_groups));
  if (binned) report.notes.push_back("times have more than 4,096 distinct values: quantiles are within 0.1 %");
}

void note_review(const ReviewSummary& review, std::uint64_t sample, std::vector<std::string>& notes) {
  notes.push_back(fmt::format("{} of {} rows of the worksheet matched the sample; {} of these leads {} an answer", review.matched, review.rows, review.leads,
                              review.leads == 1 ? "has" : "have"));
  const auto part = [sample](std::uint64_t of) { return of > 0 && of < sample; };
  if (part(review.any_sample) || std::any_of(review.checks.begin(), review.checks.end(), [&](const ReviewResult& check) { return part(check.sample); }))
    notes.push_back("the answers of a check are of the first leads by rank, which are a sample: of how many says the column 'of the first'");
  else if (review.any_corrected.unknown > 0)
    notes.push_back("a lead of the sample without an answer, or whose answer is that it cannot be told, is unknown, and in the bounds");
  std::uint64_t exempt = 0;
  for (const ReviewResult& check : review.checks) exempt += check.exempt;
  if (exempt) notes.push_back(fmt::format("{} on what the contract exempts, left aside", exempt == 1 ? "1 answer" : count_text(exempt) + " answers"));
  if (review.by_id_alone)
    notes.push_back(fmt::format("{} of the worksheet with an answer {} neither a key nor checksums: the lead id alone says whose the answer is, and nothing shows whether ids were sorted apart from answers",
                                row_count(review.by_id_alone), review.by_id_alone == 1 ? "has" : "have"));
  if (review.other_samples)
    notes.push_back(fmt::format("{} of the worksheet {} of another sample, left aside", row_count(review.other_samples), review.other_samples == 1 ? "is" : "are"));
  if (review.unmatched) notes.push_back(leads_text(review.unmatched) + " of the worksheet not in this sample, left aside");
}

}  // namespace

void audit_report(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const AuditContext& context, Report& report) {
  add_headline(result, contract, settings, report);
  add_audit_records(result, contract, settings, context, report);
  if (context.review) note_review(*context.review, result.sample, report.notes);
  add_notes(result, contract, settings, report);
}

}  // namespace handoff
