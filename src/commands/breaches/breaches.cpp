// `handoff breaches`: what is owed to which lead right now. Made for cron: exit code 1 where there is something to tell.
#include <fmt/format.h>

#include <algorithm>

#include "breaches/breach_state.hpp"
#include "breaches/breaches_report.hpp"
#include "frame/command.hpp"
#include "frame/declare.hpp"
#include "frame/empty_report.hpp"
#include "breaches/file_lock.hpp"
#include "frame/fail_on.hpp"
#include "handoff/measures/breach.hpp"
#include "handoff/text/error.hpp"
#include "reading/lead_scan.hpp"
#include "frame/named_contract.hpp"
#include "files/outputs.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"
#include "frame/stage_option.hpp"

namespace handoff {

namespace {

struct BreachesOptions {
  Options common;
  LogOptions logs;
  std::optional<std::string> stage;
  std::string most = "10000", sort = "newest";
  std::optional<std::string> due_within, since_last;
  bool all = false, with_owner = false, explain = false;
};

BreachSettings breach_settings(const BreachesOptions& typed, const Contract& contract, const Settings& settings) {
  BreachSettings query;
  query.as_of = settings.as_of;
  query.window = settings.window;
  query.not_in_force = settings.not_in_force;
  query.by = settings.by;
  query.stage = judged_stage(contract, typed.stage);
  query.all = typed.all;
  if (typed.sort != "newest" && typed.sort != "due") throw Error("--sort", "'" + typed.sort + "' is not an order", "use newest or due");
  query.order = typed.sort == "due" ? BreachOrder::due : BreachOrder::newest;
  query.most = whole_number("--most", typed.most, 0);
  if (!typed.due_within) return query;
  const std::optional<Duration> within = read_duration(*typed.due_within);
  if (!within || within->unit != Unit::elapsed)
    throw Error("--due-within", "'" + *typed.due_within + "' is not an elapsed time", "write 2h, 90m or 1d");
  query.due_within = within->amount;
  return query;
}

/// What the state of --since-last belongs to, on one line: all that decides which breaches are listed, apart from contract and moment. What decides
/// how they are shown (--by, --most, --sort, -f, --with-owner) and where the data lies (the names of export and logs) plays no part.
std::string question_of(const BreachesOptions& typed, const Contract& contract, const BreachSettings& query) {
  std::string text = "stage " + contract.stages[static_cast<std::size_t>(query.stage)].name;
  if (query.due_within) text += fmt::format(", due within {} s", *query.due_within);
  if (typed.common.where) text += ", where " + *typed.common.where;
  if (typed.common.window) text += ", window " + *typed.common.window;
  if (typed.all) text += ", all";
  if (!typed.logs.touches.empty()) text += ", with touches";
  if (!typed.logs.history.empty()) text += ", with a history";
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  return text;
}

/// What has now been listed: what was before and still stands, and what this run lists.
BreachState next_state(const BreachTally& tally, BreachState state) {
  state.listed = tally.standing_told();
  for (const Breach& breach : tally.sorted()) state.listed.push_back(breach_key(breach.lead_id, tally.duties[breach.duty].name, breach.due, breach.standing, breach.entry));
  std::sort(state.listed.begin(), state.listed.end());
  return state;
}

int run_breaches(const BreachesOptions& typed, Streams& io) {
  const Contract contract = named_contract(typed.common);
  Settings settings = settle_in_force(typed.common, contract, io);
  BreachSettings query = breach_settings(typed, contract, settings);
  require_duty(contract, query.stage, "");
  if (query.due_within) settings.stale_after = std::min(settings.stale_after, *query.due_within);  // what is due in two hours is not known from yesterday's data
  const std::string state_path = typed.since_last.value_or("");
  NamedFiles inputs;
  add_log_paths(typed.logs, inputs);
  const std::string lock_path = state_path.empty() ? "" : lock_beside(state_path);
  check_files(inputs, {{"--output", settings.output}, {"--rejects", settings.rejects}, {"--since-last", state_path}, {"the lock of --since-last", lock_path}},
              settings, contract.file);
  ReportFile out(settings, io);
  OutputFile* state_file = nullptr;
  const BreachState now{contract.digest, question_of(typed, contract, query), settings.as_of, {}};
  std::optional<BreachState> state;
  std::optional<FileLock> lock;
  if (typed.since_last) {
    lock.emplace(state_path, FileLock::Beside{});  // until the new state is in place: two runs at once would each list what the other lists
    state = read_breach_state(state_path, now, *contract.zone);
    if (state) query.told = &state->listed;
    state_file = &settings.files->open(state_path);
  }

  ScanNeeds needs;
  collect_breach_fields(contract, query, needs.needed);
  collect_breach_shown(contract, needs.optional);
  needs.optional.push_back(known_field("created_at"));   // how old the export is
  std::optional<LeadLogs> logs;
  if (typed.logs.given()) logs.emplace(typed.logs, contract, settings, query.stage);
  needs.logs = logs ? &*logs : nullptr;
  OpenScan scan(contract, settings, std::move(needs), io);
  require_claims(contract, scan.absent(), {query.stage});
  query.absent = scan.absent();
  const auto [counted] = scan.run<BreachTally>(contract, query);
  const BreachTally& tally = *counted;
  std::vector<Gate> gates = duty_gates(tally);
  add_stage_gate(tally.holders, settings.where != nullptr, contract, query.stage, settings.as_of, gates);
  add_age_gate(scan.coverage.scan.newest, settings.as_of, contract, settings, gates);
  const bool raised = alert_raised(tally.fresh > 0, gates);

  Report report = report_head("breaches", "Breaches of " + contract.stages[static_cast<std::size_t>(query.stage)].name, contract, settings, scan.coverage);
  const bool markdown = settings.look.format == Format::md;
  BreachContext context{settings.where_text, typed.with_owner, markdown, typed.explain && !markdown, {}, typed.since_last.has_value(), logs && logs->history_given()};
  if (state) context.since = state->as_of;
  breaches_report(tally, contract, query, context, report);
  if (tally.population == 0 && !typed.since_last)
    say_empty("No lead is claimed as " + contract.stages[static_cast<std::size_t>(query.stage)].name, contract, settings, scan.coverage, report);
  tell_outside(tally.outside, contract, contract.stages[static_cast<std::size_t>(query.stage)].name, report);
  out.write(report);
  if (state_file) state_file->write(breach_state_text(next_state(tally, now)));
  out.commit();  // the report is out, or takes its name before the state does: what could not be written has not been listed
  return raised ? 1 : 0;
}

}  // namespace

Command breaches_command() {
  return {"breaches", "which leads are past due or soon due, the newest first; exits with 1 when there are any", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<BreachesOptions>();
            declare_options(app, options->common);
            declare_log_options(app, options->logs);
            add_option(app, "--stage", options->stage, "Whose entrants are owed something (default MQL)", "NAME");
            add_option(app, "--due-within", options->due_within, "Also what comes due within this time: 2h, 90m, 1d", "DURATION");
            add_option(app, "--since-last", options->since_last, "Only what is new since the state in this file, which is then replaced", "FILE");
            add_option(app, "--most", options->most, "List no more than this; all are counted (default 10000)", "N");
            add_option(app, "--sort", options->sort, "newest: what fell due last stands first; due: what fell due first (default newest)", "ORDER");
            add_flag(app, "--all", options->all, "Also what was done late, and what is past due of leads that have left");
            add_flag(app, "--with-owner", options->with_owner, "Name the lead's owner in the table too; CSV and JSON always do");
            add_flag(app, "--explain", options->explain, "Under the table a sentence on each breach; the other formats always have it");
            return [options](Streams& io) { return run_breaches(*options, io); };
          }};
}

}  // namespace handoff
