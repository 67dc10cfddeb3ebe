// What was committed to, and what follows where it was not kept: each kind of record once, for the JSON and the tables.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report_parts.hpp"
#include "weekly/meeting_page.hpp"

namespace handoff {

namespace {

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

/// Persons, or other values of a field, that a late_share asks of each; by what it came to.
Node persons_node(const std::vector<CommitmentPart>& parts) {
  if (parts.empty()) return {};
  const auto count = [&](Outcome outcome, bool few) {
    return static_cast<std::uint64_t>(
        std::count_if(parts.begin(), parts.end(), [&](const CommitmentPart& part) { return part.few == few && part.outcome == outcome; }));
  };
  const std::uint64_t few =
      static_cast<std::uint64_t>(std::count_if(parts.begin(), parts.end(), [](const CommitmentPart& part) { return part.few; }));
  return Node::Object{{"asked", static_cast<std::uint64_t>(parts.size())},
                      {"met", count(Outcome::met, false)},
                      {"missed", count(Outcome::missed, false)},
                      {"below_floor", count(Outcome::below_floor, false)},
                      {"immature", count(Outcome::immature, false)},
                      {"unproven", count(Outcome::unproven, false)},
                      {"too_few", few}};
}

/// `asked of each owner: 2 of 5 missed it, 1 has too few leads`.
std::string persons_text(const Contract& contract, const CommitmentRule& rule, const std::vector<CommitmentPart>& parts) {
  std::uint64_t missed = 0, early = 0, unproven = 0, few = 0;
  for (const CommitmentPart& part : parts) {
    few += part.few;
    missed += !part.few && (part.outcome == Outcome::missed || part.outcome == Outcome::below_floor);
    early += !part.few && part.outcome == Outcome::immature;
    unproven += !part.few && part.outcome == Outcome::unproven;
  }
  std::string text = fmt::format("{}: asked of each {}: {} of {} missed it", rule.name, contract.fields[rule.by].name, count_text(missed),
                                 count_text(parts.size()));
  if (few > 0) text += fmt::format(", {} {} too few leads to be judged", count_text(few), few == 1 ? "has" : "have");
  if (early > 0) text += fmt::format(", of {} it is too early to say", count_text(early));
  if (unproven > 0) text += fmt::format(", of {} nobody can say", count_text(unproven));
  return text;
}

/// The parts of a mix: what was promised of each, and what came.
Records<MixPart> part_records() {
  using P = MixPart;
  return {{{"part", Holds::text, [](const P& p) { return p.name; }},
           {"promised_share", Holds::share, [](const P& p) { return Percent{p.promised}; }},
           {"share", Holds::share, [](const P& p) { return p.share; }},
           {"promised", Holds::number, [](const P& p) { return Figure{p.expected, fmt::format("{:.1f}", p.expected)}; }},
           {"count", Holds::count, [](const P& p) { return static_cast<std::uint64_t>(p.share.count); }},
           {"outcome", Holds::text, [](const P& p) { return outcome_name(p.outcome); }}}};
}

Node parts_node(const std::vector<MixPart>& parts) { return parts.empty() ? Node() : Node(part_records().list(parts)); }

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
                      {"persons", persons_node(result->parts)},
                      {"standing", result->standing ? Node(*result->standing) : Node()},
                      {"unknown_as_missed", result->by_unknown},
                      {"mix_outcome", result->mix.empty() ? Node() : Node(outcome_name(result->mix_outcome))},
                      {"parts", parts_node(result->mix)},
                      {"reentries", result->reentries}};
}

/// `immature` and `unproven` are read as what they mean: time will tell, or the data will not.
std::string outcome_text(const CommitmentRule& rule, const PeriodResult& result) {
  std::string text(outcome_name(result.outcome));
  std::replace(text.begin(), text.end(), '_', ' ');
  if (result.outcome == Outcome::immature) text = "too early";
  if (result.outcome == Outcome::unproven && (rule.by == no_field || result.unknown > 0)) text = "not in the data";
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
           {"counts", Holds::text, [](const C& c) { return c.rule->of_entries ? "entries" : "leads"; }},
           {"own", Holds::text, [](const C& c) { return period_node(c.own); }},
           {"here", Holds::text, [](const C& c) { return period_node(c.here); }}},
          {{"period", Holds::text, [](const C& c) { return c.own->name; }},
           {"value", Holds::number, [&page](const C& c) { return shown_value(page, c); }},
           {"target", Holds::number, [&page, or_blank](const C& c) { return or_blank(value_of(page, *c.rule, c.own->target)); }},
           {"attained", Holds::share, [](const C& c) { return c.own->attainment ? Node(Percent{*c.own->attainment}) : Node(Blank{}); }},
           {"outcome", Holds::text, [](const C& c) { return outcome_text(*c.rule, *c.own); }, "", [](const C& c) { return outcome_tone(*c.own); }},
           {"in_period", Holds::number, [&page, or_blank](const C& c) { return or_blank(here_node(page, c)); }}}};
}

}  // namespace

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

