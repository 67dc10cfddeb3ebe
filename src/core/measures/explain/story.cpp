// Telling one lead's story: the same judges as in the audit, asked one lead, with their reasons kept.
#include "handoff/measures/story.hpp"

#include <algorithm>

#include "handoff/cells/absence.hpp"

namespace handoff {

std::string StoryVerdict::values() const {
  std::vector<std::string> seen;
  std::string text;
  for (const Reason& reason : clauses) {
    if (reason.values.empty() || std::find(seen.begin(), seen.end(), reason.values) != seen.end()) continue;
    seen.push_back(reason.values);
    text += (text.empty() ? "" : ", ") + reason.values;
  }
  return text;
}

namespace {

StoryVerdict verdict_of(const ExprPtr& expr, const Judging& judging, bool with_contact) {
  Explanation explanation(expr, Explanation::Root::opened, with_contact);
  StoryVerdict out;
  out.truth = explanation.judge(judging);
  explanation.append_because(judging, out.because);
  out.clauses = explanation.reasons(judging);
  return out;
}

/// Earlier first; a day before the times of that day; at one moment, in the order of the fields, due times last.
bool earlier(const StoryMoment& a, const StoryMoment& b) {
  if (a.at.first != b.at.first) return a.at.first < b.at.first;
  if (a.at.date_only != b.at.date_only) return a.at.date_only;
  if (a.field != b.field) return a.field < b.field;
  return a.clock != b.clock ? a.clock < b.clock : a.touch != b.touch ? a.touch < b.touch : a.step < b.step;
}

/// Is this one of those in the middle, which are left out?
bool left_out(std::size_t position, std::size_t all) { return all > most_shown && position >= most_shown / 2 && position < all - most_shown / 2; }

/// The touches of the log; they stand for the columns that it replaces.
void tell_touches(const StorySettings& settings, const Touches& touches, LeadStory& story) {
  std::erase_if(story.timeline, [](const StoryMoment& moment) { return moment.field == touch_field() || moment.field == known_field("last_touch_at"); });
  for (std::size_t i = 0; i < touches.list.size(); ++i) {
    const Touch& touch = touches.list[i];
    if (left_out(i, touches.list.size())) {
      ++story.touches_left_out;
      continue;
    }
    story.timeline.push_back({touch.at, no_field, -1, static_cast<int>(story.touches.size()), touch.at.first > settings.as_of});
    story.touches.push_back((*touches.channels)[touch.channel]);
  }
}

void tell_history(const StageEntry& entry, LeadStory& story) {
  for (std::size_t i = 0; i < entry.steps->size(); ++i) {
    const HistoryStep& step = (*entry.steps)[i];
    if (step.at.first == instant_min) continue;  // who had the lead before the first row
    if (left_out(i, entry.steps->size())) {
      ++story.steps_left_out;
      continue;
    }
    story.timeline.push_back({step.at, no_field, -1, -1, false, static_cast<int>(story.steps.size())});
    story.steps.push_back(step);
  }
}

void tell_dates(const Contract& contract, const StorySettings& settings, const Judging& judging, LeadStory& story) {
  const Lead& lead = *judging.lead;
  for (std::size_t id = 0; id < contract.fields.size(); ++id) {
    if (contract.fields[id].type != Type::date) continue;
    const Value& value = lead.values[id];
    if (value.state == Value::State::unreadable && !no_column(value)) story.unreadable.push_back(static_cast<FieldId>(id));
    if (value.present()) story.timeline.push_back({value.stamp, static_cast<FieldId>(id), -1, -1, value.stamp.first > settings.as_of});
  }
  if (judging.touches) tell_touches(settings, *judging.touches, story);
  if (judging.entry) tell_history(*judging.entry, story);
  for (const StoryClock& clock : story.clocks) {
    if (clock.applies != StoryClock::Applies::yes || !clock.fact.started || clock.fact.verdict == Verdict::exempt) continue;
    const Instant due = clock.fact.due.first;
    story.timeline.push_back({{due, due, contract.zone->day_of(due), false}, no_field, clock.clock, -1, due > settings.as_of});
  }
  std::sort(story.timeline.begin(), story.timeline.end(), earlier);
}

ClaimedBy claimed_by(const Contract& contract, std::size_t index, const StageClaim& claim, const Lead& lead) {
  const Stage& stage = contract.stages[index];
  if (!claim.reached) return ClaimedBy::nothing;
  if (claim.stamped) return ClaimedBy::date;
  const Value& current = lead[known_field("stage")];
  if (current.present() && in_list(stage.values, current.text)) return ClaimedBy::value;
  return stage.at == no_field && stage.values.empty() && stage.when ? ClaimedBy::definition : ClaimedBy::later_stage;
}

void tell_stages(const Contract& contract, const StorySettings& settings, const Judging& judging, LeadStory& story) {
  for (std::size_t i = 0; i < contract.stages.size(); ++i) {
    StoryStage stage;
    stage.claim = story.funnel.stages[i];
    stage.by = claimed_by(contract, i, stage.claim, *judging.lead);
    const Judging then = at_entry(judging, stage.claim, settings.as_of);
    stage.judged_at = then.moment;
    stage.at_entry = stage.claim.stamped && stage.claim.at.first <= settings.as_of;
    if (contract.stages[i].when) stage.definition = verdict_of(contract.stages[i].when, then, settings.with_contact);
    story.stages.push_back(std::move(stage));
  }
}

void tell_scores(const Contract& contract, const StorySettings& settings, const Judging& then, LeadStory& story) {
  story.scored_at = then.moment;
  for (const auto& axis : contract.scores) {
    StoryScore one;
    one.axis = axis.get();
    one.value = score(*axis, then);
    for (const PointRule& rule : axis->points)
      if (rule.when) one.rules.push_back({to_sql(*rule.when), rule.add, points_of(rule, then), verdict_of(rule.when, then, settings.with_contact)});
    if (!axis->signals.empty()) one.signals = tell_signals(*axis, then);
    story.scores.push_back(std::move(one));
  }
}

void tell_buckets(const Contract& contract, const StorySettings& settings, const Judging& judging, LeadStory& story) {
  for (const auto& list : {contract.segments, contract.lanes, contract.sources, contract.routes}) {
    if (!list) continue;
    StoryBuckets one;
    one.list = list.get();
    one.bucket = bucket_of(*list, judging);
    for (std::size_t i = 0; i < list->buckets.size(); ++i) {
      if (one.bucket >= 0 && static_cast<int>(i) > one.bucket) break;
      if (list->buckets[i].when) one.tried.push_back(verdict_of(list->buckets[i].when, judging, settings.with_contact));
      else one.tried.emplace_back();
    }
    story.buckets.push_back(std::move(one));
  }
}

/// Of those that share a stop, the first clock that fits takes the others.
void tell_clocks(const Contract& contract, const StorySettings& settings, const Judging& judging, LeadJudge& judge, LeadStory& story) {
  for (std::size_t i = 0; i < contract.clocks.size(); ++i) {
    const Clock& clock = contract.clocks[i];
    const StageClaim& entry = story.funnel.stages[static_cast<std::size_t>(clock.on)];
    const Judging then = at_entry(judging, entry);
    StoryClock one;
    one.clock = static_cast<int>(i);
    if (clock.where) one.where = verdict_of(clock.where, then, settings.with_contact);
    for (const StoryClock& other : story.clocks) {
      const Clock& before = contract.clocks[static_cast<std::size_t>(other.clock)];
      if (other.applies == StoryClock::Applies::yes && !other.fact.perhaps && before.on == clock.on && before.stop == clock.stop) one.taken_by = other.clock;
    }
    const std::vector<ClockFact>& facts = judge.clocks(clock.on);
    const auto fact = std::find_if(facts.begin(), facts.end(), [&](const ClockFact& other) { return other.clock == one.clock; });
    if (!entry.held) one.applies = StoryClock::Applies::not_entered;
    else if (one.taken_by >= 0) one.applies = StoryClock::Applies::taken;
    else if (fact == facts.end()) one.applies = StoryClock::Applies::where;
    if (one.applies == StoryClock::Applies::yes) {
      one.fact = *fact;
      one.sentence = clock_sentence(contract, one.fact, settings.as_of);
      one.owner = clock_owner(then, one.fact, settings.as_of);
    }
    story.clocks.push_back(std::move(one));
  }
}

}  // namespace

LeadStory tell_story(const Contract& contract, const StorySettings& settings, const Judging& judging) {
  LeadStory story;
  LeadJudge judge(contract, settings.as_of, settings.absent, Counting::defined);
  judge.take(judging);
  story.facts = judge.facts(settings.stage);
  story.funnel = judge.funnel();
  story.measurable = measurable_checks(contract, settings.stage, settings.absent, settings.duplicates, settings.touch_log);
  for (const NamedPredicate& exclusion : contract.exclusions) {
    story.exclusions.push_back({exclusion.name, verdict_of(exclusion.when, judging, settings.with_contact)});
    if (story.excluded < 0 && story.exclusions.back().verdict.truth == Tri::yes) story.excluded = static_cast<int>(story.exclusions.size()) - 1;
  }
  tell_stages(contract, settings, judging, story);
  tell_scores(contract, settings, at_entry(judging, story.funnel.stages[static_cast<std::size_t>(settings.stage)], settings.as_of), story);
  tell_buckets(contract, settings, judging, story);
  tell_clocks(contract, settings, judging, judge, story);
  tell_dates(contract, settings, judging, story);
  return story;
}

void collect_story_fields(const Contract& contract, int stage, std::vector<FieldId>& out) {
  collect_fact_fields(contract, stage, out);
  for (std::size_t i = 0; i < contract.stages.size(); ++i) collect_clock_fields(contract, static_cast<int>(i), out);
  for (const auto* list : {&contract.exclusions, &contract.definitions})
    for (const NamedPredicate& one : *list)
      if (one.when) collect_fields(*one.when, out);
  for (const auto& list : {contract.segments, contract.lanes, contract.sources, contract.routes})
    for (std::size_t i = 0; list && i < list->buckets.size(); ++i)
      if (list->buckets[i].when) collect_fields(*list->buckets[i].when, out);
  for (const auto& axis : contract.scores) {
    for (const PointRule& rule : axis->points)
      if (rule.when) collect_fields(*rule.when, out);
    for (const FieldId field : {axis->column, axis->at})
      if (field != no_field) out.push_back(field);
  }
}

}  // namespace handoff
