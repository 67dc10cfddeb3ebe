// Counting what the patterns are read from.
#include "handoff/measures/gaming.hpp"

#include <algorithm>

#include "handoff/cells/absence.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/judging/disposition.hpp"
#include "handoff/judging/touch.hpp"
#include "text/text_fold.hpp"

namespace handoff {

std::string_view game_name(GamePattern pattern) {
  constexpr std::string_view names[] = {"deadline", "untouched", "threshold", "same_time", "acceptance", "at_once", "before_created"};
  return names[static_cast<std::size_t>(pattern)];
}

void StampCounts::add(Instant at, std::uint64_t times) {
  if (full_) return;
  counts_[at] += times;
  if (counts_.size() <= most) return;
  full_ = true;  // the union of all parts has at least as many
  counts_.clear();
}

void StampCounts::merge(const StampCounts& other) {
  timed += other.timed;
  midnight += other.midnight;
  if (other.full_) {
    full_ = true;
    counts_.clear();
  }
  for (const auto& [at, times] : other.counts_) add(at, times);
}

std::vector<std::pair<Instant, std::uint64_t>> StampCounts::largest(std::size_t count) const {
  std::vector<std::pair<Instant, std::uint64_t>> all(counts_.begin(), counts_.end());
  const std::size_t kept = std::min(count, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept), all.end(),
                    [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
  all.resize(kept);
  return all;
}

void StepMonths::merge(const StepMonths& other) {
  for (const auto& [month, counts] : other.months) months[month].merge(counts);
  for (const auto& [range, share] : other.open) open[range].merge(share);
}

void MonthCounts::merge(const MonthCounts& other) {
  unknown.merge(other.unknown);
  entered += other.entered;
  taken.merge(other.taken);
}

namespace {

/// A text as the list spells it, whatever its case; empty: it is not on the list.
std::string spelled(const std::vector<std::string>& list, std::string_view text) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const std::string& one) { return equal_folded(one, text); });
  return found == list.end() ? std::string() : *found;
}

/// The times of the export that people or machines write: of stages, clocks and dispositions.
std::vector<FieldId> time_fields(const Contract& contract, const std::vector<bool>& absent) {
  std::vector<FieldId> fields;
  const auto add = [&](FieldId field) {
    if (field == no_field || (field < absent.size() && absent[field])) return;
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) fields.push_back(field);
  };
  for (const Stage& stage : contract.stages) add(stage.at);
  for (const Clock& clock : contract.clocks) {
    add(clock.start);
    if (clock.taken == no_field) add(clock.stop);
  }
  add(known_field("disposition_at"));
  return fields;
}

}  // namespace

GamingTally::GamingTally(const Contract& contract, const GamingSettings& settings)
    : score(contract, settings.score),
      dates(contract, {settings.as_of}),
      contract_(contract),
      settings_(settings),
      disposition_at_(known_field("disposition_at")),
      first_touch_(known_field("first_touch_at")),
      touches_(known_field("touches")),
      fields_(time_fields(contract, settings.absent)) {
  const auto has = [&](FieldId field) { return field >= settings.absent.size() || !settings.absent[field]; };
  sees_touches_ = settings.log || has(first_touch_) || has(touches_);
  bins.resize(contract.clocks.size());
  met.resize(contract.clocks.size());
  inexact.resize(contract.clocks.size());
  uncertain.resize(contract.clocks.size());
  stamps.resize(fields_.size());
}

/// Responses by their share of the limit: a bin holds its upper end, so that exactly on the limit is in the last that is met.
void GamingTally::count_clocks(Tri inside) {
  for (const ClockFact& fact : facts_->clocks) {
    const auto clock = static_cast<std::size_t>(fact.clock);
    const bool answered = fact.stopped && (fact.verdict == Verdict::met || fact.verdict == Verdict::breached);
    if (fact.verdict == Verdict::unknown || (answered && (inside == Tri::unknown || fact.perhaps))) ++uncertain[clock];
    if (!answered || inside == Tri::unknown || fact.perhaps) continue;
    if (fact.least != fact.most) {
      ++inexact[clock];
      continue;
    }
    met[clock] += fact.verdict == Verdict::met;
    const Seconds limit = limit_seconds(contract_.clocks[clock], fact.start.first);
    if (limit <= 0) continue;
    const Seconds bin = fact.elapsed <= 0 ? 0 : (fact.elapsed * 20 + limit - 1) / limit - 1;
    if (bin < static_cast<Seconds>(deadline_bins)) ++bins[clock][static_cast<std::size_t>(bin)];
  }
}

