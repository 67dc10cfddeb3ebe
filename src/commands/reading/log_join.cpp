// Joining the logs to one lead at a time.
#include <algorithm>

#include "handoff/cells/absence.hpp"
#include "reading/lead_logs.hpp"

namespace handoff {

namespace {

void set_date(Lead& lead, FieldId field, const std::optional<Stamp>& at) {
  Value& value = lead.values[field];
  value = {};
  if (!at) return;
  value.state = Value::State::present;
  value.stamp = *at;
}

bool same_moment(const Stamp& a, const Stamp& b) { return !certainly_before(a, b) && !certainly_before(b, a); }

constexpr Seconds week = 7 * seconds_a_day, year = 366 * seconds_a_day;

}  // namespace

/// The log's silences that are longer than a week and than five of its usual ones: those between two days with a touch, of
/// which half are no longer.
void LeadLogs::find_silences() {
  if (touches_begin_ > touches_end_) return;
  const auto day_in_log = [&](Instant at) { return static_cast<std::size_t>((at - touches_begin_) / seconds_a_day); };
  struct Span { Instant first = instant_max, last = instant_min; };
  std::vector<Span> days(day_in_log(touches_end_) + 1);
  for (std::size_t lead = 0; lead < touches_->leads(); ++lead)
    for (const Signal& touch : touches_->of(lead)) {
      Span& day = days[day_in_log(touch.at)];
      day = {std::min(day.first, touch.at), std::max(day.last, touch.at)};
    }
  std::vector<std::size_t> touched, apart;
  for (std::size_t day = 0; day < days.size(); ++day)
    if (days[day].last != instant_min) touched.push_back(day);
  for (std::size_t i = 1; i < touched.size(); ++i) apart.push_back(touched[i] - touched[i - 1]);
  if (apart.size() < 2) return;
  const auto usual = apart.begin() + static_cast<std::ptrdiff_t>((apart.size() - 1) / 2);
  std::nth_element(apart.begin(), usual, apart.end());
  const std::size_t longest = std::max<std::size_t>(7, 5 * *usual);
  for (std::size_t i = 1; i < touched.size(); ++i)
    if (touched[i] - touched[i - 1] > longest) silences_.push_back({days[touched[i - 1]].last, days[touched[i]].first});
}

/// Within which of the silences, more than a week before it ends; none: in none.
std::optional<std::size_t> LeadLogs::silence_of(const Stamp& at) const {
  const auto ends_before = [&](const Silence& one) { return one.end <= at.first; };
  const auto here = std::partition_point(silences_.begin(), silences_.end(), ends_before);
  if (here == silences_.end() || at.first <= here->begin || at.last >= here->end - week) return std::nullopt;
  return static_cast<std::size_t>(here - silences_.begin());
}

LogJoin::LogJoin(const LeadLogs& logs) : logs_(logs), entries_(logs.contract_, logs.stage_), funnels_(logs.contract_, logs.as_of_) {
  if (!logs.touches_) return;
  touches_.channels = &logs.touches_->types();
  touches_.updates = logs.updates();
}

Stamp LogJoin::stamp(Instant at, bool day_only) const {
  const Zone& zone = *logs_.contract_.zone;
  if (!day_only) return {at, at, zone.day_of(at), false};
  const Day day = zone.day_of(at);
  return {at, zone.day_start(day + 1) - 1, day, true};
}

void LogJoin::read_logs(const Lead& lead) {
  all_.clear();
  touches_.undated.clear();
  steps_.clear();
  undated_steps_.clear();
  owner_open_ = false;
  steps_to_come_ = 0;
  in_history_ = false;
  two_owners_ = false;
  const std::string_view id = lead[0].text;
  touched_ = logs_.touches_ ? logs_.touches_->find(id) : EventLog::nobody;
  known_ = logs_.history_ ? logs_.history_->find_lead(id) : EventLog::nobody;
  if (logs_.touches_)
    for (const UndatedEvent& one : logs_.touches_->undated(id)) touches_.undated.push_back(one.type);
  if (touched_ != EventLog::nobody) {
    const EventLog& log = *logs_.touches_;
    const EventColumn& updated = log.further()[LeadLogs::updated_column];
    std::size_t event = log.first(touched_);
    for (const Signal& one : log.of(touched_)) {
      Touch touch{stamp(one.at, log.day_only(event)), static_cast<std::uint16_t>(one.type), {}};
      if (!updated.dates.empty() && updated.dates[event] != instant_min) touch.updated = stamp(updated.dates[event], updated.days[event]);
      touch.update_unreadable = !updated.unreadable.empty() && updated.unreadable[event];
      all_.push_back(touch);
      ++event;
    }
  }
  if (logs_.history_) take_undated(id);
  if (known_ == EventLog::nobody) return;
  const EventLog& log = *logs_.history_;
  const EventColumn &owners = log.further()[LeadLogs::owner_column], &old = log.further()[LeadLogs::old_column];
  std::size_t event = log.first(known_);
  std::string_view was;
  for (const Signal& one : log.of(known_)) {
    HistoryStep step;
    step.at = stamp(one.at, log.day_only(event));
    step.stage = logs_.step_of_[one.type].stage;
    step.exit = logs_.step_of_[one.type].exit;
    step.name = log.types()[one.type];
    if (!owners.indexes.empty() && owners.indexes[event] != no_text) step.owner = owners.texts[owners.indexes[event]];
    step.owner_lost = step.owner.empty() && !owners.unreadable.empty() && owners.unreadable[event];
    if (step.name.empty() && !old.indexes.empty() && old.indexes[event] != no_text) step.was = old.texts[old.indexes[event]];
    ++event;
    in_history_ = in_history_ || step.stage >= 0 || step.exit >= 0 || !step.name.empty();
    if (step.at.first <= logs_.as_of_) steps_.push_back(step);
    else if (steps_to_come_++ == 0 || was.empty()) was = step.was;   // whoever is yet to lose the lead has it
  }
  const bool named = std::any_of(steps_.begin(), steps_.end(), [](const HistoryStep& step) { return !step.owner.empty(); });
  if (!named && !was.empty()) steps_.push_back(owned_before(was));
  two_owners_ = order_history(steps_);
  if (touched_ != EventLog::nobody) date_updates();
}

/// Rows of the history at a moment, or of a stage, that cannot be read.
void LogJoin::take_undated(std::string_view id) {
  const EventLog& log = *logs_.history_;
  for (const UndatedEvent& one : log.undated(id)) {
    HistoryStep step;   // of a stage that cannot be read nothing is told
    if (one.type == any_type) {
      undated_steps_.push_back(step);
      continue;
    }
    owner_open_ = owner_open_ || log.has(LeadLogs::owner_column);
    if (log.types()[one.type].empty()) continue;   // of the owner alone
    step.stage = logs_.step_of_[one.type].stage;
    step.exit = logs_.step_of_[one.type].exit;
    step.name = log.types()[one.type];
    undated_steps_.push_back(step);
  }
}

/// Where the touch log does not say when the status was updated, it was by the history's next row that changes it.
void LogJoin::date_updates() {
  if (!logs_.history_ || logs_.touches_->has(LeadLogs::updated_column)) return;
  std::size_t next = 0;
  std::string_view status;
  for (Touch& touch : all_) {  // both by time
    for (; next < steps_.size(); ++next) {
      const bool change = !steps_[next].name.empty() && steps_[next].name != status;   // a row on the owner alone changes no status
      if (change && !certainly_before(steps_[next].at, touch.at)) break;
      if (change) status = steps_[next].name;
    }
    if (next == steps_.size()) return;
    touch.updated = steps_[next].at;
  }
}

/// What the columns would say, by the log.
void LogJoin::patch(const Judging& judging, Lead& lead) {
  static const std::vector<FieldId> fields = LeadLogs::touch_fields();
  funnels_.read(judging, funnel_);
  const StageClaim& entry = funnel_.stages[static_cast<std::size_t>(logs_.stage_)];
  std::optional<Stamp> first, last;
  std::uint64_t count = 0;
  std::vector<bool> through(touches_.channels->size());
  for (const Touch& touch : touches_.list) {
    if (touch.at.first > logs_.as_of_ || (entry.held && entry.placed && certainly_before(touch.at, entry.place))) continue;
    if (!first) first = touch.at;
    last = touch.at;
    ++count;
    through[touch.channel] = true;
  }
  set_date(lead, fields[0], first);
  set_date(lead, fields[1], last);
  Value& number = lead.values[fields[2]];
  number = {};
  number.state = Value::State::present;
  number.number = {static_cast<double>(count), static_cast<double>(count + touches_.undated.size())};
  channels_.clear();
  for (std::size_t i = 0; i < through.size(); ++i)
    if (through[i]) channels_ += (channels_.empty() ? "" : ";") + (*touches_.channels)[i];
  Value& list = lead.values[fields[3]];
  list = {};
  if (channels_.empty()) return;
  list.state = Value::State::present;
  list.text = channels_;
}

/// With a touch at a moment that cannot be read, the columns on touches cannot be read either.
void LogJoin::leave_open(Lead& lead) const {
  static const std::vector<FieldId> fields = LeadLogs::touch_fields();
  if (touches_.undated.empty()) return;
  for (const std::size_t one : {0, 1, 3}) lead.values[fields[one]] = damaged_cell(of_a_log);
}

void LogJoin::each(const Lead& lead, Judging& judging, const std::function<void(const Judging&)>& visit) {
  read_logs(lead);
  judging.touches = logs_.touches_ ? &touches_ : nullptr;
  judging.entry = logs_.history_ ? &entry_ : nullptr;
  const std::size_t entries = entries_.take(steps_, undated_steps_);
  for (std::size_t number = 0; number < std::max<std::size_t>(1, entries); ++number) {
    entries_.read(lead, number, patched_, entry_);
    entry_.in_history = in_history_;
    entry_.owner_open = owner_open_;
    judging.lead = &patched_;
    if (logs_.touches_) {
      const Stamp* from = nullptr;
      const FieldId at = logs_.contract_.stages[static_cast<std::size_t>(logs_.stage_)].at;
      if (number > 0 && at != no_field && patched_[at].present()) from = &patched_[at].stamp;
      touches_.list.clear();
      auto touch = all_.cbegin();   // by time; a day reaches back from its last instant
      if (from) touch = std::lower_bound(touch, all_.cend(), from->first - 2 * seconds_a_day, [](const Touch& one, Instant moment) { return one.at.first < moment; });
      for (; touch != all_.cend() && (!entry_.next || touch->at.first < entry_.next->first); ++touch)
        if (!from || !certainly_before(touch->at, *from)) touches_.list.push_back(*touch);
      patch(judging, patched_);
      leave_open(patched_);
    }
    visit(judging);
  }
  if (!entries_.may_have_another()) return;
  entries_.read_another(lead, patched_, entry_);
  entry_.in_history = in_history_;
  entry_.owner_open = owner_open_;
  judging.lead = &patched_;
  if (logs_.touches_) {
    touches_.list = all_;
    patch(judging, patched_);
    leave_open(patched_);
  }
  visit(judging);
}

void LogJoin::reset() {
  counts = {};
  if (logs_.touches_) logs_.touches_->forget_marks();
  if (logs_.history_) logs_.history_->forget_marks();
}

/// A lead that was touched years before there was one has a slip in the year, or is another lead.
void LogJoin::count_ages(const Value& created) {
  if (!created.present()) return;
  const Instant year_before = created.stamp.first - year;
  const auto count = [&](JoinCounts::Ages& ages, Instant at) {
    ++ages.rows;
    ages.early += at < year_before;
    ages.before += at >= year_before && at < created.stamp.first;
  };
  for (const Touch& touch : all_) count(counts.touches, touch.at.last);
  for (const HistoryStep& step : steps_)
    if (step.at.first > instant_min) count(counts.steps, step.at.last);
}

void LogJoin::counted(const Lead& lead) {
  if (touched_ != EventLog::nobody) logs_.touches_->mark(touched_);
  if (known_ != EventLog::nobody) logs_.history_->mark(known_);
  counts.steps_to_come += steps_to_come_;
  counts.two_owners += two_owners_;
  for (const Touch& touch : all_) counts.touches_to_come += touch.at.first > logs_.as_of_;
  count_ages(lead[created_]);
  Judging as_it_stands;
  as_it_stands.lead = &lead;
  as_it_stands.moment = {logs_.as_of_, logs_.as_of_, 0, false};
  funnels_.read(as_it_stands, funnel_);
  const StageClaim& entry = funnel_.stages[static_cast<std::size_t>(logs_.stage_)];
  if (!entry.held) return;
  if (logs_.window_) {  // touches of others were not kept
    const Day day = entry.placed ? day_in(*logs_.contract_.zone, entry.place) : logs_.window_->from - 1;
    if (day < logs_.window_->from || day > logs_.window_->to) return;
  }
  if (logs_.history_) {
    const bool known = std::any_of(steps_.begin(), steps_.end(), [&](const HistoryStep& step) { return step.stage == logs_.stage_; });
    counts.entries_by_column += !known;
    const auto first = std::find_if(steps_.begin(), steps_.end(), [&](const HistoryStep& step) { return step.stage >= logs_.stage_; });
    counts.disordered += known && first->stage > logs_.stage_;
    counts.differ_entry += known && entry.stamped && std::none_of(steps_.begin(), steps_.end(), [&](const HistoryStep& step) {
                             return step.stage == logs_.stage_ && same_moment(step.at, entry.at);
                           });
  }
  if (!logs_.touches_) return;
  counts.placed += entry.placed;
  const bool any = logs_.touches_begin_ <= logs_.touches_end_;
  counts.before_log += any && entry.placed && entry.place.last < logs_.touches_begin_ - week;
  counts.after_log += any && entry.placed && entry.place.first > logs_.touches_end_ && entry.place.last < logs_.as_of_ - week;
  if (const std::optional<std::size_t> silence = entry.placed ? logs_.silence_of(entry.place) : std::nullopt) ++counts.in_silence[*silence];
  const Value& column = lead[touch_field()];
  if (column.present() && column.stamp.first > logs_.as_of_) return;
  const Touch* first = nullptr;
  for (const Touch& touch : all_)
    if (!first && touch.at.first <= logs_.as_of_ && !(entry.placed && certainly_before(touch.at, entry.place))) first = &touch;
  if (!column.present()) counts.log_only += first != nullptr;
  else if (!first) counts.column_only += touches_.undated.empty();
  else ++(same_moment(column.stamp, first->at) ? counts.agree : counts.differ);
}

}  // namespace handoff
