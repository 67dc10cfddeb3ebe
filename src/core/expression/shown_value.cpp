#include "expression/shown_value.hpp"

#include <algorithm>

#include "expression/syntax/expression_print.hpp"
#include "handoff/cells/absence.hpp"
#include "handoff/text/contact.hpp"

namespace handoff {
namespace {

void append_cut(std::string_view text, std::string& out) {
  constexpr std::size_t longest = 80;
  std::size_t end = std::min(text.size(), longest);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  out.append(text.substr(0, end));
  if (end < text.size()) out += "...";
}

void append_range(const Number& number, std::string& out) {
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

void append_unreadable(std::string_view text, Type type, std::string& out) {
  out += '\'';
  append_cut(text, out);
  if (type == Type::text || type == Type::list) {
    out += "', an error of a spreadsheet";
    return;
  }
  out += "', which is not a ";
  out += type_name(type);
}

void append_quoted(std::string_view text, std::string& out) {
  out += '\'';
  const std::size_t from = out.size();
  append_cut(text, out);
  for (std::size_t at = out.find('\'', from); at != std::string::npos; at = out.find('\'', at + 2)) out.insert(at, 1, '\'');
  out += '\'';
}

}  // namespace

void append_shown(Value value, Type type, bool with_contact, std::string& out) {
  std::string masked;
  if (!with_contact && may_hold_contact(value.text)) value.text = masked = without_contact(value.text);
  if (value.state == Value::State::missing) {
    out += "missing";
  } else if (value.state == Value::State::open) {
    out += "not known";
  } else if (no_column(value)) {
    out += "not in the export";
  } else if (value.state == Value::State::unreadable) {
    append_unreadable(value.text, type, out);
  } else if (type == Type::text || type == Type::list) {
    append_quoted(value.text, out);
  } else if (type == Type::boolean) {
    out += value.flag ? "TRUE" : "FALSE";
  } else if (!value.text.empty()) {
    append_cut(value.text, out);
  } else if (type == Type::number) {
    append_range(value.number, out);
  } else {
    out += value.stamp.date_only ? iso_day(value.stamp.day) : iso_instant(value.stamp.first);
  }
}

}  // namespace handoff
