// Literals, names, and the agreement of types; what the operators and functions demand stands in the files beside it.
#include "expression/syntax/expression_types.hpp"

#include <algorithm>

#include "handoff/expression/score.hpp"
#include "handoff/text/suggest.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

/// A tree that hangs below a node: an argument, or a rule of a score or bucket list that a name stands for.
void hang(Expr& node, const ExprPtr& below) {
  if (!below) return;
  const int height = std::max<int>(node.height, below->height + 1);
  const std::uint32_t cost = node.cost + below->cost;  // both are at most most_steps: no overflow
  if (height > deepest_tree) throw ExprError(node.at, "nested more than 1000 deep, definitions included", "flatten them");
  if (cost > most_steps) {
    throw ExprError(node.at, "the expression asks for more than 100000 steps a lead", "let definitions refer to fewer others: those that repeat one another multiply");
  }
  node.height = static_cast<std::uint16_t>(height);
  node.cost = cost;
}

/// The name as the scope writes it; as written when the scope does not list it.
std::string listed_name(const std::string& written, const Scope& scope) {
  const auto& names = scope.names;
  if (std::find(names.begin(), names.end(), written) != names.end()) return written;
  const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& name) { return equal_folded(name, written); });
  return found == names.end() ? written : *found;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), ascii_lower);
  return text;
}

std::optional<Meaning> look_up(const std::string& written, const Scope& scope, std::string& name) {
  if (!scope.find) return std::nullopt;
  for (const std::string& candidate : {written, listed_name(written, scope), lower_case(written)}) {
    if (auto meaning = scope.find(candidate)) {
      name = listed_name(candidate, scope);
      return meaning;
    }
  }
  return std::nullopt;
}

[[noreturn]] void refuse_name(const Token& token, const Scope& scope) {
  const std::string near = closest(token.value, scope.names);
  const std::string as_text = "a text stands in single quotes: '" + token.value.substr(0, 60) + "'";
  std::string fix = as_text;
  if (!near.empty()) fix = "did you mean `" + near + "`?";
  else if (token.kind == Token::Kind::name) fix = as_text + "; a field of your own is declared under [columns]";
  throw ExprError(token.at, "`" + token.value.substr(0, 60) + "` is not known", fix);
}

ExprPtr name_of_definition(const ExprPtr& target, std::string name, std::size_t at) {
  auto node = make_node(Op::definition, target->type, at, {target});
  node->untyped = target->untyped;
  node->name = std::move(name);
  return node;
}

ExprPtr name_of_score(const std::shared_ptr<const ScoreAxis>& axis, std::string name, std::size_t at) {
  auto node = make_node(Op::score, Type::number, at);
  for (const PointRule& rule : axis->points) hang(*node, rule.when);
  node->axis = axis;
  node->name = std::move(name);
  return node;
}

ExprPtr name_of_buckets(const std::shared_ptr<const BucketList>& buckets, std::string name, std::size_t at) {
  auto node = make_node(Op::bucket, Type::text, at);
  for (const Bucket& bucket : buckets->buckets) hang(*node, bucket.when);
  node->buckets = buckets;
  node->name = std::move(name);
  return node;
}

NewExpr literal(Type type, std::size_t at) {
  auto node = make_node(Op::literal, type, at);
  node->literal.state = Value::State::present;
  return node;
}

std::string mismatch_fix(const Expr& a, const Expr& b) {
  const auto has = [&](Type type) { return a.type == type || b.type == type; };
  const auto text_literal = [](const Expr& e) { return is_literal(e) && e.type == Type::text; };
  if (has(Type::list)) return "use contains(list, 'text'), or LIKE";
  if (has(Type::boolean)) return "a boolean stands alone, or beside TRUE or FALSE";
  if (has(Type::date) && has(Type::number)) return "for a span of time use days(a, b), hours(a, b) or within(at, '30d')";
  if (has(Type::date)) return "write the date as DATE '2026-04-01'";
  if (text_literal(a) || text_literal(b)) return "write the number without quotes";
  return "write the text in single quotes";
}

}  // namespace

NewExpr make_node(Op op, Type type, std::size_t at, std::vector<ExprPtr> args) {
  auto node = std::make_shared<Expr>();
  node->op = op;
  node->type = type;
  node->at = at;
  node->args = std::move(args);
  for (const ExprPtr& arg : node->args) hang(*node, arg);
  return node;
}

ExprPtr make_number(double value, std::size_t at) {
  auto node = literal(Type::number, at);
  node->literal.number = {value, value};
  return node;
}

ExprPtr make_text(std::string value, std::size_t at) {
  auto node = literal(Type::text, at);
  node->name = std::move(value);
  node->literal.text = node->name;
  return node;
}

ExprPtr make_flag(bool value, std::size_t at) {
  auto node = literal(Type::boolean, at);
  node->literal.flag = value;
  return node;
}

ExprPtr make_null(std::size_t at) {
  auto node = literal(Type::text, at);
  node->literal.state = Value::State::missing;
  node->untyped = true;
  return node;
}

