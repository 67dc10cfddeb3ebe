// What happened to a lead, when, and what each moment is to the contract.
#include <fmt/format.h>

#include <algorithm>

#include "explain/explain_records.hpp"
#include "handoff/cells/absence.hpp"

namespace handoff {

namespace {

/// `2026-04-01 10:00Z`, `2026-04-01` for a day.
std::string utc_text(const Stamp& stamp) {
  if (stamp.date_only) return iso_day(stamp.day);
  std::string text = iso_instant(stamp.first);
  text[10] = ' ';
  return text.size() == 20 && text.ends_with(":00Z") ? text.substr(0, 16) + "Z" : text;
}

void join(std::string& text, const std::string& part) { text += (text.empty() ? "" : "; ") + part; }

std::string touch_role(const ExplainedLead& lead, const StoryMoment& moment) {
  std::string text = "touch, " + lead.story.touches[static_cast<std::size_t>(moment.touch)];
  for (const StoryClock& one : lead.story.clocks)
    if (one.applies == StoryClock::Applies::yes && one.fact.stopped && one.fact.stop.first == moment.at.first &&
        lead.contract.clocks[static_cast<std::size_t>(one.clock)].stop == touch_field())
      join(text, "stops " + lead.clock(one.clock));
  return text;
}

std::string step_role(const ExplainedLead& lead, const HistoryStep& step) {
  std::string text;
  if (step.stage >= 0) join(text, "in " + lead.stage(step.stage));
  else if (step.exit >= 0) join(text, "leaves as " + lead.contract.exits[static_cast<std::size_t>(step.exit)].name);
  else if (!step.name.empty()) join(text, fmt::format("'{}'", step.name));
  if (!step.owner.empty())
    join(text, fmt::format("owner {}{}{}", step.owner, step.was.empty() ? "" : ", until then ", step.was));
  return text;
}

/// What a moment is to the contract: `entry into MQL`, `stops first touch`; empty: nothing.
std::string moment_role(const ExplainedLead& lead, const StoryMoment& moment) {
  if (moment.touch >= 0) return touch_role(lead, moment);
  if (moment.step >= 0) return step_role(lead, lead.story.steps[static_cast<std::size_t>(moment.step)]);
  if (moment.field == no_field) {
    const Stamp& due = lead.story.clocks[static_cast<std::size_t>(moment.clock)].fact.due;
    return (due.first == due.last ? "due: " : "due at the earliest: ") + lead.clock(moment.clock);
  }
  std::string text;
  for (const Stage& stage : lead.contract.stages)
    if (stage.at == moment.field) join(text, "entry into " + stage.name);
  for (const Exit& exit : lead.contract.exits)
    if (exit.at == moment.field) join(text, "leaves as " + exit.name);
  for (const StoryClock& one : lead.story.clocks) {
    const Clock& clock = lead.contract.clocks[static_cast<std::size_t>(one.clock)];
    if (clock.stop != moment.field || one.applies != StoryClock::Applies::yes) continue;
    if (one.fact.stopped) join(text, "stops " + clock.name);
    else if (one.fact.early_stop) join(text, fmt::format("before {} started", clock.name));
  }
  return text;
}

/// Where the moment stands: in a column of the export, or in a log.
std::string source_words(const ExplainedLead& lead, const StoryMoment& moment) {
  if (moment.step >= 0) return "the history";
  if (moment.touch >= 0) return "the log";
  if (moment.field == no_field) return "";
  return lead.context.history && (*lead.context.lead)[moment.field].text.empty()
             ? "the history"
             : (*lead.context.headers)[moment.field];
}

Records<StoryMoment> moment_records(const ExplainedLead& lead) {
  using M = StoryMoment;
  const auto tone = [](const M& m) { return m.clock >= 0 ? Tone::faint : Tone::plain; };
  return {{{"at", Holds::moment, [&lead](const M& m) { return lead.at(true, m.at); }, "", tone},
           {"local", Holds::moment, [&lead](const M& m) { return local_text(m.at, *lead.contract.zone); }},
           {"field",
            [&lead](const M& m) { return m.field == no_field ? Node() : Node(lead.contract.fields[m.field].name); }},
           {"column",
            [&lead](const M& m) { return m.field == no_field ? Node() : Node((*lead.context.headers)[m.field]); }},
           {"what", [&lead](const M& m) { return text_node(moment_role(lead, m)); }, "", tone},
           {"after_as_of", Holds::flag, &M::later}},
          {{"utc", Holds::moment, [](const M& m) { return utc_text(m.at); }, "", tone},
           {"source", [&lead](const M& m) { return source_words(lead, m); }}}};
}

/// What the timeline leaves out of a log; nothing where that is nothing.
void note_left_out(std::string_view log, std::string_view rows, std::size_t shown, std::size_t left_out,
                   std::vector<std::string>& out) {
  if (left_out > 0)
    out.push_back(fmt::format("{} has {} {} of this lead: the first {} and the last {} are shown", log,
                              count_text(shown + left_out), rows, most_shown / 2, shown - most_shown / 2));
}

std::string unreadable_sentence(std::string_view field, std::string_view text) {
  if (text == of_a_log) return fmt::format("{} is not known: a row of a log about this lead has a date or a type that cannot be read", field);
  return fmt::format("{} holds '{}', which is not a date", field, text);
}

}  // namespace

Node::List timeline_list(const ExplainedLead& lead) { return moment_records(lead).list(lead.story.timeline); }

Table timeline_table(const ExplainedLead& lead) {
  const LeadStory& story = lead.story;
  Table table = moment_records(lead).table(
      "What happened, when",
      {{lead.contract.zone->name(), "at"}, {"UTC", "utc"}, "field", {"what it is", "what"}, {"column", "source"}},
      story.timeline);
  const Instant as_of = lead.settings.as_of;
  const Stamp now{as_of, as_of, lead.contract.zone->day_of(as_of), false};
  const auto later = std::find_if(story.timeline.begin(), story.timeline.end(),
                                  [](const StoryMoment& moment) { return moment.later; });
  table.rows.insert(table.rows.begin() + (later - story.timeline.begin()),
                    std::vector<Cell>{lead.at(true, now), utc_text(now), "", "moment of judging (as-of)", ""});
  note_left_out("the touch log", "touches", story.touches.size(), story.touches_left_out, table.footnotes);
  note_left_out("the history", "rows", story.steps.size(), story.steps_left_out, table.footnotes);
  for (const FieldId field : story.unreadable)
    table.footnotes.push_back(unreadable_sentence(lead.contract.fields[field].name, (*lead.context.lead)[field].text));
  return table;
}

}  // namespace handoff
