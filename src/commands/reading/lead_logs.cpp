// Reading the logs: columns and rules from the contract, the leads that matter from the export.
#include "reading/lead_logs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "frame/declare.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "files/outputs.hpp"
#include "reading/readable_log.hpp"

namespace handoff {

void declare_touch_option(CLI::App& app, LogOptions& options) {
  add_repeated(app, "--touches", options.touches, "The touch log: one row a touch, joined by lead id; may be given again for its parts", "FILE");
}

void declare_log_options(CLI::App& app, LogOptions& options) {
  declare_touch_option(app, options);
  declare_history_option(app, options);
}

void declare_history_option(CLI::App& app, LogOptions& options) {
  add_repeated(app, "--history", options.history, "The stage history: one row an entry into a stage; may be given again for its parts", "FILE");
}

void add_log_paths(const LogOptions& options, std::vector<std::pair<std::string, std::string>>& paths) {
  for (const std::string& file : options.touches) {
    require_name("--touches", file);
    paths.emplace_back("--touches", file);
  }
  for (const std::string& file : options.history) {
    require_name("--history", file);
    paths.emplace_back("--history", file);
  }
}

void JoinCounts::merge(const JoinCounts& other) {
  agree += other.agree;
  differ += other.differ;
  column_only += other.column_only;
  log_only += other.log_only;
  entries_by_column += other.entries_by_column;
  differ_entry += other.differ_entry;
  disordered += other.disordered;
  two_owners += other.two_owners;
  touches_to_come += other.touches_to_come;
  steps_to_come += other.steps_to_come;
  for (Ages JoinCounts::*log : {&JoinCounts::touches, &JoinCounts::steps}) {
    (this->*log).rows += (other.*log).rows;
    (this->*log).early += (other.*log).early;
    (this->*log).before += (other.*log).before;
  }
  placed += other.placed;
  before_log += other.before_log;
  after_log += other.after_log;
  for (const auto& [silence, leads] : other.in_silence) in_silence[silence] += leads;
}

namespace {

/// How histories of changes call the owner: as the contract and its preset call the column, and as both CRMs do. In lower case.
std::vector<std::string> owner_changes(const Contract& contract) {
  std::vector<std::string> names = {"owner", "owner id", "ownerid", "lead owner", "lead owner id", "contact owner", "hubspot owner", "hubspot_owner_id"};
  for (const std::string& header : contract.fields[known_field("owner")].headers) names.push_back(ascii_lower_text(header));
  return names;
}

EventLogRequest log_request(const std::vector<std::string>& files, const std::string& table, const LogRules& rules, const Contract& contract, const Settings& settings) {
  EventLogRequest request;
  request.file = files.front();
  request.more.assign(files.begin() + 1, files.end());
  request.sources = settings.sources;
  request.unpack_limit = settings.unpack_limit;
  request.table = table;
  request.contract = &contract;
  request.rules = &rules;
  request.threads = settings.threads;
  request.keep_undated = true;
  return request;
}

}  // namespace

LeadLogs::LeadLogs(const LogOptions& typed, const Contract& contract, const Settings& settings, int stage, int kept_from)
    : contract_(contract), stage_(stage), kept_from_(kept_from == everybody ? everybody : kept_from < 0 ? stage : std::min(stage, kept_from)), as_of_(settings.as_of), window_(settings.window) {
  if (!typed.history.empty()) read_history(typed, settings);
  if (!typed.touches.empty()) read_touches(typed, settings);
}

std::vector<FieldId> LeadLogs::touch_fields() {
  return {known_field("first_touch_at"), known_field("last_touch_at"), known_field("touches"), known_field("channels")};
}

void LeadLogs::read_history(const LogOptions& typed, const Settings& settings) {
  EventLogRequest request = log_request(typed.history, "history", contract_.history, contract_, settings);
  request.further = {{"owner", Type::text}, {"old", Type::text}};
  request.happened = true;
  if (contract_.touch) request.others = {{"--touches", "a touch log", &contract_.touch->log}};
  const std::vector<std::string> changes = owner_changes(contract_);
  request.owner_changes = &changes;
  history_.emplace(read_readable_events(request));
  for (const std::string& name : history_->types()) {
    Step step;
    step.named = name.empty() || name_step(contract_, name, step.stage, step.exit);
    step_of_.push_back(step);
  }
}

void LeadLogs::read_touches(const LogOptions& typed, const Settings& settings) {
  if (!contract_.touch)
    throw Error("--touches", "the contract does not say what a touch is: it has no [touch]",
                "add for instance: [touch] with types = { Call = \"phone\", Email = \"email\" } and where = \"status = 'Completed'\"");
  const TouchRules& rules = *contract_.touch;
  for (const auto& [type, channel] : rules.types) {
    names_[type] = ascii_lower_text(channel);
  }
  EventLogRequest request = log_request(typed.touches, "touch", rules.log, contract_, settings);
  request.further = {{"status_updated_at", Type::date}};
  request.several_ids = true;
  request.others = {{"--history", "a stage history", &contract_.history}};
  if (!names_.empty()) request.names = &names_;
  const LeadSet leads = cohort(settings);
  request.leads = &leads;
  touches_.emplace(read_readable_events(request));
  for (std::size_t lead = 0; lead < touches_->leads(); ++lead) {
    touches_begin_ = std::min(touches_begin_, touches_->of(lead).front().at);
    touches_end_ = std::max(touches_end_, touches_->of(lead).back().at);
  }
  find_silences();
  constexpr std::size_t most_channels = 1000;  // counted for each lead and group
  if (touches_->types().size() > most_channels) throw Error(typed.touches.front(), "holds more than 1,000 types of touch", "map them to channels: [touch] types = { ... }");
}

std::vector<InputAccount> LeadLogs::accounts() const {
  std::vector<InputAccount> accounts;
  if (touches_) accounts.push_back(touches_->input_account());
  if (history_) accounts.push_back(history_->input_account());
  return accounts;
}

}  // namespace handoff
