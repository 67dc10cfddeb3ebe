// One lead, several entries: a lead as it stood between one entry into a stage and the next.
#include "handoff/judging/history.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "handoff/cells/absence.hpp"
#include "handoff/judging/fact.hpp"

namespace handoff {

namespace {

/// Of the owner alone: such a row is between no two stages.
bool tells_owner(const HistoryStep& step) { return step.stage < 0 && step.exit < 0 && step.name.empty(); }

using Steps = std::vector<HistoryStep>::iterator;

/// The rows of one moment, sorted.
bool order_moment(Steps from, Steps to) {
  if (std::next(from) == to) return false;
  std::set<std::string_view> left;   // somebody took the lead from them
  for (Steps step = from; step != to; ++step)
    if (!step->was.empty() && step->was != step->owner) left.insert(step->was);
  const auto stayed = [&](const HistoryStep& step) { return !left.contains(step.owner); };
  const Steps alone = std::find_if(from, to, tells_owner);
  std::stable_partition(alone, to, [&](const HistoryStep& step) { return !stayed(step); });
  std::set<std::string_view> named;
  for (const bool anybody : {false, true}) {   // in a ring, everybody was left by somebody
    for (Steps step = from; step != to; ++step)
      if (!step->owner.empty() && (anybody || stayed(*step))) named.insert(step->owner);
    if (!named.empty()) break;
  }
  return named.size() > 1;
}

/// Who had the lead before the first row that names an owner.
std::string_view first_owner(const std::vector<HistoryStep>& steps) {
  for (const HistoryStep& step : steps)
    if (!step.owner.empty()) return step.was;
  return {};
}

}  // namespace

HistoryStep owned_before(std::string_view owner) {
  HistoryStep step;
  step.at = {instant_min, instant_min, 0, false};
  step.owner = owner;
  return step;
}

bool order_history(std::vector<HistoryStep>& steps) {
  std::sort(steps.begin(), steps.end(), [](const HistoryStep& a, const HistoryStep& b) {
    const auto key = [](const HistoryStep& step) {
      return std::tuple(step.at.first, tells_owner(step), static_cast<unsigned>(step.stage), step.at.last, step.name, step.owner, step.was);
    };
    return key(a) < key(b);
  });
  bool contested = false;
  for (Steps from = steps.begin(); from != steps.end();) {
    const Steps to = std::find_if(from, steps.end(), [&](const HistoryStep& step) { return step.at.first != from->at.first; });
    contested = order_moment(from, to) || contested;
    from = to;
  }
  if (const std::string_view owner = first_owner(steps); !owner.empty()) {
    steps.insert(steps.begin(), owned_before(owner));
  }
  std::string_view owner;
  for (HistoryStep& step : steps) {
    if (!step.owner.empty() || step.owner_lost) owner = step.owner;
    step.owner = owner;
  }
  return contested;
}

std::string_view StageEntry::owner_at(Instant moment) const {
  if (!steps || owner_open) return {};
  const auto after = std::upper_bound(steps->begin(), steps->end(), moment, [](Instant at, const HistoryStep& step) { return at < step.at.first; });
  return after == steps->begin() ? std::string_view{} : std::prev(after)->owner;
}

bool StageEntry::owner_unsure(Instant moment) const {
  if (!steps) return false;
  auto after = std::upper_bound(steps->begin(), steps->end(), moment, [](Instant at, const HistoryStep& step) { return at < step.at.first; });
  constexpr Seconds longest_day = 26 * 3600;
  for (; after != steps->begin() && std::prev(after)->at.first > moment - longest_day; --after) {
    const auto step = std::prev(after);
    if (step->at.last > moment && step != steps->begin() && std::prev(step)->owner != step->owner) return true;
  }
  return false;
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

/// A row that repeats the stage without another between is the same entry, seen twice (a change of owner).
std::size_t EntryReader::take(const std::vector<HistoryStep>& steps, std::span<const HistoryStep> undated) {
  steps_ = &steps;
  undated_ = undated;
  rows_.clear();
  repeated_ = false;
  int before = -1, reached = -1;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (tells_owner(steps[i])) continue;
    if (steps[i].stage == stage_ && before != stage_) rows_.push_back({i, reached});
    repeated_ = repeated_ || (steps[i].stage == stage_ && before == stage_);
    before = steps[i].stage >= 0 ? steps[i].stage : -2;
    reached = std::max(reached, steps[i].stage);
  }
  return rows_.size();
}

/// What the columns date before the last entry belongs to an earlier one.
void EntryReader::forget_before(const Stamp& entry, Lead& lead) const {
  const auto earlier = [&](FieldId field) { return field != no_field && lead[field].present() && certainly_before(lead[field].stamp, entry); };
  for (std::size_t i = static_cast<std::size_t>(stage_) + 1; i < contract_.stages.size(); ++i)
    if (earlier(contract_.stages[i].at)) clear(lead, contract_.stages[i].at);
  for (const Exit& exit : contract_.exits)
    if (earlier(exit.at)) clear(lead, exit.at);
  if (is_damaged(lead[known_field("disposition_at")])) lead.values[known_field("disposition")] = absent_cell();   // it may be the answer of an earlier entry
  if (!earlier(known_field("disposition_at"))) return;
  for (const char* field : {"disposition", "disposition_at", "disposition_reason"}) clear(lead, known_field(field));
}

/// A clock of an entry that has ended is not stopped by what came after its end. Where the CRM overwrites that date, an earlier one may have stood there.
void EntryReader::forget_after(const Stamp& next, Lead& lead) const {
  for (const Clock& clock : contract_.clocks) {
    if (clock.on != stage_ || clock.stop == no_field || clock.taken != no_field || !lead[clock.stop].present()) continue;
    const Stamp& stop = lead[clock.stop].stamp;
    if (!certainly_before(next, stop) && !(next.first == next.last && stop.first == next.first)) continue;
    if (contract_.fields[clock.stop].overwritten) lead.values[clock.stop] = absent_cell();
    else clear(lead, clock.stop);
  }
}

/// The later stages and exits of these rows have their dates where the columns say nothing; what stands there and cannot be read may be another date. A date
/// that the CRM overwrites may be of a day after as-of, which no row is.
void EntryReader::date_steps(std::size_t from, std::size_t end, const StageEntry& entry, Lead& out) const {
  const auto says_nothing = [&out](FieldId field) { return !out[field].present() && !is_damaged(out[field]); };
  for (std::size_t i = from; i < end; ++i) {
    const HistoryStep& step = (*steps_)[i];
    const FieldId field = step.stage > stage_ ? contract_.stages[static_cast<std::size_t>(step.stage)].at
                          : step.exit >= 0    ? contract_.exits[static_cast<std::size_t>(step.exit)].at
                                              : no_field;
    if (field != no_field && (says_nothing(field) || contract_.fields[field].overwritten)) set_date(out, field, step.at);
    if (!entry.last && step.exit >= 0) {
      const Exit& exit = contract_.exits[static_cast<std::size_t>(step.exit)];
      if (exit.at == no_field && !exit.values.empty()) set_text(out, known_field("stage"), exit.values.front());
    }
    const bool state = contract_.disposition && in_list(contract_.disposition->states, step.name) && says_nothing(known_field("disposition"));
    if (state) set_text(out, known_field("disposition"), step.name);
    if (state) set_date(out, known_field("disposition_at"), step.at);
  }
}

/// What rows at moments that cannot be read tell of the last entry: the lead may have come to that stage, or left. Where neither a column nor another row dates it, its
/// date is one that cannot be read. Of an answer it is known that it was given.
void EntryReader::leave_open(const StageEntry& entry, Lead& lead) const {
  if (!entry.last) return;
  const auto open = [&](FieldId field) {
    if (field != no_field && !lead[field].present() && !is_damaged(lead[field])) lead.values[field] = damaged_cell(of_a_log);
  };
  for (const HistoryStep& step : undated_) {
    if (tells_owner(step)) {   // of a stage that cannot be read
      for (std::size_t i = static_cast<std::size_t>(stage_); i < contract_.stages.size(); ++i) open(contract_.stages[i].at);
      for (const Exit& exit : contract_.exits) open(exit.at);
    } else if (step.stage >= 0) open(contract_.stages[static_cast<std::size_t>(step.stage)].at);
    else if (step.exit >= 0) open(contract_.exits[static_cast<std::size_t>(step.exit)].at);
    else if (!lead[known_field("disposition")].present() && contract_.disposition && in_list(contract_.disposition->states, step.name)) {
      set_text(lead, known_field("disposition"), step.name);
      open(known_field("disposition_at"));
    }
  }
}

bool EntryReader::may_have_another() const {
  if (rows_.empty()) return false;
  return std::any_of(undated_.begin(), undated_.end(), [&](const HistoryStep& step) {
    return step.stage == stage_ || tells_owner(step) || repeated_;   // of an undated row, to tell of nothing is to tell of any stage
  });
}

void EntryReader::read_another(const Lead& lead, Lead& out, StageEntry& entry) const {
  read(lead, rows_.size() - 1, out, entry);
  entry.number = static_cast<int>(rows_.size()) + 1;
  entry.perhaps = true;
  const auto open = [&](FieldId field) {
    if (field != no_field && !no_column(out[field])) out.values[field] = damaged_cell(of_a_log);
  };
  for (std::size_t i = static_cast<std::size_t>(stage_); i < contract_.stages.size(); ++i) open(contract_.stages[i].at);
  for (const Exit& exit : contract_.exits) open(exit.at);
  for (const char* field : {"stage", "disposition", "disposition_at", "disposition_reason"}) open(known_field(field));
}

void EntryReader::read(const Lead& lead, std::size_t number, Lead& out, StageEntry& entry) const {
  const std::vector<HistoryStep>& steps = *steps_;
  out.values.assign(lead.values.begin(), lead.values.end());
  out.offset = lead.offset;
  entry.steps = &steps;
  entry.number = static_cast<int>(number) + 1;
  entry.perhaps = false;
  entry.another = may_have_another();
  entry.last = number + 1 >= rows_.size();
  entry.stage = stage_;
  entry.reached_before = -1;
  entry.next.reset();
  if (rows_.empty()) {
    date_steps(0, steps.size(), entry, out);
    return leave_open(entry, out);
  }
  entry.reached_before = rows_[number].reached_before;
  const std::size_t from = rows_[number].row, end = entry.last ? steps.size() : rows_[number + 1].row;
  set_date(out, contract_.stages[static_cast<std::size_t>(stage_)].at, steps[from].at);
  if (!entry.last) {  // what the columns say is of the last entry
    for (std::size_t i = static_cast<std::size_t>(stage_) + 1; i < contract_.stages.size(); ++i) clear(out, contract_.stages[i].at);
    for (const Exit& exit : contract_.exits) clear(out, exit.at);
    for (const char* field : {"stage", "disposition", "disposition_at", "disposition_reason"}) clear(out, known_field(field));
    entry.next = steps[end].at;
    forget_after(*entry.next, out);
  } else if (number > 0) {
    forget_before(steps[from].at, out);
  }
  if (rows_.size() > 1)   // nobody knows which of the entries the CRM measured
    for (const Clock& clock : contract_.clocks)
      if (clock.on == stage_ && clock.taken != no_field && out[clock.taken].present()) out.values[clock.taken].state = Value::State::open;
  date_steps(from + 1, end, entry, out);
  leave_open(entry, out);
}

}  // namespace handoff
