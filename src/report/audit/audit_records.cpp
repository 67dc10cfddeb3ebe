// One kind of record for the checks and one for the clocks; the JSON, the CSV and the tables pick from their fields.
#include "audit/audit_records.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report_parts.hpp"

namespace handoff {

namespace {

using Checks = Records<CheckResult>;

/// One clock under a contract: the one in force, or one with another limit.
struct ClockLine {
  const ClockResult* result;
  const Contract* contract;
  std::string beside = {};   // what stands behind the clock's name
  const Clock& clock() const { return contract->clocks[static_cast<std::size_t>(result->clock)]; }
};
using Clocks = Records<ClockLine>;

const std::string& name_of(const Contract& contract, int stage) { return contract.stages[static_cast<std::size_t>(stage)].name; }

/// `with_sample`: the sample's counts too; of a group there are none.
Checks check_records(bool with_sample) {
  using C = CheckResult;
  std::vector<RecordField<C>> fields = {{"check", Holds::text, [](const C& c) { return check_name(c.check); }}, {"measurable", Holds::flag, &C::measurable}};
  if (with_sample)
    fields.insert(fields.end(), {{"failed", Holds::share, &C::failed},
                                 {"unknown", Holds::count, [](const C& c) { return c.measurable ? c.failed.unknown : c.sample_counts.unknown(); }},
                                 {"open", Holds::count, [](const C& c) { return c.sample_counts.open; }},
                                 {"met_early", Holds::count, [](const C& c) { return c.sample_counts.early; }}});
  fields.insert(fields.end(), {{"all", Holds::share, &C::all},
                               {"unknown_all", Holds::count, [with_sample](const C& c) { return with_sample && c.measurable ? c.all.unknown : c.counts.unknown(); }},
                               {"open_all", Holds::count, [](const C& c) { return c.counts.open; }},
                               {"met_early_all", Holds::count, [](const C& c) { return c.counts.early; }}});
  return {std::move(fields),
          {{"sentence", Holds::text, [](const C& c) { return c.sentence; }},
           {"not_due", Holds::count, [](const C& c) { return c.counts.not_due(); }}}};
}

/// Those of the first three checks that the contract asks for: the union is of them.
Node::List joined_checks(const AuditResult& result) {
  Node::List names;
  for (std::size_t i = 0; i < union_count; ++i)
    if (result.checks[i].asked) names.emplace_back(check_name(result.checks[i].check));
  return names;
}

/// What the row of the union is called: where not all three stand above it, it names those that it is of.
std::string union_name(const AuditResult& result) {
  if (std::all_of(result.checks.begin(), result.checks.begin() + union_count, [](const CheckResult& check) { return check.measurable; })) return "any of the first three";
  return fmt::format("any of: {}", union_text(result, {"late", "no disposition", "outside the ICP"}));
}

/// All leads first, since the tool judges all; then what a sample of them comes to, which a person can walk through.
Table check_table(const AuditResult& result, const Checks& checks) {
  const bool part = result.sample < result.population;
  Picks picks = {{"check", "sentence"}, {"failed", "all", Aspect::count}, {"of", "all", Aspect::of}, {"rate", "all"}, {"", "all", Aspect::bar},
                 {"unknown", "unknown_all"}, {"not yet due", "not_due"}};
  if (part) picks.insert(picks.end(), {{"in the sample", "failed", Aspect::count}, {"of it", "failed", Aspect::of}, {"rate of it", "failed"}, {"95 % interval", "failed", Aspect::interval}});
  std::vector<CheckResult> shown;
  std::copy_if(result.checks.begin(), result.checks.end(), std::back_inserter(shown), [](const CheckResult& check) { return check.measurable; });
  std::string title = fmt::format("Checks, over all {}", count_text(result.population));
  if (part) title += fmt::format(", and the sample of {} (seed {})", count_text(result.sample), result.seed.value_or(0));
  Table table = checks.table(title, picks, shown);
  if (std::none_of(result.checks.begin(), result.checks.begin() + union_count, [](const CheckResult& check) { return check.measurable; })) return table;
  CheckResult any;
  any.failed = result.any_failed;
  any.all = result.any_failed_all;
  any.counts = result.any_all;
  std::vector<Cell> row = checks.cells(picks, any);
  row[0] = union_name(result);
  row[3].tone = Tone::bad;
  if (part) row[9].tone = Tone::bad;
  table.rows.push_back(std::move(row));
  return table;
}

Tone compliance_tone(const ClockLine& line) {
  const std::optional<double>& target = line.clock().target;
  const Rate& rate = line.result->compliance;
  if (!target || !rate.least) return Tone::plain;
  return *rate.most < *target ? Tone::bad : *rate.least < *target ? Tone::plain : Tone::good;
}

/// `brief`: verdicts and compliance alone, as of a limit that is tried.
Clocks clock_records(bool brief) {
  using C = ClockLine;
  const auto time = [](const C& c, const std::optional<double>& seconds) {
    return seconds ? Node(TimeSpan{*seconds, false, c.clock().limit.unit != Unit::elapsed}) : Node();
  };
  const RecordField<C> limit = {"limit", Holds::span, [](const C& c) { return duration_text(c.clock().limit); }};
  const RecordField<C> target = {"target", Holds::share, [](const C& c) { return c.clock().target ? Node(Percent{*c.clock().target}) : Node(Blank{}); }};
  std::vector<RecordField<C>> fields = {{"clock", Holds::text, [](const C& c) { return c.clock().name; }}};
  std::vector<RecordField<C>> shown = {{"name", Holds::text, [](const C& c) { return c.clock().name + c.beside; }},
                                       {"against_target", Holds::share, [](const C& c) { return beside_line(c.result->compliance, c.clock().target); }, "", compliance_tone}};
  if (brief) fields.push_back(limit);
  add_finding_fields(fields, [](const C& c) -> const FindingCounts& { return c.result->found; });
  fields.push_back({"compliance", Holds::share, [](const C& c) { return c.result->compliance; }});
  (brief ? shown : fields).push_back(target);
  if (brief) return {std::move(fields), std::move(shown)};
  fields.insert(fields.end(),
                {limit,
                 {"never_touched", Holds::count, [](const C& c) { return c.result->never; }},
                 {"touched_before", Holds::count, [](const C& c) { return c.result->early_stops; }},
                 {"before_start", Holds::count, [](const C& c) { return c.result->before_start; }},
                 {"median", Holds::span, [time](const C& c) { return time(c, c.result->seconds.median); }, "seconds"},
                 {"p90", Holds::span, [time](const C& c) { return time(c, c.result->seconds.p90); }, "seconds"},
                 {"half_by", Holds::span, [](const C& c) { return half_by_node(c.result->seconds, false, c.clock().limit.unit != Unit::elapsed); }, "seconds"},
                 {"half_by_least", Holds::span, [](const C& c) { return half_by_end(c.result->seconds.half_by_least, false); }, "seconds"},
                 {"half_by_most", Holds::span, [](const C& c) { return half_by_end(c.result->seconds.half_by_most, false); }, "seconds"},
                 {"mean", Holds::span, [time](const C& c) { return time(c, c.result->mean); }, "seconds"},
                 {"n", Holds::count, [](const C& c) { return c.result->seconds.n; }, "seconds"}});
  shown.push_back({"nine_in_ten", Holds::span, [](const C& c) { return half_by_node(c.result->nine_in_ten, false, c.clock().limit.unit != Unit::elapsed); }});
  return {std::move(fields), std::move(shown)};
}

Picks trial_picks(const std::vector<ClockLine>& lines) {
  Picks picks = {{"clock", "name"}, "limit"};
  add_finding_picks(picks, std::any_of(lines.begin(), lines.end(), [](const ClockLine& line) { return line.result->found.early > 0; }));
  picks.insert(picks.end(), {{"met of due", "against_target"}, "target"});
  return picks;
}

Picks clock_picks(const std::vector<ClockLine>& lines) {
  Picks picks = trial_picks(lines);
  picks.insert(picks.end(), {{"half by", "seconds.half_by"}, {"nine in ten by", "nine_in_ten"}});
  return picks;
}

std::vector<ClockLine> lines_of(const std::vector<ClockResult>& clocks, const Contract& contract) {
  std::vector<ClockLine> lines;
  for (const ClockResult& clock : clocks) lines.push_back({&clock, &contract});
  return lines;
}

std::vector<ClockLine> trial_lines(const AuditResult& result, const AuditSettings& settings) {
  std::vector<ClockLine> lines;
  for (std::size_t i = 0; i < result.trials.size(); ++i) lines.push_back({&result.trials[i], settings.trials[i].contract.get()});
  return lines;
}

/// Other limits, each clock's own one first.
Table trial_table(const AuditResult& result, const Contract& contract, const AuditSettings& settings) {
  std::vector<ClockLine> lines;
  for (const ClockLine& trial : trial_lines(result, settings)) {
    if (lines.empty() || lines.back().result->clock != trial.result->clock)
      for (const ClockResult& clock : result.clocks)
        if (clock.clock == trial.result->clock) lines.push_back({&clock, &contract, fmt::format(" (as {})", standing_word(contract, settings.as_of))});
    lines.push_back(trial);
  }
  return clock_records(true).table("What if the limits were others, over all " + count_text(result.population), trial_picks(lines), lines);
}

Table group_table(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const Clocks& clocks) {
  Table table;
  table.title = "By group, over all";
  add_group_headings(table.columns, settings.by);
  table.columns.insert(table.columns.end(), {{"leads", Holds::count}, {"any failed", Holds::share}});
  const Picks picks = clock_picks(lines_of(result.clocks, contract));   // of all: the groups share their columns
  clocks.add_headings(picks, table.columns);
  for (const AuditGroup& group : result.groups) {
    std::vector<ClockLine> lines = lines_of(group.clocks, contract);
    for (std::size_t i = 0; i < std::max<std::size_t>(1, lines.size()); ++i) {
      std::vector<Cell>& row = table.rows.emplace_back();
      add_group_cells(row, group.labels);
      row.push_back(i == 0 ? Cell(group.population) : Cell());
      row.push_back(i == 0 ? Cell(group.any_failed_all) : Cell());
      if (!lines.empty()) clocks.add_cells(picks, lines[i], row);
    }
  }
  return table;
}

/// A name, and a rate with its counts.
void add_rate_row(Table& table, std::string name, const Rate& rate) { table.rows.push_back({std::move(name), rate.count, rate.of, rate}); }

Table conversion_table(const AuditResult& result, const Contract& contract, const AuditSettings& settings) {
  const std::string &from = name_of(contract, settings.stage), &to = name_of(contract, settings.to);
  Table table;
  table.title = fmt::format("{} to {}: what the CRM claims, and what the contract's definitions give", from, to);
  table.columns = {{""}, {to, Holds::count}, {"of " + from, Holds::count}, {"rate", Holds::share}};
  add_rate_row(table, "claimed", result.claimed);
  add_rate_row(table, fmt::format("standing at both {} and {}", from, to), result.standing);
  add_rate_row(table, fmt::format("the same, of those that stand at {}", from), result.recomputed);
  const ConversionCounts& counts = result.conversion;
  const auto undecided = static_cast<std::uint64_t>(result.recomputed.unknown);
  for (const auto& [name, count] : std::initializer_list<std::pair<std::string, std::uint64_t>>{
           {"claimed, off the definition of " + from, counts.off_definition},
           {"claimed, off the definition of " + to, counts.off_target},
           {"claimed, without a date at " + from, counts.skipped},
           {fmt::format("claimed, {} dated before {}", to, from), counts.time_order},
           {"claimed, sharing an e-mail address", counts.duplicates},
           {"undecided: a definition needs what is missing", undecided},
           {fmt::format("not yet {}, and too young to be", to), result.immature},
           {fmt::format("meet {}, claimed by nobody (whole export)", from), counts.never_claimed}})
    if (count > 0) table.rows.push_back({"  " + name, count});
  return table;
}

Node::List group_list(const AuditResult& result, const Contract& contract, const AuditSettings& settings, Report& report) {
  Node::List groups;
  const Checks checks = check_records(false);
  for (const AuditGroup& group : result.groups) {
    Node::Object node;
    add_group(node, settings.by, group.labels);
    for (const CheckResult& check : group.checks) {
      Node::Object row = node;
      append_members(row, checks.object(check));
      report.main.emplace_back(std::move(row));
    }
    append_members(node, {{"population", group.population}, {"checks", checks.list(group.checks)}, {"any_failed_all", group.any_failed_all},
                          {"clocks", clock_records(false).list(lines_of(group.clocks, contract))}});
    if (group.touches) node.emplace_back("touches", touch_node(*group.touches));
    groups.emplace_back(std::move(node));
  }
  return groups;
}

Node gap_node(const AuditResult& result) {
  const ConversionCounts& counts = result.conversion;
  return Node::Object{{"off_definition", counts.off_definition}, {"off_definition_to", counts.off_target},
                      {"skipped", counts.skipped},               {"time_order", counts.time_order},
                      {"duplicates", counts.duplicates},         {"undecided", result.recomputed.unknown},
                      {"immature", result.immature},             {"maturity_days", days(result.maturity_seconds)},
                      {"never_claimed", counts.never_claimed}};
}

Node::Object result_node(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const AuditContext& context) {
  return {{"stage", name_of(contract, settings.stage)},
          {"population", result.population},
          {"sample", result.sample},
          {"seed", result.seed},
          {"seed_from", result.seed ? Node(settings.seed_given ? "option" : "export") : Node()},
          {"stratify", settings.stratify ? Node(settings.stratify->name) : Node()},
          {"where", text_node(context.where)},
          {"after_as_of", result.after_as_of},
          {"checks", check_records(true).list(result.checks)},
          {"any_failed_of", joined_checks(result)},
          {"any_failed", result.any_failed},
          {"any_unknown", result.any_failed.unknown},
          {"any_open", result.any.open},
          {"any_met_early", result.any.early},
          {"any_failed_early", result.any.failed_early},
          {"any_exempt", result.any.exempt},
          {"any_failed_all", result.any_failed_all},
          {"any_unknown_all", result.any_failed_all.unknown},
          {"any_open_all", result.any_all.open},
          {"any_met_early_all", result.any_all.early},
          {"any_failed_early_all", result.any_all.failed_early},
          {"any_exempt_all", result.any_all.exempt},
          {"fields_filled", result.fields_filled},
          {"clocks", clock_records(false).list(lines_of(result.clocks, contract))},
          {"converts_to", settings.to >= 0 ? Node(name_of(contract, settings.to)) : Node()},
          {"claimed", result.claimed},
          {"standing", result.standing},
          {"recomputed", result.recomputed},
          {"gap_relative", result.gap_relative},
          {"gap", gap_node(result)}};
}

}  // namespace

void add_audit_records(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const AuditContext& context, Report& report) {
  Node::Object root = result_node(result, contract, settings, context);
  const Checks checks = check_records(true);
  const Clocks clocks = clock_records(false);
  const bool grouped = !settings.by.empty();
  if (!grouped) report.main = checks.list(result.checks);
  report.tables.push_back(check_table(result, checks));
  if (!result.clocks.empty())
    report.tables.push_back(clocks.table("Clocks, over all " + count_text(result.population), clock_picks(lines_of(result.clocks, contract)), lines_of(result.clocks, contract)));
  if (!result.trials.empty()) {
    root.emplace_back("what_if", clock_records(true).list(trial_lines(result, settings)));
    report.tables.push_back(trial_table(result, contract, settings));
  }
  if (result.touches) report.tables.push_back(touch_table(*result.touches, contract, settings));
  if (settings.to >= 0) report.tables.push_back(conversion_table(result, contract, settings));
  if (grouped) {
    root.emplace_back("groups", group_list(result, contract, settings, report));
    report.tables.push_back(group_table(result, contract, settings, clocks));
  }
  if (result.touches) root.emplace_back("touches", touch_node(*result.touches));
  if (result.unique_leads) {
    append_members(root, {{"leads", *result.unique_leads}, {"reentries", result.reentries}});
    add_owner_counts(root, result.owners);
  }
  if (context.review) {
    root.emplace_back("review", review_node(*context.review));
    report.tables.push_back(review_table(*context.review, union_name(result)));
  }
  report.result = std::move(root);
}

}  // namespace handoff
