// One lead, several entries: a lead as it stood between one entry into a stage and the next.
#include "handoff/history.hpp"

#include <algorithm>

#include "handoff/absence.hpp"
#include "handoff/fact.hpp"

namespace handoff {

std::string_view StageEntry::owner_at(Instant moment) const {
  std::string_view owner;
  if (steps)
    for (const HistoryStep& step : *steps)
      if (step.at.first <= moment && !step.owner.empty()) owner = step.owner;
  return owner;
}

bool name_step(const Contract& contract, std::string_view name, int& stage, int& exit) {
  stage = exit = -1;
  for (std::size_t i = 0; i < contract.stages.size() && stage < 0; ++i)
    if (in_list({contract.stages[i].name}, name) || in_list(contract.stages[i].values, name)) stage = static_cast<int>(i);
  for (std::size_t i = 0; i < contract.exits.size() && exit < 0 && stage < 0; ++i)
    if (in_list({contract.exits[i].name}, name) || in_list(contract.exits[i].values, name)) exit = static_cast<int>(i);
  return stage >= 0 || exit >= 0 || (contract.disposition && in_list(contract.disposition->states, name));
}

EntryReader::EntryReader(const Contract& contract, int stage) : contract_(contract), stage_(stage) {}

namespace {

/// Rows of entry into the stage. A row that repeats the stage without another between is the same entry, seen twice (a change of owner).
std::vector<std::size_t> entry_rows(const std::vector<HistoryStep>& steps, int stage) {
  std::vector<std::size_t> rows;
  int before = -1;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool here = steps[i].stage == stage;
    if (here && before != stage) rows.push_back(i);
    before = steps[i].stage >= 0 ? steps[i].stage : -2;
  }
  return rows;
}

void set_date(Lead& lead, FieldId field, const Stamp& at) {
  if (field == no_field) return;
  Value& value = lead.values[field];
  value = {};
  value.state = Value::State::present;
  value.stamp = at;
}

void clear(Lead& lead, FieldId field) {
  if (field != no_field && !no_column(lead[field])) lead.values[field] = {};
}

void set_text(Lead& lead, FieldId field, std::string_view text) {
  Value& value = lead.values[field];
  value = {};
  value.state = Value::State::present;
  value.text = text;
}

}  // namespace

std::size_t EntryReader::entries(const std::vector<HistoryStep>& steps) const { return entry_rows(steps, stage_).size(); }

std::optional<Instant> EntryReader::until(const std::vector<HistoryStep>& steps, std::size_t number) const {
  const std::vector<std::size_t> rows = entry_rows(steps, stage_);
  if (number + 1 >= rows.size()) return std::nullopt;
  return steps[rows[number + 1]].at.first;
}

/// What the columns date before the last entry belongs to an earlier one.
void EntryReader::forget_before(const Stamp& entry, Lead& lead) const {
  const auto earlier = [&](FieldId field) { return field != no_field && lead[field].present() && certainly_before(lead[field].stamp, entry); };
  for (std::size_t i = static_cast<std::size_t>(stage_) + 1; i < contract_.stages.size(); ++i)
    if (earlier(contract_.stages[i].at)) clear(lead, contract_.stages[i].at);
  for (const Exit& exit : contract_.exits)
    if (earlier(exit.at)) clear(lead, exit.at);
  if (!earlier(known_field("disposition_at"))) return;
  for (const char* field : {"disposition", "disposition_at", "disposition_reason"}) clear(lead, known_field(field));
}

void EntryReader::read(const Lead& lead, const std::vector<HistoryStep>& steps, std::size_t number, Lead& out, StageEntry& entry) const {
  const std::vector<std::size_t> rows = entry_rows(steps, stage_);
  out.values.assign(lead.values.begin(), lead.values.end());
  out.offset = lead.offset;
  entry.steps = &steps;
  entry.number = static_cast<int>(number) + 1;
  entry.last = number + 1 >= rows.size();
  entry.stage = stage_;
  entry.reached_before = -1;
  if (rows.empty()) return;
  for (std::size_t i = 0; i < rows[number]; ++i) entry.reached_before = std::max(entry.reached_before, steps[i].stage);
  const std::size_t end = entry.last ? steps.size() : rows[number + 1];
  set_date(out, contract_.stages[static_cast<std::size_t>(stage_)].at, steps[rows[number]].at);
  if (!entry.last) {  // what the columns say is of the last entry
    for (std::size_t i = static_cast<std::size_t>(stage_) + 1; i < contract_.stages.size(); ++i) clear(out, contract_.stages[i].at);
    for (const Exit& exit : contract_.exits) clear(out, exit.at);
    for (const char* field : {"stage", "disposition", "disposition_at", "disposition_reason"}) clear(out, known_field(field));
  } else if (number > 0) {
    forget_before(steps[rows[number]].at, out);
  }
  for (std::size_t i = rows[number] + 1; i < end; ++i) {
    const HistoryStep& step = steps[i];
    const FieldId field = step.stage > stage_ ? contract_.stages[static_cast<std::size_t>(step.stage)].at
                          : step.exit >= 0    ? contract_.exits[static_cast<std::size_t>(step.exit)].at
                                              : no_field;
    if (field != no_field && !out[field].present()) set_date(out, field, step.at);
    if (!entry.last && step.exit >= 0) {
      const Exit& exit = contract_.exits[static_cast<std::size_t>(step.exit)];
      if (exit.at == no_field && !exit.values.empty()) set_text(out, known_field("stage"), exit.values.front());
    }
    const bool state = contract_.disposition && in_list(contract_.disposition->states, step.name) && !out[known_field("disposition")].present();
    if (state) set_text(out, known_field("disposition"), step.name);
    if (state) set_date(out, known_field("disposition_at"), step.at);
  }
}

}  // namespace handoff
