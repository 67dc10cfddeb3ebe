// Written by hand and not as a regular expression, so that a hostile cell costs no more than its length.
#include "handoff/text/contact.hpp"

#include <algorithm>
#include <array>

#include "handoff/text/ascii.hpp"
#include "handoff/text/day_number.hpp"
#include "text/addresses.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

bool is_alnum(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Bytes of the digit at `at`, of any script; 0: none.
std::size_t digit_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (static_cast<unsigned char>(text[at]) < 0x80) return is_digit(text[at]) ? 1 : 0;
  std::size_t end = at;
  return is_decimal_digit(next_code_point(text, end)) ? end - at : 0;
}

/// Bytes of what may stand between two digits of a number: blanks, dashes and marks that nobody sees, in any form; 0: none.
std::size_t gap_at(std::string_view text, std::size_t at) {
  if (std::string_view(" .-/()+").find(text[at]) != std::string_view::npos) return text.substr(at, 2) == ".." ? 0 : 1;
  const std::string_view two = text.substr(at, 2), three = text.substr(at, 3);
  if (text[at] == '_' || two == "\u00B7" || three == "\u2022") {  // close to the digits: with blanks it parts other things
    const std::size_t bytes = text[at] == '_' ? 1 : two == "\u00B7" ? 2 : 3;
    return at > 0 && is_digit(text[at - 1]) && at + bytes < text.size() && is_digit(text[at + bytes]) ? bytes : 0;
  }
  if (two == "\u00A0" || two == "\u00AD") return 2;
  const bool general = three.size() == 3 && three[0] == '\xE2' && three[1] == '\x80';
  if (general && static_cast<unsigned char>(three[2]) >= 0x80 && static_cast<unsigned char>(three[2]) <= 0x95) return 3;
  constexpr std::array<std::string_view, 5> others = {"\u202F", "\u2060", "\u2212", "\u3000", "\uFEFF"};
  return std::find(others.begin(), others.end(), three) != others.end() ? 3 : 0;
}

/// Does a number go on there that is not a time of day, as a phone number goes on behind its first groups?
bool number_goes_on(std::string_view rest) {
  std::size_t at = 0;
  while (at < rest.size() && gap_at(rest, at) > 0) at += gap_at(rest, at);
  if (at < rest.size() && rest[at] == 'T') ++at;
  const std::size_t from = at;
  while (at < rest.size() && is_digit(rest[at])) ++at;
  return at > from && (at == rest.size() || at - from > 2 || rest[at] != ':');
}

