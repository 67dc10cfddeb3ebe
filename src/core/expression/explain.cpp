// Why a predicate came out as it did: its leaves, each with the values that decided it.
#include <algorithm>

#include "expression/expression_eval.hpp"
#include "expression/syntax/expression_names.hpp"
#include "expression/syntax/expression_print.hpp"
#include "handoff/cells/absence.hpp"
#include "handoff/text/contact.hpp"
#include "handoff/expression/score.hpp"

namespace handoff {
namespace {

struct Story {
  const Judging& judging;
  bool with_contact;
  std::vector<Reason> reasons;
};

std::string cut(std::string_view text) {
  constexpr std::size_t longest = 80;
  if (text.size() <= longest) return std::string(text);
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

std::string interval_text(const Number& number) {
  constexpr double most = 1e300;  // bounds beyond are open
  if (number.low == number.high) return number_text(number.low);
  if (number.high > most) return number_text(number.low) + "+";
  if (number.low < -most) return "up to " + number_text(number.high);
  return number_text(number.low) + "-" + number_text(number.high);
}

std::string value_text(const Value& value, Type type) {
  if (value.state == Value::State::missing) return "missing";
  if (no_column(value)) return "not in the export";
  if (value.state == Value::State::unreadable && (type == Type::text || type == Type::list)) return "'" + cut(value.text) + "', an error of a spreadsheet";
  if (value.state == Value::State::unreadable) return "'" + cut(value.text) + "', which is not a " + std::string(type_name(type));
  switch (type) {
    case Type::number: return value.text.empty() ? interval_text(value.number) : cut(value.text);
    case Type::boolean: return value.flag ? "TRUE" : "FALSE";
    case Type::date:
      if (!value.text.empty()) return cut(value.text);
      return value.stamp.date_only ? iso_day(value.stamp.day) : iso_instant(value.stamp.first);
    case Type::text: case Type::list: break;
  }
  return quoted_text(cut(value.text));
}

void add_value(const Expr& e, Story& story, std::vector<std::string>& values) {
  std::string scratch;
  Value value = evaluate(e, story.judging, scratch);
  const std::string masked = story.with_contact ? std::string() : without_contact(value.text);
  if (!story.with_contact) value.text = masked;  // before it is cut, since half an address cannot be known for one
  const std::string told = value_text(value, e.type);
  std::string text = to_sql(e) + " = " + (value.present() && !story.with_contact && is_contact(e) ? "given" : told);
  if (std::find(values.begin(), values.end(), text) == values.end()) values.push_back(std::move(text));
}

/// The values of all names below, definitions opened.
void gather(const Expr& e, Story& story, std::vector<std::string>& values) {
  if (is_name(e)) return add_value(e, story, values);
  for (const ExprPtr& arg : e.args) gather(*arg, story, values);
}

/// An operand that is computed is shown with what it came to, then what it was computed from.
void operands(const Expr& e, Story& story, std::vector<std::string>& values) {
  for (const ExprPtr& arg : e.args) {
    const bool computed = !is_literal(*arg) && !is_name(*arg) && arg->type != Type::boolean;
    if (computed && (story.with_contact || arg->type != Type::text || !shows_contact(*arg))) add_value(*arg, story, values);
    gather(*arg, story, values);
  }
}

void leaf(const Expr& e, Story& story) {
  std::vector<std::string> values;
  const Expr& asked = e.op == Op::logic_not ? *e.args.front() : e;
  if (asked.op == Op::field) add_value(asked, story, values);
  else operands(asked, story, values);
  std::string joined;
  for (const std::string& value : values) joined += (joined.empty() ? "" : ", ") + value;
  story.reasons.push_back({to_sql(e), std::move(joined), truth(e, story.judging)});
}

void tell(const Expr& e, Story& story) {
  const bool branches = e.op == Op::logic_and || e.op == Op::logic_or;
  const Op below = e.op == Op::logic_not ? e.args.front()->op : Op::literal;
  if (branches || below == Op::logic_and || below == Op::logic_or) {
    for (const ExprPtr& arg : e.args) tell(*arg, story);
  } else {
    leaf(e, story);
  }
}

}  // namespace

std::vector<Reason> explain(const Expr& expr, const Judging& judging, bool with_contact) {
  Story story{judging, with_contact, {}};
  tell(expr, story);
  return std::move(story.reasons);
}

}  // namespace handoff
