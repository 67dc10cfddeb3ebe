// The page as data: JSON by section, and the long CSV that a spreadsheet pivots: section, name, period, measure, value.
#include <fmt/format.h>

#include <map>

#include "report_parts.hpp"
#include "weekly/meeting_page.hpp"

namespace handoff {

namespace {

Node::List periods_list(const MeetingPage& page, const std::vector<MeetingLine>& lines) {
  Node::List list;
  for (std::size_t i = 0; i < page.result.periods.size(); ++i) {
    const MeetingPeriod& period = page.result.periods[i];
    Node::Object node = {{"period", period.name}, {"from", iso_day(period.period.from)}, {"to", iso_day(period.period.to)}, {"partial", period.partial},
                         {"immature", period.immature}, {"before_data", period.before_data}};
    const auto count = [&](std::uint64_t number) { return period.before_data ? Node() : Node(number); };
    append_members(node, {{"claimed", count(period.claimed)}, {"undecided", count(period.unsure)}});
    for (const MeetingLine& line : lines) {
      if (line.key == "claimed") continue;
      std::string key = line.key;
      for (char& c : key) c = c == ' ' ? '_' : c;
      const MeetingLine::Point& point = line.points[i];
      if (line.kind == MeetingLine::Kind::rate) node.emplace_back(key, period.before_data ? Node() : Node(point.rate));
      else node.emplace_back(key, line.kind == MeetingLine::Kind::count && point.value ? Node(static_cast<std::int64_t>(*point.value)) : Node(point.value));
    }
    list.emplace_back(std::move(node));
  }
  return list;
}

Node breaches_node(const MeetingPage& page) {
  std::uint64_t owed = 0;
  for (const StandingCounts& counts : page.breaches.counts) owed += counts[static_cast<std::size_t>(Standing::overdue)];
  const auto judged = [&](std::uint64_t count) { return page.judges_duties() ? Node(count) : Node(); };
  return Node::Object{{"missed", judged(page.breaches.fresh)},
                      {"owed_now", judged(owed)},
                      {"duties", duty_list(page)},
                      {"named", named_list(page)}};
}

/// The long table: whatever is a leaf, under its section, its name and its period.
class LongRows {
 public:
  explicit LongRows(Report& report) : report_(report) {}
  void add(const std::string& section, const std::string& name, const std::string& period, const Node& node, const std::string& measure = "") {
    if (const Node plain = node.plain(); plain.is_object()) {
      for (const auto& [key, value] : flatten(plain)) add(section, name, period, value, measure.empty() ? key : measure + "_" + key);
      return;
    }
    report_.main.emplace_back(Node::Object{{"section", section}, {"name", name}, {"period", period}, {"measure", measure}, {"value", node}});
  }
  /// Each object of a list, named by its first member, and by `further` ones that tell apart what has the same first. No two of a list have one name: section,
  /// name, period and measure are a key.
  void add_list(const std::string& section, const std::string& period, const Node& list, const std::vector<std::string>& further = {}) {
    std::map<std::string, int> used;
    for (const Node& node : std::get<Node::List>(list.value())) {
      const auto& members = std::get<Node::Object>(node.value());
      std::string name = text_of(members.front().second);
      for (const std::string& key : further) name += fmt::format(", {}", text_of(node.at(key)));
      if (const int same = ++used[name]; same > 1) name += fmt::format(" ({})", same);
      add(section, name, period, Node(Node::Object(members.begin() + 1, members.end())));
    }
  }

 private:
  static std::string text_of(const Node& node) {
    const Node plain = node.plain();
    const auto* text = std::get_if<std::string>(&plain.value());
    return text ? *text : std::string();
  }
  Report& report_;
};

}  // namespace

void add_meeting_result(const MeetingPage& page, const std::vector<MeetingLine>& lines, Report& report) {
  const MeetingSettings& settings = page.settings;
  Node::Object root = {{"period", page.chosen().name},
                       {"before", page.before().name},
                       {"stage", page.stage_name(settings.stage)},
                       {"to", settings.to >= 0 ? Node(page.stage_name(settings.to)) : Node()},
                       {"count", count_name(settings.counting)},
                       {"where", text_node(page.where)},
                       {"population", page.tally.population},
                       {"undated", page.tally.undated},
                       {"blank_dates", page.tally.blank_dates},
                       {"maturity_seconds", page.result.maturity_seconds},
                       {"periods", periods_list(page, lines)},
                       {"breaches", breaches_node(page)},
                       {"commitments", commitment_list(page)},
                       {"both_sides_met", wilson(page.sides.share)},
                       {"escalations", escalation_list(page)},
                       {"chart", chart_node(page)},
                       {"trend", chart_list(page)},
                       {"bad", talk_list(page, page.tally.bad)},
                       {"great", talk_list(page, page.tally.great)},
                       {"sources", source_list(page)},
                       {"reasons", reason_list(page)},
                       {"reasons_for_70", page.result.reasons_for_70}};
  const Node::List groups = group_list(page);
  if (!settings.by.empty()) root.emplace_back("groups", groups);
  report.result = std::move(root);
  report.main_columns = {"section", "name", "period", "measure", "value"};
  const Node& result = report.result;
  const std::string &now = page.chosen().name, trend = page.trend_text();
  LongRows rows(report);
  for (const Node& period : std::get<Node::List>(result.at("periods").value())) {
    const auto& members = std::get<Node::Object>(period.value());
    for (const auto& [key, value] : members)
      if (key != "period") rows.add("scoreboard", key, std::get<std::string>(members.front().second.value()), value, value.plain().is_object() ? "" : "value");
  }
  std::vector<std::string> also;
  for (std::size_t i = 1; i < settings.by.size(); ++i) also.push_back(settings.by[i].name);
  rows.add_list("group", now, groups, also);
  rows.add_list("breaches", now, result.at("breaches").at("duties"));
  rows.add_list("named", now, result.at("breaches").at("named"), {"duty"});
  rows.add_list("commitments", now, result.at("commitments"));
  rows.add_list("escalations", now, result.at("escalations"));
  rows.add_list("trend", trend, result.at("trend"));
  rows.add_list("bad", now, result.at("bad"));
  rows.add_list("great", now, result.at("great"));
  rows.add_list("pipeline", trend, result.at("sources"));
  rows.add_list("reasons", trend, result.at("reasons"));
}

}  // namespace handoff
