// `handoff gaming`: does the process show that people work to the measure? Questions with their evidence.
#include <deque>

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
  std::string stage = "MQL";
};

class GamingWorker : public WorkerTally {
 public:
  GamingWorker(const Contract& contract, const GamingSettings& settings) : tally(contract, settings) {}
  void count(const Judging& judging) override { tally.add(judging); }
  void reset() override { tally.clear(); }
  GamingTally tally;
};

GamingSettings gaming_settings(const GamingOptions& typed, const Contract& contract, const Settings& settings) {
  GamingSettings wish;
  wish.as_of = settings.as_of;
  wish.window = settings.window;
  wish.not_in_force = settings.not_in_force;
  wish.stage = stage_option(contract, "--stage", typed.stage);
  const int last = static_cast<int>(contract.stages.size()) - 1;
  if (wish.stage < last) wish.accepted = wish.stage + 1;
  if (wish.stage + 1 < last) wish.next = wish.stage + 2;
  wish.score.as_of = settings.as_of;
  wish.score.stage = wish.stage;
  wish.score.explain = false;
  return wish;
}

int run_gaming(const GamingOptions& typed, Streams& io) {
  const Contract contract = named_contract(typed.common);
  const Settings settings = settle_in_force(typed.common, contract, io);
  GamingSettings wish = gaming_settings(typed, contract, settings);
  NamedFiles inputs;
  add_log_paths(typed.logs, inputs);
  check_files(inputs, {{"--output", settings.output}, {"--rejects", settings.rejects}}, settings, contract.file);
  ReportFile out(settings, io);
  std::optional<LeadLogs> logs;
  if (typed.logs.given()) logs.emplace(typed.logs, contract, settings, wish.stage, LeadLogs::everybody);  // the hours that people keep are seen in all leads
  wish.log = logs.has_value();
  ScanWish scan;
  scan.logs = logs ? &*logs : nullptr;
  collect_gaming_fields(contract, wish, scan.needed, scan.optional);
  std::deque<GamingWorker> workers;
  const Coverage coverage = scan_leads(
      contract, settings, scan,
      [&](const std::vector<bool>& absent) {
        if (workers.empty()) {
          require_claims(contract, absent, {wish.stage});
          wish.absent = wish.score.absent = absent;
        }
        return &workers.emplace_back(contract, wish);
      },
      io);
  for (std::size_t i = 1; i < workers.size(); ++i) workers[0].tally.merge(workers[i].tally);

  Report report = report_head("gaming", "Does anything work to the measure?", contract, settings, coverage);
  gaming_report(gaming(workers[0].tally, contract, wish), contract, wish, settings.where_text, report);
  tell_outside(workers[0].tally.outside, contract, contract.stages[static_cast<std::size_t>(wish.stage)].name, report);
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
