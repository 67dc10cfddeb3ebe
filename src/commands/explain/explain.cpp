// `handoff explain`: one lead's story, for whoever must defend a number lead by lead.
#include <algorithm>
#include <filesystem>

#include "frame/command.hpp"
#include "frame/declare.hpp"
#include "explain/explain_find.hpp"
#include "explain/explain_report.hpp"
#include "explain/explain_version.hpp"
#include "handoff/text/error.hpp"
#include "frame/named_contract.hpp"
#include "files/outputs.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"
#include "identity/id_rows.hpp"

namespace handoff {

namespace {

struct ExplainOptions {
  Options common;
  LogOptions logs;
  std::string signals, stage, entry;
  bool with_contact = false;
};

/// The id, which stands before the export; leaves the export.
std::string take_id(Options& common) {
  if (common.inputs.empty()) throw Error("", "no lead is named", "write: handoff explain LEAD_ID leads.csv");
  if (common.inputs.size() == 1) {
    const std::string& only = common.inputs.front();
    std::error_code error;
    if (only == "-" || std::filesystem::exists(only, error)) throw Error("", "the id of the lead is missing before '" + only + "'", "write: handoff explain LEAD_ID " + only);
    throw Error("", "no export is given", "write: handoff explain " + only + " leads.csv");
  }
  std::string id = common.inputs.front();
  std::error_code error;
  if (std::filesystem::exists(id, error) && common.inputs.size() == 2 && !std::filesystem::exists(common.inputs.back(), error) && common.inputs.back() != "-")
    throw Error("", "'" + id + "' stands where the lead's id belongs", "write the id first: handoff explain " + common.inputs.back() + " " + id);
  common.inputs.erase(common.inputs.begin());
  return id;
}

void check_paths(const LeadQuery& query, const Settings& settings, const std::string& contract) {
  NamedFiles inputs = {{"--signals", query.signals}};
  add_log_paths(query.logs, inputs);
  check_files(inputs, {{"--output", settings.output}}, settings, contract);
}

/// Where the lead entered the told stage on a day on which the one contract was not in force: the same sentence as of several versions.
void note_out_of_force(const Contract& contract, const LeadReading& reading, Report& report) {
  Funnel funnel;
  FunnelReader(contract, reading.settings.as_of).read(reading.held->judging(reading.settings.as_of), funnel);
  const StageClaim& entry = funnel.stages[static_cast<std::size_t>(reading.story.stage)];
  if (!entry.held || !entry.placed) return;
  const Day day = day_in(*contract.zone, entry.place);
  if (InForce{contract.from, contract.to}.covers(day)) return;
  report.notes.push_back("it entered " + contract.stages[static_cast<std::size_t>(reading.story.stage)].name + " on " + iso_day(day) + ", when the contract was not in force (" +
                         days_text(contract.from, contract.to) + "): that entry is in no number of audit and waterfall, and this is what the contract would say of it");
}

/// Tells the lead that was read, and writes it down.
void tell(const LeadQuery& query, const Contract& contract, const LeadReading& reading, const VersionChoice& version, ReportFile& out) {
  const Settings& settings = reading.settings;
  ExplainContext context;
  context.lead_id = query.id;
  context.lead = &reading.held->lead;
  context.headers = &reading.coverage.scan.header_of_field;
  context.signal_log = reading.signals.has_value();
  context.version = version;
  context.history = reading.logs && reading.logs->history_given();
  context.entries = reading.entries;
  if (reading.held->entry) context.entry = reading.held->entry->number;
  Report report = report_head("explain", "Lead " + query.id, contract, settings, reading.coverage);
  if (version.sentence.empty()) note_out_of_force(contract, reading, report);
  context.rows = rows_of_id(settings.inputs, *settings.sources, contract, query.id, settings.threads, settings.unpack_limit);
  report.with_contact = query.with_contact;
  explain_report(contract, reading.story, tell_story(contract, reading.story, reading.held->judging(settings.as_of)), context, report);
  out.write(report);
  out.commit();
}

void explain_in_versions(const LeadQuery& query, const Options& common, Streams& io) {
  const Versions versions = load_versions(common.contracts);
  std::vector<Settings> settings;
  for (const Contract& contract : versions.contracts) {
    settings.push_back(version_settings(common, contract, io));
    check_paths(query, settings.back(), contract.file);
    if (common.require_signed) require_signed(contract, settings.back().contract_at);
  }
  ReportFile out(settings.front(), io);
  const ChosenVersion chosen = choose_version(query, versions, settings, io);
  const Contract& contract = versions.contracts[chosen.position];
  tell(query, contract, *chosen.reading, chosen.choice, out);
}

int run_explain(ExplainOptions typed, Streams& io) {
  LeadQuery query;
  query.logs = typed.logs;
  query.signals = typed.signals;
  query.stage = typed.stage;
  if (!typed.entry.empty() && typed.logs.history.empty()) throw Error("--entry", "only a stage history tells entries apart", "give it with --history, or leave --entry out");
  if (!typed.entry.empty()) query.entry = whole_number("--entry", typed.entry, 1);
  query.with_contact = typed.with_contact;
  if (typed.common.contracts.size() > 1) {
    query.id = take_id(typed.common);
    explain_in_versions(query, typed.common, io);
    return 0;
  }
  const Contract contract = named_contract(typed.common);
  query.id = take_id(typed.common);
  const Settings settings = settle(typed.common, contract, io);
  told_stage(contract, query.stage);
  check_paths(query, settings, contract.file);
  ReportFile out(settings, io);
  const std::unique_ptr<LeadReading> reading = read_lead(query, contract, settings, io);
  if (!reading->held) refuse_unknown(query.id, reading->near_ids, settings);
  tell(query, contract, *reading, {}, out);
  return 0;
}

}  // namespace

Command explain_command() {
  return {"explain", "one lead's story: what happened, what was claimed, and why each verdict is what it is", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<ExplainOptions>();
            declare_options(app, options->common);
            describe_option(app, "leads", "The lead's id, then the export, or several files of it; - reads standard input");
            for (const char* other : {"--window", "--where", "--by", "--rejects"}) remove_option(app, other);
            declare_log_options(app, options->logs);
            add_option(app, "--entry", options->entry, "Which of its entries into the stage, by the history (default: the last)", "N");
            add_option(app, "--signals", options->signals, "The signal log: one row a signal, joined by lead id", "FILE");
            add_option(app, "--stage", options->stage, "The stage whose checks are told (default MQL)", "NAME");
            add_flag(app, "--with-contact", options->with_contact, "Names, e-mail addresses and phone numbers as they are");
            return [options](Streams& io) { return run_explain(*options, io); };
          }};
}

}  // namespace handoff
