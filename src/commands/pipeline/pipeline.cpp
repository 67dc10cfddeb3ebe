// `handoff pipeline`: pipeline, revenue and cost beside every count, who is credited with them, and where leads were lost.
#include <numeric>

#include "files/report_file.hpp"
#include "frame/command.hpp"
#include "frame/declare.hpp"
#include "frame/empty_report.hpp"
#include "handoff/text/error.hpp"
#include "reading/input_notes.hpp"
#include "reading/lead_scan.hpp"
#include "frame/named_contract.hpp"
#include "files/outputs.hpp"
#include "logs/spend_file.hpp"
#include "pipeline/pipeline_report.hpp"
#include "waterfall/step_notes.hpp"
#include "deals/deal_log.hpp"
#include "reading/readable_log.hpp"
#include "frame/stage_option.hpp"

namespace handoff {

namespace {

struct PipelineOptions {
  Options common;
  std::optional<std::string> stage;
  std::string to, deals, spend, touches, table = "stages";
};

MoneyTable table_of(const std::string& name) {
  if (name == "stages") return MoneyTable::stages;
  if (name == "deals") return MoneyTable::deals;
  if (name == "attribution") return MoneyTable::attribution;
  if (name == "leakage") return MoneyTable::leakage;
  throw Error("--table", "'" + name + "' is not a table", "use stages, deals, attribution or leakage; a field goes to --by");
}

EventLog read_attributed_touches(const std::string& file, const Contract& contract, const Settings& settings) {
  EventLogRequest request;
  request.file = file;
  request.sources = settings.sources;
  request.unpack_limit = settings.unpack_limit;
  const bool own = contract.attribution && !contract.attribution->columns.empty();
  request.table = "attribution";  // whatever names its columns: those of [touch.columns] are another log's, and stay as they are
  request.contract = &contract;
  request.several_ids = true;
  request.case_tells = true;   // ids of campaigns are told apart by it
  if (own) request.columns = contract.attribution->columns;
  else if (contract.touch)
    for (const LogField& field : contract.touch->log.fields)
      if (field.named_by_contract) request.columns[field.name] = field.headers.front();
  request.typed = request.columns.contains("type");
  request.threads = settings.threads;
  return read_readable_events(request);
}

/// All seven models: the contract's with its own shares, the others with the usual ones.
std::vector<CreditRule> rules_of(const Contract& contract) {
  std::vector<CreditRule> rules;
  for (std::size_t i = 0; i < credit_models; ++i) {
    const auto model = static_cast<CreditModel>(i);
    const bool agreed = contract.attribution && contract.attribution->model == credit_model_name(model);
    rules.push_back(agreed ? rule_with(model, contract.attribution->weights, contract.attribution->half_life) : usual_rule(model));
  }
  return rules;
}

PipelineSettings pipeline_settings(const PipelineOptions& typed, const Contract& contract, const Settings& settings) {
  PipelineSettings query;
  query.as_of = settings.as_of;
  query.counting = settings.counting;
  query.window = settings.window;
  query.not_in_force = settings.not_in_force;
  query.by = settings.by;
  query.stage = judged_stage(contract, typed.stage);
  query.to = target_option(contract, "--to", typed.to, query.stage);
  return query;
}

ScanNeeds scan_needs(const Contract& contract, const PipelineSettings& query) {
  ScanNeeds needs;
  collect_pipeline_fields(contract, query, needs.needed);
  if (!query.book) {  // an export without currencies has amounts all the same
    std::erase(needs.needed, known_field("currency"));
    needs.optional.push_back(known_field("currency"));
  }
  return needs;
}

/// Refuses an export that lacks what stages, or the join of deals, cannot do without.
void require_columns(const Contract& contract, const std::vector<bool>& absent, const PipelineSettings& query) {
  std::vector<int> stages(contract.stages.size());
  std::iota(stages.begin(), stages.end(), 0);
  require_claims(contract, absent, stages);
  if (!query.book && absent[known_field("amount")])
    throw Error("--deals", "no deals are given, and the export has no column of amounts", "give the deals with --deals, or name `amount` under [columns]");
  if (query.book && absent[query.book->key])
    throw Error("--deals", "the export has no column for `" + contract.fields[query.book->key].name + "`, by which [deal.columns] joins the deals",
                "name its column under [columns], or join by another field");
}

/// A log of other leads, or one that cannot be read, says of these leads that they brought nothing.
void require_proven(const EventLog& deals, bool all_leads) {
  deals.require_usable("their amounts would be in no sum");
  if (all_leads) deals.require_joined();
}

bool is_empty(const PipelineResult& result) {
  for (const PipelineGroup& group : result.groups)
    for (const StageMoney& stage : group.stages)
      if (stage.leads > 0) return false;
  return true;
}

int run_pipeline(const PipelineOptions& typed, Streams& io) {
  const Contract contract = named_contract(typed.common);
  const Settings settings = settle_in_force(typed.common, contract, io);
  const MoneyTable table = table_of(typed.table);
  PipelineSettings query = pipeline_settings(typed, contract, settings);
  check_files({{"--deals", typed.deals}, {"--spend", typed.spend}, {"--touches", typed.touches}}, {{"--output", settings.output}, {"--rejects", settings.rejects}},
              settings, contract.file);
  ReportFile out(settings, io);
  std::unique_ptr<DealLog> deals;
  if (!typed.deals.empty()) deals = read_deals(typed.deals, contract, settings);
  if (deals) query.book = &deals->book;
  std::optional<SpendFile> spend;
  if (!typed.spend.empty()) {
    const auto columns = contract.logs.find("spend");
    spend = read_spend(typed.spend, *settings.sources, columns == contract.logs.end() ? std::map<std::string, std::string>{} : columns->second, contract,
                       settings.unpack_limit);
    if (!settings.allow_unproven) spend->damage.require_few("what they cost would be in no cost");
    if (spend->has_source) query.spend_by.push_back(group_by(contract, "source"));
    query.spend_by.push_back(group_by(contract, "month"));
    query.spent_days = days_of(spend->rows);
  }
  std::optional<EventLog> touches;
  if (!typed.touches.empty()) {
    touches = read_attributed_touches(typed.touches, contract, settings);
    query.rules = rules_of(contract);
    if (contract.attribution) query.lookback = contract.attribution->lookback;
    query.touches = [&log = *touches](std::string_view lead) -> std::span<const Signal> {
      const std::size_t found = log.find_lead(lead);
      if (found == EventLog::nobody) return {};
      log.mark(found);
      return log.of(found);
    };
  }
  OpenScan scan(contract, settings, scan_needs(contract, query), io);
  require_columns(contract, scan.absent(), query);
  query.absent = scan.absent();
  const StepDatesSettings dated{settings.as_of};
  const auto [counted, dates] = scan.run<PipelineTally, StepDatesTally>(contract, query, dated);
  PipelineTally& tally = *counted;
  tally.settle();
  const PipelineResult result = pipeline(tally, spend ? spend->rows : std::vector<Spend>{}, touches ? touches->types() : std::vector<std::string>{}, contract, query);

  PipelineFacts facts{contract, query, tally, result, deals.get(), spend ? &spend->notes : nullptr, spend && spend->has_source, touches.has_value(), CreditModel::linear, settings.where_text};
  if (contract.attribution) facts.model = credit_model(contract.attribution->model).value_or(CreditModel::linear);
  Report report = report_head("pipeline", "Pipeline, revenue and what they cost", contract, settings, scan.coverage);
  if (deals) {
    if (!settings.allow_unproven) require_proven(deals->log, !settings.where && !settings.window);
    report.input.push_back(deals->log.input_account());
    note_staleness(contract, settings, deals->log.input_account().file, deals->newest, report.notes);
    for (std::string& note : deals->log.notes()) report.notes.push_back(std::move(note));
  }
  if (spend) report.input.push_back(spend->account);
  if (touches) {
    if (!settings.allow_unproven) touches->require_usable("what they did would be credited to others");
    report.input.push_back(touches->input_account());
    note_staleness(contract, settings, touches->input_account().file, touches->newest(settings.as_of), report.notes);
    for (std::string& note : touches->notes()) report.notes.push_back(std::move(note));
  }
  pipeline_report(facts, table, report);
  note_filtered_steps(dates->steps, contract, report.notes);
  if (is_empty(result)) say_empty("No lead reached a stage", contract, settings, scan.coverage, report);
  tell_outside(tally.outside, contract, "stages", report);
  out.write(report);
  out.commit();
  return 0;
}

}  // namespace

Command pipeline_command() {
  return {"pipeline", "pipeline, revenue and cost beside every count, who is credited, and where leads were lost", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<PipelineOptions>();
            declare_options(app, options->common);
            declare_count_option(app, options->common);
            add_option(app, "--deals", options->deals, "The deals: one row a deal, joined by [deal.columns]; without, the leads' own amounts", "FILE");
            add_option(app, "--spend", options->spend, "What was spent, by month and source", "FILE");
            add_option(app, "--touches", options->touches, "The marketing touches that deals are credited to, joined by lead id", "FILE");
            add_option(app, "--stage", options->stage, "Whose entrants leak, and whose deals are judged (default MQL)", "NAME");
            add_option(app, "--to", options->to, "A lead that has not reached it is lost (default SQL, else the next)", "NAME");
            add_option(app, "--table", options->table, "What -f csv prints: stages, deals, attribution or leakage", "T");
            return [options](Streams& io) { return run_pipeline(*options, io); };
          }};
}

}  // namespace handoff
