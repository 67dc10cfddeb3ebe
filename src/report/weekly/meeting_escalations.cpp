// What follows where a commitment was not kept, or not proven: once, for the JSON and the tables.
#include <fmt/format.h>

#include "report_parts.hpp"
#include "weekly/meeting_page.hpp"

namespace handoff {

namespace {

/// Which periods count: those that missed, else all of the run.
const std::vector<std::string>& missed_in(const Fired& one) { return one.missed.empty() ? one.periods : one.missed; }

std::string counted_persons(std::uint64_t persons) { return persons == 1 ? "1 person" : fmt::format("{} persons", count_text(persons)); }

Records<Fired> escalation_records(const MeetingPage& page) {
  using F = Fired;
  const auto rule = [&page](const F& f) -> const Escalation& { return page.contract.escalations[f.escalation]; };
  const auto texts = [](const std::vector<std::string>& words) { return Node::List(words.begin(), words.end()); };
  const Day today = page.contract.zone->day_of(page.settings.as_of);
  const auto name = [rule](const F& f) {
    std::string text = rule(f).name.empty() ? rule(f).commitment : rule(f).name;
    if (rule(f).level) text += fmt::format(", level {}", rule(f).level);
    if (!f.value.empty()) return fmt::format("{}, {}", text, f.value);
    return f.persons > 0 ? fmt::format("{}, {}", text, counted_persons(f.persons)) : text;
  };
  const auto missed = [](const F& f) {
    return missed_in(f).size() > 3 ? fmt::format("{} to {}", missed_in(f).front(), missed_in(f).back())
                                   : fmt::format("{}", fmt::join(missed_in(f), ", "));
  };
  const auto state = [today](const F& f) { return fmt::format("{}{}", fired_name(f.state), f.due_day && *f.due_day < today ? ", past its date" : ""); };
  return {{{"escalation", Holds::text, [rule](const F& f) { return text_node(rule(f).name); }},
           {"commitment", Holds::text, [rule](const F& f) { return rule(f).commitment; }},
           {"level", Holds::number, [rule](const F& f) { return rule(f).level ? Node(rule(f).level) : Node(); }},
           {"persons", Holds::count, [](const F& f) { return f.persons > 0 ? Node(f.persons) : Node(); }},
           {"person", Holds::text, [](const F& f) { return text_node(f.value); }},
           {"below", Holds::text, [rule](const F& f) { return rule(f).below; }},
           {"missed", Holds::text, [texts](const F& f) { return texts(missed_in(f)); }},
           {"to", Holds::text, [texts, rule](const F& f) { return texts(rule(f).to); }},
           {"action", Holds::text, [rule](const F& f) { return text_node(rule(f).action); }},
           {"due", Holds::text, [](const F& f) { return f.due_day ? Node(iso_day(*f.due_day)) : Node(); }},
           {"state", Holds::text, [](const F& f) { return fired_name(f.state); }}},
          {{"name", Holds::text, name},
           {"missed_in", Holds::text, missed},
           {"roles", Holds::text, [rule](const F& f) { return fmt::format("{}", fmt::join(rule(f).to, ", ")); }},
           {"stands", Holds::text, state, "", [](const F& f) { return f.state == FiredState::over ? Tone::faint : Tone::bad; }}}};
}

}  // namespace

Node::List escalation_list(const MeetingPage& page) { return escalation_records(page).list(page.fired); }

Table escalation_table(const MeetingPage& page, const std::string& title) {
  Table table = escalation_records(page).table(
      title, {{"escalation", "name"}, {"missed in", "missed_in"}, {"to", "roles"}, "action", "due", {"state", "stands"}}, page.fired);
  std::vector<std::string> proof;
  for (const Fired& one : page.fired)
    if (const Escalation& rule = page.contract.escalations[one.escalation]; rule.below == "unproven")
      proof.push_back(rule.name.empty() ? rule.commitment : rule.name);
  if (!proof.empty()) table.footnotes.push_back(fmt::format("Not missed, but not in the data in those periods: {}.", fmt::join(proof, ", ")));
  return table;
}

}  // namespace handoff
