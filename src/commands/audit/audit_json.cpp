// Names here are promises (interface): keys stay, new ones may come.
#include "audit/audit_json.hpp"

#include "frame/report_parts.hpp"

namespace handoff {

namespace {

Node::Object check_node(const CheckResult& check, bool with_sample) {
  Node::Object node = {{"check", check_name(check.check)}, {"measurable", check.measurable}};
  if (with_sample) {
    node.emplace_back("failed", check.failed);
    node.emplace_back("unknown", check.unknown);
    node.emplace_back("open", check.open);
  }
  node.emplace_back("all", check.all);
  node.emplace_back("unknown_all", check.unknown_all);
  node.emplace_back("open_all", check.open_all);
  return node;
}

Node clock_node(const ClockResult& result, const Contract& contract) {
  const Clock& clock = contract.clocks[static_cast<std::size_t>(result.clock)];
  Node::Object node = {{"clock", clock.name}};
  for (std::size_t i = 0; i < verdict_count; ++i) node.emplace_back(std::string(verdict_name(static_cast<Verdict>(i))), result.verdicts[i]);
  node.emplace_back("compliance", result.compliance);
  node.emplace_back("target", Node(clock.target));
  node.emplace_back("limit", duration_text(clock.limit));
  node.emplace_back("never_touched", result.never);
  node.emplace_back("touched_before", result.early_stops);
  node.emplace_back("seconds", Node::Object{{"median", Node(result.seconds.median)},
                                            {"p90", Node(result.seconds.p90)},
                                            {"km_median", Node(result.seconds.km_median)},
                                            {"mean", Node(result.mean)},
                                            {"n", result.seconds.n}});
  return node;
}

Node trial_node(const ClockResult& result, const Contract& contract) {
  const Clock& clock = contract.clocks[static_cast<std::size_t>(result.clock)];
  Node::Object node = {{"clock", clock.name}, {"limit", duration_text(clock.limit)}};
  for (std::size_t i = 0; i < verdict_count; ++i) node.emplace_back(std::string(verdict_name(static_cast<Verdict>(i))), result.verdicts[i]);
  node.emplace_back("compliance", result.compliance);
  return node;
}

Node touch_node(const TouchSummary& touches) {
  Node::List channels;
  for (const auto& [channel, rate] : touches.channels) channels.emplace_back(Node::Object{{"channel", channel}, {"touched", rate}});
  return Node::Object{{"coverage", touches.coverage},
                      {"unknown", touches.unknown},
                      {"exempt", touches.exempt},
                      {"touched_before", touches.touched_before},
                      {"uncertain", touches.uncertain},
                      {"touches", touches.touches},
                      {"per_lead", Node::Object{{"mean", Node(touches.mean)}, {"median", Node(touches.median)}, {"p90", Node(touches.p90)}}},
                      {"channels_median", Node(touches.channels_median)},
                      {"channels", std::move(channels)},
                      {"status_updated", touches.updates_measured ? Node(touches.updated) : Node()},
                      {"status_open", touches.update_open},
                      {"status_unknown", touches.update_unknown}};
}

Node::List clock_list(const std::vector<ClockResult>& clocks, const Contract& contract) {
  Node::List list;
  for (const ClockResult& clock : clocks) list.push_back(clock_node(clock, contract));
  return list;
}

Node::List group_list(const AuditResult& result, const Contract& contract, const AuditSettings& settings) {
  Node::List groups;
  for (const AuditGroup& group : result.groups) {
    Node::Object node;
    add_group(node, settings.by, group.labels);
    node.emplace_back("population", group.population);
    Node::List checks;
    for (const CheckResult& check : group.checks) checks.emplace_back(check_node(check, false));
    node.emplace_back("checks", std::move(checks));
    node.emplace_back("any_failed_all", group.any_failed_all);
    node.emplace_back("clocks", clock_list(group.clocks, contract));
    if (group.touches) node.emplace_back("touches", touch_node(*group.touches));
    groups.emplace_back(std::move(node));
  }
  return groups;
}

Node gap_node(const AuditResult& result) {
  const ConversionCounts& counts = result.conversion;
  return Node::Object{{"off_definition", counts.off_definition}, {"off_definition_to", counts.off_target},
                      {"skipped", counts.skipped},               {"time_order", counts.time_order},
                      {"duplicates", counts.duplicates},         {"undecided", counts.undecided},
                      {"immature", result.immature},             {"maturity_days", days_node(result.maturity_seconds)},
                      {"never_claimed", counts.never_claimed}};
}

Node review_node(const ReviewSummary& review) {
  Node::List checks;
  for (const ReviewResult& one : review.checks)
    checks.emplace_back(Node::Object{{"check", check_name(one.check)}, {"reviewed", one.reviewed}, {"agree", one.agree},
                                     {"agreement", wilson(share_of(one.agree, one.reviewed - one.settled))},
                                     {"failed_by_tool_only", one.only_tool}, {"failed_by_person_only", one.only_person},
                                     {"settled", one.settled}, {"corrected", one.corrected}});
  return Node::Object{{"rows", review.rows}, {"matched", review.matched}, {"leads", review.leads}, {"not_in_sample", review.strangers}, {"other_samples", review.other_samples}, {"checks", std::move(checks)}, {"any_failed", review.any_corrected}};
}

}  // namespace

void audit_json(const AuditResult& result, const Contract& contract, const AuditSettings& settings, const AuditContext& context, Report& report) {
  Node::List checks;
  for (const CheckResult& check : result.checks) {
    checks.emplace_back(check_node(check, true));
    if (settings.by.empty()) report.main.emplace_back(check_node(check, true));
  }
  Node::Object root = {{"stage", contract.stages[static_cast<std::size_t>(settings.stage)].name},
                       {"population", result.population},
                       {"sample", result.sample},
                       {"seed", result.seed},
                       {"stratify", settings.stratify ? Node(settings.stratify->name) : Node()},
                       {"where", context.where.empty() ? Node() : Node(context.where)},
                       {"after_as_of", result.after_as_of},
                       {"checks", std::move(checks)},
                       {"any_failed", result.any_failed},
                       {"any_unknown", result.any_unknown},
                       {"any_open", result.any_open},
                       {"any_failed_all", result.any_failed_all},
                       {"fields_filled", result.fields_filled ? Node(*result.fields_filled) : Node()},
                       {"clocks", clock_list(result.clocks, contract)},
                       {"converts_to", settings.to >= 0 ? Node(contract.stages[static_cast<std::size_t>(settings.to)].name) : Node()},
                       {"claimed", result.claimed},
                       {"recomputed", result.recomputed},
                       {"gap_relative", Node(result.gap_relative)},
                       {"gap", gap_node(result)}};
  if (!result.trials.empty()) {
    Node::List trials;
    for (std::size_t i = 0; i < result.trials.size(); ++i) trials.emplace_back(trial_node(result.trials[i], *settings.trials[i].contract));
    root.emplace_back("what_if", std::move(trials));
  }
  if (!settings.by.empty()) {
    root.emplace_back("groups", group_list(result, contract, settings));
    for (const AuditGroup& group : result.groups) {
      for (const CheckResult& check : group.checks) {
        Node::Object row;
        add_group(row, settings.by, group.labels);
        for (auto& member : check_node(check, false)) row.push_back(std::move(member));
        report.main.emplace_back(std::move(row));
      }
    }
  }
  if (result.touches) root.emplace_back("touches", touch_node(*result.touches));
  if (result.unique_leads) {
    root.emplace_back("leads", *result.unique_leads);
    root.emplace_back("reentries", result.reentries);
    add_owner_counts(root, result.owners);
  }
  if (context.review) root.emplace_back("review", review_node(*context.review));
  report.result = Node(std::move(root));
}

}  // namespace handoff
