// The functions: what each is called with. What they mean is in expression_calls.cpp.
#include <algorithm>
#include <cmath>

#include "expression/syntax/expression_types.hpp"
#include "handoff/text/suggest.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

const FunctionRow* find_function(std::string_view name) {
  for (const FunctionRow& row : function_table()) {
    if (equal_folded(row.name, name)) return &row;
  }
  return nullptr;
}

[[noreturn]] void refuse_function(const Token& function, const Scope& scope) {
  std::vector<std::string> names;
  for (const FunctionRow& row : function_table()) names.emplace_back(row.name);
  const std::string near = closest(function.value, names);
  std::string fix;
  if (!near.empty()) fix = "did you mean `" + near + "`?";
  for (const char* clock : {"now", "today", "current_date", "getdate", "sysdate", "datediff", "dateadd", "date_diff"}) {
    if (!equal_folded(function.value, clock)) continue;
    fix = "spans of time are hours(a, b), days(a, b), and within(at, '30d'), which looks back from the moment of judging";
  }
  if (fix.empty() && scope.find && scope.find(function.value)) fix = "`" + function.value + "` is a name, and takes no parentheses";
  if (fix.empty()) {
    fix = "there are";
    for (const auto& name : names) fix += (fix.back() == 'e' && fix.size() == 9 ? " " : ", ") + name;
  }
  throw ExprError(function.at, "there is no function `" + function.value.substr(0, 60) + "`", fix);
}

std::shared_ptr<const Calendar> calendar_of(const Token& function, const std::optional<Token>& word, const Scope& scope) {
  const std::string name = word ? word->value : "";
  const std::string shown = name.substr(0, 60);
  auto calendar = scope.calendar ? scope.calendar(name) : nullptr;
  if (calendar) return calendar;
  if (word) throw ExprError(word->at, "there is no calendar `" + shown + "`", "add [calendar." + shown + "], or name another");
  throw ExprError(function.at, "business_hours needs a calendar, and there is no default one", "add [calendar.default]");
}

Duration window_of(const Token& word) {
  const auto window = read_duration(word.value);
  if (!window) throw ExprError(word.at, "'" + word.value.substr(0, 60) + "' is not a duration", "write it as '30d', '12h' or '2w'");
  if (window->unit != Unit::elapsed) {
    throw ExprError(word.at, "within() looks back over elapsed time, not business time", "write it as '30d' or '12h'");
  }
  return *window;
}

void require_text_or_list(ExprPtr& operand, std::string_view who) {
  if (operand->type != Type::list) require(operand, Type::text, who, Scope{});
}

/// Types of the arguments, by function; gives the type of the result.
Common type_arguments(Call call, std::string_view who, std::vector<ExprPtr>& args, std::size_t at, const Scope& scope) {
  switch (call) {
    case Call::hours: case Call::days: case Call::business_hours:
      for (ExprPtr& arg : args) require(arg, Type::date, who, scope);
      return {Type::number, false};
    case Call::within:
      require(args[0], Type::date, who, scope);
      return {Type::boolean, false};
    case Call::held_at:
      require(args[0], Type::date, who, scope);
      require(args[1], Type::boolean, who, scope);
      return {Type::boolean, false};
    case Call::lower: case Call::upper: case Call::trim:
      require(args[0], Type::text, who, scope);
      return {Type::text, false};
    case Call::valid_email:
      require(args[0], Type::text, who, scope);
      return {Type::boolean, false};
    case Call::length: case Call::count_of:
      require_text_or_list(args[0], who);
      return {Type::number, false};
    case Call::contains:
      require_text_or_list(args[0], who);
      require(args[1], Type::text, who, scope);
      return {Type::boolean, false};
    case Call::duplicate: {
      const Expr& e = *args[0];
      const bool is_email = e.op == Op::field && e.field == known_field("email") && equal_folded(e.name, "email");
      if (!is_email) throw ExprError(e.at, "duplicate() is about the e-mail address, not " + subject(e), "write duplicate(email)");
      return {Type::boolean, false};
    }
    case Call::abs: case Call::round:
      for (ExprPtr& arg : args) require(arg, Type::number, who, scope);
      return {Type::number, false};
    case Call::coalesce: case Call::least: case Call::greatest: break;
  }
  std::vector<ExprPtr*> places;
  for (ExprPtr& arg : args) places.push_back(&arg);
  const auto common = unify(places, at, std::string(who) + " takes values of one type", scope);
  const bool ordered = common.untyped || common.type == Type::number || common.type == Type::date;
  if (call != Call::coalesce && !ordered) throw ExprError(args[0]->at, std::string(who) + " takes numbers or dates", "give it fields of type number or date, for instance: " + std::string(who) + "(fit, intent)");
  return common;
}

