// What each operator demands of its operands, and the small rewrites that make two texts of one meaning print alike.
#include <algorithm>

#include "expression/syntax/expression_types.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

bool can_flip(const Expr& e) { return e.op == Op::is || e.op == Op::between || e.op == Op::in || e.op == Op::like; }

void refuse_unordered(Type type, const Expr& left, std::size_t at) {
  if (type != Type::boolean) return;
  throw ExprError(at, "booleans are equal or not, neither is greater", "write " + subject(left) + " or NOT " + subject(left));
}

void refuse_list(Type type, std::size_t at) {
  if (type == Type::list) throw ExprError(at, "a list is not compared as a whole", "use contains(list, 'text'), or LIKE");
}

std::vector<ExprPtr*> places_of(std::vector<ExprPtr>& args) {
  std::vector<ExprPtr*> out;
  for (ExprPtr& arg : args) out.push_back(&arg);
  return out;
}

InSet constants_of(const std::vector<ExprPtr>& args) {
  InSet set;
  for (std::size_t i = 1; i < args.size(); ++i) {
    const Expr& e = *args[i];
    if (is_literal(e) && !e.literal.present()) set.has_null = true;
    else if (is_literal(e) && e.type == Type::number) set.numbers.push_back(e.literal.number.low);
    else if (is_literal(e) && e.type == Type::text) set.texts.push_back(e.literal.text);
    else set.others.push_back(static_cast<std::uint32_t>(i));
  }
  std::sort(set.numbers.begin(), set.numbers.end());
  std::sort(set.texts.begin(), set.texts.end());
  return set;
}

/// What a name stands for, through definitions of definitions.
const Expr* meant(const Expr* e) {
  while (e->op == Op::definition) e = e->args.front().get();
  return e;
}

}  // namespace

void settle_node(Expr& node) {
  node.test = plain_test(node);
  node.in_turn.clear();
  if (node.op != Op::logic_and && node.op != Op::logic_or) return;
  for (const ExprPtr& arg : node.args) node.in_turn.push_back(meant(arg.get()));
  const auto cheaper = [](const Expr* a, const Expr* b) { return a->cost < b->cost; };
  std::stable_sort(node.in_turn.begin(), node.in_turn.end(), cheaper);
}

ExprPtr make_logic(Op op, std::vector<ExprPtr> args) {
  const std::string_view who = op == Op::logic_and ? "AND" : "OR";
  const Scope no_scope;
  std::vector<ExprPtr> flat;
  for (ExprPtr& arg : args) {
    require(arg, Type::boolean, who, no_scope);
    if (arg->op == op) flat.insert(flat.end(), arg->args.begin(), arg->args.end());
    else flat.push_back(std::move(arg));
  }
  const std::size_t at = flat.front()->at;
  const NewExpr node = make_node(op, Type::boolean, at, std::move(flat));
  settle_node(*node);
  return node;
}

ExprPtr make_not(ExprPtr operand, std::size_t at) {
  require(operand, Type::boolean, "NOT", Scope{});
  if (operand->op == Op::logic_not) return operand->args.front();
  if (can_flip(*operand)) {
    auto flipped = std::make_shared<Expr>(*operand);
    flipped->negated = !operand->negated;
    return flipped;
  }
  return make_node(Op::logic_not, Type::boolean, at, {std::move(operand)});
}

ExprPtr make_compare(Cmp cmp, ExprPtr left, ExprPtr right, std::size_t at, const Scope& scope) {
  const auto common = unify({&left, &right}, at, "these cannot be compared", scope);
  refuse_list(common.type, at);
  if (cmp != Cmp::eq && cmp != Cmp::ne) refuse_unordered(common.type, *left, at);
  const std::size_t begin = left->at;
  auto node = make_node(Op::compare, Type::boolean, begin, {std::move(left), std::move(right)});
  node->cmp = cmp;
  settle_node(*node);
  return node;
}

ExprPtr make_is(Is is, bool negated, ExprPtr operand) {
  if (is != Is::null) require(operand, Type::boolean, "IS TRUE / IS FALSE", Scope{});
  const std::size_t at = operand->at;
  auto node = make_node(Op::is, Type::boolean, at, {std::move(operand)});
  node->is = is;
  node->negated = negated;
  return node;
}

ExprPtr make_between(bool negated, std::vector<ExprPtr> args, std::size_t at, const Scope& scope) {
  const auto common = unify(places_of(args), at, "BETWEEN cannot compare these", scope);
  refuse_list(common.type, at);
  refuse_unordered(common.type, *args.front(), at);
  const std::size_t begin = args.front()->at;
  auto node = make_node(Op::between, Type::boolean, begin, std::move(args));
  node->negated = negated;
  settle_node(*node);
  return node;
}

