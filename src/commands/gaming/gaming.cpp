// `handoff gaming`: does the process show that people work to the measure? Questions with their evidence.
#include "files/report_file.hpp"
#include "frame/command.hpp"
#include "frame/declare.hpp"
#include "gaming/gaming_report.hpp"
#include "handoff/text/error.hpp"
#include "reading/lead_scan.hpp"
#include "frame/named_contract.hpp"
#include "files/outputs.hpp"
#include "frame/stage_option.hpp"

namespace handoff {

namespace {

struct GamingOptions {
  Options common;
  LogOptions logs;
  std::optional<std::string> stage;
};

GamingSettings gaming_settings(const GamingOptions& typed, const Contract& contract, const Settings& settings) {
  GamingSettings query;
  query.as_of = settings.as_of;
  query.window = settings.window;
  query.not_in_force = settings.not_in_force;
  query.stage = judged_stage(contract, typed.stage);
  const int last = static_cast<int>(contract.stages.size()) - 1;
  if (query.stage < last) query.accepted = query.stage + 1;
  if (query.stage + 1 < last) query.next = query.stage + 2;
  query.score.as_of = settings.as_of;
  query.score.stage = query.stage;
  query.score.explain = query.score.calibrate = false;
  return query;
}

int run_gaming(const GamingOptions& typed, Streams& io) {
  const Contract contract = named_contract(typed.common);
  const Settings settings = settle_in_force(typed.common, contract, io);
  GamingSettings query = gaming_settings(typed, contract, settings);
  NamedFiles inputs;
  add_log_paths(typed.logs, inputs);
  check_files(inputs, {{"--output", settings.output}, {"--rejects", settings.rejects}}, settings, contract.file);
  ReportFile out(settings, io);
  std::optional<LeadLogs> logs;
  if (typed.logs.given()) logs.emplace(typed.logs, contract, settings, query.stage, LeadLogs::everybody);  // the hours that people keep are seen in all leads
  query.log = logs.has_value();
  ScanNeeds needs;
  needs.scores = true;
  needs.logs = logs ? &*logs : nullptr;
  collect_gaming_fields(contract, query, needs.needed, needs.optional);
  OpenScan scan(contract, settings, std::move(needs), io);
  require_claims(contract, scan.absent(), {query.stage});
  query.absent = query.score.absent = scan.absent();
  const auto [tally] = scan.run<GamingTally>(contract, query);

  Report report = report_head("gaming", "Does anything work to the measure?", contract, settings, scan.coverage);
  gaming_report(gaming(*tally, contract, query), contract, query, settings.where_text, report);
  tell_outside(tally->outside, contract, contract.stages[static_cast<std::size_t>(query.stage)].name, report);
  out.write(report);
  out.commit();
  return 0;
}

}  // namespace

Command gaming_command() {
  return {"gaming", "patterns of working to the measure, each with its evidence, as a question", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<GamingOptions>();
            declare_options(app, options->common);
            remove_option(app, "--by");
            add_option(app, "--stage", options->stage, "Whose entrants are looked at (default MQL)", "NAME");
            declare_touch_option(app, options->logs);
            return [options](Streams& io) { return run_gaming(*options, io); };
          },
          {{"--by", "small groups show patterns by chance: look at one group with --where \"segment = 'A'\""}}};
}

}  // namespace handoff
