// The result of a comparison as the documented tree.
#include "compare/compare_json.hpp"

#include "report_parts.hpp"

namespace handoff {

namespace {

Node::Object part_node(const PartResult& part, bool named) {
  Node::Object node;
  if (named) node.emplace_back("class", compare_class_name(part.part));
  node.emplace_back("leads", part.leads);
  if (named) node.emplace_back("share", Node(part.share.rate));
  node.emplace_back("converted", part.converted);
  node.emplace_back("won", part.won);
  node.emplace_back("value", money_node(part.value));
  return node;
}

Node side_node(const CompareResult& result, const CompareSettings& settings, const CompareContext& context, std::size_t side) {
  const Contract& contract = *settings.sides[side].contract;
  Node::Object excluded;
  for (std::size_t i = 0; i < contract.exclusions.size(); ++i) excluded.emplace_back(contract.exclusions[i].name, context.exclusions[side][i]);
  return Node::Object{{"file", contract.file},
                      {"name", contract.name},
                      {"version", contract.version},
                      {"digest", contract.digest},
                      {"status", status_name(contract_status(contract, settings.as_of))},
                      {"stage", stage_of(settings, side).name},
                      {"judged_by", stage_of(settings, side).when ? "definition" : "claim"},
                      {"claimed", result.claimed[side]},
                      {"counted", part_node(result.counted[side], false)},
                      {"excluded_by_name", std::move(excluded)}};
}

Node clause_list(const std::vector<ClauseResult>& clauses, bool moved) {
  Node::List list;
  for (const ClauseResult& one : clauses) {
    Node::Object node = {{"contract", one.side == 0 ? "a" : "b"}, {"clause", one.clause}};
    if (moved) {
      node.emplace_back("failed", one.counts.failed);
      node.emplace_back("first", one.counts.first);
      node.emplace_back("alone", one.counts.alone);
    } else {
      node.emplace_back("unknown", one.counts.unknown);
    }
    list.emplace_back(std::move(node));
  }
  return list;
}

Node difference_list(const CompareResult& result) {
  Node::List list;
  for (const std::size_t side : {0U, 1U}) {
    const Difference& one = result.apart[side];
    list.emplace_back(Node::Object{{"class", compare_class_name(side == 0 ? CompareClass::only_a : CompareClass::only_b)},
                                   {"against", compare_class_name(CompareClass::both)},
                                   {"difference", Node(one.difference)},
                                   {"low", Node(one.low)},
                                   {"high", Node(one.high)},
                                   {"proven", one.difference ? Node(one.proven()) : Node()}});
  }
  return list;
}

Node segment_list(const CompareResult& result) {
  Node::List list;
  for (const SegmentResult& one : result.segments) list.emplace_back(Node::Object{{"segment", one.segment}, {"a", Node(one.leads[0])}, {"b", Node(one.leads[1])}});
  return list;
}

Node clock_list(const CompareResult& result, const CompareSettings& settings) {
  Node::List list;
  for (const CompareClock& one : result.clocks) {
    const Clock& clock = settings.sides[one.side].contract->clocks[static_cast<std::size_t>(one.clock)];
    Node::Object node = {{"contract", one.side == 0 ? "a" : "b"}, {"clock", clock.name}, {"limit", duration_text(clock.limit)}};
    for (std::size_t v = 0; v < verdict_count; ++v) node.emplace_back(std::string(verdict_name(static_cast<Verdict>(v))), one.verdicts[v]);
    node.emplace_back("compliance", one.compliance);
    list.emplace_back(std::move(node));
  }
  return list;
}

}  // namespace

void compare_json(const CompareResult& result, const CompareSettings& settings, const CompareContext& context, Report& report) {
  Node::List classes, cross, groups;
  for (const PartResult& part : result.parts) classes.emplace_back(part_node(part, true));
  for (std::size_t a = 0; a < compare_verdict_count; ++a)
    for (std::size_t b = 0; b < compare_verdict_count; ++b)
      cross.emplace_back(Node::Object{{"verdict_a", compare_verdict_name(static_cast<CompareVerdict>(a))},
                                      {"verdict_b", compare_verdict_name(static_cast<CompareVerdict>(b))},
                                      {"leads", result.cross[a][b]}});
  for (const CompareGroup& group : result.groups) {
    Node::Object object;
    add_group(object, settings.by, group.labels);
    Node::List parts;
    for (const PartResult& part : group.parts) {
      Node::Object row;
      add_group(row, settings.by, group.labels);
      for (auto& member : part_node(part, true)) row.push_back(std::move(member));
      report.main.emplace_back(std::move(row));
      parts.emplace_back(part_node(part, true));
    }
    object.emplace_back("classes", std::move(parts));
    groups.emplace_back(std::move(object));
  }
  if (settings.by.empty()) report.main = classes;
  Node::Object root = {{"a", side_node(result, settings, context, 0)},
                       {"b", side_node(result, settings, context, 1)},
                       {"where", context.where.empty() ? Node() : Node(context.where)},
                       {"leads", result.leads},
                       {"outside_window", context.left_out[0]},
                       {"undated", context.left_out[1]},
                       {"converts_to", settings.to >= 0 ? Node(settings.sides[0].contract->stages[static_cast<std::size_t>(settings.to)].name) : Node()},
                       {"won_at", settings.sides[0].contract->stages.back().name},
                       {"classes", std::move(classes)},
                       {"differences", difference_list(result)},
                       {"cross", std::move(cross)},
                       {"moved", clause_list(result.moved, true)},
                       {"undecided", clause_list(result.undecided, false)},
                       {"segments", segment_list(result)},
                       {"clocks", clock_list(result, settings)}};
  if (!settings.by.empty()) root.emplace_back("groups", std::move(groups));
  report.result = Node(std::move(root));
}

}  // namespace handoff
