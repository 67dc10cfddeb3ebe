#include "handoff/expression/left_out.hpp"

#include <algorithm>

#include "expression/expression.hpp"

namespace handoff {

namespace {

/// A condition as it prints, and what it asks: of a comparison the side that is not a literal.
struct Condition { std::string text, asks; };

void collect_conditions(const Expr& expr, std::vector<Condition>& out) {
  if (expr.op == Op::logic_and || expr.op == Op::logic_or || expr.op == Op::logic_not) {
    for (const ExprPtr& part : expr.args) collect_conditions(*part, out);
    return;
  }
  const bool held_against = expr.op == Op::compare || expr.op == Op::between || expr.op == Op::in || expr.op == Op::like;
  const auto asked = std::find_if(expr.args.begin(), expr.args.end(), [](const ExprPtr& side) { return !is_literal(*side); });
  out.push_back({to_sql(expr), to_sql(held_against && asked != expr.args.end() ? **asked : expr)});
}

}  // namespace

std::vector<std::string> left_out(const Expr& written, const Expr& tried) {
  std::vector<Condition> all, kept;
  collect_conditions(written, all);
  collect_conditions(tried, kept);
  std::vector<std::string> out;
  for (const Condition& one : all) {
    const bool asked = std::any_of(kept.begin(), kept.end(), [&](const Condition& other) { return other.asks == one.asks; });
    if (!asked && std::find(out.begin(), out.end(), one.text) == out.end()) out.push_back(one.text);
  }
  return out;
}

}  // namespace handoff
