// Counting touches. What a day without a time leaves open is counted twice, at least and at most, and the verdict rests on both.
#include "handoff/judging/touch.hpp"

#include <algorithm>

#include "handoff/cells/absence.hpp"
#include "handoff/judging/disposition.hpp"
#include "handoff/judging/fact.hpp"
#include "handoff/judging/wall.hpp"

namespace handoff {

FieldId touch_field() { return known_field("first_touch_at"); }

FirstTouch first_touch(const Touches& touches, const Stamp& start, Instant as_of) {
  for (const Touch& touch : touches.list) {
    if (touch.at.first > as_of || certainly_before(touch.at, start)) continue;
    return {Tri::yes, touches.undated.empty() ? touch.at : Stamp{std::min(start.first, touch.at.first), touch.at.last, 0, false}};
  }
  return {touches.undated.empty() ? Tri::no : Tri::unknown, {}};
}

Tri touched_again(const Lead& lead, const Stamp& start, Instant as_of) {
  const Value &last = lead[known_field("last_touch_at")], &touches = lead[known_field("touches")];
  if (is_damaged(last)) return Tri::unknown;
  if (!last.present()) return touches.present() && touches.number.low == 1 && touches.number.high == 1 ? Tri::no : Tri::unknown;
  if (last.stamp.first > as_of) return Tri::unknown;   // a CRM overwrites it: there may have been another before
  if (certainly_before(last.stamp, start)) return Tri::no;
  const bool days = last.stamp.date_only && start.date_only;
  return last.stamp.first >= start.last || (days && last.stamp.day >= start.day) ? Tri::yes : Tri::unknown;
}

CrmTouch crm_touch(const Contract& contract, const Lead& lead, FieldId field, const StageClaim& entry, Instant as_of) {
  const Value& first = date_by(contract, lead, field, as_of);
  if (first.state == Value::State::unreadable) return {Tri::unknown, {}, false};
  if (answered_undated(contract, lead, field, as_of) != Tri::no) return {Tri::unknown, {}, false};
  if (!first.present()) return {Tri::no, {}, false};
  if (!entry.stamped) return {Tri::unknown, {}, false};
  if (!certainly_before(first.stamp, entry.at)) return {Tri::yes, first.stamp, true};
  if (field != touch_field()) return {Tri::unknown, {}, false};
  return {touched_again(lead, entry.at, as_of), lead[known_field("last_touch_at")].stamp, false};
}

Tri touched_at_all(const Touches& touches, Instant as_of) {
  if (std::any_of(touches.list.begin(), touches.list.end(), [&](const Touch& touch) { return touch.at.first <= as_of; })) return Tri::yes;
  return touches.undated.empty() ? Tri::no : Tri::unknown;
}

bool surely_by(const Stamp& touch, const Stamp& close) {
  return touch.last <= close.first || (touch.date_only && close.date_only && touch.day <= close.day);
}

namespace {

/// The last moment of a window. From a day, a window of whole days ends with a day.
Stamp window_end(const Stamp& from, Seconds within, const Zone& zone) {
  if (!from.date_only || within % seconds_a_day != 0) return {from.first + within, from.last + within, 0, false};
  const Day day = from.day + static_cast<Day>(within / seconds_a_day);
  return {zone.day_start(day), zone.day_start(day + 1) - 1, day, true};
}

/// A touch at a moment that cannot be read may be one of those that count.
void mark_undated(const Touches& touches, std::vector<Tri>& through) {
  for (const std::uint32_t one : touches.undated)
    for (std::size_t channel = 0; channel < through.size(); ++channel)
      if (one == any_type || one == channel) through[channel] = tri_or(through[channel], Tri::unknown);
}

bool same_text(std::string_view a, std::string_view b) { return in_list({std::string(a)}, b); }

}  // namespace

TouchReader::TouchReader(const Contract& contract, int stage, Instant as_of)
    : contract_(contract), rules_(contract.touch ? &*contract.touch : nullptr), as_of_(as_of), from_(stage) {
  if (!rules_) return;
  if (rules_->from >= 0) from_ = rules_->from;
  if (rules_->before.empty()) return;
  for (std::size_t i = 0; i < contract.exits.size(); ++i)
    if (same_text(contract.exits[i].name, rules_->before)) before_exit_ = static_cast<int>(i);
  before_stage_ = find_stage(contract, rules_->before);
  before_answer_ = (before_exit_ < 0 && before_stage_ < 0) || (contract.disposition && in_list(contract.disposition->states, rules_->before));
}

TouchReader::TouchReader(const Contract& contract, int stage, Instant as_of, const TouchRules& rules) : TouchReader(contract, stage, as_of) {
  rules_ = &rules;
  from_ = stage;
}

TouchReader::Ending TouchReader::ending(const Judging& judging, const Funnel& funnel) const {
  Ending ending;
  if (rules_->before.empty()) return ending;
  const Lead& lead = *judging.lead;
  const auto held = [&](const Stamp* at) {
    ending.held = true;
    if (at && (!ending.at || at->first < ending.at->first)) ending.at = *at;
  };
  const Value& state = lead[known_field("disposition")];
  ending.untold = before_answer_ && state.state == Value::State::unreadable;
  if (state.present() && same_text(state.text, rules_->before)) {
    const Value& at = lead[known_field("disposition_at")];
    if (!at.present()) held(nullptr);
    else if (at.stamp.first <= as_of_) held(&at.stamp);
  }
  const bool left = before_exit_ >= 0 && funnel.exit == before_exit_;
  if (before_exit_ >= 0 && ((funnel.exits_perhaps >> before_exit_ & 1) != 0 || (left && funnel.exits_perhaps != 0))) ending.untold = true;
  else if (left) held(funnel.exit_stamped ? &funnel.exit_at : nullptr);
  if (before_stage_ >= 0) {
    const StageClaim& claim = funnel.stages[static_cast<std::size_t>(before_stage_)];
    if (claim.held) held(claim.stamped ? &claim.at : nullptr);
  }
  return ending;
}

void TouchReader::count(const Touches& touches, bool open_end, TouchFacts& out) const {
  out.through.assign(touches.channels ? touches.channels->size() : 0, Tri::no);
  for (const Touch& touch : touches.list) {
    if (touch.at.first > as_of_) continue;
    if (certainly_before(touch.at, out.from)) {
      ++out.before_entry;
      continue;
    }
    ++out.since;
    if (!out.first) out.first = touch.at;
    out.last = touch.at;
    if (out.closes && certainly_before(*out.closes, touch.at)) continue;
    ++out.touches.most;
    Tri& through = out.through[touch.channel];
    through = tri_or(through, Tri::unknown);
    if (open_end || touch.at.first < out.from.first || (out.closes && !surely_by(touch.at, *out.closes))) continue;
    ++out.touches.least;
    through = Tri::yes;
  }
  out.touches.most += touches.undated.size();
  mark_undated(touches, out.through);
  out.channels.least = static_cast<std::uint64_t>(std::count(out.through.begin(), out.through.end(), Tri::yes));
  out.channels.most = static_cast<std::uint64_t>(std::count_if(out.through.begin(), out.through.end(), [](Tri one) { return one != Tri::no; }));
}

void TouchReader::count_updates(const Touches& touches, TouchFacts& out) const {
  if (!rules_->status_within || !touches.updates) return;
  const Seconds limit = *rules_->status_within;
  out.update_unknown += touches.undated.size();
  for (const Touch& touch : touches.list) {
    if (touch.at.first > as_of_ || certainly_before(touch.at, out.from)) continue;
    if (touch.update_unreadable) {
      ++out.update_unknown;
      continue;
    }
    if (touch.updated && touch.updated->first <= as_of_ && !certainly_before(*touch.updated, touch.at)) {
      const Tri due = ran_out({touch.at.first + limit, touch.at.last + limit, 0, false}, as_of_);
      if (touch.updated->last - touch.at.first <= limit) ++(due == Tri::yes ? out.updated : due == Tri::no ? out.updated_early : out.update_unknown);
      else ++(touch.updated->first - touch.at.last > limit ? out.updated_late : out.update_unknown);
    } else if (as_of_ <= touch.at.first + limit) {
      ++out.update_open;
    } else {
      ++(as_of_ > touch.at.last + limit ? out.updated_late : out.update_unknown);
    }
  }
}

Finding TouchReader::effort(const Judging& judging, const TouchFacts& facts, const Ending& end) const {
  if (!asks_effort()) return Finding::unknown;
  if (rules_->where_lead) {
    const Tri owed = truth(*rules_->where_lead, judging);
    if (owed != Tri::yes) return owed == Tri::no ? Finding::exempt : Finding::unknown;
  }
  if (facts.placed != Tri::yes || end.untold) return Finding::unknown;
  const auto minimum = static_cast<std::uint64_t>(rules_->minimum.value_or(0)), channels = static_cast<std::uint64_t>(rules_->channels.value_or(0));
  const bool enough = facts.touches.least >= minimum && facts.channels.least >= channels;
  const bool perhaps = facts.touches.most >= minimum && facts.channels.most >= channels;
  if (end.held && !end.at && !facts.closed) return perhaps ? Finding::unknown : Finding::fail;
  if (enough) return Finding::pass;
  if (!facts.closed) return Finding::open;
  return perhaps ? Finding::unknown : Finding::fail;
}

/// Has the counting of touches ended? What ended without a date has ended.
Tri TouchReader::ended(const TouchFacts& facts, const Ending& end) const {
  if (facts.closed || (end.held && !end.at)) return Tri::yes;
  const Tri window = facts.closes ? ran_out(*facts.closes, as_of_) : Tri::no;
  return window != Tri::yes && end.untold ? Tri::unknown : window;
}

/// Of a lead whose entry has no date that is known: without a touch it has none since entry, and all else is open.
void TouchReader::count_anywhen(const Touches& touches, TouchFacts& out) const {
  out.through.assign(touches.channels ? touches.channels->size() : 0, Tri::no);
  for (const Touch& touch : touches.list)
    if (touch.at.first <= as_of_) out.through[touch.channel] = Tri::unknown;
  mark_undated(touches, out.through);
  if (touched_at_all(touches, as_of_) == Tri::no) out.touched = Finding::fail;
}

TouchReader::Ending TouchReader::close(const Judging& judging, const Funnel& funnel, TouchFacts& out) const {
  if (!rules_) return {};
  if (rules_->within) out.closes = window_end(out.from, rules_->within->amount, *contract_.zone);
  out.closed = out.closes && as_of_ > out.closes->last;
  const Ending end = ending(judging, funnel);
  if (end.at && !certainly_before(*end.at, out.from) && (!out.closes || end.at->first < out.closes->first)) {
    out.closes = end.at;
    out.closed = true;
  }
  return end;
}

void TouchReader::read(const Judging& judging, const Funnel& funnel, TouchFacts& out) const {
  out = TouchFacts{};
  out.touched = out.effort = Finding::unknown;
  if (!judging.touches) return;
  out.logged = true;
  const StageClaim& entry = funnel.stages[static_cast<std::size_t>(from_)];
  out.counted = entry.held ? Tri::yes : entry.perhaps ? Tri::unknown : Tri::no;
  if (out.counted == Tri::no) {
    out.touched = out.effort = Finding::exempt;
    return;
  }
  out.placed = tri_and(out.counted, entry.stamped ? Tri::yes : entry.misdated ? Tri::unknown : Tri::no);
  if (out.placed != Tri::yes) {
    count_anywhen(*judging.touches, out);
    if (rules_) out.effort = effort(judging, out, {});
    return;
  }
  out.from = entry.at;
  const Ending end = close(judging, funnel, out);
  count(*judging.touches, end.untold || (end.held && !end.at), out);
  if (rules_) count_updates(*judging.touches, out);
  out.touched = out.since > 0 ? Finding::pass : judging.touches->undated.empty() ? Finding::fail : Finding::unknown;
  out.effort = rules_ ? effort(judging, out, end) : Finding::unknown;
  out.effort_due = ended(out, end);
}

void collect_touch_fields(const Contract& contract, std::vector<FieldId>& out) {
  if (!contract.touch) return;
  if (contract.touch->where_lead) collect_fields(*contract.touch->where_lead, out);
  if (!contract.touch->before.empty()) out.insert(out.end(), {known_field("disposition"), known_field("disposition_at")});
}

std::string counted_text(const Contract& contract) {
  std::string text;
  if (contract.touch && contract.touch->within) text = " within " + duration_text(*contract.touch->within);
  if (contract.touch && !contract.touch->before.empty()) text += (text.empty() ? " before " : ", before ") + contract.touch->before;
  return text;
}

std::string effort_text(const Contract& contract, int stage) {
  if (!contract.touch) return {};
  const TouchRules& rules = *contract.touch;
  std::string text;
  if (rules.minimum) text = std::to_string(*rules.minimum) + (*rules.minimum == 1 ? " touch" : " touches");
  if (rules.channels)
    text += (text.empty() ? "touches" : "") + std::string(" through ") + std::to_string(*rules.channels) + (*rules.channels == 1 ? " channel" : " channels");
  const int from = rules.from >= 0 ? rules.from : stage;
  if (rules.within) text += " within " + duration_text(*rules.within);
  text += " of " + contract.stages[static_cast<std::size_t>(from)].name;
  if (!rules.before.empty()) text += ", before " + rules.before;
  return text;
}

}  // namespace handoff
