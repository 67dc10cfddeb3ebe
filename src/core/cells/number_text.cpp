// Number cells as people and CRMs write them: grouped, with a currency, in thousands, as a range, as "more than".
// The digits go to std::from_chars as one text with an exponent, so that 342.09K is the double nearest to 342090.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "handoff/cells/lead.hpp"
#include "cells/number_parts.hpp"

namespace handoff {
namespace {

constexpr double no_bound = std::numeric_limits<double>::infinity();
constexpr std::size_t longest_cell = 160;  // longer is no number; bounds the buffers below

/// One amount: its digits for std::from_chars, and the power of ten that K, M, B and % add.
struct Amount {
  std::array<char, longest_cell + 8> digits;  // the first `size` of them
  std::size_t size = 0;
  bool negative = false;
  int exponent = 0;
  bool scaled = false;  // it carries a K, M, B or % of its own
};

bool skip_currency(NumberCell& text) {
  return text.take_any({"us$", "$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5", "\xE2\x82\xB9", "\xE2\x82\xA9", "\xE2\x82\xAA"}) ||
         text.take_word({"usd", "eur", "gbp", "chf", "cad", "aud", "nzd", "jpy", "cny", "inr", "sek", "nok", "dkk", "pln", "czk",
                         "huf", "brl", "mxn", "zar", "sgd", "hkd", "krw", "ils", "aed", "try"});
}

bool skip_minus(NumberCell& text) { return text.take("-") || text.take("\xE2\x88\x92"); }

/// `e6`, when digits follow the e.
void take_exponent(NumberCell& text, Amount& amount) {
  NumberCell ahead = text;
  if (!ahead.take("e")) return;
  const bool minus = ahead.take("-");
  if (!minus) ahead.take("+");
  if (ahead.rest.empty() || !is_digit(ahead.rest.front())) return;
  int value = 0;
  while (!ahead.rest.empty() && is_digit(ahead.rest.front())) {
    if (value < 10'000) value = value * 10 + (ahead.rest.front() - '0');
    ahead.rest.remove_prefix(1);
  }
  amount.exponent += minus ? -value : value;
  text = ahead;
}

void take_scale(NumberCell& text, Amount& amount) {
  NumberCell ahead = text;
  ahead.skip_blanks();
  if (ahead.take("%")) amount.exponent -= 2;
  else if (ahead.take_word({"k", "thousand"})) amount.exponent += 3;
  else if (ahead.take_word({"m", "mm", "mn", "mio", "million"})) amount.exponent += 6;
  else if (ahead.take_word({"b", "bn", "billion"})) amount.exponent += 9;
  else return;
  amount.scaled = true;
  text = ahead;
}

bool take_amount(NumberCell& text, DecimalMark mark, Amount& amount) {
  const bool accounting = text.take("(");
  amount.negative = skip_minus(text);
  if (!amount.negative) text.take("+");
  text.skip_blanks();
  if (skip_currency(text)) {
    text.skip_blanks();
    if (!amount.negative) amount.negative = skip_minus(text);
  }
  const bool inner = !accounting && text.take("(");  // USD (500)
  const DigitRuns runs = take_runs(text);
  bool ok = false;
  const bool decimal = last_is_decimal(runs, mark, ok);
  if (!ok) return false;
  bool any = false;
  for (std::size_t i = 0; i < runs.count; ++i) {
    if (decimal && i + 1 == runs.count) amount.digits[amount.size++] = '.';
    for (const char c : runs.digits[i]) amount.digits[amount.size++] = c, any = true;
  }
  if (!any) return false;
  take_exponent(text, amount);
  take_scale(text, amount);
  NumberCell ahead = text;
  ahead.skip_blanks();
  if (skip_currency(ahead)) text = ahead;
  if (accounting || inner) {
    if (amount.negative || !text.take(")")) return false;
    amount.negative = true;
  }
  return true;
}

/// The amount as a double; false when it is out of a double's range.
bool to_double(Amount amount, double& out) {
  char* end = amount.digits.data() + amount.digits.size();
  amount.digits[amount.size] = 'e';
  const auto written = std::to_chars(amount.digits.data() + amount.size + 1, end, amount.exponent);
  if (written.ec != std::errc{}) return false;
  const auto read = std::from_chars(amount.digits.data(), written.ptr, out);
  if (read.ec != std::errc{} || read.ptr != written.ptr || !std::isfinite(out)) return false;
  if (amount.negative && out != 0) out = -out;
  return true;
}

enum class Bound { none, below, at_most, above, at_least };

Bound take_bound(NumberCell& text) {
  Bound bound = Bound::none;
  if (text.take_any({"<=", "\xE2\x89\xA4"}) || text.take_word({"up to", "at most"})) bound = Bound::at_most;
  else if (text.take("<") || text.take_word({"less than", "fewer than", "under", "below"})) bound = Bound::below;
  else if (text.take_any({">=", "\xE2\x89\xA5"}) || text.take_word({"at least"})) bound = Bound::at_least;
  else if (text.take(">") || text.take_word({"more than", "over", "above"})) bound = Bound::above;
  text.skip_blanks();
  return bound;
}

/// Ranges are of things counted or earned, so that what is below 50 begins at 0.
Number bounded(Bound bound, double value) {
  const double floor = value > 0 ? 0 : -no_bound;
  switch (bound) {
    case Bound::below: return {floor, std::nextafter(value, -no_bound)};
    case Bound::at_most: return {value >= 0 ? 0 : -no_bound, value};
    case Bound::above: return {std::nextafter(value, no_bound), no_bound};
    case Bound::at_least: return {value, no_bound};
    case Bound::none: break;
  }
  return {value, value};
}

/// `-50`, `to 50`, `- $5M` after a first amount. A scale written once, as in `$1-5M`, is of both.
bool take_range(NumberCell& text, DecimalMark mark, Amount& low, Number& out) {
  text.skip_blanks();
  Amount high;
  if (!take_amount(text, mark, high) || !to_double(high, out.high)) return false;
  if (high.scaled && !low.scaled) {
    Amount scaled = low;
    scaled.exponent += high.exponent;
    double value = 0;
    if (to_double(scaled, value) && value <= out.high) out.low = value;
  }
  return out.low <= out.high;
}

/// Up to 15 digits and nothing else, which a double holds exactly.
bool read_digits(std::string_view cell, double& out) {
  if (cell.empty() || cell.size() > 15) return false;
  std::int64_t value = 0;
  for (const char c : cell) {
    if (!is_digit(c)) return false;
    value = value * 10 + (c - '0');
  }
  return out = static_cast<double>(value), true;
}

/// Nearly all cells, without the detour: `120`, `51-200`, `5001+`. False: not one of these, and out is as it was.
bool read_usual(std::string_view cell, Number& out) {
  Number number;
  if (read_digits(cell, number.low)) return out = {number.low, number.low}, true;
  const auto mark = cell.find_first_of("-+");
  if (mark == std::string_view::npos || !read_digits(cell.substr(0, mark), number.low)) return false;
  number.high = no_bound;
  const std::string_view rest = cell.substr(mark + 1);
  const bool good = cell[mark] == '+' ? rest.empty() : read_digits(rest, number.high);
  return good && number.low <= number.high && (out = number, true);
}

}  // namespace

bool read_number(std::string_view cell, Number& out) { return read_number(cell, DecimalMark::undecided, out); }

bool read_number(std::string_view cell, DecimalMark mark, Number& out) {
  if (read_usual(cell, out)) return true;
  if (cell.size() > longest_cell) return false;
  NumberCell text{cell};
  text.skip_blanks();
  const Bound bound = take_bound(text);
  Amount amount;
  Number number;
  if (!take_amount(text, mark, amount) || !to_double(amount, number.low)) return false;
  number = bounded(bound, number.low);
  text.skip_blanks();
  if (bound == Bound::none) {
    if (text.take("+") || text.take_word({"or more", "and more", "and above", "or above", "and up", "and over", "or over"})) {
      number.high = no_bound;
    } else if (text.take_any({"-", "\xE2\x80\x93", "\xE2\x80\x94", ".."}) || text.take_word({"to"})) {
      if (!take_range(text, mark, amount, number)) return false;
    }
  }
  text.skip_blanks();
  text.take_word({"employees", "people"});
  text.skip_blanks();
  if (!text.rest.empty()) return false;
  out = number;
  return true;
}

namespace {

/// Nearly all decimals, without reading them: digits, one separator, digits. Nothing: it is another form.
std::optional<MarkShown> shown_by_plain(std::string_view cell) {
  if (!cell.empty() && cell.front() == '-') cell.remove_prefix(1);
  const std::size_t at = cell.find_first_not_of("0123456789");
  if (at == std::string_view::npos || at == 0 || at > 15 || (cell[at] != '.' && cell[at] != ',')) return std::nullopt;
  const std::string_view rest = cell.substr(at + 1);
  if (rest.empty() || rest.size() > 15 || rest.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  if (rest.size() == 3 && at <= 3 && cell.front() != '0') return MarkShown::differ;
  return cell[at] == '.' ? MarkShown::only_dot : MarkShown::only_comma;
}

}  // namespace

MarkShown shown_mark(std::string_view cell) {
  if (cell.find_first_of(".,") == std::string_view::npos) return MarkShown::either;
  if (const std::optional<MarkShown> plain = shown_by_plain(cell)) return *plain;
  Number dot, comma;
  const bool with_dot = read_number(cell, DecimalMark::dot, dot), with_comma = read_number(cell, DecimalMark::comma, comma);
  if (with_dot != with_comma) return with_dot ? MarkShown::only_dot : MarkShown::only_comma;
  const bool same = !(dot.low < comma.low) && !(comma.low < dot.low) && !(dot.high < comma.high) && !(comma.high < dot.high);
  return with_dot && !same ? MarkShown::differ : MarkShown::either;
}

MarkShown MarkEvidence::add(std::string_view cell) {
  const auto found = std::find_if(cell.begin(), cell.end(), [](char c) { return c == '.' || c == ','; });
  if (found == cell.end()) {
    whole = whole || (!cell.empty() && cell.find_first_not_of("0123456789") == std::string_view::npos);
    return MarkShown::either;
  }
  const auto mark = static_cast<std::size_t>(found - cell.begin());
  const MarkShown shown = shown_mark(cell);
  dot += shown == MarkShown::only_dot;
  comma += shown == MarkShown::only_comma;
  if (shown != MarkShown::differ) return shown;
  ++open;
  const bool zero = mark + 3 < cell.size() && cell[mark + 3] == '0';
  grouped_by_dot = grouped_by_dot || (zero && cell[mark] == '.');
  grouped_by_comma = grouped_by_comma || (zero && cell[mark] == ',');
  return shown;
}

void MarkEvidence::merge(const MarkEvidence& other) {
  dot += other.dot, comma += other.comma, open += other.open;
  grouped_by_dot = grouped_by_dot || other.grouped_by_dot;
  grouped_by_comma = grouped_by_comma || other.grouped_by_comma;
  whole = whole || other.whole;
}

DecimalMark MarkEvidence::shown() const {
  if (dot > 0 || comma > 0) return dot > 0 && comma > 0 ? DecimalMark::undecided : dot > 0 ? DecimalMark::dot : DecimalMark::comma;
  if (!whole || grouped_by_dot == grouped_by_comma) return DecimalMark::undecided;
  return grouped_by_comma ? DecimalMark::dot : DecimalMark::comma;
}

bool read_time_taken(std::string_view cell, std::int64_t unit, DecimalMark mark, Number& out) {
  const bool negative = cell.starts_with('-');
  const std::string_view clock = negative ? cell.substr(1) : cell;
  const std::size_t first = clock.find(':');
  if (first != std::string_view::npos) {
    double hours = 0, minutes = 0, seconds = 0;
    if (clock.size() != first + 6 || clock[first + 3] != ':') return false;
    if (!read_digits(clock.substr(0, first), hours) || !read_digits(clock.substr(first + 1, 2), minutes) || !read_digits(clock.substr(first + 4, 2), seconds)) return false;
    if (minutes > 59 || seconds > 59) return false;
    const double all = (hours * 60 + minutes) * 60 + seconds;
    return out.low = out.high = negative ? -all : all, true;
  }
  Number number;
  if (unit == 0 || !read_number(cell, mark, number)) return false;
  const auto scale = static_cast<double>(unit);
  return out = {number.low * scale, number.high * scale}, true;
}

std::string_view currency_mark(std::string_view cell) {
  constexpr std::string_view silent = "0123456789.,-+() ";
  for (std::size_t at = cell.find_first_not_of(silent); at < cell.size(); ++at) {
    NumberCell text{cell.substr(at)};
    const bool begins = at == 0 || !NumberCell::is_word(cell[at - 1]);
    if (begins && skip_currency(text)) return cell.substr(at, cell.size() - at - text.rest.size());
  }
  return {};
}

}  // namespace handoff
