// The JSON of `pipeline`, and the rows that CSV prints.
#include "pipeline/pipeline_report.hpp"
#include "report_parts.hpp"

namespace handoff {
namespace {

Node major(std::int64_t minor) { return Node(static_cast<double>(minor) / 100.0); }
Node major(const std::optional<std::int64_t>& minor) {
  return minor ? Node(static_cast<double>(*minor) / 100.0) : Node();
}
Node major(const std::optional<double>& minor) {
  return minor ? Node(*minor / 100.0) : Node();
}
Node currency_node(const std::string& currency) { return currency.empty() ? Node() : Node(currency); }

Node::Object stage_node(const StageMoney& one) {
  return {{"stage", one.stage},
          {"currency", currency_node(one.currency)},
          {"leads", one.leads},
          {"deals", one.sums.deals},
          {"without_amount", one.sums.no_amount},
          {"pipeline", major(one.sums.pipeline)},
          {"open", major(one.sums.still_open)},
          {"revenue", major(one.sums.revenue)},
          {"spend", major(one.spend)},
          {"cost_per", major(one.cost_per)}};
}

Node::Object deals_node(const DealsResult& one) {
  Node::Object cycle = {{"median", days_node(one.cycle.median)},
                        {"p90", days_node(one.cycle.p90)},
                        {"n", one.cycle.n},
                        {"km_median", one.cycle.km_median ? days_node(static_cast<double>(*one.cycle.km_median)) : Node()}};
  return {{"currency", currency_node(one.currency)},
          {"deals", one.sums.deals},
          {"won", one.sums.won},
          {"lost", one.sums.lost},
          {"open", one.sums.open},
          {"win", one.win},
          {"cycle_days", std::move(cycle)},
          {"velocity_per_day", major(one.velocity)}};
}

Node::Object credit_node(const CreditResult& one) {
  Node::Object pipeline, revenue;
  for (std::size_t i = 0; i < credit_models; ++i) {
    pipeline.emplace_back(std::string(credit_model_name(static_cast<CreditModel>(i))), major(one.sums.pipeline[i]));
    revenue.emplace_back(std::string(credit_model_name(static_cast<CreditModel>(i))), major(one.sums.revenue[i]));
  }
  return {{"touch", one.touched ? Node(one.type) : Node()}, {"currency", currency_node(one.currency)}, {"touches", one.sums.touches},
          {"deals", one.sums.deals}, {"pipeline", std::move(pipeline)}, {"revenue", std::move(revenue)}};
}

Node::List leak_nodes(const LeakResult& leak) {
  Node::List rows;
  const std::string name = leak.leak < 0 ? "moved_on" : std::string(leak_name(static_cast<Leak>(leak.leak)));
  const auto row = [&](const std::string& currency, const LeakResult::Amount* amount) {
    std::optional<std::int64_t> minor;
    if (amount) minor = amount->minor;
    rows.emplace_back(Node::Object{{"cause", name}, {"leads", leak.leads}, {"undecided", leak.undecided}, {"currency", currency_node(currency)},
                                   {"pipeline", major(minor)}, {"pipeline_share", amount ? amount->share : std::nullopt},
                                   {"expected", major(amount ? amount->expected : std::nullopt)}});
  };
  for (const auto& [currency, sum] : leak.pipeline) row(currency, &sum);
  if (leak.pipeline.empty()) row("", nullptr);
  return rows;
}

Node uplift_node(const Uplift& up) {
  const auto worth = [](const std::optional<double>& leads, double minor) {
    Node node;
    if (leads) node = Node(*leads * minor / 100);
    return node;
  };
  Node::List value;
  for (const auto& [currency, minor] : up.value)
    value.emplace_back(Node::Object{{"currency", currency_node(currency)}, {"each", Node(minor / 100)},
                                    {"pipeline", worth(up.leads, minor)}, {"low", worth(up.low, minor)}, {"high", worth(up.high, minor)}});
  return Node::Object{{"met", up.met},
                      {"breached", up.breached},
                      {"difference", up.difference.difference},
                      {"low", up.difference.low},
                      {"high", up.difference.high},
                      {"proven", up.difference.proven()},
                      {"compliance", up.compliance},
                      {"points", up.points},
                      {"leads", up.leads},
                      {"leads_low", up.low},
                      {"leads_high", up.high},
                      {"value", std::move(value)},
                      {"condition", "if the difference is causal"}};
}

Node sums_node(const std::map<std::string, std::int64_t>& sums) {
  Node::List list;
  for (const auto& [currency, minor] : sums) list.emplace_back(Node::Object{{"currency", currency_node(currency)}, {"amount", major(minor)}});
  return list;
}

Node spend_node(const SpendResult& spend) {
  Node::List unmatched;
  for (const UnmatchedSpend& one : spend.unmatched)
    unmatched.emplace_back(Node::Object{{"source", one.source.empty() ? Node() : Node(one.source)}, {"month", one.period}, {"currency", currency_node(one.currency)},
                                        {"amount", major(one.minor)}});
  return Node::Object{{"rows", spend.rows}, {"read", sums_node(spend.read)}, {"counted", sums_node(spend.counted)}, {"outside_window", spend.outside_window},
                      {"after_as_of", spend.after_as_of}, {"without_leads", std::move(unmatched)}};
}

Node aside_node(const Sums& sums) {
  Node::List list;
  for (const auto& [currency, one] : sums)
    list.emplace_back(Node::Object{{"currency", currency_node(currency)}, {"deals", one.deals}, {"pipeline", major(one.pipeline)}, {"revenue", major(one.revenue)}});
  return list;
}

}  // namespace

void pipeline_json(const PipelineFacts& facts, MoneyTable table, Report& report) {
  const PipelineResult& result = facts.result;
  const auto& stages = facts.contract.stages;
  Node::List groups, credits, leaks;
  std::vector<Node> stage_rows, deal_rows;
  for (const PipelineGroup& group : result.groups) {
    Node::List money, deals;
    const auto add = [&](Node::Object node, Node::List& list, std::vector<Node>& rows) {
      Node::Object row;
      add_group(row, facts.settings.by, group.labels);
      list.emplace_back(node);
      row.insert(row.end(), std::make_move_iterator(node.begin()), std::make_move_iterator(node.end()));
      rows.emplace_back(std::move(row));
    };
    for (const StageMoney& one : group.stages) add(stage_node(one), money, stage_rows);
    for (const DealsResult& one : group.deals) add(deals_node(one), deals, deal_rows);
    Node::Object object;
    add_group(object, facts.settings.by, group.labels);
    object.emplace_back("stages", std::move(money));
    object.emplace_back("deals", std::move(deals));
    groups.emplace_back(std::move(object));
  }
  for (const CreditResult& one : result.credits) credits.emplace_back(credit_node(one));
  for (const LeakResult& leak : result.leaks)
    for (Node& row : leak_nodes(leak)) leaks.emplace_back(std::move(row));
  if (table == MoneyTable::stages) report.main = std::move(stage_rows);
  if (table == MoneyTable::deals) report.main = std::move(deal_rows);
  if (table == MoneyTable::attribution) report.main.assign(credits.begin(), credits.end());
  if (table == MoneyTable::leakage) report.main.assign(leaks.begin(), leaks.end());
  Node::Object root = {{"stage", stages[static_cast<std::size_t>(facts.settings.stage)].name},
                       {"to", facts.settings.to < 0 ? Node() : Node(stages[static_cast<std::size_t>(facts.settings.to)].name)},
                       {"where", facts.where.empty() ? Node() : Node(facts.where)},
                       {"leads", facts.tally.leads},
                       {"entered", result.cohort}};
  if (facts.settings.by.empty()) {
    root.emplace_back("stages", groups.empty() ? Node(Node::List{}) : groups.front().at("stages"));
    root.emplace_back("deals", groups.empty() ? Node(Node::List{}) : groups.front().at("deals"));
  } else {
    root.emplace_back("groups", std::move(groups));
  }
  root.emplace_back("attribution", facts.touches ? Node(std::move(credits)) : Node());
  root.emplace_back("leakage", std::move(leaks));
  root.emplace_back("ten_points", result.leaks.empty() ? Node() : uplift_node(result.uplift));
  root.emplace_back("spend", facts.spend ? spend_node(result.spend) : Node());
  root.emplace_back("deals_without_lead", aside_node(facts.tally.no_lead));
  root.emplace_back("deals_older_than_leads", aside_node(facts.tally.older));
  root.emplace_back("deals_after_as_of", aside_node(facts.tally.after_as_of));
  report.result = Node(std::move(root));
}

}  // namespace handoff
