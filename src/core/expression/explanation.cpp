// A tree over the clauses alone: small enough to be asked "and if this one had been otherwise?" for every lead.
#include "handoff/expression/explanation.hpp"

#include <algorithm>
#include <optional>

#include "expression/expression.hpp"
#include "expression/shown_value.hpp"
#include "expression/syntax/expression_names.hpp"
#include "expression/syntax/expression_print.hpp"
#include "expression/syntax/expression_types.hpp"

namespace handoff {
namespace {

std::string_view verdict_word(Tri tri) { return tri == Tri::yes ? "yes" : tri == Tri::no ? "no" : "unknown"; }

bool is_branch(Op op) { return op == Op::logic_and || op == Op::logic_or; }

/// A gate for each lane, as `when = { abm = ..., else = ... }` makes one.
bool is_gates(const Expr& e) {
  if (e.op != Op::case_when || e.type != Type::boolean || !e.has_operand || e.args.front()->op != Op::bucket) return false;
  const std::size_t end = e.args.size() - (e.has_else ? 1 : 0);
  for (std::size_t i = 1; i < end; i += 2)
    if (!is_literal(*e.args[i])) return false;
  return true;
}

/// Hands the gates that may be the lead's to `use`, in their order, each with its lane; the gate of all other lanes has none.
template <class Use>
void each_gate(const std::vector<std::size_t>& parts, const std::vector<Tri>& truths, Use use) {
  const std::size_t lanes = parts.size() / 2;
  for (std::size_t i = 0; i < lanes; ++i) {
    const Tri here = truths[parts[2 * i]];
    if (here != Tri::no) use(std::optional(parts[2 * i]), parts[2 * i + 1]);
    if (here == Tri::yes) return;
  }
  if (parts.size() % 2) use(std::nullopt, parts.back());
}

}  // namespace

Explanation::Explanation(ExprPtr expr, Root root, bool with_contact) : held_(std::move(expr)), with_contact_(with_contact) {
  const Expr* whole = held_.get();
  while (root == Root::opened && whole->op == Op::definition && whole->args.size() == 1) whole = whole->args.front().get();
  take_apart(*whole, false);
}

std::size_t Explanation::take_apart(const Expr& expr, bool negated) {
  Part part{Kind::clause, 0, {}};
  if (is_branch(expr.op)) {
    part.kind = expr.op == Op::logic_and ? Kind::all : Kind::any;
    for (const ExprPtr& arg : expr.args) part.parts.push_back(take_apart(*arg, negated));
  } else if (expr.op == Op::logic_not && is_branch(expr.args.front()->op)) {
    part.kind = Kind::negation;
    part.parts.push_back(take_apart(*expr.args.front(), !negated));
  } else if (is_gates(expr)) {
    part.kind = Kind::gates;
    for (std::size_t i = 1; i < expr.args.size(); ++i) part.parts.push_back(i % 2 && i + 1 < expr.args.size() ? lane_of(expr.args[0], expr.args[i]) : take_apart(*expr.args[i], negated));
  } else {
    part.clause = clause_of(expr, negated);
  }
  parts_.push_back(std::move(part));
  return parts_.size() - 1;
}

/// A blank lane is another lane: of a CASE only what is true takes the gate.
std::size_t Explanation::lane_of(const ExprPtr& lanes, const ExprPtr& lane) {
  NewExpr test = make_node(Op::compare, Type::boolean, lane->at, {lanes, lane});
  std::string text = to_sql(*test);
  const auto known = std::find_if(clauses_.begin(), clauses_.end(), [&](const Clause& one) { return one.lane && one.text == text; });
  const auto clause = static_cast<std::size_t>(known - clauses_.begin());
  if (known == clauses_.end()) clauses_.push_back({std::move(text), test.get(), false, {}, true});
  made_.push_back(std::move(test));
  parts_.push_back({Kind::clause, clause, {}});
  return parts_.size() - 1;
}

std::size_t Explanation::clause_of(const Expr& expr, bool negated) {
  std::string text = to_sql(expr);
  const auto known = std::find_if(clauses_.begin(), clauses_.end(), [&](const Clause& one) { return !one.lane && one.text == text; });
  if (known != clauses_.end()) return static_cast<std::size_t>(known - clauses_.begin());
  Clause clause{std::move(text), &expr, negated, {}};
  const Expr& asked = expr.op == Op::logic_not ? *expr.args.front() : expr;
  if (asked.op == Op::field) add_values(asked, clause.values);
  for (const ExprPtr& arg : asked.args) {
    // An operand that is computed is shown with what it came to, then what it was computed from.
    const bool computed = !is_literal(*arg) && !is_name(*arg) && arg->type != Type::boolean;
    if (computed && (with_contact_ || arg->type != Type::text || !shows_contact(*arg))) add_value(to_sql(*arg), *arg, clause.values);
    add_values(*arg, clause.values);
  }
  clauses_.push_back(std::move(clause));
  return clauses_.size() - 1;
}

void Explanation::add_value(std::string name, const Expr& expr, std::vector<Named>& out) const {
  if (std::any_of(out.begin(), out.end(), [&](const Named& one) { return one.name == name; })) return;
  out.push_back({std::move(name), &expr, !with_contact_ && is_contact(expr)});
}

/// All names below, definitions opened, each once.
void Explanation::add_values(const Expr& expr, std::vector<Named>& out) const {
  if (is_name(expr)) return add_value(to_sql(expr), expr, out);
  for (const ExprPtr& arg : expr.args) add_values(*arg, out);
}

/// Where several gates may be the lead's it is known what they agree on.
Tri Explanation::truth_of_gates(const Part& part, const std::vector<Tri>& truths) {
  std::optional<Tri> all;
  bool others = true;
  each_gate(part.parts, truths, [&](std::optional<std::size_t> lane, std::size_t gate) {
    all = !all || *all == truths[gate] ? truths[gate] : Tri::unknown;
    others = lane && truths[*lane] != Tri::yes;
  });
  return others && part.parts.size() % 2 == 0 ? Tri::unknown : all.value_or(Tri::unknown);
}

void Explanation::find_truths(const std::vector<Tri>& verdicts, std::vector<Tri>& truths) const {
  truths.resize(parts_.size());
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    if (part.kind == Kind::gates) {
      truths[i] = truth_of_gates(part, truths);
      continue;
    }
    Tri truth = part.kind == Kind::clause ? verdicts[part.clause] : part.kind == Kind::any ? Tri::no : Tri::yes;
    for (const std::size_t one : part.parts) {
      if (part.kind == Kind::negation) truth = tri_not(truths[one]);
      else truth = part.kind == Kind::all ? tri_and(truth, truths[one]) : tri_or(truth, truths[one]);
    }
    truths[i] = truth;
  }
}