void check_digits(const std::vector<ExprPtr>& args) {
  if (args.size() < 2) return;
  const Expr& digits = *args[1];
  const double value = digits.literal.number.low;
  const bool good = is_literal(digits) && digits.literal.present() && value == std::floor(value) && std::abs(value) <= 12;
  if (!good) throw ExprError(digits.at, "round takes a whole number of digits, -12 to 12", "write round(x, 2)");
}

}  // namespace

const std::vector<FunctionRow>& function_table() {
  static const std::vector<FunctionRow> rows = {
      {"hours", Call::hours, 2, 2, "hours(from, to)"},
      {"days", Call::days, 2, 2, "days(from, to)"},
      {"business_hours", Call::business_hours, 2, 2, "business_hours(from, to) or business_hours(from, to, 'calendar')"},
      {"within", Call::within, 1, 1, "within(at, '30d')"},
      {"held_at", Call::held_at, 2, 2, "held_at(mql_at, predicate)"},
      {"valid_email", Call::valid_email, 1, 1, "valid_email(email)"},
      {"duplicate", Call::duplicate, 1, 1, "duplicate(email)"},
      {"contains", Call::contains, 2, 2, "contains(list, 'text')"},
      {"count_of", Call::count_of, 1, 1, "count_of(list)"},
      {"lower", Call::lower, 1, 1, "lower(text)"},
      {"upper", Call::upper, 1, 1, "upper(text)"},
      {"trim", Call::trim, 1, 1, "trim(text)"},
      {"length", Call::length, 1, 1, "length(text)"},
      {"abs", Call::abs, 1, 1, "abs(number)"},
      {"round", Call::round, 1, 2, "round(number) or round(number, digits)"},
      {"COALESCE", Call::coalesce, 1, longest_expression, "COALESCE(first, second, ...)"},
      {"least", Call::least, 2, longest_expression, "least(first, second, ...)"},
      {"greatest", Call::greatest, 2, longest_expression, "greatest(first, second, ...)"}};
  return rows;
}

ExprPtr make_call(const Token& function, std::vector<ExprPtr> args, const std::optional<Token>& word, const Scope& scope) {
  const FunctionRow* row = find_function(function.value);
  if (!row) refuse_function(function, scope);
  if (args.size() < row->least || args.size() > row->most || (row->call == Call::within && !word)) {
    const std::size_t given = args.size() + (word ? 1 : 0);
    throw ExprError(function.at, std::string(row->name) + " is given " + std::to_string(given) + (given == 1 ? " argument" : " arguments"),
                    "write " + std::string(row->usage));
  }
  const auto result = type_arguments(row->call, row->name, args, function.at, scope);
  if (row->call == Call::round) check_digits(args);
  auto node = make_node(Op::call, result.type, function.at, std::move(args));
  node->untyped = result.untyped;
  node->call = row->call;
  if (row->call == Call::business_hours) {
    node->calendar = calendar_of(function, word, scope);
    node->name = word ? word->value : "";
  }
  if (row->call == Call::within) node->window = window_of(*word);
  return node;
}

}  // namespace handoff
