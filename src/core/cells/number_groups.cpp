// Which of the separators in 1.200,50 and 12,34,567 group thousands, and which begins the decimals.
#include "cells/number_parts.hpp"

namespace handoff {
namespace {

/// A separator between digits: `,` `.` or, for apostrophes and blanks, a `'`. 0: none, or no digit after it.
char take_separator(NumberCell& text) {
  NumberCell ahead = text;
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

/// Do runs [0, end) form thousands: 1-3 digits, then threes (twos and a three, as in 12,34,567, only for the comma), one separator?
bool grouped(const DigitRuns& runs, std::size_t end) {
  if (end == 1) return true;
  if (runs.digits[0].empty() || runs.digits[0].size() > 3) return false;
  for (std::size_t i = 1; i < end; ++i) {
    const std::size_t size = runs.digits[i].size();
    const bool two_allowed = runs.before[i] == ',' && i + 1 < end;
    if (runs.before[i] != runs.before[1] || !(size == 3 || (size == 2 && two_allowed))) return false;
  }
  return true;
}

}  // namespace

DigitRuns take_runs(NumberCell& text) {
  DigitRuns runs;
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

bool last_is_decimal(const DigitRuns& runs, DecimalMark mark, bool& ok) {
  const std::size_t last = runs.count - 1;
  ok = true;
  if (last == 0) return false;
  if (mark != DecimalMark::undecided) {
    const char decimal = mark == DecimalMark::dot ? '.' : ',';
    const bool ends = runs.before[last] == decimal;
    const std::size_t groups = ends ? last : runs.count;
    ok = grouped(runs, groups) && (groups == 1 || (runs.before[1] != decimal && runs.digits[0].front() != '0'));
    return ends;
  }
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

}  // namespace handoff
