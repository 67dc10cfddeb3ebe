// `handoff compare`: one export under two contracts, read once.
#include <fmt/format.h>

#include "frame/command.hpp"
#include "compare/compare_report.hpp"
#include "contract_file.hpp"
#include "frame/declare.hpp"
#include "frame/empty_report.hpp"
#include "files/existing_file.hpp"
#include "handoff/contract/signature.hpp"
#include "handoff/measures/compare.hpp"
#include "handoff/text/error.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"
#include "frame/stage_option.hpp"
#include "compare/two_contracts.hpp"

namespace handoff {

namespace {

struct CompareOptions {
  Options common;
  std::optional<std::string> stage;
  std::string stage_b, to, leads;
};

constexpr std::string_view list_header = "lead_id,class,verdict_a,verdict_b,moved_by,explanation\n";

void write_list_line(const CompareRow& row, std::string& out) {
  out += csv_text(row.lead_id) + "," + std::string(compare_class_name(row.part)) + "," + std::string(compare_verdict_name(row.a)) + "," +
         std::string(compare_verdict_name(row.b)) + "," + csv_text(row.moved_by) + "," + csv_text(row.explanation) + "\n";
}

/// The two contracts stand before the exports.
std::array<Contract, 2> load_both(Options& typed) {
  if (typed.inputs.size() < 3)
    throw Error("", "compare needs two contracts and an export", "write: handoff compare A.toml B.toml leads.csv");
  constexpr std::string_view fix = "check the path; the two contracts stand first: handoff compare A.toml B.toml leads.csv";
  std::array<Contract, 2> contracts{load_contract(typed.inputs[0], fix), load_contract(typed.inputs[1], fix)};
  typed.contract = typed.inputs[0];
  typed.inputs.erase(typed.inputs.begin(), typed.inputs.begin() + 2);
  return contracts;
}

/// What holds of B alone: its signature, where one is asked for.
void check_second(Options typed, const Contract& contract, const Streams& io) {
  typed.where.reset();
  typed.window.reset();
  typed.by.clear();
  settle(typed, contract, io);
}

void note_contracts(const std::array<Contract, 2>& contracts, const Settings& settings, std::vector<std::string>& notes) {
  for (const std::size_t side : {0U, 1U}) {
    const std::string name = fmt::format("contract {} ({})", side ? "B" : "A", contracts[side].file);
    if (contracts[side].rules < 2) notes.push_back(fmt::format("{}: {}", name, rules_note()));
    const Status status = contract_status(contracts[side], settings.as_of);
    if (status == Status::signed_) continue;
    std::string word(status_name(status));
    for (char& c : word)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const std::optional<Day> later = signed_later(contracts[side], settings.as_of);
    notes.push_back(fmt::format("{} is {}{}", name, word,
                                signed_under_rules_1(contracts[side], settings.as_of)
                                    ? ", signed under rules 1: sign again"
                                : later ? fmt::format(" as of then; both parties had signed it by {}", iso_day(*later))
                                        : ""));
  }
}

int run_compare(CompareOptions typed, Streams& io) {
  const std::array<Contract, 2> contracts = load_both(typed.common);
  Settings settings = settle(typed.common, contracts[0], io);
  add_own_text(settings, contracts[1].file);
  check_second(typed.common, contracts[1], io);
  CompareSettings query;
  query.as_of = settings.as_of;
  query.window = settings.window;
  query.by = settings.by;
  query.allow_unproven = settings.allow_unproven;
  query.sides[0] = {&contracts[0], judged_stage(contracts[0], typed.stage), {}};
  query.sides[1] = {&contracts[1],
                    typed.stage_b.empty() ? judged_stage(contracts[1], typed.stage, "--stage-b")
                                          : stage_option(contracts[1], "--stage-b", typed.stage_b),
                    {}};
  query.to = target_option(contracts[0], "--to", typed.to, query.sides[0].stage);
  std::array<std::vector<FieldId>, 2> needed;
  for (const std::size_t side : {0U, 1U}) collect_compare_fields(query, side, needed[side]);
  check_outputs({{"--output", settings.output}, {"--rejects", settings.rejects}, {"--leads", typed.leads}}, settings, contracts[0].file);
  check_outputs({{"--output", settings.output}, {"--rejects", settings.rejects}, {"--leads", typed.leads}}, settings, contracts[1].file);
  ReportFile out(settings, io);
  RowsOut rows;
  if (!typed.leads.empty()) {
    require_own_rows("--leads", typed.leads, {std::string(list_header)}, "a list of compare");
    OutputFile& list = settings.files->open(typed.leads);
    list.write(list_header);
    list.keep();
    rows = rows_to(list);
    query.list = write_list_line;
  }

  JointScan scan(contracts, settings, std::move(needed), std::move(rows), io);
  for (const std::size_t side : {0U, 1U}) {
    query.sides[side].absent = scan.absent(side);
    require_claims(contracts[side], query.sides[side].absent, {query.sides[side].stage});
  }
  const std::unique_ptr<JointCounter> counted = scan.run(query);
  const CompareTally& tally = counted->tally;

  Report report = report_head("compare", "", contracts[0], settings, scan.coverage);
  if (!report.notes.empty() && report.notes.front().rfind("the contract ", 0) == 0) report.notes.erase(report.notes.begin());
  note_contracts(contracts, settings, report.notes);
  const CompareResult result = compare(tally, query);
  compare_report(result, query,
                 {settings.where_text,
                  {tally.outside, tally.undated},
                  {tally.sides[0].exclusions, tally.sides[1].exclusions},
                  {tally.sides[0].open_exclusions, tally.sides[1].open_exclusions}},
                 report);
  if (result.leads == 0) say_empty("No lead reached the stage by either contract", contracts[0], settings, scan.coverage, report);
  out.write(report);
  out.commit();
  return 0;
}

}  // namespace

Command compare_command() {
  return {"compare", "one export under two contracts: who counts which leads, and which clause parts them", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<CompareOptions>();
            declare_options(app, options->common);
            describe_option(app, "leads", "Contract A, contract B, then the export, or several files of it; - reads standard input");
            remove_option(app, "--contract");
            add_option(app, "--stage", options->stage, "The stage that both are asked about (default MQL)", "NAME");
            add_option(app, "--stage-b", options->stage_b, "Its name in the second contract, where that is another", "NAME");
            add_option(app, "--to", options->to, "The stage that conversion is measured to (default SQL, else the next)", "NAME");
            add_option(app, "--leads", options->leads, "Write a row a lead: class, verdicts, the clauses that moved it", "FILE");
            return [options](Streams& io) { return run_compare(*options, io); };
          },
          {{"--contract", "both contracts stand before the export: handoff compare A.toml B.toml leads.csv"}}};
}

}  // namespace handoff
