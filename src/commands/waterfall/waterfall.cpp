// `handoff waterfall`: the Demand Waterfall of an export under a contract.
#include <numeric>

#include "frame/command.hpp"
#include "frame/declare.hpp"
#include "frame/empty_report.hpp"
#include "handoff/text/error.hpp"
#include "handoff/measures/waterfall.hpp"
#include "reading/lead_scan.hpp"
#include "frame/named_contract.hpp"
#include "files/outputs.hpp"
#include "frame/report_parts.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"
#include "scan/threads.hpp"
#include "reading/versions.hpp"

namespace handoff {

namespace {

struct WaterfallOptions {
  Options common;
  LogOptions logs;
  std::string basis = "cohort";
};

Node::Object stage_node(const StageResult& stage) {
  Node::Object exits;
  for (const auto& [name, count] : stage.exits) exits.emplace_back(name, count);
  Node::Object days = {{"median", days_node(stage.to_next.median)},
                       {"p90", days_node(stage.to_next.p90)},
                       {"n", stage.to_next.n},
                       {"km_median", stage.to_next.km_median ? days_node(static_cast<double>(*stage.to_next.km_median)) : Node()}};
  Node::Object node = {{"stage", stage.stage},
                       {"reached", stage.reached},
                       {"exits", std::move(exits)},
                       {"skipped", stage.skipped},
                       {"undated", stage.undated},
                       {"open", stage.open},
                       {"after_as_of", stage.after_as_of},
                       {"conversion_next", stage.next},
                       {"conversion_total", stage.total},
                       {"mature", stage.mature},
                       {"maturity_days", days_node(stage.maturity_seconds)},
                       {"days_to_next", std::move(days)},
                       {"value", money_node(stage.value)}};
  if (stage.value.sums().size() > 1) {
    Node::Object values;
    for (const auto& [currency, minor] : stage.value.sums())
      values.emplace_back(currency.empty() ? "none" : currency, static_cast<double>(minor) / 100.0);
    node.emplace_back("values", std::move(values));
  }
  return node;
}

void add_results(const WaterfallResult& result, const WaterfallSettings& settings, const std::string& where, bool history, Report& report) {
  Node::Object root = {{"basis", settings.period_basis ? "period" : "cohort"}, {"where", where.empty() ? Node() : Node(where)}, {"leads", result.leads}, {"time_order", result.time_order}};
  Node::List groups;
  for (const WaterfallGroup& group : result.groups) {
    Node::List stages;
    for (const StageResult& stage : group.stages) {
      Node::Object row;
      add_group(row, settings.by, group.labels);
      Node::Object node = stage_node(stage);
      stages.emplace_back(node);
      row.insert(row.end(), std::make_move_iterator(node.begin()), std::make_move_iterator(node.end()));
      report.main.emplace_back(std::move(row));
    }
    Node::Object object;
    add_group(object, settings.by, group.labels);
    object.emplace_back("stages", std::move(stages));
    groups.emplace_back(std::move(object));
  }
  if (history) root.emplace_back("reentries", result.reentries);
  if (settings.by.empty()) root.emplace_back("stages", groups.empty() ? Node(Node::List{}) : groups.front().at("stages"));
  else root.emplace_back("groups", std::move(groups));
  report.result = Node(std::move(root));
}

bool is_empty(const WaterfallResult& result) {
  for (const WaterfallGroup& group : result.groups)
    for (const StageResult& stage : group.stages)
      if (stage.reached > 0) return false;
  return true;
}

bool any_value(const WaterfallResult& result) {
  for (const WaterfallGroup& group : result.groups)
    for (const StageResult& stage : group.stages)
      if (!stage.value.empty()) return true;
  return false;
}

Table conversion_table(const WaterfallResult& result, const WaterfallSettings& settings, bool values) {
  Table table;
  add_group_headings(table.columns, settings.by);
  for (const char* name : {"stage", "reached", "", "to next", "95 % interval", "mature", "from first"})
    table.columns.push_back({name, *name == 's' || !*name ? Align::left : Align::right});
  if (values) table.columns.push_back({"value", Align::right});
  for (const WaterfallGroup& group : result.groups) {
    const double first = group.stages.empty() ? 0 : static_cast<double>(group.stages.front().reached);
    for (const StageResult& stage : group.stages) {
      std::vector<Cell> row;
      add_group_cells(row, group.labels);
      row.push_back(text_cell(stage.stage));
      row.push_back(count_cell(stage.reached));
      row.push_back(bar_cell(first > 0 ? std::min(1.0, static_cast<double>(stage.reached) / first) : 0));
      row.push_back(rate_cell(stage.next));
      row.push_back(interval_cell(stage.next));
      row.push_back(rate_cell(stage.mature));
      row.push_back(rate_cell(stage.total));
      if (values) row.push_back(text_cell(money_cell_text(stage.value)));
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

Table account_table(const WaterfallResult& result, const WaterfallSettings& settings, const Contract& contract) {
  bool later = false;  // a column only where there is something in it
  for (const WaterfallGroup& group : result.groups)
    for (const StageResult& stage : group.stages) later = later || stage.after_as_of > 0;
  Table table;
  table.title = "Where they are, and the time to the next stage";
  add_group_headings(table.columns, settings.by);
  table.columns.push_back({"stage", Align::left});
  table.columns.push_back({"moved on", Align::right});
  for (const Exit& exit : contract.exits) table.columns.push_back({exit.name, Align::right});
  if (later) table.columns.push_back({"after as-of", Align::right});
  for (const char* name : {"open", "skipped", "undated", "median", "p90", "KM median", "n"}) table.columns.push_back({name, Align::right});
  for (const WaterfallGroup& group : result.groups) {
    for (const StageResult& stage : group.stages) {
      std::vector<Cell> row;
      add_group_cells(row, group.labels);
      std::uint64_t left = stage.open;
      for (const auto& [name, count] : stage.exits) left += count;
      row.push_back(text_cell(stage.stage));
      row.push_back(count_cell(stage.reached - stage.after_as_of - left));
      for (const auto& [name, count] : stage.exits) row.push_back(count_cell(count));
      if (later) row.push_back(count_cell(stage.after_as_of));
      row.push_back(count_cell(stage.open));
      row.push_back(count_cell(stage.skipped));
      row.push_back(count_cell(stage.undated));
      row.push_back(span_cell(stage.to_next.median));
      row.push_back(span_cell(stage.to_next.p90));
      const std::optional<Seconds>& km = stage.to_next.km_median;
      row.push_back(km ? span_cell(static_cast<double>(*km)) : text_cell(stage.to_next.n ? "not reached" : "-", Tone::faint));
      row.push_back(count_cell(stage.to_next.n));
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

std::string maturity_note(const WaterfallResult& result, const Contract& contract) {
  std::string text;
  if (result.groups.empty()) return text;
  const std::vector<StageResult>& stages = result.groups.front().stages;
  for (std::size_t i = 0; i + 1 < stages.size(); ++i) {
    if (!stages[i].maturity_seconds) continue;
    if (!text.empty()) text += ", ";
    text += stages[i].stage + " " + days_cell(stages[i].maturity_seconds).text + " d" + (contract.stages[i].maturity ? " (contract)" : "");
  }
  return text.empty() ? text : "mature: entered long enough ago for 90 % of conversions to have happened, or as the contract says: " + text;
}

void add_notes(const WaterfallResult& result, const WaterfallSettings& settings, const Contract& contract, bool window_asked, Report& report) {
  std::vector<std::string>& notes = report.notes;
  if (settings.period_basis) notes.push_back("period basis: entries into a stage against entries into the stage before, in the same window; these are not the same leads");
  if (const std::string text = maturity_note(result, contract); !text.empty()) notes.push_back(text);
  if (window_asked) notes.push_back("from first: of the leads that entered the first stage in the window, those that reached this one; reached: who entered this one in the window");
  if (result.time_order) notes.push_back(leads_text(result.time_order) + " with stage dates out of order; counted, and left out of the times");
  if (result.after_as_of) notes.push_back(leads_text(result.after_as_of) + " with stage dates after the moment of judging; claimed, and in no rate");
  if (result.unplaced && (settings.window || !settings.by.empty()))
    notes.push_back(leads_text(result.unplaced) + " in a stage without any date to place it by" + (settings.window ? undated_text(settings.not_in_force) : ""));
  note_unnamed(result.unnamed_values, notes);
  const int mql = find_stage(contract, "MQL");
  std::uint64_t small = 0, mqls = 0;
  bool binned = false;
  for (const WaterfallGroup& group : result.groups) {
    small += group.stages.front().reached < least_named_group;
    if (mql >= 0) mqls += group.stages[static_cast<std::size_t>(mql)].reached;
    for (const StageResult& stage : group.stages) binned = binned || !stage.to_next.exact;
  }
  if (mql >= 0 && mqls < 200) notes.push_back("fewer than 200 MQLs: small numbers can make a sound agreement look broken, and the other way round");
  if (!settings.by.empty() && small) notes.push_back(count_text(small) + " of the groups with fewer than 30 leads: read their intervals, not their rates");
  if (result.pooled_groups) notes.push_back(pooled_text(result.pooled_groups));
  if (binned) notes.push_back("times have more than 4,096 distinct values: quantiles, and the ages that a measured maturity is compared with, are within 0.1 %");
}

/// Whose entries a history tells apart: MQL, else the first stage.
int reentered_stage(const Contract& contract) { return std::max(0, find_stage(contract, "MQL")); }

/// The waterfall of the window under one contract.
VersionReport make_report(const WaterfallOptions& typed, const Contract& contract, const Settings& settings, Streams& io) {
  const WaterfallSettings query{settings.as_of, settings.window, settings.not_in_force, typed.basis == "period", settings.by};
  ScanNeeds needs;
  collect_waterfall_fields(contract, query, needs.needed);
  std::optional<LeadLogs> logs;
  if (typed.logs.given()) logs.emplace(typed.logs, contract, settings, reentered_stage(contract));
  needs.logs = logs ? &*logs : nullptr;
  std::vector<int> all_stages(contract.stages.size());
  std::iota(all_stages.begin(), all_stages.end(), 0);
  OpenScan scan(contract, settings, std::move(needs), io);
  require_claims(contract, scan.absent(), all_stages);
  const auto [tally] = scan.run<WaterfallTally>(contract, query);
  const WaterfallResult result = waterfall(*tally, contract, query, on_threads(settings.threads));

  Report report = report_head("waterfall", "Demand Waterfall", contract, settings, scan.coverage);
  add_results(result, query, settings.where_text, logs.has_value(), report);
  add_notes(result, query, contract, settings.asked.has_value(), report);
  if (result.reentries > 0)
    report.notes.push_back(count_text(result.reentries) + (result.reentries == 1 ? " entry into " : " entries into ") +
                           contract.stages[static_cast<std::size_t>(reentered_stage(contract))].name + " by the history " +
                           (result.reentries == 1 ? "is not its lead's first: it counts" : "are not their lead's first: they count") + " again, from there on");
  report.tables = {conversion_table(result, query, any_value(result)), account_table(result, query, contract)};
  if (is_empty(result)) say_empty("No lead reached a stage", contract, settings, scan.coverage, report);
  return {std::move(report), tally->leads, false, {}, result.outside};
}

int run_waterfall(const WaterfallOptions& typed, Streams& io) {
  if (typed.basis != "cohort" && typed.basis != "period") throw Error("--basis", "'" + typed.basis + "' is not a basis", "use cohort or period");
  NamedFiles logs;
  add_log_paths(typed.logs, logs);
  if (typed.common.contracts.size() > 1) {
    run_versions("waterfall", typed.common, logs, "", io,
                 [&](const Contract& contract, const Settings& settings) { return make_report(typed, contract, settings, io); });
    return 0;
  }
  const Contract contract = named_contract(typed.common);
  const Settings settings = settle_in_force(typed.common, contract, io);
  check_files(logs, {{"--output", settings.output}, {"--rejects", settings.rejects}}, settings, contract.file);
  ReportFile out(settings, io);
  VersionReport all = make_report(typed, contract, settings, io);
  tell_outside(all.outside, contract, "stages", all.report);
  out.write(all.report);
  out.commit();
  return 0;
}

}  // namespace

Command waterfall_command() {
  return {"waterfall", "how many leads reach each stage, move on, leave, and how long it takes", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<WaterfallOptions>();
            declare_options(app, options->common);
            declare_history_option(app, options->logs);
            add_option(app, "--basis", options->basis, "cohort: of those who entered; period: entries against entries", "B");
            return [options](Streams& io) { return run_waterfall(*options, io); };
          }};
}

}  // namespace handoff
