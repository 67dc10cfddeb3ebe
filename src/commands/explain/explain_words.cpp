// The words of a story that its tables and its JSON share.
#include <array>

#include "explain/explain_report.hpp"

namespace handoff {

std::string utc_text(const Stamp& stamp) {
  if (stamp.date_only) return iso_day(stamp.day);
  std::string text = iso_instant(stamp.first);
  text[10] = ' ';
  if (text.size() == 20 && text.compare(16, 4, ":00Z") == 0) return text.substr(0, 16) + "Z";
  return text;
}

std::string_view tri_word(Tri tri) { return tri == Tri::yes ? "yes" : tri == Tri::no ? "no" : "unknown"; }

std::string_view finding_word(Finding finding) {
  constexpr std::string_view words[] = {"pass", "fail", "open", "unknown", "exempt"};
  return words[static_cast<std::size_t>(finding)];
}

std::string moment_role(const Contract& contract, const LeadStory& story, const StoryMoment& moment) {
  std::string text;
  const auto add = [&](const std::string& one) { text += (text.empty() ? "" : "; ") + one; };
  if (moment.touch >= 0) {
    add("touch, " + story.touches[static_cast<std::size_t>(moment.touch)]);
    for (const StoryClock& one : story.clocks)
      if (one.applies == StoryClock::Applies::yes && one.fact.stopped && one.fact.stop.first == moment.at.first &&
          contract.clocks[static_cast<std::size_t>(one.clock)].stop == touch_field())
        add("stops " + contract.clocks[static_cast<std::size_t>(one.clock)].name);
    return text;
  }
  if (moment.step >= 0) {
    const HistoryStep& step = story.steps[static_cast<std::size_t>(moment.step)];
    if (step.stage >= 0) add("in " + contract.stages[static_cast<std::size_t>(step.stage)].name);
    else if (step.exit >= 0) add("leaves as " + contract.exits[static_cast<std::size_t>(step.exit)].name);
    else if (!step.name.empty()) add("'" + std::string(step.name) + "'");
    if (!step.owner.empty()) add("owner " + std::string(step.owner) + (step.was.empty() ? "" : ", until then " + std::string(step.was)));
    return text;
  }
  if (moment.field == no_field) {
    const auto clock = static_cast<std::size_t>(moment.clock);
    const Stamp& due = story.clocks[clock].fact.due;
    return (due.first == due.last ? "due: " : "due at the earliest: ") + contract.clocks[clock].name;
  }
  for (const Stage& stage : contract.stages)
    if (stage.at == moment.field) add("entry into " + stage.name);
  for (const Exit& exit : contract.exits)
    if (exit.at == moment.field) add("leaves as " + exit.name);
  for (const StoryClock& one : story.clocks) {
    const Clock& clock = contract.clocks[static_cast<std::size_t>(one.clock)];
    if (clock.stop != moment.field || one.applies != StoryClock::Applies::yes) continue;
    if (one.fact.stopped) add("stops " + clock.name);
    else if (one.fact.early_stop) add("before " + clock.name + " started");
  }
  return text;
}

std::string score_sentence(const Contract& contract, const StoryScore& story, const Lead& lead) {
  const ScoreAxis& axis = *story.axis;
  if (axis.column == no_field || !axis.points.empty() || !axis.signals.empty()) return "";
  const Value& cell = lead[axis.column];
  std::string text = axis.name + ": the export holds " + (cell.text.empty() ? "nothing" : "'" + std::string(cell.text) + "'");
  if (!cell.present()) return text + ", so the score is unknown.";
  if (!axis.window || axis.at == no_field) return text + ".";
  const Value& at = lead[axis.at];
  const std::string& field = contract.fields[axis.at].name;
  if (!at.present()) return text + ", and it counts for " + span_text(*axis.window) + " after " + field + ", which is missing: the score is unknown.";
  text += ", and it counts for " + span_text(*axis.window) + " after " + field + ", " + local_text(at.stamp, *contract.zone);
  if (!story.value.present()) return text + ": a date without a time leaves open whether it still counts.";
  return text + (story.value.number.high == 0 && cell.number.low != 0 ? ": older at the moment it was judged, so 0." : ": it still counts.");
}

std::string claim_words(const Contract& contract, std::size_t index, const StoryStage& story, const Lead& lead) {
  const Stage& stage = contract.stages[index];
  std::string text;
  switch (story.by) {
    case ClaimedBy::nothing: return "not claimed";
    case ClaimedBy::date: text = "by " + contract.fields[stage.at].name; break;
    case ClaimedBy::value: text = "by the current stage '" + std::string(lead[known_field("stage")].text) + "'"; break;
    case ClaimedBy::definition: text = "by its definition alone"; break;
    case ClaimedBy::later_stage: text = "only through a later stage"; break;
  }
  return story.claim.held ? text : text + ", after as-of";
}

std::string not_applied_words(const Contract& contract, const StoryClock& story) {
  const Clock& clock = contract.clocks[static_cast<std::size_t>(story.clock)];
  switch (story.applies) {
    case StoryClock::Applies::yes: return "";
    case StoryClock::Applies::not_entered: return "the export does not claim " + contract.stages[static_cast<std::size_t>(clock.on)].name + " by the moment of judging";
    case StoryClock::Applies::taken:
      return "'" + contract.clocks[static_cast<std::size_t>(story.taken_by)].name + "' stands before it and stops at the same event";
    case StoryClock::Applies::where:
      return std::string(story.where.truth == Tri::unknown ? "its `where` cannot be decided: " : "its `where` is not true: ") + story.where.because;
  }
  return "";
}

namespace {

std::string hours_text(const std::vector<OpenHours>& hours) {
  const auto clock = [](int minutes) {
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(minutes / 60) + ":" + two(minutes % 60);
  };
  std::string text;
  for (const OpenHours& one : hours) text += (text.empty() ? "" : ", ") + clock(one.from) + "-" + clock(one.to);
  return text;
}

}  // namespace

std::string calendar_words(const Clock& clock) {
  if (clock.limit.unit == Unit::elapsed || !clock.calendar) return "";
  constexpr std::array<std::string_view, 7> days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const CalendarRules& rules = clock.calendar->rules();
  std::string text;
  for (std::size_t from = 0; from < 7;) {
    const std::string hours = hours_text(rules.week[from]);
    std::size_t to = from;
    while (to + 1 < 7 && hours_text(rules.week[to + 1]) == hours) ++to;
    if (!hours.empty()) text += (text.empty() ? "" : "; ") + std::string(days[from]) + (to > from ? "-" + std::string(days[to]) : "") + " " + hours;
    from = to + 1;
  }
  text += std::string(text.empty() ? "" : ", ") + (rules.zone ? rules.zone->name() : "");
  if (!rules.holidays.empty()) text += ", " + std::to_string(rules.holidays.size()) + " holidays";
  return rules.name + " (" + text + ")";
}

}  // namespace handoff
