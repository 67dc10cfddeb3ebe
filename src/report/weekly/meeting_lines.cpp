// The numbers of the scoreboard as lines over the periods, and their table: this period, the one before, the running one, the trend.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "weekly/meeting_page.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

using Line = MeetingLine;
using Point = MeetingLine::Point;

template <class Make>
Line line_of(const MeetingPage& page, std::string key, std::string name, Line::Kind kind, const Make& make) {
  Line line{std::move(key), std::move(name), kind, {}, {}};
  for (const MeetingPeriod& period : page.result.periods) line.points.push_back(period.before_data ? Point{} : make(period));
  return line;
}

Point count_point(std::uint64_t count, const std::optional<std::uint64_t>& most = std::nullopt) {
  if (most && *most != count) return {std::nullopt, {}, count_bounds_text(count, most), false};
  return {static_cast<double>(count), {}, "", false};
}
Point rate_point(const Rate& rate, bool to_date = false) { return {rate.rate, rate, rate.rate || !rate.least ? "" : fmt::format("{}{}", share_text(rate), to_date ? " to date" : ""), to_date}; }
Point median_point(const TimeSummary& summary) {
  Point point;
  if (summary.half_by) point.value = static_cast<double>(*summary.half_by);
  const Node shown = half_by_node(summary, false);
  if (const auto* ends = std::get_if<Figure>(shown.typed())) point.why = ends->shown;
  if (const auto* none = std::get_if<Blank>(shown.typed()); none && summary.n > 0) point.why = none->shown;
  return point;
}

Line delivered_line(const MeetingPage& page) {
  return line_of(page, "delivered", page.stage_name(page.settings.stage) + "s delivered", Line::Kind::count,
                 [](const MeetingPeriod& p) { return count_point(p.delivered, p.delivered_most); });
}
/// What the CRM claims, where that is not what counts; nothing where it is.
void add_claimed_line(const MeetingPage& page, std::vector<Line>& lines) {
  if (page.settings.counting == Counting::claimed || !page.contract.stages[static_cast<std::size_t>(page.settings.stage)].when) return;
  lines.push_back(line_of(page, "claimed", page.stage_name(page.settings.stage) + "s claimed", Line::Kind::count, [](const MeetingPeriod& p) { return count_point(p.claimed); }));
}
Line accepted_line(const MeetingPage& page) {
  return line_of(page, "accepted", page.stage_name(page.settings.to) + "s accepted", Line::Kind::count,
                 [](const MeetingPeriod& p) { return count_point(p.accepted, p.accepted_most); });
}
/// `taken`: what nine in ten took, as far as has been seen.
std::string takes_text(const std::string& step, const std::optional<Seconds>& maturity, const std::optional<double>& taken) {
  if (maturity) return fmt::format("{} takes up to {}, says the contract", step, span_text(*maturity));
  const std::string seen = taken ? fmt::format("; nine in ten of those who did took up to {}", span_text(static_cast<Seconds>(std::llround(*taken)))) : "";
  return fmt::format("{} has no maturity in the contract, so as long as any is left{}", step, seen);
}
Line conversion_line(const MeetingPage& page) {
  Line line = line_of(page, "conversion", page.stage_name(page.settings.stage) + " to " + page.stage_name(page.settings.to), Line::Kind::rate,
                      [](const MeetingPeriod& p) { return rate_point(p.conversion, p.immature); });
  const std::optional<double>& seconds = page.result.maturity_seconds;
  line.takes = takes_text(line.name, page.result.maturity_signed ? std::optional(static_cast<Seconds>(*seconds)) : std::nullopt, seconds);
  return line;
}
Line speed_line(const MeetingPage& page) {
  return line_of(page, "speed_to_lead", "median speed-to-lead, elapsed", Line::Kind::span, [](const MeetingPeriod& p) { return median_point(p.speed); });
}
Line step_line(const MeetingPage& page, std::size_t k) {
  const std::string &from = page.contract.stages[k].name, &to = page.contract.stages[k + 1].name;
  Line line = line_of(page, "conversion " + from + " to " + to, from + " to " + to, Line::Kind::rate, [k](const MeetingPeriod& p) { return rate_point(p.next[k], p.next_immature[k]); });
  line.takes = takes_text(line.name, signed_horizon(page.contract, static_cast<int>(k), static_cast<int>(k) + 1), {});
  return line;
}
Line cycle_line(const MeetingPage& page, std::size_t k) {
  const std::string &from = page.contract.stages[k - 1].name, &to = page.contract.stages[k].name;
  return line_of(page, "seconds " + from + " to " + to, "median time " + from + " to " + to, Line::Kind::span,
                 [k](const MeetingPeriod& p) { return Point{p.steps[k], {}, "", false}; });
}

Node point_node(const Line& line, const Point& point) {
  if (!point.value) return Blank{point.why.empty() ? "-" : point.why};
  if (line.kind == Line::Kind::count) return static_cast<std::int64_t>(*point.value);
  if (line.kind == Line::Kind::span) return point.why.empty() ? Node(TimeSpan{*point.value}) : Node(Figure{*point.value, point.why});
  return Figure{*point.value, fmt::format("{} ({} of {}){}", share_text(point.rate), count_text(point.rate.count), count_text(point.rate.of), point.to_date ? " to date" : "")};
}

}  // namespace

