// The page as data: JSON by section, and the long CSV that a spreadsheet pivots: section, name, period, measure, value.
#include "weekly/meeting.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

Node::Object standing_node(const StandingCounts& counts) {
  Node::Object node;
  for (std::size_t i = 0; i < standing_count; ++i) node.emplace_back(std::string(standing_name(static_cast<Standing>(i))), counts[i]);
  return node;
}

Node period_node(const PeriodResult* result) {
  if (!result) return {};
  Node::Object node = {{"period", result->name}, {"outcome", outcome_name(result->outcome)}, {"why", text_node(result->why)}, {"value", Node(result->value)},
                       {"target", Node(result->target)}, {"floor", Node(result->floor)}, {"attainment", Node(result->attainment)},
                       {"count", result->count}, {"of", result->of}, {"open", result->open}, {"unknown", result->unknown}, {"exempt", result->exempt},
                       {"mix_outcome", result->mix.empty() ? Node() : Node(outcome_name(result->mix_outcome))}};
  return node;
}

Node::List periods_list(const MeetingPage& page, const std::vector<MeetingLine>& lines) {
  Node::List list;
  for (std::size_t i = 0; i < page.result.periods.size(); ++i) {
    const MeetingPeriod& period = page.result.periods[i];
    Node::Object node = {{"period", period.name}, {"from", iso_day(period.period.from)}, {"to", iso_day(period.period.to)}, {"partial", period.partial},
                         {"immature", period.immature}, {"before_data", period.before_data}};
    for (const MeetingLine& line : lines) {
      std::string key = line.key;
      for (char& c : key) c = c == ' ' ? '_' : c;
      const MeetingLine::Point& point = line.points[i];
      if (line.kind == MeetingLine::Kind::rate) node.emplace_back(key, point.value ? Node(point.rate) : period.before_data ? Node() : Node(point.rate));
      else node.emplace_back(key, line.kind == MeetingLine::Kind::count && point.value ? Node(static_cast<std::int64_t>(*point.value)) : Node(point.value));
    }
    list.emplace_back(std::move(node));
  }
  return list;
}

Node::List talk_list(const MeetingPage& page, const std::vector<TalkLead>& leads) {
  Node::List list;
  for (const TalkLead& lead : leads) {
    Node::Object node = {{"lead_id", Node::raw(lead.id)}};
    if (page.owners) node.emplace_back("owner", text_node(lead.owner));
    node.emplace_back("segment", text_node(lead.segment));
    node.emplace_back("source", text_node(lead.source));
    node.emplace_back("points", Node(lead.points));
    node.emplace_back("meets_definition", lead.meets == Tri::unknown ? Node() : Node(lead.meets == Tri::yes));
    node.emplace_back("disposition", text_node(lead.disposition));
    node.emplace_back("reason", text_node(lead.reason));
    node.emplace_back("why", text_node(lead.why));
    list.emplace_back(std::move(node));
  }
  return list;
}

Node breaches_node(const MeetingPage& page) {
  Node::List duties, named;
  std::uint64_t owed = 0;
  for (std::size_t i = 0; i < page.breaches.duties.size(); ++i) {
    const Duty& duty = page.breaches.duties[i];
    const std::uint64_t now = page.breaches.counts[i][static_cast<std::size_t>(Standing::overdue)];
    owed += now;
    Node::Object node = {{"duty", duty.name}, {"kind", duty_kind_name(duty.kind)}, {"owed_by", text_node(duty.role)}, {"measurable", duty.why_not.empty()}, {"owed_now", now}};
    for (auto& member : standing_node(page.breaches.due_counts[i])) node.push_back(std::move(member));
    duties.emplace_back(std::move(node));
  }
  for (const Breach& breach : page.breaches.sorted()) {
    Node::Object node = {{"lead_id", Node::raw(breach.lead_id)}};
    if (page.owners) node.emplace_back("owner", text_node(breach.owner));
    node.emplace_back("duty", page.breaches.duties[breach.duty].name);
    node.emplace_back("standing", standing_name(breach.standing));
    node.emplace_back("due", breach.due ? Node(iso_instant(*breach.due)) : Node());
    node.emplace_back("late_seconds", Node(breach.late));
    node.emplace_back("explanation", breach.explanation);
    named.emplace_back(std::move(node));
  }
  return Node::Object{{"missed", page.breaches.fresh}, {"owed_now", owed}, {"duties", std::move(duties)}, {"named", std::move(named)}};
}

Node::List commitment_list(const MeetingPage& page) {
  Node::List list;
  for (const CommitmentLine& line : commitment_lines(page))
    list.emplace_back(Node::Object{{"commitment", line.rule->name}, {"owed_by", text_node(line.rule->owner)}, {"measurable", line.rule->not_measured.empty()},
                                   {"own", period_node(line.own)}, {"here", period_node(line.here)}});
  return list;
}

