// Number cells as people and CRMs write them: grouped, with a currency, in thousands, as a range, as "more than".
// The digits go to std::from_chars as one text with an exponent, so that 342.09K is the double nearest to 342090.
#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <limits>

#include "handoff/lead.hpp"

namespace handoff {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::size_t longest_cell = 160;  // longer is no number; bounds the buffers below

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// What is left of a cell to be read.
struct Text {
  std::string_view rest;

  bool take(std::string_view what) {
    if (rest.size() < what.size()) return false;
    for (std::size_t i = 0; i < what.size(); ++i) {
      if (lower(rest[i]) != what[i]) return false;
    }
    rest.remove_prefix(what.size());
    return true;
  }
  bool take_any(std::initializer_list<std::string_view> choices) {
    for (const auto choice : choices) {
      if (take(choice)) return true;
    }
    return false;
  }
  /// A word, and not the beginning of a longer one.
  bool take_word(std::initializer_list<std::string_view> words) {
    const std::string_view before = rest;
    for (const auto word : words) {
      if (take(word) && (rest.empty() || !is_letter(rest.front()))) return true;
      rest = before;
    }
    return false;
  }
  bool skip_blank() { return take_any({" ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\r", "\n"}); }
  void skip_blanks() { while (skip_blank()) {} }
};

/// One amount: its digits for std::from_chars, and the power of ten that K, M, B and % add.
struct Amount {
  std::array<char, longest_cell + 8> digits{};
  std::size_t size = 0;
  bool negative = false;
  int exponent = 0;
  bool scaled = false;  // it carries a K, M, B or % of its own
};

bool skip_currency(Text& text) {
  return text.take_any({"us$", "$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5", "\xE2\x82\xB9", "\xE2\x82\xA9", "\xE2\x82\xAA"}) ||
         text.take_word({"usd", "eur", "gbp", "chf", "cad", "aud", "nzd", "jpy", "cny", "inr", "sek", "nok", "dkk", "pln", "czk",
                         "huf", "brl", "mxn", "zar", "sgd", "hkd", "krw", "ils", "aed", "try"});
}

bool skip_minus(Text& text) { return text.take("-") || text.take("\xE2\x88\x92"); }

/// A separator between digits: `,` `.` or, for apostrophes and blanks, a `'`. 0: none, or no digit after it.
char take_separator(Text& text) {
  Text ahead = text;
  char found = 0;
  if (ahead.take(",")) found = ',';
  else if (ahead.take(".")) found = '.';
  else if (ahead.take_any({"'", "\xE2\x80\x99"}) || ahead.skip_blank()) found = '\'';
  if (found == 0) return 0;
  const bool digit_next = !ahead.rest.empty() && is_digit(ahead.rest.front());
  const bool dots = !ahead.rest.empty() && ahead.rest.front() == '.';  // 1..5 is a range
  if (!digit_next && (found != '.' || dots)) return 0;
  if (found == '\'') {  // groups of exactly three, or it parts two things
    std::size_t run = 0;
    while (run < ahead.rest.size() && is_digit(ahead.rest[run])) ++run;
    if (run != 3) return 0;
  }
  text = ahead;
  return found;
}

/// Digit runs with the separators before them, and which of these is the decimal one.
struct Runs {
  std::array<std::string_view, longest_cell> digits{};
  std::array<char, longest_cell> before{};
  std::size_t count = 0;
};

Runs take_runs(Text& text) {
  Runs runs;
  char separator = 0;
  while (runs.count < runs.digits.size()) {
    std::size_t size = 0;
    while (size < text.rest.size() && is_digit(text.rest[size])) ++size;
    runs.digits[runs.count] = text.rest.substr(0, size);
    runs.before[runs.count] = separator;
    ++runs.count;
    text.rest.remove_prefix(size);
    separator = take_separator(text);
    if (separator == 0) break;
  }
  return runs;
}

/// Do runs [0, end) form thousands: 1-3 digits, then threes (twos and a three, as in 12,34,567, only for the comma), one separator?
bool grouped(const Runs& runs, std::size_t end) {
  if (end == 1) return true;
  if (runs.digits[0].empty() || runs.digits[0].size() > 3) return false;
  for (std::size_t i = 1; i < end; ++i) {
    const std::size_t size = runs.digits[i].size();
    const bool two_allowed = runs.before[i] == ',' && i + 1 < end;
    if (runs.before[i] != runs.before[1] || !(size == 3 || (size == 2 && two_allowed))) return false;
  }
  return true;
}

/// Is the last separator the decimal one? False in `ok`: the runs are no number.
bool last_is_decimal(const Runs& runs, bool& ok) {
  const std::size_t last = runs.count - 1;
  ok = true;
  if (last == 0) return false;
  const char separator = runs.before[last];
  const bool alone = last == 1;
  const bool others_differ = !alone && runs.before[last - 1] != separator;
  if (separator != '\'' && (alone || others_differ)) {
    const bool thousands = alone && separator == ',' && runs.digits[1].size() == 3 && grouped(runs, 2) && runs.digits[0].front() != '0';
    if (!thousands) return ok = grouped(runs, last), true;
  }
  ok = grouped(runs, runs.count);
  return false;
}

/// `e6`, when digits follow the e.
void take_exponent(Text& text, Amount& amount) {
  Text ahead = text;
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

void take_scale(Text& text, Amount& amount) {
  Text ahead = text;
  ahead.skip_blanks();
  if (ahead.take("%")) amount.exponent -= 2;
  else if (ahead.take_word({"k", "thousand"})) amount.exponent += 3;
  else if (ahead.take_word({"m", "mm", "mn", "mio", "million"})) amount.exponent += 6;
  else if (ahead.take_word({"b", "bn", "billion"})) amount.exponent += 9;
  else return;
  amount.scaled = true;
  text = ahead;
}

bool take_amount(Text& text, Amount& amount) {
  const bool accounting = text.take("(");
  amount.negative = skip_minus(text);
  if (!amount.negative) text.take("+");
  text.skip_blanks();
  if (skip_currency(text)) {
    text.skip_blanks();
    if (!amount.negative) amount.negative = skip_minus(text);
  }
  const bool inner = !accounting && text.take("(");  // USD (500)
  const Runs runs = take_runs(text);
  bool ok = false;
  const bool decimal = last_is_decimal(runs, ok);
  if (!ok) return false;
  bool any = false;
  for (std::size_t i = 0; i < runs.count; ++i) {
    if (decimal && i + 1 == runs.count) amount.digits[amount.size++] = '.';
    for (const char c : runs.digits[i]) amount.digits[amount.size++] = c, any = true;
  }
  if (!any) return false;
  take_exponent(text, amount);
  take_scale(text, amount);
  Text ahead = text;
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

Bound take_bound(Text& text) {
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
  const double floor = value > 0 ? 0 : -infinite;
  switch (bound) {
    case Bound::below: return {floor, std::nextafter(value, -infinite)};
    case Bound::at_most: return {value >= 0 ? 0 : -infinite, value};
    case Bound::above: return {std::nextafter(value, infinite), infinite};
    case Bound::at_least: return {value, infinite};
    case Bound::none: break;
  }
  return {value, value};
}

/// `-50`, `to 50`, `- $5M` after a first amount. A scale written once, as in `$1-5M`, is of both.
bool take_range(Text& text, Amount& low, Number& out) {
  text.skip_blanks();
  Amount high;
  if (!take_amount(text, high) || !to_double(high, out.high)) return false;
  if (high.scaled && !low.scaled) {
    Amount scaled = low;
    scaled.exponent += high.exponent;
    double value = 0;
    if (to_double(scaled, value) && value <= out.high) out.low = value;
  }
  return out.low <= out.high;
}

}  // namespace

bool read_number(std::string_view cell, Number& out) {
  if (cell.size() > longest_cell) return false;
  Text text{cell};
  text.skip_blanks();
  const Bound bound = take_bound(text);
  Amount amount;
  Number number;
  if (!take_amount(text, amount) || !to_double(amount, number.low)) return false;
  number = bounded(bound, number.low);
  text.skip_blanks();
  if (bound == Bound::none) {
    if (text.take("+") || text.take_word({"or more", "and more", "and above", "or above", "and up", "and over", "or over"})) {
      number.high = infinite;
    } else if (text.take_any({"-", "\xE2\x80\x93", "\xE2\x80\x94", ".."}) || text.take_word({"to"})) {
      if (!take_range(text, amount, number)) return false;
    }
  }
  text.skip_blanks();
  text.take_word({"employees", "people"});
  text.skip_blanks();
  if (!text.rest.empty()) return false;
  out = number;
  return true;
}

}  // namespace handoff
