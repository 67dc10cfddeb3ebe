// `handoff audit`: the 200-lead audit of a stage's claimed entrants, beside the same checks over all of them.
#include <fmt/format.h>

#include "audit/audit_files.hpp"
#include "audit/audit_report.hpp"
#include "frame/command.hpp"
#include "frame/declare.hpp"
#include "frame/empty_report.hpp"
#include "files/existing_file.hpp"
#include "frame/fail_on.hpp"
#include "handoff/measures/audit.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"
#include "reading/lead_scan.hpp"
#include "frame/named_contract.hpp"
#include "report_parts.hpp"
#include "worksheet/review.hpp"
#include "files/outputs.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"
#include "frame/stage_option.hpp"
#include "reading/versions.hpp"
#include "score/what_if.hpp"
#include "worksheet/worksheet_out.hpp"

namespace handoff {

namespace {

struct AuditOptions {
  Options common;
  LogOptions logs;
  std::optional<std::string> stage, sample, seed;   ///< not typed: a worksheet says them, else the default
  std::string to, stratify;
  std::string leads, worksheet, reviewed;
  std::optional<std::string> fail_on;
  std::vector<std::string> what_if;
  bool with_contact = false, keep = false;
};

AuditSettings audit_settings(const AuditOptions& typed, const Contract& contract, const Settings& settings) {
  AuditSettings audit;
  audit.as_of = settings.as_of;
  audit.window = settings.window;
  audit.not_in_force = settings.not_in_force;
  audit.by = settings.by;
  audit.stage = judged_stage(contract, typed.stage);
  audit.to = target_option(contract, "--to", typed.to, audit.stage);
  for (const std::string& text : typed.what_if)
    for (ClockTrial& trial : clock_trials(text, contract, audit.stage)) audit.trials.push_back(std::move(trial));
  if (audit.trials.size() > most_settings) throw Error("--what-if", "all together are more than " + std::to_string(most_settings) + " settings", "try fewer limits");
  const std::string sample = typed.sample.value_or("200");
  if (sample == "all") audit.sample.reset();
  else audit.sample = whole_number("--sample", sample, 1);
  if (typed.seed) audit.seed = whole_number("--seed", *typed.seed, 0);
  audit.seed_given = audit.seed.has_value();
  if (!typed.stratify.empty()) audit.stratify = group_by(contract, typed.stratify, "--stratify");
  if (!typed.leads.empty()) audit.ledger = ledger_writer(contract, audit, typed.with_contact);
  if (!typed.worksheet.empty()) audit.worksheet = worksheet_writer(contract, audit, typed.with_contact);
  if (!audit.sample && (!typed.worksheet.empty() || !typed.reviewed.empty()))
    throw Error(typed.worksheet.empty() ? "--reviewed" : "--worksheet", "a person walks through a sample, not through all", "give --sample a number");
  return audit;
}

/// The files of an audit, opened before the work begins; they appear together, when all of it has been written.
struct AuditFiles {
  AuditFiles(const AuditOptions& typed, const Settings& settings, Streams& io)
      : report(settings, io), worksheet(typed.worksheet.empty() ? nullptr : &settings.files->open(typed.worksheet)),
        answers(typed.worksheet, typed.keep, worksheet_header(typed.with_contact)) {
    if (!typed.leads.empty()) require_own_rows("--ledger", typed.leads, {ledger_header(false), ledger_header(true)}, "a ledger");
    if (!typed.leads.empty()) leads = &settings.files->open(typed.leads);
  }
  ReportFile report;
  OutputFile* worksheet;   // opened before its answers are read: what is saved from then on is seen
  OldAnswers answers;
  OutputFile* leads = nullptr;
};

/// Was any clock breached? Floors and escalations rest on commitments, which are judged over periods.
struct Audited { AuditSettings query; AuditResult result; Coverage coverage; };

void use_logs(const std::optional<LeadLogs>& logs, AuditSettings& audit, ScanNeeds& needs) {
  if (!logs) return;
  needs.logs = &*logs;
  audit.touch_log = logs->touches_given();
  audit.history = logs->history_given();
  audit.status_updates = logs->updates();
  if (audit.touch_log) audit.channels = logs->channels();
}

/// Where the rows of the leads that were drawn begin; of several entries of a lead once.
std::vector<std::uint64_t> places_of(const std::vector<DrawnLead>& drawn) {
  std::vector<std::uint64_t> places;
  for (const DrawnLead& lead : drawn)
    if (places.empty() || places.back() != lead.place) places.push_back(lead.place);
  return places;
}

Audited audit_leads(const AuditOptions& typed, AuditSettings query, const Contract& contract, const Settings& settings, OutputFile* ledger, Streams& io) {
  ScanNeeds needs;
  needs.email_duplicates = true;
  needs.content = query.sample && !query.seed_given;
  collect_audit_fields(contract, query, needs.needed);
  if (typed.fail_on) needs.optional.push_back(known_field("created_at"));   // how old the export is
  if (typed.with_contact) needs.needed.insert(needs.needed.end(), {known_field("first_name"), known_field("last_name")});
  std::optional<LeadLogs> logs;
  if (typed.logs.given()) logs.emplace(typed.logs, contract, settings, query.stage);
  use_logs(logs, query, needs);
  if (ledger && !query.sample) needs.rows = rows_to(*ledger);
  std::vector<int> stages = {query.stage};
  if (query.to >= 0) stages.push_back(query.to);
  OpenScan scan(contract, settings, std::move(needs), io);
  require_claims(contract, scan.absent(), stages);
  query.absent = scan.absent();
  query.duplicates = !query.absent[known_field("email")];
  const auto [tally] = scan.run<AuditTally>(contract, query);
  std::vector<SampledLead> sample;
  if (query.sample) {
    if (!query.seed_given) query.seed = seed_of(scan.coverage.content, contract, query.as_of);
    const std::vector<DrawnLead> drawn = tally->frame.draw(*query.sample, *query.seed);
    sample = std::move(scan.again<SampleTally>(places_of(drawn), contract, query, drawn)->leads);
  }
  return {query, audit(*tally, contract, query, std::move(sample)), std::move(scan.coverage)};
}

Report make_report(const Contract& contract, const Settings& settings, const Audited& audited, const ReviewSummary* review) {
  Report report = report_head("audit", "Audit of " + contract.stages[static_cast<std::size_t>(audited.query.stage)].name, contract, settings, audited.coverage);
  audit_report(audited.result, contract, audited.query, {review, settings.where_text}, report);
  if (audited.result.population == 0)
    say_empty("No lead is claimed as " + contract.stages[static_cast<std::size_t>(audited.query.stage)].name, contract, settings, audited.coverage, report);
  return report;
}

std::vector<Gate> audit_gates(const Audited& audited, const Contract& contract, const Settings& settings) {
  const AuditResult& result = audited.result;
  std::vector<Gate> gates = clock_gates(result, contract, audited.query.absent);
  add_stage_gate(result.holders, settings.where != nullptr, contract, audited.query.stage, settings.as_of, gates);
  add_age_gate(audited.coverage.scan.newest, settings.as_of, contract, settings, gates);
  return gates;
}

/// A seed has the digits of a phone number, and is nobody's.
std::vector<std::string> seed_texts(const AuditResult& result) {
  return result.seed ? std::vector<std::string>{fmt::format("{}", *result.seed)} : std::vector<std::string>{};
}

/// Each lead by the version in force when it entered the stage.
int run_audit_versions(const AuditOptions& typed, Streams& io) {
  for (const auto& [option, file] : {std::pair("--ledger", typed.leads), {"--worksheet", typed.worksheet}, {"--reviewed", typed.reviewed}})
    if (!file.empty()) throw Error(option, "a file of single leads is made under one contract", "audit one version at a time, with --window over its days");
  NamedFiles logs;
  add_log_paths(typed.logs, logs);
  const bool failed = run_versions("audit", typed.common, logs, typed.fail_on.value_or(""), io, [&](const Contract& contract, const Settings& settings) {
    const AuditSettings query = audit_settings(typed, contract, settings);
    if (typed.fail_on) require_clock(contract, query.stage, "--fail-on breach");
    const Audited audited = audit_leads(typed, query, contract, settings, nullptr, io);
    return VersionReport{make_report(contract, settings, audited, nullptr), audited.result.population, typed.fail_on && audited.result.breached > 0,
                         audit_gates(audited, contract, settings), {}, seed_texts(audited.result)};
  });
  return failed ? 1 : 0;
}

/// What the worksheet says of its sample holds where nothing else was typed.
void take_sample(const SampleStamp& drawn, AuditOptions& typed) {
  const auto take = [](std::optional<std::string>& option, const std::string& text) {
    if (!option && !text.empty()) option = text;
  };
  take(typed.stage, drawn.stage);
  take(typed.sample, drawn.size);
  take(typed.seed, drawn.seed);
  take(typed.common.as_of, drawn.as_of);
  take(typed.common.window, drawn.window);
  take(typed.common.where, drawn.where);
  if (typed.stratify.empty()) typed.stratify = drawn.stratify;
}

void write_worksheet(const AuditOptions& typed, const AuditResult& result, const std::string& stamp, AuditFiles& files) {
  const std::string header = worksheet_header(typed.with_contact);
  const std::string columns = header.substr(0, header.size() - 1);
  const std::optional<SampleStamp> drawn = parse_sample_stamp(stamp);
  files.answers.meet(result.leads, columns, drawn ? drawn->contract : std::string());
  files.worksheet->write(columns + files.answers.header_end() + "\n");
  for (std::size_t i = 0; i < result.leads.size(); ++i) {
    const SampledLead& lead = result.leads[i];
    const std::string row = fmt::format("{}{},{}", lead.worksheet, std::string(filled_columns, ','), i + 1);
    files.worksheet->write(fmt::format("{}{},{},{},{},{}{}\n", lead.worksheet, files.answers.filled(i), i + 1,
                                       worksheet_key(lead.rank), stamp, marks_text(marks_of_row(columns, row)),
                                       files.answers.added(i)));
  }
  files.worksheet->write(files.answers.rest(header));
}

void note_answers(const OldAnswers& answers, Report& report) {
  if (answers.carried()) report.notes.push_back(fmt::format("{} of the old worksheet with answers or remarks carried over", row_count(answers.carried())));
  if (answers.typed_over())
    report.notes.push_back(fmt::format(
        "{} of the old worksheet, written by the tool, {} typed over: what was typed stands in the column typed_over",
        answers.typed_over() == 1 ? "1 cell" : count_text(answers.typed_over()) + " cells",
        answers.typed_over() == 1 ? "was" : "were"));
  if (answers.outdated())
    report.notes.push_back(fmt::format("{} of the old worksheet {} given under another contract: {} in the column typed_over, and the leads are to be judged anew",
                                       answers.outdated() == 1 ? "1 verdict" : count_text(answers.outdated()) + " verdicts",
                                       answers.outdated() == 1 ? "was" : "were", answers.outdated() == 1 ? "it stands" : "they stand"));
  if (answers.left_over())
    report.notes.push_back(fmt::format("{} with answers or remarks whose lead is not in this sample: kept below the others", row_count(answers.left_over())));
  if (answers.unchecked())
    report.notes.push_back(fmt::format("{} of the old worksheet whose lead is not in this sample: kept at the end, since without the column "
                                       "'written' the rows do not tell what was typed over",
                                       row_count(answers.unchecked())));
}

int run_audit(AuditOptions typed, Streams& io) {
  if (typed.fail_on && *typed.fail_on != "breach")
    throw Error("--fail-on", "an audit cannot fail on '" + *typed.fail_on + "'", "use --fail-on breach");
  if (typed.with_contact && typed.leads.empty() && typed.worksheet.empty())
    throw Error("--with-contact", "there is no file of single leads to put names in", "add --ledger FILE or --worksheet FILE, or leave it out");
  if (typed.keep && typed.worksheet.empty()) throw Error("--keep", "there is no worksheet to keep answers in", "add --worksheet FILE, or leave it out");
  if (typed.common.contracts.size() > 1) return run_audit_versions(typed, io);
  Reviews reviews;
  if (!typed.reviewed.empty()) reviews = read_reviews(typed.reviewed);
  if (reviews.sample) take_sample(*reviews.sample, typed);
  const Contract contract = named_contract(typed.common);
  Settings settings = settle_in_force(typed.common, contract, io);
  const AuditSettings query = audit_settings(typed, contract, settings);
  if (typed.fail_on) require_clock(contract, query.stage, "--fail-on breach");
  NamedFiles inputs = {{"--reviewed", typed.reviewed}};
  add_log_paths(typed.logs, inputs);
  check_files(inputs,
              {{"--output", settings.output}, {"--rejects", settings.rejects}, {"--ledger", typed.leads}, {"--worksheet", typed.worksheet}}, settings, contract.file);
  if (reviews.sample) {
    AuditSettings logged = query;
    logged.touch_log = !typed.logs.touches.empty();
    logged.history = !typed.logs.history.empty();
    require_same_sample(*reviews.sample, sample_stamp(contract, settings, logged, typed.stratify, 0), typed.reviewed);
  }
  AuditFiles files(typed, settings, io);
  if (files.leads) {
    files.leads->write(ledger_header(typed.with_contact));
    files.leads->keep();
  }
  const Audited audited = audit_leads(typed, query, contract, settings, files.leads, io);
  const AuditResult& result = audited.result;
  for (std::string& seed : seed_texts(result)) settings.own.push_back(std::move(seed));
  const bool failed = typed.fail_on && check_failed(*typed.fail_on, result.breached > 0, audit_gates(audited, contract, settings));
  if (files.leads)
    for (const SampledLead& lead : result.leads) files.leads->write(lead.ledger);
  if (files.worksheet)
    write_worksheet(typed, result, sample_stamp_text(sample_stamp(contract, settings, audited.query, typed.stratify, result.population)), files);
  std::optional<ReviewSummary> review;
  if (!typed.reviewed.empty()) review = fold_reviews(result, reviews, typed.reviewed);
  Report report = make_report(contract, settings, audited, review ? &*review : nullptr);
  tell_outside(result.outside, contract, contract.stages[static_cast<std::size_t>(query.stage)].name, report);
  note_answers(files.answers, report);
  if (reviews.sample && reviews.sample->population != fmt::format("{}", result.population))
    report.notes.push_back(fmt::format("the worksheet was drawn from {} leads, and there are {} now: the export is another", reviews.sample->population, result.population));
  files.report.write(std::move(report));
  files.report.commit();
  return failed ? 1 : 0;
}

}  // namespace

Command audit_command() {
  return {"audit", "how many claimed MQLs were late, undispositioned, off-ICP or off the definition", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<AuditOptions>();
            declare_options(app, options->common);
            declare_log_options(app, options->logs);
            add_option(app, "--stage", options->stage, "Whose entrants are audited (default MQL)", "NAME");
            add_option(app, "--to", options->to, "The stage that conversion is measured to (default SQL, else the next)", "NAME");
            add_option(app, "--sample", options->sample, "Size of the sample, or all (default 200)", "N|all");
            add_option(app, "--seed", options->seed, "Another seed draws another sample (default: of what the export says)", "N");
            add_option(app, "--stratify", options->stratify, "Share the sample among the values of a field by their size", "FIELD");
            add_option(app, "--ledger,--leads", options->leads, "Write the ledger of the sample, a row a lead and clock; --leads is its old name", "FILE");
            add_option(app, "--worksheet", options->worksheet, "Write the sample with blank columns for a person's verdicts", "FILE");
            add_flag(app, "--keep", options->keep, "Carry the answers of the worksheet that is there over into the new one");
            add_option(app, "--reviewed", options->reviewed, "Fold a filled-in worksheet back in", "FILE");
            add_repeated(app, "--what-if", options->what_if, "Try another limit of a clock: 'first touch=2bh', or several: 'first touch=1bh,2bh'; may be given again", "CLOCK=LIMIT");
            add_option(app, "--fail-on", options->fail_on, "breach: exit with 1 when any clock was breached", "CHECK");
            add_flag(app, "--with-contact", options->with_contact, "Names and e-mail addresses in the ledger and the worksheet");
            return [options](Streams& io) { return run_audit(*options, io); };
          }};
}

}  // namespace handoff