std::string count_bounds_text(std::uint64_t least, const std::optional<std::uint64_t>& most) {
  return most && *most != least ? fmt::format("{} to {}", count_text(least), count_text(*most)) : count_text(least);
}

std::vector<Line> scoreboard_lines(const MeetingPage& page) {
  std::vector<Line> lines = {delivered_line(page)};
  add_claimed_line(page, lines);
  if (page.settings.to >= 0) {
    lines.push_back(accepted_line(page));
    lines.push_back(conversion_line(page));
  }
  lines.push_back(speed_line(page));
  return lines;
}

std::vector<Line> performance_lines(const MeetingPage& page) {
  std::vector<Line> lines = {delivered_line(page)};
  add_claimed_line(page, lines);
  const auto stage = static_cast<std::size_t>(page.settings.stage);
  if (page.settings.to >= 0) {
    lines.push_back(accepted_line(page));
    lines.push_back(conversion_line(page));
  }
  if (page.settings.to > page.settings.stage + 1) lines.push_back(step_line(page, stage));
  if (page.contract.stages[stage].when)
    lines.push_back(line_of(page, "on_definition", "on the contract's definition", Line::Kind::rate, [](const MeetingPeriod& p) { return rate_point(p.on_definition); }));
  lines.push_back(speed_line(page));
  lines.push_back(line_of(page, "touched", "touched by as-of", Line::Kind::rate, [](const MeetingPeriod& p) { return rate_point(p.touched); }));
  return lines;
}

std::vector<Line> funnel_lines(const MeetingPage& page) {
  std::vector<Line> lines;
  const auto stage = static_cast<std::size_t>(page.settings.stage);
  const std::size_t last = page.contract.stages.size() - 1;
  if (page.settings.to >= 0) lines.push_back(conversion_line(page));
  if (page.settings.to >= 0 && static_cast<std::size_t>(page.settings.to) < last) lines.push_back(step_line(page, static_cast<std::size_t>(page.settings.to)));
  for (std::size_t k = stage + 1; k <= last; ++k) lines.push_back(cycle_line(page, k));
  return lines;
}

std::string sparkline(const std::vector<Point>& points, std::size_t count) {
  constexpr const char* blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  double most = 0;
  for (std::size_t i = 0; i < count; ++i) most = std::max(most, points[i].value.value_or(0));
  std::string text;
  bool parted = false;
  for (std::size_t i = 0; i < count; ++i) {
    if (points[i].to_date && !parted) text += "╎";
    parted = parted || points[i].to_date;
    const std::optional<double>& value = points[i].value;
    text += !value ? "·" : most <= 0 ? blocks[0] : blocks[std::clamp(static_cast<int>(std::lround(*value / most * 7)), 0, 7)];
  }
  return text;
}

Table line_table(const MeetingPage& page, const std::string& title, const std::vector<Line>& lines) {
  Table table;
  table.title = title;
  const std::size_t chosen = page.result.chosen;
  const auto heading = [&](std::size_t i) { return page.result.periods[i].name + (page.result.periods[i].partial ? " so far" : ""); };
  table.columns = {{""}, {heading(chosen), Holds::number}, {heading(chosen - 1), Holds::number}};
  const bool running = page.result.periods.size() > chosen + 1;
  if (running) table.columns.push_back({heading(chosen + 1), Holds::number});
  table.columns.push_back({page.trend_text()});
  std::vector<std::string> takes;   // of the lines of which something is to date
  for (const Line& line : lines) {
    std::vector<Cell>& row = table.rows.emplace_back();
    row = {line.name, point_node(line, line.points[chosen]), point_node(line, line.points[chosen - 1])};
    if (running) row.push_back(point_node(line, line.points[chosen + 1]));
    row.push_back(sparkline(line.points, chosen + 1));
    if (std::any_of(line.points.begin(), line.points.end(), [](const Point& point) { return point.to_date; })) takes.push_back(line.takes);
  }
  const bool steps = std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.key.starts_with("seconds "); });
  const bool speed = std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.key == "speed_to_lead"; });
  table.footnotes.push_back(std::string("Rates are of those who came in then") + (steps ? "; median times are of the steps that ended then." : speed ? ", and so is speed-to-lead." : "."));
  const MeetingPeriod& now = page.result.periods[chosen];
  const auto bounds_alone = [](const Rate& rate) { return rate.unknown > 0 && !rate.rate; };
  if (now.cause && (bounds_alone(now.on_definition) || bounds_alone(now.conversion)))
    table.footnotes.push_back(fmt::format("Bounds alone in {}: {}.", now.name, cause_text(page.contract, *now.cause, now.claimed)));
  if (!takes.empty()) table.footnotes.push_back(fmt::format("to date, and right of ╎: some may still get there. {}.", fmt::join(takes, "; ")));
  if (std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.key == "touched"; }))
    table.footnotes.push_back("touched by as-of: however late.");
  if (page.settings.to >= 0 && lines.front().key == "delivered" && page.chart.word == ChartWord::no_baseline) table.footnotes.push_back(chart_sentence(page));
  return table;
}

}  // namespace handoff
