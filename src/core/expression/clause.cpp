// A tree over the clauses alone: small enough to be asked "and if this one had been otherwise?" for every lead.
#include "handoff/expression/clause.hpp"

#include <algorithm>

#include "expression/expression.hpp"

namespace handoff {

ClauseTree::ClauseTree(ExprPtr expr) : held_(std::move(expr)), root_expr_(held_.get()) {
  while (root_expr_->op == Op::definition && root_expr_->args.size() == 1) root_expr_ = root_expr_->args.front().get();
  root_ = take_apart(*root_expr_);
}

ClauseTree::Part ClauseTree::take_apart(const Expr& expr) {
  Part part;
  part.expr = &expr;
  const bool branches = expr.op == Op::logic_and || expr.op == Op::logic_or;
  const Op below = expr.op == Op::logic_not ? expr.args.front()->op : Op::literal;
  if (branches) {
    part.kind = expr.op == Op::logic_and ? Kind::all : Kind::any;
    for (const ExprPtr& arg : expr.args) part.parts.push_back(take_apart(*arg));
    return part;
  }
  if (below == Op::logic_and || below == Op::logic_or) {
    part.kind = Kind::negation;
    under_not_ = !under_not_;
    part.parts.push_back(take_apart(*expr.args.front()));
    under_not_ = !under_not_;
    return part;
  }
  std::string text = to_sql(expr);
  const auto known = std::find(texts_.begin(), texts_.end(), text);
  part.clause = static_cast<std::size_t>(known - texts_.begin());
  if (known == texts_.end()) {
    texts_.push_back(std::move(text));
    leaves_.push_back(&expr);
    negated_.push_back(under_not_);
  }
  return part;
}

Tri ClauseTree::value(const Part& part, const std::vector<Tri>& verdicts) {
  switch (part.kind) {
    case Kind::clause: return verdicts[part.clause];
    case Kind::negation: return tri_not(value(part.parts.front(), verdicts));
    case Kind::all: {
      Tri all = Tri::yes;
      for (const Part& one : part.parts) all = tri_and(all, value(one, verdicts));
      return all;
    }
    case Kind::any: {
      Tri any = Tri::no;
      for (const Part& one : part.parts) any = tri_or(any, value(one, verdicts));
      return any;
    }
  }
  return Tri::unknown;
}

Tri ClauseTree::judge(const Judging& judging, std::vector<Tri>& verdicts) const {
  verdicts.clear();
  for (const Expr* leaf : leaves_) verdicts.push_back(truth(*leaf, judging));
  return value(root_, verdicts);
}

/// Walks the parts that are (supporting) or are not (else) what is wanted of them.
void ClauseTree::collect(const Part& part, const std::vector<Tri>& verdicts, Tri wanted, bool supporting, std::vector<std::size_t>& out) {
  if ((value(part, verdicts) == wanted) != supporting) return;
  if (part.kind == Kind::clause) {
    if (std::find(out.begin(), out.end(), part.clause) == out.end()) out.push_back(part.clause);
    return;
  }
  if (part.kind == Kind::negation) return collect(part.parts.front(), verdicts, tri_not(wanted), supporting, out);
  const bool one_is_enough = supporting && part.kind == (wanted == Tri::yes ? Kind::any : Kind::all);
  for (const Part& one : part.parts) {
    collect(one, verdicts, wanted, supporting, out);
    if (one_is_enough && value(one, verdicts) == wanted) return;
  }
}

void ClauseTree::against(const std::vector<Tri>& verdicts, std::vector<std::size_t>& out) const {
  out.clear();
  collect(root_, verdicts, Tri::yes, false, out);
  std::sort(out.begin(), out.end());
}

void ClauseTree::in_favour(const std::vector<Tri>& verdicts, std::vector<std::size_t>& out) const {
  out.clear();
  collect(root_, verdicts, Tri::yes, true, out);
  std::sort(out.begin(), out.end());
}

bool ClauseTree::decides_alone(const std::vector<Tri>& verdicts, std::size_t clause) const {
  std::vector<Tri> other = verdicts;
  other[clause] = verdicts[clause] == Tri::unknown ? (negated_[clause] ? Tri::no : Tri::yes) : tri_not(verdicts[clause]);
  return value(root_, other) == Tri::yes;
}

void deciding_against(const ClauseTree& tree, Tri truth, const std::vector<Tri>& verdicts, std::vector<std::size_t>& out) {
  tree.against(verdicts, out);
  std::erase_if(out, [&](std::size_t clause) { return (verdicts[clause] == Tri::unknown) != (truth == Tri::unknown); });
}

std::string tell_clauses(const ClauseTree& tree, const std::vector<Tri>& verdicts, const Judging& judging, bool with_contact) {
  std::vector<std::size_t> shown;
  tree.in_favour(verdicts, shown);
  if (shown.empty()) {
    std::vector<Tri> own;
    deciding_against(tree, tree.judge(judging, own), verdicts, shown);
  }
  const std::vector<Reason> told = explain(tree.expr(), judging, with_contact);
  std::string text;
  for (const std::size_t clause : shown) {
    text += (text.empty() ? "" : "; ") + tree.texts()[clause];
    const auto reason = std::find_if(told.begin(), told.end(), [&](const Reason& one) { return one.clause == tree.texts()[clause]; });
    if (reason != told.end() && !reason->values.empty()) text += " (" + reason->values + ")";
  }
  return text;
}

}  // namespace handoff
