// Back to SQL. Each node prints its operands with the binding strength that its place in the grammar demands, and a
// weaker operand gets parentheses; so no parenthesis is printed that parsing would not need.
#include "expression/syntax/expression_print.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "expression/expression.hpp"
#include "expression/syntax/expression_lexer.hpp"

namespace handoff {
namespace {

enum Strength { s_or = 1, s_and, s_not, s_comparison, s_sum, s_product, s_unary, s_primary };

Strength strength_of(const Expr& e) {
  switch (e.op) {
    case Op::logic_or: return s_or;
    case Op::logic_and: return s_and;
    case Op::logic_not: return s_not;
    case Op::compare: case Op::is: case Op::between: case Op::in: case Op::like: return s_comparison;
    case Op::sum: case Op::concat: return s_sum;
    case Op::product: return s_product;
    case Op::negate: return s_unary;
    case Op::literal: return e.type == Type::number && e.literal.number.low < 0 ? s_unary : s_primary;
    default: return s_primary;
  }
}

void print(const Expr& e, std::string& out);

void operand(const Expr& e, Strength least, std::string& out) {
  const bool weak = strength_of(e) < least;
  if (weak) out += '(';
  print(e, out);
  if (weak) out += ')';
}

void joined(const Expr& e, std::size_t from, std::string_view separator, Strength least, std::string& out) {
  for (std::size_t i = from; i < e.args.size(); ++i) {
    if (i > from) out += separator;
    operand(*e.args[i], least, out);
  }
}

void name(std::string_view text, std::string& out) {
  bool plain = !text.empty() && !(text.front() >= '0' && text.front() <= '9') && !is_reserved(text);
  for (const char c : text) plain = plain && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
  if (plain) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

void literal(const Expr& e, std::string& out) {
  const Value& value = e.literal;
  if (!value.present()) out += "NULL";
  else if (e.type == Type::boolean) out += value.flag ? "TRUE" : "FALSE";
  else if (e.type == Type::number) out += number_text(value.number.low);
  else if (e.type == Type::text) out += quoted_text(value.text);
  else if (value.stamp.date_only) out += "DATE '" + iso_day(value.stamp.day) + "'";
  else out += "TIMESTAMP '" + iso_instant(value.stamp.first) + "'";
}

void chain(const Expr& e, std::string& out) {
  const Strength least = e.op == Op::product ? s_unary : s_product;
  operand(*e.args[0], least, out);
  for (std::size_t i = 1; i < e.args.size(); ++i) {
    out += ' ';
    out += e.op == Op::concat ? std::string_view("||") : std::string_view(&e.signs[i], 1);
    out += ' ';
    operand(*e.args[i], least, out);
  }
}

void case_when(const Expr& e, std::string& out) {
  out += "CASE";
  std::size_t i = 0;
  if (e.has_operand) out += ' ', print(*e.args[i++], out);
  const std::size_t pairs_end = e.args.size() - (e.has_else ? 1 : 0);
  for (; i < pairs_end; i += 2) {
    out += " WHEN ";
    print(*e.args[i], out);
    out += " THEN ";
    print(*e.args[i + 1], out);
  }
  if (e.has_else) out += " ELSE ", print(*e.args.back(), out);
  out += " END";
}

void call(const Expr& e, std::string& out) {
  for (const FunctionRow& row : function_table()) {
    if (row.call == e.call) out += row.name;
  }
  out += '(';
  joined(e, 0, ", ", s_or, out);
  if (e.call == Call::business_hours && !e.name.empty()) out += ", " + quoted_text(e.name);
  if (e.call == Call::within) out += ", " + quoted_text(duration_text(e.window));
  out += ')';
}

void comparison(const Expr& e, std::string& out) {
  constexpr std::array<std::string_view, 6> signs = {" = ", " <> ", " < ", " <= ", " > ", " >= "};
  operand(*e.args[0], s_sum, out);
  const std::string_view negation = e.negated ? " NOT" : "";
  switch (e.op) {
    case Op::compare:
      out += signs[static_cast<std::size_t>(e.cmp)];
      return operand(*e.args[1], s_sum, out);
    case Op::is:
      out.append(" IS").append(negation).append(e.is == Is::null ? " NULL" : e.is == Is::yes ? " TRUE" : " FALSE");
      return;
    case Op::between:
      out.append(negation).append(" BETWEEN ");
      return joined(e, 1, " AND ", s_sum, out);
    case Op::in:
      out.append(negation).append(" IN (");
      joined(e, 1, ", ", s_or, out);
      out += ')';
      return;
    default:
      out.append(negation).append(e.pattern.fold ? " ILIKE " : " LIKE ");
      operand(*e.args[1], s_sum, out);
      if (!e.name.empty()) out += " ESCAPE " + quoted_text(e.name);
  }
}

void print(const Expr& e, std::string& out) {
  switch (e.op) {
    case Op::literal: return literal(e, out);
    case Op::field: case Op::score: case Op::bucket: case Op::definition: return name(e.name, out);
    case Op::logic_and: return joined(e, 0, " AND ", s_not, out);
    case Op::logic_or: return joined(e, 0, " OR ", s_and, out);
    case Op::logic_not: out += "NOT "; return operand(*e.args[0], s_comparison, out);
    case Op::compare: case Op::is: case Op::between: case Op::in: case Op::like: return comparison(e, out);
    case Op::case_when: return case_when(e, out);
    case Op::negate: out += '-'; return operand(*e.args[0], s_primary, out);
    case Op::sum: case Op::product: case Op::concat: return chain(e, out);
    case Op::call: return call(e, out);
  }
}

}  // namespace

std::string number_text(double value) {
  std::array<char, 64> buffer{};
  const bool plain = value == 0 || (std::abs(value) < 1e15 && std::abs(value) >= 1e-6);
  const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
  return {buffer.data(), end};
}

std::string quoted_text(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
  return out += '\'';
}

std::string to_sql(const Expr& expr) {
  std::string out;
  print(expr, out);
  return out;
}

}  // namespace handoff
