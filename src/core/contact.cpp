// Written by hand and not as a regular expression, so that a hostile cell costs no more than its length.
#include "handoff/contact.hpp"

#include <algorithm>

#include "handoff/ascii.hpp"

namespace handoff {
namespace {

bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }
bool in_address(char c) { return is_word(c) || std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos; }
bool in_host(char c) { return is_word(c) || c == '.' || c == '-'; }

std::string without_addresses(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool sign = text[at] == '@' && at + 1 < text.size() && in_host(text[at + 1]) && !out.empty() && in_address(out.back());
    if (!sign) {
      out += text[at++];
      continue;
    }
    while (!out.empty() && in_address(out.back())) out.pop_back();
    out += "(e-mail)";
    ++at;
    while (at < text.size() && in_host(text[at])) ++at;
    if (text[at - 1] == '.') out += text[--at], ++at;  // the end of a sentence
  }
  return out;
}

bool in_number(char c) { return is_digit(c) || std::string_view(" .-/()+").find(c) != std::string_view::npos; }

/// `2024-13-45 10`, `31/31/2024`: a day in figures, and what may follow it.
bool is_day_shaped(std::string_view run) {
  std::size_t lengths[3] = {}, part = 0;
  char sign = 0;
  for (const char c : run) {
    if (is_digit(c)) {
      if (++lengths[part] > 4) return false;
    } else if (part == 2) {
      break;
    } else if ((c != '-' && c != '/' && c != '.') || lengths[part] == 0 || (sign && c != sign)) {
      return false;
    } else {
      sign = c;
      ++part;
    }
  }
  const bool year_first = lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2, year_last = lengths[0] <= 2 && lengths[1] <= 2 && (lengths[2] == 4 || lengths[2] == 2);
  return part == 2 && lengths[2] > 0 && (year_first || year_last);
}

bool is_phone(std::string_view run) {
  const auto digits = static_cast<std::size_t>(std::count_if(run.begin(), run.end(), is_digit));
  if (run.front() == '+' || run.front() == '(') return digits >= 7;
  if (is_day_shaped(run)) return false;
  return digits >= 9 || (run.size() == 8 && digits == 7 && (run[3] == '-' || run[3] == ' ' || run[3] == '.'));
}

std::string without_phones(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool start = (is_digit(text[at]) || text[at] == '+' || text[at] == '(') && (at == 0 || !is_word(text[at - 1]));
    std::size_t end = at;
    while (start && end < text.size() && in_number(text[end])) ++end;
    while (end > at && !is_digit(text[end - 1])) --end;
    if (end == at) {
      out += text[at++];
      continue;
    }
    const bool bounded = end == text.size() || !is_word(text[end]);
    if (bounded && is_phone(text.substr(at, end - at))) out += "(phone)";
    else out.append(text.substr(at, end - at));
    at = end;
  }
  return out;
}

}  // namespace

std::string without_contact(std::string_view text) { return without_phones(without_addresses(text)); }

}  // namespace handoff
