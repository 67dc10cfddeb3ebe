// One walk over the sections of a contract.
#include "handoff/contract/clauses.hpp"

#include <fmt/format.h>

#include "handoff/contract/metric.hpp"

namespace handoff {

namespace {

/// The definition that `share(STAGE, DEFINITION)` counts; null: the metric names none.
ExprPtr counted_definition(const Contract& contract, const Commitment& commitment) {
  const std::optional<Metric> metric = read_metric(commitment.metric);
  if (!metric || metric->function != "share" || metric->arguments.size() < 2) return nullptr;
  const NamedPredicate* definition = find_definition(contract, metric->arguments[1]);
  return definition ? definition->when : nullptr;
}

}  // namespace

std::vector<ContractClause> contract_clauses(const Contract& contract) {
  std::vector<ContractClause> all;
  const auto add = [&](ClauseOf of, std::string place, const ExprPtr& expr, const BucketList* list = nullptr) {
    if (expr) all.push_back({of, std::move(place), expr, list});
  };
  for (const NamedPredicate& one : contract.definitions) add(ClauseOf::definition, "define " + one.name, one.when);
  for (const Stage& one : contract.stages) add(ClauseOf::stage, "stage " + one.name, one.when);
  for (const Exit& one : contract.exits) add(ClauseOf::exit, "exit " + one.name, one.when);
  for (const NamedPredicate& one : contract.exclusions) add(ClauseOf::exclusion, "exclude " + one.name, one.when);
  for (const Clock& one : contract.clocks) {
    add(ClauseOf::clock, "clock " + one.name, one.where);
    add(ClauseOf::clock, "clock " + one.name, one.exempt);
  }
  for (const Commitment& one : contract.commitments) {
    add(ClauseOf::commitment, "commitment " + one.name, one.where);
    add(ClauseOf::commitment, "commitment " + one.name, counted_definition(contract, one));
  }
  if (contract.touch) add(ClauseOf::touch, "[touch]", contract.touch->where_lead);
  for (const auto& axis : contract.scores)
    for (const PointRule& rule : axis->points) add(ClauseOf::score, "score " + axis->name, rule.when);
  for (const auto& list : {contract.segments, contract.lanes, contract.sources, contract.routes})
    for (std::size_t i = 0; list && i < list->buckets.size(); ++i)
      add(ClauseOf::bucket, fmt::format("{} {}", list->name, list->buckets[i].name), list->buckets[i].when, list.get());
  return all;
}

}  // namespace handoff