Node::List escalation_list(const MeetingPage& page) {
  Node::List list;
  for (const Fired& one : page.fired) {
    const Escalation& rule = page.contract.escalations[one.escalation];
    Node::List missed, to;
    for (const std::string& name : one.missed.empty() ? one.periods : one.missed) missed.emplace_back(name);
    for (const std::string& name : rule.to) to.emplace_back(name);
    list.emplace_back(Node::Object{{"escalation", text_node(rule.name)}, {"commitment", rule.commitment}, {"level", rule.level ? Node(rule.level) : Node()},
                                   {"missed", std::move(missed)}, {"to", std::move(to)}, {"action", text_node(rule.action)},
                                   {"due", one.due_day ? Node(iso_day(*one.due_day)) : Node()}, {"state", fired_name(one.state)}});
  }
  return list;
}

Node::List reason_list(const MeetingPage& page) {
  Node::List list;
  for (const ReasonResult& reason : page.result.reasons)
    list.emplace_back(Node::Object{{"reason", reason.reason}, {"leads", reason.count}, {"share", reason.share}, {"cumulative", reason.cumulative}, {"in_period", reason.now}});
  return list;
}

Node::List source_list(const MeetingPage& page) {
  Node::List list;
  for (const SourceResult& source : page.result.sources)
    list.emplace_back(Node::Object{{page.settings.source->name, source.label.missing && source.label.value.empty() ? Node() : Node(source.label.value)},
                                   {"delivered", source.counts.entered}, {"conversion", source.conversion}, {"opened", source.counts.opened},
                                   {"opened_value", money_node(source.counts.opened_value)}, {"won", source.counts.won}, {"won_value", money_node(source.counts.won_value)},
                                   {"opened_in_period", source.counts.opened_now}, {"opened_value_in_period", money_node(source.counts.opened_value_now)}});
  return list;
}

Node::List group_list(const MeetingPage& page) {
  Node::List list;
  for (const MeetingGroup& group : page.result.groups) {
    Node::Object node;
    add_group(node, page.settings.by, group.labels);
    node.emplace_back("delivered", group.numbers.delivered);
    node.emplace_back("conversion", group.numbers.conversion);
    node.emplace_back("on_definition", group.numbers.on_definition);
    node.emplace_back("speed_to_lead", Node(group.numbers.speed.km_median));
    list.emplace_back(std::move(node));
  }
  return list;
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
  /// Each object of a list, named by its first member.
  void add_list(const std::string& section, const std::string& period, const Node::List& list) {
    for (const Node& node : list) {
      const auto& members = std::get<Node::Object>(node.value());
      const auto* name = std::get_if<std::string>(&members.front().second.value());
      Node::Object rest(members.begin() + 1, members.end());
      add(section, name ? *name : "", period, Node(std::move(rest)));
    }
  }

 private:
  Report& report_;
};

}  // namespace

void meeting_json(const MeetingPage& page, const std::vector<MeetingLine>& lines, Report& report) {
  const MeetingSettings& settings = page.settings;
  const Node::List periods = periods_list(page, lines), commitments = commitment_list(page), escalated = escalation_list(page), reasons = reason_list(page), sources = source_list(page), groups = group_list(page);
  const Node breaches = breaches_node(page);
  const Node::List bad = talk_list(page, page.tally.bad), great = talk_list(page, page.tally.great);
  report.result = Node::Object{{"period", page.chosen().name},
                               {"before", page.before().name},
                               {"stage", page.stage_name(settings.stage)},
                               {"to", settings.to >= 0 ? Node(page.stage_name(settings.to)) : Node()},
                               {"where", text_node(page.where)},
                               {"population", page.tally.population},
                               {"undated", page.tally.undated},
                               {"maturity_seconds", Node(page.result.maturity_seconds)},
                               {"periods", periods},
                               {"breaches", breaches},
                               {"commitments", commitments},
                               {"both_sides_met", page.sides.rate},
                               {"escalations", escalated},
                               {"bad", bad},
                               {"great", great},
                               {"sources", sources},
                               {"reasons", reasons},
                               {"reasons_for_70", page.result.reasons_for_70 ? Node(static_cast<std::uint64_t>(*page.result.reasons_for_70)) : Node()}};
  if (!settings.by.empty()) {
    auto members = std::get<Node::Object>(report.result.value());
    members.emplace_back("groups", groups);
    report.result = Node(std::move(members));
  }
  const std::string &now = page.chosen().name, trend = page.trend_text();
  LongRows rows(report);
  report.main_columns = {"section", "name", "period", "measure", "value"};
  for (const Node& period : periods) {
    const auto& members = std::get<Node::Object>(period.value());
    for (const auto& [key, value] : members)
      if (key != "period") rows.add("scoreboard", key, std::get<std::string>(members.front().second.value()), value, value.plain().is_object() ? "" : "value");
  }
  rows.add_list("group", now, groups);
  rows.add_list("breaches", now, std::get<Node::List>(breaches.at("duties").value()));
  rows.add_list("named", now, std::get<Node::List>(breaches.at("named").value()));
  rows.add_list("commitments", now, commitments);
  rows.add_list("escalations", now, escalated);
  rows.add_list("bad", now, bad);
  rows.add_list("great", now, great);
  rows.add_list("pipeline", trend, sources);
  rows.add_list("reasons", trend, reasons);
}

}  // namespace handoff
