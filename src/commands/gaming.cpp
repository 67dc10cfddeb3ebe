// `handoff gaming`: does the process show that people work to the measure? Questions with their evidence.
#include <algorithm>
#include <deque>

#include "command.hpp"
#include "contract_file.hpp"
#include "declare.hpp"
#include "gaming_report.hpp"
#include "handoff/error.hpp"
#include "lead_scan.hpp"
#include "stage_option.hpp"

namespace handoff {

namespace {

struct GamingOptions {
  Options common;
  std::string stage = "MQL", touches;
};

class GamingWorker : public WorkerTally {
 public:
  GamingWorker(const Contract& contract, const GamingSettings& settings) : tally(contract, settings) {}
  void count(const Judging& judging) override { tally.add(judging); }
  void reset() override { tally.clear(); }
  GamingTally tally;
};

GamingSettings gaming_settings(const GamingOptions& typed, const Contract& contract, const Settings& settings) {
  if (!settings.by.empty()) throw Error("--by", "gaming does not group: small groups show patterns by chance", "look at one group with --where");
  GamingSettings wish;
  wish.as_of = settings.as_of;
  wish.window = settings.window;
  wish.stage = stage_option(contract, "--stage", typed.stage);
  const int last = static_cast<int>(contract.stages.size()) - 1;
  if (wish.stage < last) wish.accepted = wish.stage + 1;
  if (wish.stage + 1 < last) wish.next = wish.stage + 2;
  wish.score.as_of = settings.as_of;
  wish.score.stage = wish.stage;
  wish.score.explain = false;
  return wish;
}

/// The log of touches, and whether a lead has one of the contract's types by a moment.
EventLog read_touches(const std::string& file, const Contract& contract, const Settings& settings) {
  if (!contract.touch) throw Error("--touches", "the contract does not say what a touch is", "add [touch] with its types and columns");
  if (file == "-" && std::find(settings.inputs.begin(), settings.inputs.end(), "-") != settings.inputs.end())
    throw Error("--touches", "standard input cannot be both the leads and the touches", "give one of them a file");
  EventLogRequest request;
  request.file = file;
  request.stdin_fd = settings.stdin_fd;
  request.unpack_limit = settings.unpack_limit;
  request.table = "touch";
  request.contract = &contract;
  request.rules = &contract.touch->log;
  request.typed = !contract.touch->types.empty();
  request.threads = settings.threads;
  return read_events(request);
}

void use_touches(const EventLog& log, const Contract& contract, GamingSettings& wish) {
  std::vector<bool> counts(log.types().size(), contract.touch->types.empty());
  for (std::size_t i = 0; i < counts.size(); ++i)
    for (const auto& [type, channel] : contract.touch->types) counts[i] = counts[i] || in_list({type}, log.types()[i]);
  wish.log = true;
  wish.touched = [&log, counts](std::string_view lead, Instant until) {
    const std::size_t found = log.find(lead);
    if (found == EventLog::nobody) return false;
    log.mark(found);
    const auto list = log.of(found);
    return std::any_of(list.begin(), list.end(), [&](const Signal& touch) { return touch.at <= until && counts[touch.type]; });
  };
}

int run_gaming(const GamingOptions& typed, Streams& io) {
  const Contract contract = load_contract(typed.common.contract);
  const Settings settings = settle(typed.common, contract, io);
  GamingSettings wish = gaming_settings(typed, contract, settings);
  check_outputs({{"--touches", typed.touches == "-" ? "" : typed.touches}, {"--output", settings.output}, {"--rejects", settings.rejects}}, settings, contract.file);
  ReportFile out(settings, io);
  std::optional<EventLog> touches;
  if (!typed.touches.empty()) {
    touches = read_touches(typed.touches, contract, settings);
    use_touches(*touches, contract, wish);
  }
  ScanWish scan;
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

  Report report = report_head("gaming", "Does anything work to the measure?", contract, settings);
  report.input = coverage.accounts;
  report.notes = coverage.notes;
  if (touches) {
    report.input.push_back(touches->input_account());
    for (std::string& note : touches->notes()) report.notes.push_back(std::move(note));
  }
  gaming_report(gaming(workers[0].tally, contract, wish), contract, wish, settings.where_text, report);
  out.write(report);
  out.commit();
  return 0;
}

}  // namespace

Command gaming_command() {
  return {"gaming", "patterns of working to the measure, each with its evidence, as a question", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<GamingOptions>();
            declare_options(app, options->common);
            add_option(app, "--stage", options->stage, "Whose entrants are looked at (default MQL)", "NAME");
            add_option(app, "--touches", options->touches, "The log of touches, joined by lead id ([touch.columns])", "FILE");
            return [options](Streams& io) { return run_gaming(*options, io); };
          }};
}

}  // namespace handoff
