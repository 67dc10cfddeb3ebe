// The same clauses and values as `explain` tells, prepared once instead of for each lead.
#include "handoff/expression/deciding.hpp"

#include <algorithm>

#include "expression/expression.hpp"
#include "expression/syntax/expression_names.hpp"
#include "expression/syntax/expression_print.hpp"
#include "handoff/cells/absence.hpp"
#include "handoff/text/contact.hpp"
#include "handoff/expression/score.hpp"

namespace handoff {
namespace {

void append_cut(std::string_view text, std::string& out) {
  constexpr std::size_t longest = 80;
  std::size_t end = std::min(text.size(), longest);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  out.append(text.substr(0, end));
  if (end < text.size()) out += "...";
}

void append_number(const Number& number, std::string& out) {
  constexpr double most = 1e300;  // bounds beyond are open
  if (number.low == number.high) {
    out += number_text(number.low);
  } else if (number.high > most) {
    out += number_text(number.low) + "+";
  } else if (number.low < -most) {
    out += "up to " + number_text(number.high);
  } else {
    out += number_text(number.low) + "-" + number_text(number.high);
  }
}

void append_value(Value value, Type type, bool with_contact, std::string& out) {
  std::string masked;
  if (!with_contact && may_hold_contact(value.text)) value.text = masked = without_contact(value.text);
  if (value.state == Value::State::missing) {
    out += "missing";
    return;
  }
  if (no_column(value)) {
    out += "not in the export";
    return;
  }
  if (value.state == Value::State::unreadable) {
    out += '\'';
    append_cut(value.text, out);
    out += "', which is not a ";
    out += type_name(type);
    return;
  }
  switch (type) {
    case Type::number:
      if (value.text.empty()) append_number(value.number, out);
      else append_cut(value.text, out);
      return;
    case Type::boolean: out += value.flag ? "TRUE" : "FALSE"; return;
    case Type::date:
      if (!value.text.empty()) append_cut(value.text, out);
      else out += value.stamp.date_only ? iso_day(value.stamp.day) : iso_instant(value.stamp.first);
      return;
    case Type::text: case Type::list: break;
  }
  out += '\'';
  const std::size_t from = out.size();
  append_cut(value.text, out);
  for (std::size_t at = out.find('\'', from); at != std::string::npos; at = out.find('\'', at + 2)) out.insert(at, 1, '\'');
  out += '\'';
}

std::string_view verdict_word(Tri tri) { return tri == Tri::yes ? "yes" : tri == Tri::no ? "no" : "unknown"; }

}  // namespace

DecidingClauses::DecidingClauses(const ExprPtr& expr, bool with_contact) : expr_(expr), with_contact_(with_contact) {
  root_ = prepare(*expr_);
  truths_.resize(nodes_.size(), Tri::unknown);
}

std::size_t DecidingClauses::prepare(const Expr& expr) {
  const Op below = expr.op == Op::logic_not ? expr.args.front()->op : Op::literal;
  Node node{Kind::leaf, {}, &expr, {}, {}};
  if (expr.op == Op::logic_and) node.kind = Kind::all;
  else if (expr.op == Op::logic_or) node.kind = Kind::any;
  else if (below == Op::logic_and || below == Op::logic_or) node.kind = Kind::none;
  if (node.kind != Kind::leaf) {
    for (const ExprPtr& arg : expr.args) node.children.push_back(prepare(*arg));
  } else {
    node.clause = to_sql(expr);
    const Expr& asked = expr.op == Op::logic_not ? *expr.args.front() : expr;
    if (asked.op == Op::field) add_values(asked, node.values);
    for (const ExprPtr& arg : asked.args) {
      const bool computed = !is_literal(*arg) && !is_name(*arg) && arg->type != Type::boolean;
      if (computed && (with_contact_ || arg->type != Type::text || !shows_contact(*arg)))
        node.values.push_back({to_sql(*arg), arg.get(), false});
      add_values(*arg, node.values);
    }
  }
  nodes_.push_back(std::move(node));
  return nodes_.size() - 1;
}

/// All names below, definitions opened, each once.
void DecidingClauses::add_values(const Expr& expr, std::vector<Named>& out) const {
  if (!is_name(expr)) {
    for (const ExprPtr& arg : expr.args) add_values(*arg, out);
    return;
  }
  std::string name = to_sql(expr);
  if (std::any_of(out.begin(), out.end(), [&](const Named& one) { return one.name == name; })) return;
  out.push_back({std::move(name), &expr, !with_contact_ && is_contact(expr)});
}

Tri DecidingClauses::judge(std::size_t at, const Judging& judging) {
  const Node& node = nodes_[at];
  Tri result = Tri::unknown;
  switch (node.kind) {
    case Kind::leaf: result = truth(*node.expr, judging); break;
    case Kind::all:
      result = Tri::yes;
      for (const std::size_t child : node.children) result = tri_and(result, judge(child, judging));
      break;
    case Kind::any:
      result = Tri::no;
      for (const std::size_t child : node.children) result = tri_or(result, judge(child, judging));
      break;
    case Kind::none: result = tri_not(judge(node.children.front(), judging)); break;
  }
  return truths_[at] = result;
}

void DecidingClauses::tell(std::size_t at, const Judging& judging, std::string& out, bool& first) const {
  const Node& node = nodes_[at];
  if (node.kind != Kind::leaf) {
    const Tri whole = truths_[at];
    const bool every = node.kind == Kind::none || whole == (node.kind == Kind::all ? Tri::yes : Tri::no);
    for (const std::size_t child : node.children)
      if (every || truths_[child] == whole) tell(child, judging, out, first);
    return;
  }
  if (!first) out += "; ";
  first = false;
  out += node.clause;
  std::string scratch;
  for (std::size_t i = 0; i < node.values.size(); ++i) {
    const Named& named = node.values[i];
    out += i ? ", " : " (";
    out += named.name;
    out += " = ";
    const Value value = evaluate(*named.expr, judging, scratch);
    if (named.hidden && value.present()) out += "given";
    else append_value(value, named.expr->type, with_contact_, out);
  }
  if (!node.values.empty()) out += ')';
  out += ": ";
  out += verdict_word(truths_[at]);
}

Tri DecidingClauses::write(const Judging& judging, std::string& out) {
  const Tri result = judge(root_, judging);
  bool first = true;
  tell(root_, judging, out, first);
  return result;
}

}  // namespace handoff