Tri Explanation::judge(const Judging& judging) {
  verdicts_.clear();
  for (const Clause& clause : clauses_) verdicts_.push_back(clause.lane ? holds(*clause.expr, judging) : truth(*clause.expr, judging));
  find_truths(verdicts_, truths_);
  return truths_.back();
}

/// Walks the parts that are (supporting) or are not (else) what is wanted of them.
void Explanation::collect(std::size_t at, Tri wanted, bool supporting, std::vector<std::size_t>& out) const {
  const Part& part = parts_[at];
  if ((truths_[at] == wanted) != supporting) return;
  if (part.kind == Kind::clause) {
    if (std::find(out.begin(), out.end(), part.clause) == out.end()) out.push_back(part.clause);
    return;
  }
  if (part.kind == Kind::gates)
    return each_gate(part.parts, truths_, [&](std::optional<std::size_t> lane, std::size_t gate) {
      if (lane && !supporting && truths_[*lane] == Tri::unknown) collect(*lane, wanted, false, out);
      collect(gate, wanted, supporting, out);
    });
  if (part.kind == Kind::negation) return collect(part.parts.front(), tri_not(wanted), supporting, out);
  const bool one_is_enough = supporting && part.kind == (wanted == Tri::yes ? Kind::any : Kind::all);
  for (const std::size_t one : part.parts) {
    collect(one, wanted, supporting, out);
    if (one_is_enough && truths_[one] == wanted) return;
  }
}

