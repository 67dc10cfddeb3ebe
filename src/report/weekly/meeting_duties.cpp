// What was owed in the period, and what was committed to: each kind of record once, for the JSON and the tables.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "breaches/breaches_report.hpp"
#include "report_parts.hpp"
#include "weekly/meeting_page.hpp"

namespace handoff {

namespace {

std::string list_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

struct DutyLine {
  const Duty* duty;
  const StandingCounts* due;     // of what fell due in the period
  std::uint64_t owed_now, undated;   // all that is past due and not done; of these, without a due time
  /// What fell due in other periods.
  std::uint64_t elsewhere() const { return owed_now - undated - of(*due, Standing::overdue); }
};

Records<DutyLine> duty_records() {
  using D = DutyLine;
  std::vector<RecordField<D>> fields = {{"duty", Holds::text, [](const D& d) { return d.duty->name; }},
                                        {"kind", Holds::text, [](const D& d) { return duty_kind_name(d.duty->kind); }},
                                        {"owed_by", Holds::text, [](const D& d) { return text_node(d.duty->role); }},
                                        {"measurable", Holds::flag, [](const D& d) { return d.duty->why_not.empty(); }},
                                        {"owed_now", Holds::count, &D::owed_now},
                                        {"owed_elsewhere", Holds::count, [](const D& d) { return d.elsewhere(); }},
                                        {"owed_undated", Holds::count, &D::undated}};
  for (std::size_t i = 0; i < standing_count; ++i) {
    const bool overdue = static_cast<Standing>(i) == Standing::overdue;
    fields.push_back({std::string(standing_name(static_cast<Standing>(i))), Holds::count, [i](const D& d) { return (*d.due)[i]; }, "",
                      [i, overdue](const D& d) { return overdue && (*d.due)[i] ? Tone::bad : Tone::plain; }});
  }
  return {std::move(fields)};
}

std::vector<DutyLine> duty_lines(const MeetingPage& page, bool measured_alone) {
  std::vector<DutyLine> lines;
  for (std::size_t i = 0; i < page.breaches.duties.size(); ++i)
    if (const Duty& duty = page.breaches.duties[i]; !measured_alone || duty.why_not.empty())
      lines.push_back({&duty, &page.breaches.due_counts[i], of(page.breaches.counts[i], Standing::overdue), of(page.breaches.undated_counts[i], Standing::overdue)});
  return lines;
}

Records<Breach> named_records(const MeetingPage& page) {
  using B = Breach;
  const RecordField<B> owner = {"owner", Holds::text, [&page](const B& b) { return owner_node(page, b.owner); }};
  std::vector<RecordField<B>> fields = {{"lead_id", Holds::text, [](const B& b) { return Node::raw(b.lead_id); }}};
  if (page.owners) fields.push_back(owner);
  const auto due = [zone = page.contract.zone](const B& b) { return b.due ? Node(Moment{{*b.due, *b.due, 0, false}, zone}) : Node(); };
  const auto standing = [](const B& b) {
    return Word{standing_name(b.standing), b.standing == Standing::overdue ? "still owed" : b.standing == Standing::left ? "lead left" : "done late"};
  };
  fields.insert(fields.end(), {{"duty", Holds::text, [&page](const B& b) { return page.breaches.duties[b.duty].name; }},
                               {"standing", Holds::text, standing},
                               {"due", Holds::moment, due},
                               {"late_seconds", Holds::span, [](const B& b) { return span(b.late); }},
                               {"explanation", Holds::text, &B::explanation}});
  return {std::move(fields), {{"missing", Holds::text, &B::missing}}};
}

/// Is the rule about hours of a business calendar?
bool on_business_time(const MeetingPage& page, const CommitmentRule& rule) {
  return rule.clock >= 0 && page.contract.clocks[static_cast<std::size_t>(rule.clock)].limit.unit != Unit::elapsed;
}
std::string time_text(const MeetingPage& page, const CommitmentRule& rule, double seconds) {
  const Seconds time = std::llround(seconds);
  return on_business_time(page, rule) ? business_span_text(time) : span_text(time);
}

/// A number of a commitment: a count with one decimal where it needs it, a time, else a share.
Node value_of(const MeetingPage& page, const CommitmentRule& rule, const std::optional<double>& value) {
  if (!value) return {};
  if (rule.in_money()) return MoneyAmount{0, rule.currency, *value * 100};
  if (rule.sense == Sense::time_down) return Figure{*value, time_text(page, rule, *value)};
  if (rule.metric.function != "count") return Percent{*value};
  const auto tenths = std::llround(*value * 10);
  return Figure{*value, tenths % 10 ? fmt::format("{}.{}", count_text(tenths / 10), tenths % 10) : count_text(tenths / 10)};
}
std::string value_text(const MeetingPage& page, const CommitmentRule& rule, double value) {
  const Node shown = value_of(page, rule, value);
  const auto* figure = std::get_if<Figure>(shown.typed());
  if (rule.in_money()) return rounded_money_text(value * 100, rule.currency);
  return figure ? figure->shown : percent_text(value);
}

Node period_node(const PeriodResult* result) {
  if (!result) return {};
  return Node::Object{{"period", result->name},
                      {"outcome", outcome_name(result->outcome)},
                      {"why", text_node(result->why)},
                      {"value", result->value},
                      {"most", result->most},
                      {"value_least", result->value_least},
                      {"value_most", result->value_most},
                      {"target", result->target},
                      {"floor", result->floor},
                      {"attainment", result->attainment},
                      {"count", result->count},
                      {"of", result->of},
                      {"open", result->open},
                      {"met_early", result->early},
                      {"unknown", result->unknown},
                      {"exempt", result->exempt},
                      {"mix_outcome", result->mix.empty() ? Node() : Node(outcome_name(result->mix_outcome))}};
}

/// `immature` and `unproven` are read as what they mean: time will tell, or the data will not.
std::string outcome_text(const CommitmentRule& rule, const PeriodResult& result) {
  std::string text(outcome_name(result.outcome));
  std::replace(text.begin(), text.end(), '_', ' ');
  if (result.outcome == Outcome::immature) text = "too early";
  if (result.outcome == Outcome::unproven && rule.by == no_field) text = "not in the data";
  if (result.mix_outcome == Outcome::missed) text += ", mix missed";
  if (result.mix_outcome == Outcome::unproven) text += ", mix not in the data";
  return text;
}
Tone outcome_tone(const PeriodResult& result) {
  if (result.outcome == Outcome::missed || result.outcome == Outcome::below_floor || result.mix_outcome == Outcome::missed) return Tone::bad;
  return result.outcome == Outcome::met ? Tone::good : Tone::faint;
}

/// A time, and what it may be: `2 h`, `1 h to 3 h`, `not reached`, of a mean `at least 5 h`.
Node shown_time(const MeetingPage& page, const CommitmentRule& rule, const PeriodResult& result) {
  if (result.of + result.unknown == 0) return Blank{"-"};
  const auto text = [&](const std::optional<double>& time) { return time ? time_text(page, rule, *time) : std::string("not reached"); };
  const std::optional<double>& least = result.value_least;
  std::string shown = text(least);
  if (result.at_least) shown = "at least " + shown;
  else if (text(result.value_most) != shown) shown = fmt::format("{} to {}", shown, text(result.value_most));
  else shown = text(result.value);
  return least ? Node(Figure{result.value.value_or(*least), shown}) : Node(Blank{shown});
}

/// The commitment's own number; a rate is shown as tables show rates, a count of which some are unknown as `12 to 15`.
Node shown_value(const MeetingPage& page, const CommitmentLine& line) {
  const PeriodResult& own = *line.own;
  if (line.rule->sense == Sense::time_down) return shown_time(page, *line.rule, own);
  if (own.rate) return beside_line(beside_line(*own.rate, own.target), own.floor);
  if (own.unknown == 0 || !own.value) return value_of(page, *line.rule, own.value);
  if (line.rule->in_money()) {
    const std::string least = value_text(page, *line.rule, *own.value);
    return Figure{*own.value, own.most ? fmt::format("{} to {}", least, value_text(page, *line.rule, *own.most)) : "at least " + least};
  }
  return Figure{*own.value, fmt::format("{} to {}", count_text(own.count), count_text(own.count + own.unknown))};
}

/// The meeting's own period, where the commitment's is another: `12 of 20`.
Node here_node(const MeetingPage& page, const CommitmentLine& line) {
  if (!line.here || line.here->name == line.own->name) return {};
  if (line.rule->sense == Sense::time_down) return shown_time(page, *line.rule, *line.here);
  if (line.here->rate) return *line.here->rate;
  if (!line.here->value) return Blank{"-"};
  const std::string value = value_text(page, *line.rule, *line.here->value);
  const bool of_target = line.here->target && line.rule->sense == Sense::number_up;
  return Figure{*line.here->value, of_target ? fmt::format("{} of {}", value, value_text(page, *line.rule, *line.here->target)) : value};
}

/// The tables' fields ask for the commitment's own period, which every line in a table has.
Records<CommitmentLine> commitment_records(const MeetingPage& page) {
  using C = CommitmentLine;
  const auto or_blank = [](const Node& node) { return node.is_null() ? Node(Blank{}) : node; };
  return {{{"commitment", Holds::text, [](const C& c) { return c.rule->name; }},
           {"owed_by", Holds::text, [](const C& c) { return text_node(c.rule->owner); }},
           {"currency", Holds::text, [](const C& c) { return text_node(c.rule->currency); }},
           {"measurable", Holds::flag, [](const C& c) { return c.rule->not_measured.empty(); }},
           {"within_seconds", Holds::span, [](const C& c) { return c.rule->within ? Node(*c.rule->within) : Node(); }},
           {"so_far", Holds::flag, [](const C& c) { return c.rule->so_far(); }},
           {"own", Holds::text, [](const C& c) { return period_node(c.own); }},
           {"here", Holds::text, [](const C& c) { return period_node(c.here); }}},
          {{"period", Holds::text, [](const C& c) { return c.own->name; }},
           {"value", Holds::number, [&page](const C& c) { return shown_value(page, c); }},
           {"target", Holds::number, [&page, or_blank](const C& c) { return or_blank(value_of(page, *c.rule, c.own->target)); }},
           {"attained", Holds::share, [](const C& c) { return c.own->attainment ? Node(Percent{*c.own->attainment}) : Node(Blank{}); }},
           {"outcome", Holds::text, [](const C& c) { return outcome_text(*c.rule, *c.own); }, "", [](const C& c) { return outcome_tone(*c.own); }},
           {"in_period", Holds::number, [&page, or_blank](const C& c) { return or_blank(here_node(page, c)); }}}};
}

/// Which periods count: those that missed, else all of the run.
const std::vector<std::string>& missed_in(const Fired& one) { return one.missed.empty() ? one.periods : one.missed; }

Records<Fired> escalation_records(const MeetingPage& page) {
  using F = Fired;
  const auto rule = [&page](const F& f) -> const Escalation& { return page.contract.escalations[f.escalation]; };
  const auto texts = [](const std::vector<std::string>& words) { return Node::List(words.begin(), words.end()); };
  const Day today = page.contract.zone->day_of(page.settings.as_of);
  const auto name = [&page, rule](const F& f) {
    std::string text = rule(f).name.empty() ? rule(f).commitment : rule(f).name;
    if (rule(f).level) text += fmt::format(", level {}", rule(f).level);
    return !f.value.empty() && page.owners ? text + ", " + f.value : text;
  };
  const auto missed = [](const F& f) { return missed_in(f).size() > 3 ? fmt::format("{} to {}", missed_in(f).front(), missed_in(f).back()) : list_of(missed_in(f)); };
  const auto state = [today](const F& f) { return fmt::format("{}{}", fired_name(f.state), f.due_day && *f.due_day < today ? ", past its date" : ""); };
  return {{{"escalation", Holds::text, [rule](const F& f) { return text_node(rule(f).name); }},
           {"commitment", Holds::text, [rule](const F& f) { return rule(f).commitment; }},
           {"level", Holds::number, [rule](const F& f) { return rule(f).level ? Node(rule(f).level) : Node(); }},
           {"missed", Holds::text, [texts](const F& f) { return texts(missed_in(f)); }},
           {"to", Holds::text, [texts, rule](const F& f) { return texts(rule(f).to); }},
           {"action", Holds::text, [rule](const F& f) { return text_node(rule(f).action); }},
           {"due", Holds::text, [](const F& f) { return f.due_day ? Node(iso_day(*f.due_day)) : Node(); }},
           {"state", Holds::text, [](const F& f) { return fired_name(f.state); }}},
          {{"name", Holds::text, name},
           {"missed_in", Holds::text, missed},
           {"roles", Holds::text, [rule](const F& f) { return list_of(rule(f).to); }},
           {"stands", Holds::text, state, "", [](const F& f) { return f.state == FiredState::over ? Tone::faint : Tone::bad; }}}};
}

}  // namespace

Node::List duty_list(const MeetingPage& page) { return duty_records().list(duty_lines(page, false)); }

/// What fell due in the period, by how it stands; then how what is owed now adds up: of the period, of others, without a date. A column only where there is any.
Table duty_table(const MeetingPage& page, const std::string& title) {
  const std::vector<DutyLine> lines = duty_lines(page, true);
  Picks picks = {{"fell due in " + page.chosen().name, "duty"}, {"owed by", "owed_by"}, {"still owed", "overdue"}, {"lead left", "left"}, {"done late", "late"}, "met"};
  const auto any = [&](Standing standing) { return std::any_of(lines.begin(), lines.end(), [&](const DutyLine& line) { return of(*line.due, standing) > 0; }); };
  if (any(Standing::met_early)) picks.push_back({"met, not yet due", "met_early"});
  picks.push_back({"not yet due", "open"});
  if (any(Standing::unknown)) picks.push_back("unknown");
  if (any(Standing::exempt)) picks.push_back("exempt");
  picks.push_back({fmt::format("owed from other {}s", page.settings.grain == Grain::week ? "week" : "month"), "owed_elsewhere"});
  if (std::any_of(lines.begin(), lines.end(), [](const DutyLine& line) { return line.undated > 0; })) picks.push_back({"owed, no date", "owed_undated"});
  picks.push_back({"all that is owed now", "owed_now"});
  return duty_records().table(title, picks, lines);
}

Node::List named_list(const MeetingPage& page) { return named_records(page).list(page.breaches.sorted()); }

Table named_table(const MeetingPage& page) {
  const std::vector<Breach> breaches = page.breaches.sorted();
  std::string title = "Breaches to name";
  if (breaches.size() < page.breaches.fresh) title += fmt::format(": {} of {}, what can be mended first", breaches.size(), count_text(page.breaches.fresh));
  Picks picks = {"due", {"late by", "late_seconds"}, {"lead", "lead_id"}};
  if (page.owners) picks.push_back("owner");
  picks.insert(picks.end(), {"standing", "duty", {"what is missing", "missing"}});
  return named_records(page).table(std::move(title), picks, breaches);
}

std::vector<CommitmentLine> commitment_lines(const MeetingPage& page) {
  std::vector<CommitmentLine> lines;
  for (std::size_t i = 0; i < page.rules.size(); ++i) {
    CommitmentLine line{&page.rules[i], nullptr, nullptr};
    const PeriodResult* running = nullptr;
    for (const CommitmentResult& result : page.commitments) {
      if (result.rule != i) continue;
      for (const PeriodResult& period : result.periods) {
        if (result.grain == page.settings.grain && period.period.from == page.settings.period.from) line.here = &period;
        if (!result.own || period.period.from > page.settings.period.to) continue;
        if (period.period.to <= page.settings.period.to) line.own = &period;
        else running = &period;
      }
    }
    if (!line.own) line.own = running;
    lines.push_back(line);
  }
  return lines;
}

Node::List commitment_list(const MeetingPage& page) { return commitment_records(page).list(commitment_lines(page)); }

Table commitment_table(const MeetingPage& page) {
  std::vector<CommitmentLine> lines = commitment_lines(page);
  std::erase_if(lines, [](const CommitmentLine& line) { return !line.own; });
  Table table = commitment_records(page).table(
      "Commitments", {"commitment", {"owed by", "owed_by"}, "period", "value", "target", "attained", "outcome", {page.chosen().name, "in_period"}}, lines);
  for (const CommitmentLine& line : lines)
    if (!line.rule->consequence.empty() && line.own->outcome != Outcome::met && judged(line.own->outcome))
      table.footnotes.push_back(fmt::format("{}: {}.", line.rule->name, line.rule->consequence));
  std::string endless;
  for (const CommitmentLine& line : lines)
    if (line.rule->so_far() && line.rule->not_measured.empty()) endless += (endless.empty() ? "" : ", ") + line.rule->name;
  if (!endless.empty())
    table.footnotes.push_back(fmt::format("So far, and judged only where no later conversion can change it, for want of a horizon: {}. Add within = \"30d\".", endless));
  for (const CommitmentLine& line : lines)
    if (line.own->outcome == Outcome::unproven && !line.own->why.empty()) table.footnotes.push_back(fmt::format("{}: {}.", line.rule->name, line.own->why));
  return table;
}

Node::List escalation_list(const MeetingPage& page) { return escalation_records(page).list(page.fired); }

Table escalation_table(const MeetingPage& page, const std::string& title) {
  return escalation_records(page).table(title, {{"escalation", "name"}, {"missed in", "missed_in"}, {"to", "roles"}, "action", "due", {"state", "stands"}}, page.fired);
}

}  // namespace handoff