int two_figures(std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

/// Of another century than ours a date is one only where it is whole: `0001-01-01 12:00`, `01.01.3026`. `0171-23-45
/// 678` and `0171-12-31 678` are phone numbers.
bool is_whole_date(std::string_view date, bool year_first, std::string_view rest) {
  if (date.size() != 10 || number_goes_on(rest)) return false;
  const int one = two_figures(date.substr(year_first ? 5 : 0)), two = two_figures(date.substr(year_first ? 8 : 3));
  const bool ordered = year_first ? one <= 12 : std::min(one, two) <= 12;
  return one >= 1 && two >= 1 && ordered && std::max(one, two) <= 31;
}

/// Bytes of the day in figures that the text begins with, as `2024-13-45` and `31/31/2024` do; 0: none.
std::size_t day_length(std::string_view run) {
  std::size_t lengths[3] = {}, part = 0, at = 0;
  char sign = 0;
  for (; at < run.size(); ++at) {
    const char c = run[at];
    if (is_digit(c)) {
      if (++lengths[part] > 4) return 0;
    } else if (part == 2) {
      break;
    } else if ((c != '-' && c != '/' && c != '.') || lengths[part] == 0 || (sign && c != sign)) {
      return 0;
    } else {
      sign = c;
      ++part;
    }
  }
  if (part != 2 || lengths[2] == 0 || (at + 1 < run.size() && run[at] == sign && is_digit(run[at + 1]))) return 0;  // `01.23.45.67.89` goes on
  const auto is_year = [&](std::size_t from) { return run.substr(from, 2) == "19" || run.substr(from, 2) == "20" || run.substr(from, 2) == "21"; };
  const auto is_date = [&](bool first) {
    return is_year(first ? 0 : at - 4) || is_whole_date(run.substr(0, at), first, run.substr(at));
  };
  const bool year_first = lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2 && is_date(true);
  const bool year_last = lengths[0] <= 2 && lengths[1] <= 2 && (lengths[2] == 2 || (lengths[2] == 4 && is_date(false)));
  return year_first || year_last ? at : 0;
}

/// Bytes of the month in figures that the run begins with, as `2026-03` does; 0: none.
std::size_t month_length(std::string_view run) {
  if (run.size() < 7 || run[4] != '-' || (run.substr(0, 2) != "19" && run.substr(0, 2) != "20" && run.substr(0, 2) != "21")) return 0;
  for (const std::size_t at : {2U, 3U, 5U, 6U})
    if (!is_digit(run[at])) return 0;
  const int month = (run[5] - '0') * 10 + (run[6] - '0');
  return month >= 1 && month <= 12 && (run.size() == 7 || run[7] == ' ') ? 7 : 0;
}

/// Are these two figures the minutes or seconds of a time of day, as in `17:41`?
bool is_minute(std::string_view text, std::size_t at) {
  const auto digit = [&](std::size_t i) { return i < text.size() && is_digit(text[i]); };
  return at >= 2 && text[at - 1] == ':' && is_digit(text[at - 2]) && digit(at) && digit(at + 1) && !digit(at + 2);
}

/// `12.5`, `1282500.00`: figures, a point, and one to three more; 0: none. Else its length.
std::size_t decimal_length(std::string_view text, std::size_t most_whole) {
  std::size_t whole = 0, more = 0;
  while (whole < text.size() && is_digit(text[whole])) ++whole;
  if (whole == 0 || whole > most_whole || whole == text.size() || text[whole] != '.') return 0;
  while (whole + 1 + more < text.size() && is_digit(text[whole + 1 + more])) ++more;
  if (whole >= 9 && text.substr(whole) == ".0") return 0;  // a number of that many figures that went through a spreadsheet
  return more >= 1 && more <= 3 ? whole + 1 + more : 0;
}

/// `5000-10000`, `1001-50000`: from one round number to another, as sizes and sums are told.
bool is_round_range(std::string_view run) {
  const std::size_t dash = run.find('-');
  if (dash == std::string_view::npos) return false;
  const std::string_view from = run.substr(0, dash), to = run.substr(dash + 1);
  const auto whole = [](std::string_view text) {
    return text.size() >= 3 && text.size() <= 6 && text.front() != '0' &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (!whole(from) || !whole(to) || (from.size() == to.size() ? from >= to : from.size() > to.size())) return false;
  return (from.ends_with("00") || from.ends_with("01")) && (to.ends_with("00") || to.ends_with("99"));
}

/// A decimal, or two percentages as an interval shows them: `98.76 - 100.00`.
bool is_measure(std::string_view run) {
  if (run.starts_with('(')) run.remove_prefix(1);
  if (decimal_length(run, run.size()) == run.size() || is_day_number(run)) return true;
  const std::size_t first = decimal_length(run, 3);
  if (first == 0) return false;
  run.remove_prefix(first);
  for (const std::string_view dash : {" - ", "-"})
    if (run.starts_with(dash)) return decimal_length(run.substr(dash.size()), 3) == run.size() - dash.size();
  return false;
}

struct DigitRun { std::size_t end = 0, digits = 0; bool parted = false; };

/// The digits from `at` on with what parts them, up to the last digit.
DigitRun digit_run(std::string_view text, std::size_t at, std::size_t stop) {
  DigitRun run{at, 0, false};
  for (std::size_t i = at; i < stop;) {
    if (const std::size_t digit = digit_at(text, i)) {
      run.parted = run.parted || (run.digits > 0 && i != run.end);
      ++run.digits;
      run.end = i += digit;
    } else if (const std::size_t gap = gap_at(text, i)) {
      i += gap;
      if (run.digits > 0 && text[i - 1] == ' ' && day_length(text.substr(i)) == 10) break;  // a date begins
    } else {
      break;
    }
  }
  return run;
}

bool is_phone(std::string_view run, std::size_t digits, bool marked) {
  if (is_measure(run) || (!marked && is_round_range(run))) return false;
  if (marked) return digits >= 7;
  return digits >= 9 || (run.size() == 8 && digits == 7 && (run[3] == '-' || run[3] == ' ' || run[3] == '.'));
}

/// Bytes of a number in groups of three, three and four, `555,771,0126`, which no amount is in; 0: none.
std::size_t comma_number(std::string_view text, std::size_t at, std::size_t stop) {
  constexpr std::string_view form = "000,000,0000";
  if (stop - at < form.size() || (at > 0 && text[at - 1] == ',')) return 0;
  for (std::size_t i = 0; i < form.size(); ++i)
    if (form[i] == '0' ? !is_digit(text[at + i]) : text[at + i] != ',') return 0;
  const std::size_t end = at + form.size();
  return end < text.size() && (is_alnum(text[end]) || text[end] == ',') ? 0 : form.size();
}

/// Where a word ends that begins with figures which could be dialled, `5557710128abc`; 0: it does not, or is a digest.
std::size_t end_of_word(std::string_view text, const DigitRun& run, std::size_t at) {
  std::size_t end = run.end;
  while (end < text.size() && is_alnum(text[end])) ++end;
  const std::string_view word = text.substr(at, end - at);
  const bool hex = std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
  const bool digest = hex && (word.size() == 12 || word.size() % 8 == 0);
  return run.digits >= 10 && !digest ? end : 0;
}

/// Bytes of the number that stands behind the letters of a word, `call5550107721now`: ten or eleven figures; 0: none.
std::size_t number_in_word(std::string_view text, std::size_t at, std::size_t from) {
  std::size_t begin = at, end = at;
  while (begin > from && is_letter(text[begin - 1])) --begin;
  while (end < text.size() && is_digit(text[end])) ++end;
  const std::string_view figures = text.substr(at, end - at);
  const bool letters = at >= begin + 3 && (begin == 0 || !is_alnum(text[begin - 1])) && (end == text.size() || !is_alnum(text[end]) || is_letter(text[end]));
  const bool year = figures.starts_with("19") || figures.starts_with("20");
  return letters && !year && (figures.size() == 10 || figures.size() == 11) ? figures.size() : 0;
}

/// Does it begin with a year and an underscore, as `2026_05_04_1200` does?
bool begins_with_year(std::string_view run) {
  return run.size() > 4 && run[4] == '_' && (run.starts_with("19") || run.starts_with("20") || run.starts_with("21"));
}

/// Those between two places of the text, neither of which is inside an address.
void find_phones(std::string_view text, std::size_t from, std::size_t stop, std::vector<ContactSpan>& out) {
  for (std::size_t at = from; at < stop;) {
    const bool marked = text[at] == '+' || text[at] == '(';
    const std::size_t digit = digit_at(text, at);
    if (is_minute(text, at)) {
      at += 2;
      continue;
    }
    if (const std::size_t bytes = digit == 1 && at > from && is_letter(text[at - 1]) ? number_in_word(text, at, from) : 0) {
      out.push_back({at, at + bytes, true});
      at += bytes;
      continue;
    }
    if (!marked && (digit == 0 || (digit == 1 && at > from && is_alnum(text[at - 1])))) {
      ++at;
      continue;
    }
    if (const std::size_t bytes = comma_number(text, at, stop)) {
      out.push_back({at, at + bytes, true});
      at += bytes;
      continue;
    }
    const DigitRun run = digit_run(text, at, stop);
    if (run.digits == 0) {
      ++at;
      continue;
    }
    const std::size_t first = text.find_first_not_of("+( ", at);
    const std::string_view figures = text.substr(first, run.end - first);
    if (const std::size_t day = std::max(day_length(text.substr(first, stop - first)), month_length(figures))) {
      at = first + day;  // what follows a date may be a number all the same
      continue;
    }
    const bool bounded = marked || run.parted || run.end == text.size() || !is_alnum(text[run.end]);
    const std::size_t end = bounded ? run.end : end_of_word(text, run, at);
    const bool dialled = !begins_with_year(figures) && is_phone(text.substr(at, run.end - at), run.digits, marked);
    if (end > 0 && dialled) out.push_back({at, end, true});
    at = std::max(run.end, end);
  }
}

}  // namespace

bool may_hold_contact(std::string_view text) {
  std::size_t digits = 0, others = 0, marks = 0;
  for (const char c : text) {
    digits += is_digit(c);
    others += c == '@' || static_cast<unsigned char>(c) >= 0x80;
    marks += c == '%' || c == '(' || c == '[' || c == '{' || c == '<' || c == '&' || c == '=';
  }
  for (std::size_t at = 0; others == 0 && marks > 0 && at < text.size(); ++at) others += sign_at(text, at) > 0;
  return others > 0 || digits >= 7;
}

std::vector<ContactSpan> contacts_in(std::string_view text) {
  std::vector<ContactSpan> out;
  if (!may_hold_contact(text)) return out;
  std::vector<ContactSpan> addresses;
  find_addresses(text, addresses);
  std::size_t from = 0;
  for (const ContactSpan& address : addresses) {
    find_phones(text, from, address.begin, out);
    out.push_back(address);
    from = address.end;
  }
  find_phones(text, from, text.size(), out);
  return out;
}

bool may_be_name(std::string_view text) {
  constexpr std::size_t longest_abbreviation = 4;
  bool capital = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end == at && std::string_view(" '-.,").find(text[at]) == std::string_view::npos) return false;
    const std::string_view word = text.substr(at, end - at);
    const bool raised = !word.empty() && (static_cast<unsigned char>(word[0]) >= 0x80 || ascii_lower(word[0]) != word[0]);
    const bool mixed = word.size() > 1 && ascii_upper(word[1]) != word[1];
    capital = capital || (raised && (mixed || word.size() > longest_abbreviation));
    at = std::max(end, at + 1);
  }
  return capital;
}

std::string without_contact(std::string_view text) {
  std::string out;
  std::size_t from = 0;
  for (const ContactSpan& span : contacts_in(text)) {
    out.append(text.substr(from, span.begin - from)).append(span.phone ? "(phone)" : "(e-mail)");
    from = span.end;
  }
  return out.append(text.substr(from));
}

}  // namespace handoff