void Explanation::against(std::vector<std::size_t>& out) const {
  out.clear();
  collect(parts_.size() - 1, Tri::yes, false, out);
  std::sort(out.begin(), out.end());
}

void Explanation::deciding_against(std::vector<std::size_t>& out) const {
  against(out);
  std::erase_if(out, [&](std::size_t clause) { return (verdicts_[clause] == Tri::unknown) != (truths_.back() == Tri::unknown); });
}

void Explanation::in_favour(std::vector<std::size_t>& out) const {
  out.clear();
  collect(parts_.size() - 1, Tri::yes, true, out);
  std::sort(out.begin(), out.end());
}

bool Explanation::decides_alone(std::size_t clause) const {
  std::vector<Tri> other = verdicts_, truths;
  const Tri verdict = verdicts_[clause];
  other[clause] = verdict == Tri::unknown ? (clauses_[clause].negated ? Tri::no : Tri::yes) : tri_not(verdict);
  find_truths(other, truths);
  return truths.back() == Tri::yes;
}

void Explanation::append_values(const Clause& clause, const Judging& judging, std::string& out) const {
  std::string scratch;
  for (const Named& named : clause.values) {
    if (&named != &clause.values.front()) out += ", ";
    out += named.name;
    out += " = ";
    const Value value = evaluate(*named.expr, judging, scratch);
    if (named.hidden && value.present()) out += "given";
    else append_shown(value, named.expr->type, with_contact_, out);
  }
}

void Explanation::append_because(const Judging& judging, std::string& out) const {
  std::vector<std::size_t> shown;
  in_favour(shown);
  if (shown.empty()) deciding_against(shown);
  for (const std::size_t at : shown) {
    const Clause& clause = clauses_[at];
    if (at != shown.front()) out += "; ";
    out += clause.text;
    if (clause.values.empty()) continue;
    out += " (";
    append_values(clause, judging, out);
    out += ')';
  }
}

void Explanation::append_part(std::size_t at, const Judging& judging, std::string& out, bool& first) const {
  const Part& part = parts_[at];
  if (part.kind == Kind::clause) return append_clause(at, judging, out, first);
  if (part.kind == Kind::gates)
    return each_gate(part.parts, truths_, [&](std::optional<std::size_t> lane, std::size_t gate) {
      if (lane) append_part(*lane, judging, out, first);
      append_part(gate, judging, out, first);
    });
  const Tri whole = truths_[at];
  const bool every = part.kind == Kind::negation || whole == (part.kind == Kind::all ? Tri::yes : Tri::no);
  for (const std::size_t one : part.parts)
    if (every || truths_[one] == whole) append_part(one, judging, out, first);
}

void Explanation::append_clause(std::size_t at, const Judging& judging, std::string& out, bool& first) const {
  const Clause& clause = clauses_[parts_[at].clause];
  if (!first) out += "; ";
  first = false;
  out += clause.text;
  if (!clause.values.empty()) {
    out += " (";
    append_values(clause, judging, out);
    out += ')';
  }
  out += ": ";
  out += verdict_word(truths_[at]);
}

void Explanation::append_deciding(const Judging& judging, std::string& out) const {
  bool first = true;
  append_part(parts_.size() - 1, judging, out, first);
}

std::vector<Reason> Explanation::reasons(const Judging& judging) const {
  std::vector<Reason> all;
  for (const Part& part : parts_) {
    if (part.kind != Kind::clause) continue;
    const Clause& clause = clauses_[part.clause];
    all.push_back({clause.text, {}, verdicts_[part.clause]});
    append_values(clause, judging, all.back().values);
  }
  return all;
}

}  // namespace handoff
