// The parts of a number cell: what is left of it to be read, and its digits with the separators between them.
#pragma once
#include <array>
#include <initializer_list>
#include <string_view>

#include "handoff/cells/lead.hpp"
#include "handoff/text/ascii.hpp"

namespace handoff {

constexpr std::size_t most_runs = 24;  ///< of digits, with separators between them

/// What is left of a cell to be read.
struct NumberCell {
  std::string_view rest;

  bool take(std::string_view what) {
    if (rest.size() < what.size()) return false;
    for (std::size_t i = 0; i < what.size(); ++i) {
      if (ascii_lower(rest[i]) != what[i]) return false;
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
      if (take(word) && (rest.empty() || !is_word(rest.front()))) return true;
      rest = before;
    }
    return false;
  }
  static bool is_word(char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; }
  bool skip_blank() { return take_any({" ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\r", "\n"}); }
  void skip_blanks() { while (skip_blank()) {} }
};

/// Digit runs, each with the separator before it.
struct DigitRuns {
  std::array<std::string_view, most_runs> digits;
  std::array<char, most_runs> before;
  std::size_t count = 0;
};

/// Takes the digits and their separators.
DigitRuns take_runs(NumberCell& cell);
/// Is the last separator the decimal one? False in `ok`: the runs are not a number.
bool last_is_decimal(const DigitRuns& runs, DecimalMark mark, bool& ok);

}  // namespace handoff
