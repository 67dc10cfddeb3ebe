// The tables, sentences and notes of an audit. Its JSON stands in audit_json.cpp.
#include "audit/audit_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "audit/audit_json.hpp"
#include "frame/report_parts.hpp"
#include "score/what_if.hpp"

namespace handoff {

namespace {

Table check_table(const AuditResult& result) {
  Table table;
  table.title = "Checks: the sample of " + count_text(result.sample) + " (seed " + count_text(result.seed) + "), and all " + count_text(result.population);
  if (result.sample == result.population) table.title = "Checks, over all " + count_text(result.population);
  for (const char* name : {"check", "failed", "of", "rate", "95 % interval", "unknown", "open", "all failed", "of", "rate", ""})
    table.columns.push_back({name, std::string_view(name) == "check" || !*name ? Align::left : Align::right});
  for (std::size_t i = 0; i < result.checks.size(); ++i) {
    const CheckResult& check = result.checks[i];
    if (!check.measurable) continue;
    table.rows.push_back({text_cell(std::string(check_sentence(check.check))), count_cell(static_cast<std::uint64_t>(check.failed.count)),
                          count_cell(static_cast<std::uint64_t>(check.failed.of)), rate_cell(check.failed), interval_cell(check.failed),
                          count_cell(check.unknown), count_cell(check.open), count_cell(static_cast<std::uint64_t>(check.all.count)),
                          count_cell(static_cast<std::uint64_t>(check.all.of)), rate_cell(check.all), bar_cell(check.all.rate.value_or(0))});
  }
  if (std::none_of(result.checks.begin(), result.checks.begin() + union_count, [](const CheckResult& check) { return check.measurable; })) return table;
  table.rows.push_back({text_cell("any of the first three"), count_cell(static_cast<std::uint64_t>(result.any_failed.count)),
                        count_cell(static_cast<std::uint64_t>(result.any_failed.of)), rate_cell(result.any_failed, Tone::bad),
                        interval_cell(result.any_failed), count_cell(result.any_unknown), count_cell(result.any_open),
                        count_cell(static_cast<std::uint64_t>(result.any_failed_all.count)),
                        count_cell(static_cast<std::uint64_t>(result.any_failed_all.of)), rate_cell(result.any_failed_all, Tone::bad),
                        bar_cell(result.any_failed_all.rate.value_or(0))});
  return table;
}

/// Coverage, channels, and what follows each touch. Effort is a check, and stands among the checks.
Table touch_table(const TouchSummary& touches, const Contract& contract, const AuditSettings& settings) {
  Table table;
  const int from = contract.touch->from >= 0 ? contract.touch->from : settings.stage;
  table.title = "Touches since " + contract.stages[static_cast<std::size_t>(from)].name + ", by the log";
  table.columns = {{"", Align::left}, {"count", Align::right}, {"of", Align::right}, {"rate", Align::right}};
  const auto row = [&](const std::string& name, const Rate& rate) {
    table.rows.push_back({text_cell(name), count_cell(static_cast<std::uint64_t>(rate.count)), count_cell(static_cast<std::uint64_t>(rate.of)), rate_cell(rate)});
  };
  row("touched at all, by as-of (coverage)", touches.coverage);
  for (const auto& [channel, rate] : touches.channels) row("  through " + channel + counted_text(contract), rate);
  if (touches.updates_measured && contract.touch->status_within)
    row("touches with the status updated within " + duration_text({Unit::elapsed, *contract.touch->status_within}), touches.updated);
  return table;
}

std::vector<Cell> clock_cells(const ClockResult& result, const Contract& contract) {
  const Clock& clock = contract.clocks[static_cast<std::size_t>(result.clock)];
  const bool missed = clock.target && result.compliance.rate && *result.compliance.rate < *clock.target;
  std::vector<Cell> cells = {text_cell(clock.name), text_cell(duration_text(clock.limit))};
  for (const std::uint64_t count : result.verdicts) cells.push_back(count_cell(count));
  cells.push_back(rate_cell(result.compliance, !clock.target ? Tone::plain : missed ? Tone::bad : Tone::good));
  cells.push_back(text_cell(clock.target ? percent_text(*clock.target) : ""));
  const auto span = [&](const std::optional<double>& seconds) {
    return seconds ? text_cell(clock_span_text(clock, static_cast<Seconds>(std::llround(*seconds)))) : text_cell("-", Tone::faint);
  };
  cells.push_back(span(result.seconds.median));
  cells.push_back(span(result.seconds.p90));
  cells.push_back(text_cell(result.seconds.km_median ? clock_span_text(clock, *result.seconds.km_median) : result.seconds.n ? "not reached" : "-"));
  return cells;
}

void add_clock_headings(Table& table) {
  table.columns.push_back({"clock", Align::left});
  for (const char* name : {"limit", "met", "breached", "open", "unknown", "exempt", "met of judged", "target", "median", "p90", "KM median"})
    table.columns.push_back({name, Align::right});
}

Table clock_table(const AuditResult& result, const Contract& contract) {
  Table table;
  table.title = "Clocks, over all " + count_text(result.population);
  add_clock_headings(table);
  for (const ClockResult& clock : result.clocks) table.rows.push_back(clock_cells(clock, contract));
  return table;
}

/// Other limits, each clock's own one first.
Table trial_table(const AuditResult& result, const Contract& contract, const AuditSettings& settings) {
  Table table;
  table.title = "What if the limits were others, over all " + count_text(result.population);
  table.columns = {{"clock", Align::left}};
  for (const char* name : {"limit", "met", "breached", "open", "unknown", "exempt", "met of judged", "target"}) table.columns.push_back({name, Align::right});
  const auto add = [&](const ClockResult& one, const Contract& under, bool stands) {
    std::vector<Cell> row = clock_cells(one, under);
    row.resize(table.columns.size());
    if (stands) row[0].text += " (as " + std::string(standing_word(contract, settings.as_of)) + ")";
    table.rows.push_back(std::move(row));
  };
  for (std::size_t i = 0; i < result.trials.size(); ++i) {
    const bool first = i == 0 || result.trials[i].clock != result.trials[i - 1].clock;
    for (const ClockResult& clock : result.clocks)
      if (first && clock.clock == result.trials[i].clock) add(clock, contract, true);
    add(result.trials[i], *settings.trials[i].contract, false);
  }
  return table;
}

Table conversion_table(const AuditResult& result, const Contract& contract, const AuditSettings& settings) {
  Table table;
  const std::string from = contract.stages[static_cast<std::size_t>(settings.stage)].name;
  const std::string to = contract.stages[static_cast<std::size_t>(settings.to)].name;
  table.title = from + " to " + to + ": what the CRM claims, and what the contract's definitions give";
  table.columns = {{"", Align::left}, {to, Align::right}, {"of " + from, Align::right}, {"rate", Align::right}};
  const auto row = [&](const std::string& name, const Rate& rate) {
    table.rows.push_back({text_cell(name), count_cell(static_cast<std::uint64_t>(rate.count)), count_cell(static_cast<std::uint64_t>(rate.of)), rate_cell(rate)});
  };
  row("claimed", result.claimed);
  row("recomputed", result.recomputed);
  const auto cause = [&](const std::string& name, std::uint64_t count) {
    if (count > 0) table.rows.push_back({text_cell("  " + name), count_cell(count), {}, {}});
  };
  cause("claimed, off the definition of " + from, result.conversion.off_definition);
  cause("claimed, off the definition of " + to, result.conversion.off_target);
  cause("claimed, without a date at " + from, result.conversion.skipped);
  cause("claimed, " + to + " dated before " + from, result.conversion.time_order);
  cause("claimed, sharing an e-mail address", result.conversion.duplicates);
  cause("undecided: a definition needs what is missing", result.conversion.undecided);
  cause("not yet " + to + ", and too young to be", result.immature);
  cause("meet " + from + ", claimed by nobody (whole export)", result.conversion.never_claimed);
  return table;
}

Table group_table(const AuditResult& result, const Contract& contract, const AuditSettings& settings) {
  Table table;
  table.title = "By group, over all";
  add_group_headings(table.columns, settings.by);
  table.columns.push_back({"leads", Align::right});
  table.columns.push_back({"any failed", Align::right});
  add_clock_headings(table);
  for (const AuditGroup& group : result.groups) {
    bool first = true;
    for (const ClockResult& clock : group.clocks) {
      std::vector<Cell> row;
      add_group_cells(row, group.labels);
      row.push_back(first ? count_cell(group.population) : Cell{});
      row.push_back(first ? rate_cell(group.any_failed_all) : Cell{});
      for (Cell& cell : clock_cells(clock, contract)) row.push_back(std::move(cell));
      table.rows.push_back(std::move(row));
      first = false;
    }
    if (!first) continue;
    std::vector<Cell> row;
    add_group_cells(row, group.labels);
    row.push_back(count_cell(group.population));
    row.push_back(rate_cell(group.any_failed_all));
    row.resize(table.columns.size());
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table review_table(const ReviewSummary& review) {
  Table table;
  table.title = "Reviewed by a person: " + leads_text(review.leads) + " of the sample";
  table.columns = {{"check", Align::left}};
  for (const char* name : {"reviewed", "agree", "failed by the tool alone", "failed by the person alone", "settled", "corrected rate", "95 % interval"})
    table.columns.push_back({name, Align::right});
  for (const ReviewResult& one : review.checks)
    table.rows.push_back({text_cell(std::string(check_sentence(one.check))), count_cell(one.reviewed), count_cell(one.agree), count_cell(one.only_tool),
                          count_cell(one.only_person), count_cell(one.settled), rate_cell(one.corrected), interval_cell(one.corrected)});
  table.rows.push_back({text_cell("any of the first three"), {}, {}, {}, {}, {}, rate_cell(review.any_corrected), interval_cell(review.any_corrected)});
  return table;
}

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
  if (result.population < 200 && stage == "MQL") report.notes.push_back("fewer than 200 MQLs: small numbers can make a sound agreement look broken, and the other way round");
  std::uint64_t small = 0;
  for (const AuditGroup& group : result.groups) small += group.population < least_named_group;
  if (small) report.notes.push_back(count_text(small) + " of the groups with fewer than 30 leads: read their counts, not their rates");
  if (result.pooled_groups) report.notes.push_back(pooled_text(result.pooled_groups));
  if (binned) report.notes.push_back("times have more than 4,096 distinct values: quantiles are within 0.1 %");
}

}  // namespace

void audit_report(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const AuditContext& context, Report& report) {
  const ReviewSummary* review = context.review;
  add_headline(result, contract, settings, report);
  report.tables.push_back(check_table(result));
  if (!result.clocks.empty()) report.tables.push_back(clock_table(result, contract));
  if (!result.trials.empty()) report.tables.push_back(trial_table(result, contract, settings));
  if (result.touches) report.tables.push_back(touch_table(*result.touches, contract, settings));
  if (settings.to >= 0) report.tables.push_back(conversion_table(result, contract, settings));
  if (!settings.by.empty()) report.tables.push_back(group_table(result, contract, settings));
  if (review) {
    report.tables.push_back(review_table(*review));
    report.notes.push_back(fmt::format("{} of {} rows of the worksheet matched the sample; {} of these leads {} an answer", review->matched, review->rows, review->leads, review->leads == 1 ? "has" : "have"));
    if (review->other_samples) report.notes.push_back(fmt::format("{} of the worksheet {} of another sample, left aside", row_count(review->other_samples), review->other_samples == 1 ? "is" : "are"));
    if (review->strangers) report.notes.push_back(leads_text(review->strangers) + " of the worksheet not in this sample, left aside");
  }
  add_notes(result, contract, settings, report);
  audit_json(result, contract, settings, context, report);
}

}  // namespace handoff
