// The three-valued truth tables, and the public way into judging and asking an expression.
#include "handoff/expression/predicate.hpp"

#include <algorithm>

#include "expression/expression_eval.hpp"
#include "handoff/expression/score.hpp"

namespace handoff {
namespace {

/// Calls `use` with every node, through definitions, scores and buckets.
template <class Use>
void visit(const Expr& e, Use& use) {
  use(e);
  for (const ExprPtr& arg : e.args) visit(*arg, use);
  if (e.axis) {
    for (const PointRule& rule : e.axis->points) {
      if (rule.when) visit(*rule.when, use);
    }
  }
  if (e.buckets) {
    for (const Bucket& bucket : e.buckets->buckets) {
      if (bucket.when) visit(*bucket.when, use);
    }
  }
}

}  // namespace

Tri tri_and(Tri a, Tri b) {
  if (a == Tri::no || b == Tri::no) return Tri::no;
  return a == Tri::yes && b == Tri::yes ? Tri::yes : Tri::unknown;
}

Tri tri_or(Tri a, Tri b) {
  if (a == Tri::yes || b == Tri::yes) return Tri::yes;
  return a == Tri::no && b == Tri::no ? Tri::no : Tri::unknown;
}

Tri tri_not(Tri a) {
  if (a == Tri::unknown) return a;
  return a == Tri::yes ? Tri::no : Tri::yes;
}

Type result_type(const Expr& expr) { return expr.type; }

Possible possible(const Expr& expr, const Judging& judging) {
  if (is_plain(expr)) return truth_of_plain(expr, judging);
  Walk walk(judging);
  return truth_of(expr, walk);
}

Tri truth(const Expr& expr, const Judging& judging) { return possible(expr, judging).tri(); }

Tri holds(const Expr& expr, const Judging& judging) {
  const Possible all = possible(expr, judging);
  return all.only_yes() ? Tri::yes : all.may_yes() ? Tri::unknown : Tri::no;
}

Value evaluate(const Expr& expr, const Judging& judging, std::string& scratch) {
  Walk walk(judging);
  Value slot;
  Value value = value_of(expr, walk, slot);
  if (!value.present() || expr.type != Type::text || !walk.arena.holds(value.text)) return value;
  scratch.assign(value.text);  // the arena ends here
  value.text = scratch;
  return value;
}

void collect_fields(const Expr& expr, std::vector<FieldId>& out) {
  std::vector<bool> known;
  const auto add = [&](FieldId id) {
    if (id == no_field) return;
    if (known.size() <= id) known.resize(static_cast<std::size_t>(id) + 1);
    if (!known[id] && std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
    known[id] = true;
  };
  auto use = [&](const Expr& e) {
    if (e.op == Op::field) add(e.field);
    if (!e.axis) return;
    add(e.axis->column);
    add(e.axis->at);
  };
  visit(expr, use);
}

bool asks_duplicate(const Expr& expr) {
  bool asks = false;
  auto use = [&](const Expr& e) { asks = asks || (e.op == Op::call && e.call == Call::duplicate); };
  visit(expr, use);
  return asks;
}

}  // namespace handoff
