// The tables of the meeting besides the scoreboard: what was owed, what was committed to, which leads and reasons to talk about.
#include <algorithm>
#include <cmath>

#include "breaches/breaches_report.hpp"
#include "weekly/meeting.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

std::string value_text(const CommitmentRule& rule, const std::optional<double>& value) {
  if (!value) return "-";
  if (rule.metric.function != "count") return percent_text(*value);
  const auto tenths = std::llround(*value * 10);
  return count_text(tenths / 10) + (tenths % 10 ? "." + std::to_string(tenths % 10) : "");
}

Cell outcome_cell(const PeriodResult& result) {
  std::string text(outcome_name(result.outcome));
  std::replace(text.begin(), text.end(), '_', ' ');
  if (result.mix_outcome == Outcome::missed) text += ", mix missed";
  const bool bad = result.outcome == Outcome::missed || result.outcome == Outcome::below_floor || result.mix_outcome == Outcome::missed;
  return text_cell(text, bad ? Tone::bad : result.outcome == Outcome::met ? Tone::good : Tone::faint);
}

std::string list_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

Table duty_table(const MeetingPage& page, const std::string& title) {
  Table table;
  table.title = title;
  table.columns = {{"fell due in " + page.chosen().name, Align::left}, {"owed by", Align::left}};
  for (const char* name : {"still owed", "lead left", "done late", "met", "not yet due", "all that is owed now"}) table.columns.push_back({name, Align::right});
  for (std::size_t i = 0; i < page.breaches.duties.size(); ++i) {
    const Duty& duty = page.breaches.duties[i];
    if (!duty.why_not.empty()) continue;
    const StandingCounts& counts = page.breaches.due_counts[i];
    std::vector<Cell> row = {text_cell(duty.name), text_cell(duty.role)};
    for (const Standing standing : {Standing::overdue, Standing::left, Standing::late, Standing::met, Standing::open}) row.push_back(count_cell(of(counts, standing)));
    row[2].tone = of(counts, Standing::overdue) ? Tone::bad : Tone::plain;
    row.push_back(count_cell(of(page.breaches.counts[i], Standing::overdue)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table named_table(const MeetingPage& page) {
  Table table;
  const std::vector<Breach> breaches = page.breaches.sorted();
  table.title = "Breaches to name";
  if (breaches.size() < page.breaches.fresh) table.title += ": " + std::to_string(breaches.size()) + " of " + count_text(page.breaches.fresh) + ", what can be mended first";
  table.columns = {{"due", Align::left}, {"late by", Align::right}, {"lead", Align::left}};
  if (page.owners) table.columns.push_back({"owner", Align::left});
  table.columns.push_back({"standing", Align::left});
  table.columns.push_back({"duty", Align::left});
  table.columns.push_back({"what is missing", Align::left});
  for (const Breach& breach : breaches) {
    std::vector<Cell> row = {text_cell(local_text({*breach.due, *breach.due, 0, false}, *page.contract.zone)), text_cell(breach.late ? span_text(*breach.late) : "-"), raw_cell(breach.lead_id)};
    if (page.owners) row.push_back(breach.owner.empty() ? text_cell("(none)", Tone::faint) : text_cell(breach.owner));
    row.push_back(text_cell(breach.standing == Standing::overdue ? "still owed" : breach.standing == Standing::left ? "lead left" : "done late"));
    row.push_back(text_cell(page.breaches.duties[breach.duty].name));
    row.push_back(text_cell(breach.missing));
    table.rows.push_back(std::move(row));
  }
  return table;
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

Table commitment_table(const MeetingPage& page) {
  Table table;
  table.title = "Commitments";
  table.columns = {{"commitment", Align::left}, {"owed by", Align::left},    {"period", Align::left},   {"value", Align::right},
                   {"target", Align::right},    {"attained", Align::right}, {"outcome", Align::left}, {page.chosen().name, Align::right}};
  for (const CommitmentLine& line : commitment_lines(page)) {
    if (!line.own) continue;
    const PeriodResult& own = *line.own;
    std::vector<Cell> row = {text_cell(line.rule->name), text_cell(line.rule->owner), text_cell(own.name), text_cell(value_text(*line.rule, own.value)),
                             text_cell(own.target ? value_text(*line.rule, own.target) : ""), text_cell(own.attainment ? percent_text(*own.attainment) : ""), outcome_cell(own)};
    const bool apart = line.here && line.here->name != own.name;
    row.push_back(text_cell(apart ? value_text(*line.rule, line.here->value) + (line.here->target && line.rule->metric.function == "count" ? " of " + value_text(*line.rule, line.here->target) : "") : ""));
    table.rows.push_back(std::move(row));
    if (!line.rule->consequence.empty() && own.outcome != Outcome::met && judged(own.outcome)) table.footnotes.push_back(line.rule->name + ": " + line.rule->consequence + ".");
  }
  return table;
}

Table escalation_table(const MeetingPage& page, const std::string& title) {
  Table table;
  table.title = title;
  table.columns = {{"escalation", Align::left}, {"missed in", Align::left}, {"to", Align::left}, {"action", Align::left}, {"due", Align::left}, {"state", Align::left}};
  const Day today = page.contract.zone->day_of(page.settings.as_of);
  for (const Fired& one : page.fired) {
    const Escalation& rule = page.contract.escalations[one.escalation];
    std::string name = rule.name.empty() ? rule.commitment : rule.name;
    if (rule.level) name += ", level " + std::to_string(rule.level);
    if (!one.value.empty() && page.owners) name += ", " + one.value;
    std::string state(fired_name(one.state));
    if (one.due_day && *one.due_day < today) state += ", past its date";
    const std::vector<std::string>& periods = one.missed.empty() ? one.periods : one.missed;
    const std::string missed = periods.size() > 3 ? periods.front() + " to " + periods.back() : list_of(periods);
    table.rows.push_back({text_cell(name), text_cell(missed), text_cell(list_of(rule.to)), text_cell(rule.action), text_cell(one.due_day ? iso_day(*one.due_day) : ""),
                          text_cell(state, one.state == FiredState::over ? Tone::faint : Tone::bad)});
  }
  return table;
}

Table talk_table(const MeetingPage& page, const std::string& title, const std::vector<TalkLead>& leads, bool great) {
  Table table;
  table.title = title;
  table.columns = {{"lead", Align::left}};
  if (page.owners) table.columns.push_back({"owner", Align::left});
  for (const char* name : {"segment", "source"}) table.columns.push_back({name, Align::left});
  table.columns.push_back({great ? "score" : page.tally.low_axis(), Align::right});
  table.columns.push_back({"definition", Align::left});
  table.columns.push_back({great ? "sales said" : "disposition", Align::left});
  table.columns.push_back({"why", Align::left});
  for (const TalkLead& lead : leads) {
    std::vector<Cell> row = {raw_cell(lead.id)};
    if (page.owners) row.push_back(lead.owner.empty() ? text_cell("(none)", Tone::faint) : text_cell(lead.owner));
    row.push_back(text_cell(lead.segment));
    row.push_back(text_cell(lead.source));
    row.push_back(lead.points ? text_cell(count_text(static_cast<std::int64_t>(*lead.points))) : text_cell("-", Tone::faint));
    row.push_back(text_cell(lead.meets == Tri::yes ? "meets it" : lead.meets == Tri::no ? "off it" : "unknown"));
    const std::string reason = lead.reason.empty() && great ? "(no reason)" : lead.reason;
    row.push_back(text_cell(great ? reason : lead.disposition.empty() ? "none" : lead.disposition + (reason.empty() ? "" : ", " + reason)));
    row.push_back(text_cell(lead.why));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table source_table(const MeetingPage& page, const std::string& title) {
  Table table;
  const MeetingSettings& settings = page.settings;
  const std::string stage = page.stage_name(settings.stage), opened = page.stage_name(pipeline_stage(page.contract, settings)), won = page.contract.stages.back().name;
  const bool pipeline = pipeline_stage(page.contract, settings) != settings.stage;
  table.title = title;
  table.columns = {{settings.source ? settings.source->name : "source", Align::left}, {stage, Align::right}};
  if (settings.to >= 0) table.columns.push_back({"to " + page.stage_name(settings.to), Align::right});
  if (pipeline) table.columns.push_back({opened, Align::right});
  if (pipeline && page.tally.has_money) table.columns.push_back({"value", Align::right});
  table.columns.push_back({won, Align::right});
  if (page.tally.has_money) table.columns.push_back({"won value", Align::right});
  if (pipeline) table.columns.push_back({opened + ", " + page.chosen().name, Align::right});
  if (pipeline && page.tally.has_money) table.columns.push_back({"value", Align::right});
  for (const SourceResult& source : page.result.sources) {
    const SourceCounts& counts = source.counts;
    std::vector<Cell> row = {text_cell(source.label.text), count_cell(counts.entered)};
    if (settings.to >= 0) row.push_back(rate_cell(source.conversion));
    if (pipeline) row.push_back(count_cell(counts.opened));
    if (pipeline && page.tally.has_money) row.push_back(Cell(MoneySums(counts.opened_value)));
    row.push_back(count_cell(counts.won));
    if (page.tally.has_money) row.push_back(Cell(MoneySums(counts.won_value)));
    if (pipeline) row.push_back(count_cell(counts.opened_now));
    if (pipeline && page.tally.has_money) row.push_back(Cell(MoneySums(counts.opened_value_now)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table reason_table(const MeetingPage& page) {
  Table table;
  table.title = "What sales said: reasons of those turned down, " + page.trend_text();
  table.columns = {{"reason", Align::left}, {"leads", Align::right}, {"share", Align::right}, {"together", Align::right}, {page.chosen().name, Align::right}, {"", Holds::bar}};
  for (const ReasonResult& reason : page.result.reasons)
    table.rows.push_back({text_cell(reason.reason), count_cell(reason.count), text_cell(percent_text(reason.share)), text_cell(percent_text(reason.cumulative)), count_cell(reason.now), bar_cell(reason.share)});
  if (const std::optional<std::size_t> least = page.result.reasons_for_70)
    table.footnotes.push_back((*least == 1 ? "One reason makes" : std::to_string(*least) + " reasons make") + std::string(" 70 % or more of ") + count_text(page.result.reasons_total) +
                              (*least <= 4 ? ": few enough to work on." : ": more than three or four, so either the leads or the list are too mixed."));
  return table;
}

Table group_table(const MeetingPage& page) {
  Table table;
  const MeetingSettings& settings = page.settings;
  table.title = page.chosen().name + " by group";
  add_group_headings(table.columns, settings.by);
  table.columns.push_back({page.stage_name(settings.stage) + "s delivered", Align::right});
  if (settings.to >= 0) table.columns.push_back({"to " + page.stage_name(settings.to), Align::right});
  for (const char* name : {"on the definition", "median speed-to-lead"}) table.columns.push_back({name, Align::right});
  for (const MeetingGroup& group : page.result.groups) {
    std::vector<Cell> row;
    add_group_cells(row, group.labels);
    row.push_back(count_cell(group.numbers.delivered));
    if (settings.to >= 0) row.push_back(text_cell(rate_text(group.numbers.conversion)));
    row.push_back(rate_cell(group.numbers.on_definition));
    const std::optional<Seconds>& median = group.numbers.speed.km_median;
    row.push_back(median ? text_cell(span_text(*median)) : text_cell(group.numbers.speed.n ? "not reached" : "-", Tone::faint));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace handoff