namespace {

/// `Of those alone that meet the definition of their stage: first touch 84.1 %.`
void note_standing(const std::vector<CommitmentLine>& lines, std::vector<std::string>& notes) {
  std::vector<std::string> shares;
  for (const CommitmentLine& line : lines)
    if (line.own->standing && line.own->standing->least) shares.push_back(fmt::format("{} {} ({} of {})", line.rule->name, share_text(*line.own->standing),
                                   count_text(line.own->standing->count), count_text(line.own->standing->of)));
  if (!shares.empty())
    notes.push_back(fmt::format("Clocks run for every lead that was handed over. Of those alone that meet the definition of their stage: {}.",
                                fmt::join(shares, ", ")));
}

/// `MQL volume, by segment: A 70.0 % promised, 58.3 % came (700 of 840 promised): missed; ...`, and by whose reading.
void note_mixes(const std::vector<CommitmentLine>& lines, std::vector<std::string>& notes) {
  for (const CommitmentLine& line : lines) {
    if (line.own->mix.empty() || line.own->outcome == Outcome::partial) continue;
    std::vector<std::string> parts;
    for (const MixPart& part : line.own->mix)
      parts.push_back(fmt::format("{} {} promised, {} came ({} of {}): {}", part.name, percent_text(part.promised), share_text(part.share),
                                  count_text(part.share.count), fmt::format("{:.1f}", part.expected),
                                  part.outcome == Outcome::missed ? "short" : part.outcome == Outcome::unproven ? "not in the data" : "kept"));
    notes.push_back(fmt::format("{}, by {}: {}. {}", line.rule->name, line.rule->mix_by_source ? "source" : "segment", fmt::format("{}", fmt::join(parts, "; ")),
                                line.rule->mix_within
                                    ? fmt::format("Short is more than {} points below.", fmt::format("{:g}", *line.rule->mix_within * 100))
                                    : "By this tool's reading, short is what chance does not explain (95 %); mix_within = 0.03 would sign a number."));
  }
}

/// Of the lines whose periods hold second entries of a lead: whether these are counted. `Volume (2 of 2026-05), Speed (1 of 2026-W20)`.
void note_reentries(const std::vector<CommitmentLine>& lines, std::vector<std::string>& notes) {
  std::vector<std::string> once, each;
  for (const CommitmentLine& line : lines) {
    std::vector<std::string> periods;
    const bool same = line.here && line.here->name == line.own->name;
    for (const PeriodResult* period : {line.own, same ? nullptr : line.here})
      if (period && period->reentries > 0) periods.push_back(fmt::format("{} of {}", count_text(period->reentries), period->name));
    if (!periods.empty()) (line.rule->of_entries ? each : once).push_back(fmt::format("{} ({})", line.rule->name, fmt::join(periods, ", ")));
  }
  if (!once.empty()) notes.push_back(fmt::format("Each lead counts once, by its first entry of the period, and its later entries do not (of = \"entries\" would count them): {}.", fmt::join(once, ", ")));
  if (!each.empty()) notes.push_back(fmt::format("Every entry counts (of = \"entries\"), a lead's second and later ones of the period too: {}.", fmt::join(each, ", ")));
}

}  // namespace

Table commitment_table(const MeetingPage& page) {
  std::vector<CommitmentLine> lines = commitment_lines(page);
  std::erase_if(lines, [](const CommitmentLine& line) { return !line.own; });
  Table table = commitment_records(page).table(
      "Commitments", {"commitment", {"owed by", "owed_by"}, "period", "value", "target", "attained", "outcome", {page.chosen().name, "in_period"}}, lines);
  for (const CommitmentLine& line : lines)
    if (!line.rule->consequence.empty() && line.own->outcome != Outcome::met && judged(line.own->outcome))
      table.footnotes.push_back(fmt::format("{}: {}.", line.rule->name, line.rule->consequence));
  for (const CommitmentLine& line : lines)
    if (line.own->by_unknown) table.footnotes.push_back(fmt::format("{}: {}; that counts as missed (unknown = \"missed\").", line.rule->name, line.own->why));
  note_reentries(lines, table.footnotes);
  std::string endless;
  for (const CommitmentLine& line : lines)
    if (line.rule->so_far() && line.rule->not_measured.empty()) endless += (endless.empty() ? "" : ", ") + line.rule->name;
  if (!endless.empty())
    table.footnotes.push_back(fmt::format("So far, and judged only where no later conversion can change it, for want of a horizon: {}. Add within = \"30d\".", endless));
  for (const CommitmentLine& line : lines)
    if (!line.own->parts.empty() && line.own->outcome != Outcome::partial) table.footnotes.push_back(fmt::format("{}.", persons_text(page.contract, *line.rule, line.own->parts)));
  for (const CommitmentLine& line : lines)
    if (line.own->outcome == Outcome::unproven && !line.own->why.empty()) table.footnotes.push_back(fmt::format("{}: {}.", line.rule->name, line.own->why));
  note_standing(lines, table.footnotes);
  note_mixes(lines, table.footnotes);
  return table;
}

}  // namespace handoff
