// A gate for each lane: a definition that asks of each lane what was agreed for it.
#include <fmt/format.h>

#include <algorithm>

#include "handoff/text/suggest.hpp"
#include "names.hpp"

namespace handoff {

ExprPtr Names::both(const ExprPtr& a, const ExprPtr& b) const {
  if (!a || !b) return a ? a : b;
  return hold_to_words(parse_expression(fmt::format("({}) AND ({})", to_sql(*a), to_sql(*b)), scope_), dictionary_of(contract_));
}

ExprPtr Names::gate_if(const Section& section, std::string_view key, std::string_view example) {
  const toml::node* node = section.find(key);
  if (!node || !node->is_table()) return predicate_if(section, key, example);
  const Section gates = *section.table_if(key, "`when`", "when = { abm = \"...\", else = \"...\" }");
  if (!contract_.lanes) section.refuse(key, "a gate for each lane needs lanes, and the contract has no [lane]", "add [lane], or write one predicate");
  // One CASE says it all: the first lane that matches has its gate.
  std::string text = "CASE lane", otherwise;
  std::vector<std::string> open;
  for (const Bucket& lane : contract_.lanes->buckets) open.push_back(lane.name);
  const std::vector<std::string> lanes = open;
  for (const Entry& entry : gates.entries()) {
    const ExprPtr gate = predicate_at(gates, entry.name, *entry.node, example);
    if (entry.name == "else") {
      otherwise = fmt::format(" ELSE ({})", to_sql(*gate));
      continue;
    }
    const auto lane = std::find_if(open.begin(), open.end(), [&](const std::string& one) { return same_name(one, entry.name); });
    if (lane == open.end()) refuse(doc_, entry.at, fmt::format("`{}` is not a lane", entry.name), did_you_mean(entry.name, lanes, "name a lane of [lane], or else"));
    std::string quoted;
    for (const char c : *lane) quoted += c == '\'' ? "''" : std::string(1, c);
    text += fmt::format(" WHEN '{}' THEN ({})", quoted, to_sql(*gate));
    open.erase(lane);
  }
  if (otherwise.empty() && !open.empty())
    section.refuse(key, fmt::format("lane `{}` has no gate, and there is no `else`", open.front()), fmt::format("add: {} = \"...\", or else = \"...\"", open.front()));
  if (open.size() == lanes.size()) section.refuse(key, "no lane has a gate of its own", "write one predicate instead of the table");
  try {
    return hold_to_words(parse_expression(fmt::format("{}{} END", text, otherwise), scope_), dictionary_of(contract_));
  } catch (const ExprError& error) {
    section.refuse(key, error.problem, error.fix);
  }
}

}  // namespace handoff