ExprPtr make_in(bool negated, std::vector<ExprPtr> args, std::size_t at, const Scope& scope) {
  const auto common = unify(places_of(args), at, "IN cannot compare these", scope);
  refuse_list(common.type, at);
  const std::size_t begin = args.front()->at;
  auto node = make_node(Op::in, Type::boolean, begin, std::move(args));
  node->negated = negated;
  node->set = constants_of(node->args);
  settle_node(*node);
  return node;
}

ExprPtr make_like(bool negated, bool fold, std::vector<ExprPtr> args, const std::optional<Token>& escape) {
  const std::string who = fold ? "ILIKE" : "LIKE";
  if (args[0]->type != Type::list) require(args[0], Type::text, who, Scope{});
  require(args[1], Type::text, who, Scope{});
  std::int32_t escape_character = no_escape;
  if (escape) {
    std::size_t end = 0;
    if (!escape->value.empty()) escape_character = next_code_point(escape->value, end);
    const bool single = !escape->value.empty() && end == escape->value.size();
    if (!single) throw ExprError(escape->at, "ESCAPE takes a single character", "write ESCAPE '!'");
  }
  const Expr& pattern = *args[1];
  if (is_literal(pattern) && !pattern.untyped && !like_is_well_formed(pattern.name, escape_character)) {
    throw ExprError(pattern.at, "the escape character stands before neither %, _ nor itself", "double it where it is meant itself");
  }
  const std::size_t begin = args[0]->at;
  auto node = make_node(Op::like, Type::boolean, begin, std::move(args));
  node->negated = negated;
  node->name = escape ? escape->value : "";
  const ExprPtr& kept = node->args[1];
  node->pattern = compile_like(is_literal(*kept) ? std::string_view(kept->name) : std::string_view(), escape_character, fold);
  settle_node(*node);
  return node;
}

ExprPtr make_case(bool has_operand, bool has_else, std::vector<ExprPtr> args, std::size_t at, const Scope& scope) {
  const std::size_t begin = has_operand ? 1 : 0;
  const std::size_t pairs_end = args.size() - (has_else ? 1 : 0);
  std::vector<ExprPtr*> tested, results;
  if (has_operand) tested.push_back(&args[0]);
  for (std::size_t i = begin; i < pairs_end; i += 2) {
    if (has_operand) tested.push_back(&args[i]);
    else require(args[i], Type::boolean, "WHEN", scope);
    results.push_back(&args[i + 1]);
  }
  if (has_else) results.push_back(&args.back());
  if (has_operand) refuse_list(unify(tested, at, "CASE cannot compare these", scope).type, at);
  const auto common = unify(results, at, "CASE gives different types", scope);
  auto node = make_node(Op::case_when, common.type, at, std::move(args));
  node->untyped = common.untyped;
  node->has_operand = has_operand;
  node->has_else = has_else;
  return node;
}

ExprPtr make_negate(ExprPtr operand, std::size_t at) {
  require(operand, Type::number, "-", Scope{});
  if (operand->op == Op::negate) return operand->args.front();
  if (is_literal(*operand) && operand->literal.present()) return make_number(0.0 - operand->literal.number.low, at);
  return make_node(Op::negate, Type::number, at, {std::move(operand)});
}

ExprPtr make_chain(Op op, std::vector<ExprPtr> args, std::string signs, const std::vector<std::size_t>& places) {
  const Type type = op == Op::concat ? Type::text : Type::number;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const std::size_t k = std::max<std::size_t>(i, 1);  // the operator that takes this argument first
    const Expr& e = *args[i];
    if (op == Op::concat && e.type == Type::boolean) throw ExprError(places[k], "|| joins texts", "write OR for \"one of these\"");
    if (signs[k] == '-' && args[k - 1]->type == Type::date && args[k]->type == Type::date) {
      throw ExprError(places[k], "dates are not subtracted", "use days(" + subject(*args[k]) + ", " + subject(*args[k - 1]) + ")");
    }
    require(args[i], type, op == Op::concat ? "||" : std::string_view(&signs[k], 1), Scope{});
  }
  if (args.front()->op == op) {  // (a + b) + c is a + b + c
    const ExprPtr inner = args.front();
    signs = inner->signs + signs.substr(1);
    args.erase(args.begin());
    args.insert(args.begin(), inner->args.begin(), inner->args.end());
  }
  const std::size_t begin = args.front()->at;
  auto node = make_node(op, type, begin, std::move(args));
  node->signs = std::move(signs);
  return node;
}

}  // namespace handoff
