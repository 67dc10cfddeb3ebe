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
#include "files/report_file.hpp"
#include "frame/settings.hpp"
#include "scan/threads.hpp"
#include "reading/versions.hpp"
#include "waterfall/step_notes.hpp"
#include "waterfall/waterfall_report.hpp"

namespace handoff {

namespace {

struct WaterfallOptions {
  Options common;
  LogOptions logs;
  std::string basis = "cohort";
};

/// Whose entries a history tells apart: MQL, else the first stage.
int reentered_stage(const Contract& contract) { return std::max(0, find_stage(contract, "MQL")); }

/// The waterfall of the window under one contract.
VersionReport make_report(const WaterfallOptions& typed, const Contract& contract, const Settings& settings, Streams& io) {
  const WaterfallSettings query{settings.as_of, settings.window, settings.not_in_force, settings.counting, typed.basis == "period", settings.by};
  ScanNeeds needs;
  collect_waterfall_fields(contract, query, needs.needed);
  std::optional<LeadLogs> logs;
  if (typed.logs.given()) logs.emplace(typed.logs, contract, settings, reentered_stage(contract));
  needs.logs = logs ? &*logs : nullptr;
  std::vector<int> all_stages(contract.stages.size());
  std::iota(all_stages.begin(), all_stages.end(), 0);
  OpenScan scan(contract, settings, std::move(needs), io);
  require_claims(contract, scan.absent(), all_stages);
  const StepDatesSettings dated{settings.as_of};
  const auto [tally, dates] = scan.run<WaterfallTally, StepDatesTally>(contract, query, dated);
  const WaterfallResult result = waterfall(*tally, contract, query, on_threads(settings.threads));

  Report report = report_head("waterfall", "Demand Waterfall", contract, settings, scan.coverage);
  const std::string& reentered = contract.stages[static_cast<std::size_t>(reentered_stage(contract))].name;
  waterfall_report(result, contract, query, {settings.where_text, settings.asked.has_value(), logs.has_value(), reentered}, report);
  note_dates_by_hand(dates->steps, contract, report.notes);
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
  out.write(std::move(all.report));
  out.commit();
  return 0;
}

}  // namespace

Command waterfall_command() {
  return {"waterfall", "how many leads reach each stage, move on, leave, and how long it takes", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<WaterfallOptions>();
            declare_options(app, options->common);
            declare_count_option(app, options->common);
            declare_history_option(app, options->logs);
            add_option(app, "--basis", options->basis, "cohort: of those who entered; period: entries against entries", "B");
            return [options](Streams& io) { return run_waterfall(*options, io); };
          }};
}

}  // namespace handoff
