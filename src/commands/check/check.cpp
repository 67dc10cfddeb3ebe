// `handoff check`: is the contract valid, complete, signed and in force, and can this export prove it?
#include "check/check_export.hpp"
#include "check/check_report.hpp"
#include "frame/command.hpp"
#include "contract_file.hpp"
#include "frame/declare.hpp"
#include "handoff/contract/signature.hpp"
#include "handoff/text/error.hpp"
#include "reading/input_notes.hpp"
#include "frame/named_contract.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"
#include "signing/signing.hpp"

namespace handoff {

namespace {

struct CheckOptions {
  Options common;
  std::vector<std::string> files;   ///< a contract (*.toml) and exports, in any order
  bool strict = false;
  std::optional<std::string> contract;  ///< --contract
};

bool is_contract(const std::string& file) { return file.size() > 5 && file.ends_with(".toml"); }

/// Sorts what was named into the contract and the exports.
void sort_files(CheckOptions& typed) {
  bool named = typed.contract.has_value();
  if (named) {
    typed.common.contract = *typed.contract;
    typed.common.contracts = {*typed.contract};
  }
  for (const std::string& file : typed.files) {
    if (!is_contract(file)) {
      typed.common.inputs.push_back(file);
      continue;
    }
    if (named) throw Error(file, "is a second contract", "check one at a time; for the days of several versions, their gaps and overlaps: handoff verify " + typed.common.contract + " " + file);
    named = true;
    typed.common.contract = file;
    typed.common.contracts = {file};
  }
}

/// What --strict asks: everything decided, nothing that the export leaves unproven.
int exit_code(bool strict, const std::vector<Undecided>& open, Status status, const TrialResult* result) {
  if (!strict) return 0;
  bool fails = !open.empty() || status != Status::signed_;
  if (result)
    for (const ClauseProof& clause : result->tally.clauses) fails = fails || clause.proof() == Proof::partly || clause.proof() == Proof::not_at_all;
  return fails ? 1 : 0;
}

int run_check(CheckOptions typed, Streams& io) {
  sort_files(typed);
  const std::string text = named_contract_text(typed.common);
  const Contract contract = parse_contract(text, typed.common.contract);
  Options options = typed.common;
  const bool tried = !options.inputs.empty();
  if (!tried) options.inputs = {"-"};  // never read
  const Settings settings = settle(options, contract, io);
  check_outputs({{"--output", settings.output}, {"--rejects", settings.rejects}}, settings, contract.file);
  ReportFile out(settings, io);
  const std::vector<Undecided> open = undecided_lines(text);
  Report report = report_head("check", tried ? "Check of the contract and the export" : "Check of the contract", contract, settings);
  Trial trial = make_trial(contract, tried ? settings.inputs : std::vector<std::string>{}, settings);
  std::optional<TrialResult> result;
  if (tried) {
    result.emplace(try_export(trial, settings, io));
    report.input = result->coverage.accounts;
    report.notes = result->coverage.notes;
    for (const std::string& file : trial.without_rows) report.notes.push_back(file + ": has a header and no rows: only its columns were looked at");
    std::erase_if(report.notes, [](const std::string& note) { return note.starts_with("the export has no column for"); });  // the clauses say so
    std::erase_if(report.notes, [](const std::string& note) { return note.starts_with(texts_note); });  // the table does
  }
  if (!tried && contract.rules < 2) report.notes.push_back(rules_note());
  check_report(contract, open, trial.facts, result ? &result->tally : nullptr, report);
  out.write(report);
  out.commit();
  return exit_code(typed.strict, open, contract_status(contract, settings.as_of), result ? &*result : nullptr);
}

}  // namespace

Command check_command() {
  return {"check", "is the contract valid, complete, signed and in force, and can this export prove it", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<CheckOptions>();
            Options& common = options->common;
            add_option(app, "files", options->files, "The contract (ends in .toml; default ./sla.toml), and the export, or several files of one", "FILE");
            add_option(app, "-c,--contract", options->contract, "The contract (default ./sla.toml)", "FILE");
            add_option(app, "--as-of", common.as_of, "The moment of judging, ISO 8601 (default: now)", "TIME");
            add_option(app, "--where", common.where, "Only leads for which the expression is true", "EXPR");
            add_flag(app, "--strict", options->strict, "Exit with 1 unless it is signed, in force, decided, and all of it can be proven");
            declare_run_options(app, common);
            return [options](Streams& io) { return run_check(*options, io); };
          }};
}

}  // namespace handoff
