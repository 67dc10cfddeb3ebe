// The clocks of a lead: when each started, stopped and was due, on which calendar, and why one does not apply.
#include <fmt/format.h>

#include <array>

#include "explain/explain_records.hpp"

namespace handoff {

namespace {

using Applies = StoryClock::Applies;

const Clock& rules_of(const ExplainedLead& lead, const StoryClock& one) {
  return lead.contract.clocks[static_cast<std::size_t>(one.clock)];
}

/// Why a clock does not apply; empty: it does.
std::string not_applied_words(const ExplainedLead& lead, const StoryClock& one) {
  switch (one.applies) {
    case Applies::yes: return "";
    case Applies::not_entered:
      return fmt::format("the export does not claim {} by the moment of judging", lead.stage(rules_of(lead, one).on));
    case Applies::taken:
      return fmt::format("'{}' stands before it and stops at the same event", lead.clock(one.taken_by));
    case Applies::where:
      return fmt::format(
          "{}{}", one.where.truth == Tri::unknown ? "its `where` cannot be decided: " : "its `where` is not true: ",
          one.where.because);
  }
  return "";
}

std::string hours_words(const std::vector<OpenHours>& hours) {
  std::string text;
  for (const OpenHours& one : hours)
    text += fmt::format("{}{:02}:{:02}-{:02}:{:02}", text.empty() ? "" : ", ", one.from / 60, one.from % 60,
                        one.to / 60, one.to % 60);
  return text;
}

/// `default (mon-fri 09:00-17:00, America/New_York, 12 holidays)`; empty for elapsed time.
std::string calendar_words(const Clock& clock) {
  if (clock.limit.unit == Unit::elapsed || !clock.calendar) return "";
  constexpr std::array<std::string_view, 7> days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const CalendarRules& rules = clock.calendar->rules();
  std::string text;
  for (std::size_t from = 0; from < 7;) {
    const std::string hours = hours_words(rules.week[from]);
    std::size_t to = from;
    while (to + 1 < 7 && hours_words(rules.week[to + 1]) == hours) ++to;
    if (!hours.empty())
      text += fmt::format("{}{}{}{} {}", text.empty() ? "" : "; ", days[from], to > from ? "-" : "",
                          to > from ? days[to] : "", hours);
    from = to + 1;
  }
  text += fmt::format("{}{}", text.empty() ? "" : ", ", rules.zone ? rules.zone->name() : "");
  if (!rules.holidays.empty()) text += fmt::format(", {} holidays", rules.holidays.size());
  return fmt::format("{} ({})", rules.name, text);
}

Node elapsed_node(const ExplainedLead& lead, const StoryClock& one) {
  if (one.applies != Applies::yes || !one.fact.measured()) return Blank{"-"};
  const auto seconds = static_cast<double>(one.fact.elapsed);
  if (one.fact.stopped) return TimeSpan{seconds, false, rules_of(lead, one).limit.unit != Unit::elapsed};
  return Figure{seconds, clock_span_text(rules_of(lead, one), one.fact.elapsed) + " so far"};
}

Tone verdict_tone(const StoryClock& one) {
  if (one.applies != Applies::yes) return Tone::faint;
  return one.fact.verdict == Verdict::met        ? Tone::good
         : one.fact.verdict == Verdict::breached ? Tone::bad
                                                 : Tone::plain;
}

Records<StoryClock> clock_line_records(const ExplainedLead& lead) {
  using C = StoryClock;
  const auto applies = [](const C& c) { return c.applies == Applies::yes; };
  const auto history = [&lead](const C&) { return lead.context.history; };
  return {{{"clock", [&lead](const C& c) { return lead.clock(c.clock); }},
           {"stage", [&lead](const C& c) { return lead.stage(rules_of(lead, c).on); }},
           {"limit", [&lead](const C& c) { return duration_text(rules_of(lead, c).limit); }},
           {"calendar", [&lead](const C& c) { return text_node(calendar_words(rules_of(lead, c))); }},
           {"applies", Holds::flag, applies},
           {"why_not", [&lead](const C& c) { return text_node(not_applied_words(lead, c)); }},
           {"start", Holds::moment,
            [&lead, applies](const C& c) { return lead.at(applies(c) && c.fact.has_start, c.fact.start); }},
           {"stop", Holds::moment,
            [&lead, applies](const C& c) { return lead.at(applies(c) && c.fact.stopped, c.fact.stop); }},
           {"due", Holds::moment,
            [&lead, applies](const C& c) {
              return lead.at(applies(c) && c.fact.started, {c.fact.due.first, c.fact.due.first, 0, false});
            }},
           {"elapsed_seconds", [&lead](const C& c) { return elapsed_node(lead, c); }},
           {"limit_seconds",
            [&lead, applies](const C& c) {
              return applies(c) && c.fact.started ? Node(limit_seconds(rules_of(lead, c), c.fact.start.first)) : Node();
            }},
           {"verdict",
            [applies](const C& c) {
              return applies(c) ? Node(verdict_name(c.fact.verdict)) : Node(Blank{"does not apply"});
            },
            "", verdict_tone},
           {"explanation", [applies](const C& c) { return applies(c) ? Node(c.sentence) : Node(); }},
           {"owner", [applies](const C& c) { return applies(c) ? text_node(std::string(c.owner.name)) : Node(); }, "",
            nullptr, history},
           {"owner_explanation", [applies](const C& c) { return applies(c) ? Node(owner_sentence(c.owner)) : Node(); },
            "", nullptr, history}}};
}

std::string footnote_of(const ExplainedLead& lead, const StoryClock& one) {
  const std::string& name = lead.clock(one.clock);
  if (one.applies != Applies::yes)
    return fmt::format("{}: does not apply, since {}.", name, not_applied_words(lead, one));
  const std::string calendar = calendar_words(rules_of(lead, one)), whose = owner_sentence(one.owner);
  return fmt::format("{}: {}{}{}{}", name, one.sentence, calendar.empty() ? "" : fmt::format(" Calendar {}.", calendar),
                     whose.empty() ? "" : " ", whose);
}

}  // namespace

Node::List clock_list(const ExplainedLead& lead) { return clock_line_records(lead).list(lead.story.clocks); }

Table clock_table(const ExplainedLead& lead) {
  Table table = clock_line_records(lead).table(
      "Clocks",
      {"clock", "limit", {"started", "start"}, {"stopped", "stop"}, "due", {"took", "elapsed_seconds"}, "verdict"},
      lead.story.clocks);
  for (const StoryClock& one : lead.story.clocks) table.footnotes.push_back(footnote_of(lead, one));
  return table;
}

}  // namespace handoff