ExprPtr make_date(const std::string& text, std::size_t at, const Scope& scope) {
  const std::string shown = "'" + text.substr(0, 60) + "'";
  const auto zone = scope.zone ? scope.zone : Zone::find("UTC");
  DateText parts;
  auto node = literal(Type::date, at);
  if (!zone) throw ExprError(at, "a date is written and there is no time zone to read it in", "set [time] zone");
  if (!read_date(text, parts)) throw ExprError(at, shown + " is not a date", "write it as '2026-04-01' or '2026-04-01 14:30'");
  if (parts.order_open && parts.a <= 12 && parts.b <= 12 && parts.a != parts.b) {
    throw ExprError(at, "in " + shown + " day and month could be either", "write it as '2026-04-01'");
  }
  const DateOrder order = parts.a > 12 ? DateOrder::dmy : DateOrder::mdy;
  if (!make_stamp(parts, order, *zone, node->literal.stamp)) throw ExprError(at, shown + " is not a date", "write it as '2026-04-01'");
  return node;
}

ExprPtr make_name(const Token& token, const Scope& scope) {
  std::string name;
  const auto meaning = look_up(token.value, scope, name);
  if (!meaning) refuse_name(token, scope);
  if (const auto* field = std::get_if<FieldRef>(&*meaning)) {
    auto node = make_node(Op::field, field->type, token.at);
    node->field = field->id;
    node->name = name;
    node->overwritten = field->overwritten;
    return node;
  }
  using Axis = std::shared_ptr<const ScoreAxis>;
  using Buckets = std::shared_ptr<const BucketList>;
  if (const auto* target = std::get_if<ExprPtr>(&*meaning); target && *target) return name_of_definition(*target, name, token.at);
  if (const auto* axis = std::get_if<Axis>(&*meaning); axis && *axis) return name_of_score(*axis, name, token.at);
  if (const auto* list = std::get_if<Buckets>(&*meaning); list && *list) return name_of_buckets(*list, name, token.at);
  throw ExprError(token.at, "`" + name + "` is used before it is defined", "a definition may not stand on itself");
}

Common unify(const std::vector<ExprPtr*>& args, std::size_t at, std::string_view what, const Scope& scope) {
  const Expr* first = nullptr;
  for (const ExprPtr* arg : args) {
    if ((*arg)->type == Type::date) first = arg->get();  // a date turns the texts beside it into dates
    if (!(*arg)->untyped && (!first || (is_literal(*first) && !is_literal(**arg) && first->type != Type::date))) first = arg->get();
  }
  if (!first) return {Type::text, true};
  for (ExprPtr* arg : args) {
    const Expr& e = **arg;
    if (first->type == Type::date && is_literal(e) && e.type == Type::text && !e.untyped) *arg = make_date(e.name, e.at, scope);
    if ((*arg)->type == first->type || e.untyped) continue;
    const bool first_is_left = first->at <= e.at;
    const Expr& left = first_is_left ? *first : e;
    const Expr& right = first_is_left ? e : *first;
    const auto said = [](const Expr& side) { return subject(side) + " is " + std::string(noun(side.type)); };
    throw ExprError(at, std::string(what) + ": " + said(left) + ", " + said(right), mismatch_fix(left, right));
  }
  return {first->type, false};
}

void require(ExprPtr& operand, Type type, std::string_view who, const Scope& scope) {
  const Expr& e = *operand;
  if (e.untyped || e.type == type) return;
  if (type == Type::date && is_literal(e) && e.type == Type::text) {
    operand = make_date(e.name, e.at, scope);
    return;
  }
  std::string fix;
  if (type == Type::boolean && e.type == Type::text) fix = "compare it: " + subject(e) + " = '...', or " + subject(e) + " IS NOT NULL";
  else if (type == Type::boolean && e.type == Type::number) fix = "compare it: " + subject(e) + " > 0";
  else if (type == Type::boolean) fix = "ask " + subject(e) + " IS NOT NULL";
  else if (type == Type::number && e.type == Type::date) fix = "for a span of time use days(a, b) or hours(a, b)";
  else if (type == Type::number && is_literal(e) && e.type == Type::text) fix = "write the number without quotes";
  else fix = "give " + std::string(who) + " " + std::string(noun(type)) + " instead of " + subject(e);
  const std::string found = subject(e) + " is " + std::string(noun(e.type));
  throw ExprError(e.at, std::string(who) + " needs " + std::string(noun(type)) + ", and " + found, fix);
}

std::string_view noun(Type type) {
  switch (type) {
    case Type::text: return "a text";
    case Type::number: return "a number";
    case Type::date: return "a date";
    case Type::boolean: return "a boolean";
    case Type::list: return "a list";
  }
  return "a text";
}

std::string subject(const Expr& e) {
  constexpr std::size_t longest = 60;
  std::string text = to_sql(e);
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

}  // namespace handoff