void GamingTally::count_disposition(const Judging& judging, Tri inside) {
  const Lead& lead = *judging.lead;
  const Value& state = disposition_by(contract_, lead, settings_.as_of);
  const bool any = state.state == Value::State::unreadable && !no_column(state);   // it may be each of them
  if (!sees_touches_ || (!state.present() && !any)) return;
  const std::string named = contract_.disposition && !any ? spelled(contract_.disposition->states, state.text) : std::string();
  const Value& when = lead[disposition_at_];
  const Instant until = when.present() ? std::min(when.stamp.last, settings_.as_of) : settings_.as_of;
  bool touched = false, unreadable = false;
  if (judging.touches) {
    const Tri any_touch = touched_at_all(*judging.touches, until);
    touched = any_touch == Tri::yes;
    unreadable = any_touch == Tri::unknown;
  } else {
    const Value &first = lead[first_touch_], &count = lead[touches_];
    touched = (first.present() && first.stamp.first <= until) || (count.present() && count.number.high > 0);
    unreadable = !touched && (is_damaged(first) || is_damaged(count));
  }
  touch_unreadable += unreadable && inside == Tri::yes;
  const bool open = unreadable || (touched && when.state == Value::State::unreadable);   // of an answer on an unknown day the touch may be later
  (any ? any_disposition : dispositions[named.empty() ? "(other)" : named]).add(any ? std::nullopt : known(inside), open ? std::nullopt : std::optional(!touched));
}

/// Entrants by month. Only stamps count: without both nobody knows how long it took. A date that is there and not known leaves it open.
void GamingTally::count_step(int from, int to, StepMonths& step) const {
  const auto a = static_cast<std::size_t>(from), b = static_cast<std::size_t>(to);
  const StageClaim &entry = funnel_->stages[a], &end = funnel_->stages[b];
  if (!entry.held && !entry.perhaps) return;
  const auto month = [&](Day day) { return period_of(day, Grain::month, contract_.week_start).from; };
  const bool open_end = end.perhaps || end.misdated;
  if (entry.misdated) {
    const Period days = *entry_days(*funnel_, a, *contract_.zone, settings_.as_of);
    return step.open[{month(days.from), month(days.to)}].add(std::nullopt, end.held || open_end ? std::nullopt : std::optional(false));
  }
  if (!entry.stamped || (end.held && !end.stamped && !end.misdated)) return;
  if (end.held && end.stamped && FunnelReader::faulty(*funnel_, a, b)) return;
  MonthCounts& counts = step.months[month(day_in(*contract_.zone, entry.at))];
  if (open_end || !entry.held) return counts.unknown.add(entry.held ? std::optional(true) : std::nullopt, end.held || open_end ? std::nullopt : std::optional(false));
  ++counts.entered;
  if (end.held) counts.taken.add(between(entry.at, end.at));
}

void GamingTally::count_months() {
  if (settings_.accepted < 0) return;
  count_step(settings_.stage, settings_.accepted, accepting);
  if (settings_.next >= 0) count_step(settings_.accepted, settings_.next, moving);
}

void GamingTally::add(LeadJudge& judge) {
  const Judging& judging = judge.judging();
  const bool wanted = judging.wanted == Tri::yes;
  for (std::size_t i = 0; wanted && i < fields_.size(); ++i) {
    const Value& value = (*judging.lead)[fields_[i]];
    if (!value.present() || value.stamp.date_only || value.stamp.first > settings_.as_of) continue;
    ++stamps[i].timed;
    if (contract_.zone->to_local(value.stamp.first) % seconds_a_day == 0) ++stamps[i].midnight;
    else stamps[i].add(value.stamp.first);
  }
  funnel_ = &judge.funnel();
  if (wanted) count_months();
  dates.add(judge);
  if (!funnel_->to_come()) score.add(judge);
  const Tri inside = tri_and(judging.wanted, belongs(judge, settings_, *contract_.zone));
  if (!(wanted && enter(judge, settings_, *contract_.zone)) && inside != Tri::unknown) return;
  leads += inside == Tri::yes;
  facts_ = &judge.facts(settings_.stage);
  count_clocks(inside);
  count_disposition(judging, inside);
}

void GamingTally::merge(const GamingTally& other) {
  leads += other.leads;
  Entrants::merge(other);
  touch_unreadable += other.touch_unreadable;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    for (std::size_t bin = 0; bin < deadline_bins; ++bin) bins[i][bin] += other.bins[i][bin];
    met[i] += other.met[i];
    inexact[i] += other.inexact[i];
    uncertain[i] += other.uncertain[i];
  }
  for (const auto& [state, untouched] : other.dispositions) dispositions[state].merge(untouched);
  any_disposition.merge(other.any_disposition);
  for (std::size_t i = 0; i < stamps.size(); ++i) stamps[i].merge(other.stamps[i]);
  accepting.merge(other.accepting);
  moving.merge(other.moving);
  score.merge(other.score);
  dates.merge(other.dates);
}

void collect_gaming_fields(const Contract& contract, const GamingSettings& settings, std::vector<FieldId>& needed, std::vector<FieldId>& optional) {
  collect_funnel_fields(contract, needed);
  collect_fact_fields(contract, settings.stage, needed);
  collect_score_fields(contract, settings.score, needed);
  for (const std::string_view name : {"disposition", "disposition_at", "first_touch_at", "touches", "created_at"}) optional.push_back(known_field(name));
  const std::vector<FieldId> times = time_fields(contract, {});
  optional.insert(optional.end(), times.begin(), times.end());
}

}  // namespace handoff
