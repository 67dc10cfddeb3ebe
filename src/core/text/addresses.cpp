// Addresses in a text, however they are written; what the words for a sign are stands below.
#include "text/addresses.hpp"

#include <algorithm>
#include <array>

#include "handoff/text/ascii.hpp"

namespace handoff {
namespace {

bool is_word(char c) { return is_digit(c) || is_letter(c); }
bool in_address(char c) { return is_word(c) || std::string_view(".!#$%&'*+-/=?^_`{|}~\\").find(c) != std::string_view::npos; }
bool in_host(char c) { return is_word(c) || c == '.' || c == '-' || c == '_' || c == '\\'; }
/// A control character that nobody sees where the text is shown.
bool is_unseen(char c) { return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7F; }
bool is_gap(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The sign of an address as a web page or a shy person writes it, in lower case.
constexpr std::array<std::string_view, 7> written_signs = {"(at)", "[at]", "{at}", "<at>", "&#64;", "&#x40;", "&commat;"};
/// As a mail in transit writes it. `employees=40` has it too.
constexpr std::string_view mail_sign = "=40";
constexpr std::array<std::string_view, 3> written_points = {"(dot)", "[dot]", "{dot}"};

template <std::size_t N>
std::size_t word_at(std::string_view text, std::size_t at, const std::array<std::string_view, N>& words) {
  if (std::string_view("([{<&").find(text[at]) == std::string_view::npos) return 0;
  for (const std::string_view word : words)
    if (same_name(text.substr(at, word.size()), word)) return word.size();
  return 0;
}

/// Bytes of what a terminal takes for a colour at `at`, `ESC [ 1 m`; 0: none.
std::size_t colour_at(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "\x1b[") return 0;
  std::size_t end = at + 2;
  while (end < text.size() && (is_digit(text[end]) || text[end] == ';')) ++end;
  return end < text.size() ? end + 1 - at : 0;
}

/// Bytes of the same that ends before `at`, not before `least`; 0: none.
std::size_t colour_before(std::string_view text, std::size_t at, std::size_t least) {
  std::size_t begin = at > least ? at - 1 : at;
  while (begin > least && (is_digit(text[begin - 1]) || text[begin - 1] == ';')) --begin;
  const bool found = begin >= least + 2 && text[begin - 1] == '[' && text[begin - 2] == '\x1b';
  return found ? at - (begin - 2) : 0;
}

/// Of `http://ann:secret@` the name before the colon is of the address too: where it begins, or `begin`.
std::size_t user_of_link(std::string_view text, std::size_t begin, std::size_t least) {
  if (begin == least || text[begin - 1] != ':') return begin;
  std::size_t name = begin - 1;
  while (name > least && in_address(text[name - 1]) && text[name - 1] != '/') --name;
  return name >= least + 2 && text.substr(name - 2, 2) == "//" ? name : begin;
}

/// Where the local part before the sign begins, not before `least`.
std::size_t local_part(std::string_view text, std::size_t sign, std::size_t least) {
  if (sign > least + 1 && text[sign - 1] == '"') {
    const std::size_t quote = text.rfind('"', sign - 2);
    if (quote != std::string_view::npos && quote >= least) return quote;
  }
  std::size_t begin = sign;
  while (begin > least) {
    if (const std::size_t colour = colour_before(text, begin, least)) begin -= colour;
    else if (in_address(text[begin - 1]) || is_unseen(text[begin - 1])) --begin;
    else break;
  }
  while (begin < sign && std::string_view("'`{|}=/?*\\").find(text[begin]) != std::string_view::npos) ++begin;  // a quote before it is not of it
  return begin < sign ? user_of_link(text, begin, least) : begin;
}

/// Blanks beside a sign or a point, as somebody types them: two at most.
std::size_t blanks_before(std::string_view text, std::size_t at, std::size_t least) {
  std::size_t blanks = 0;
  while (blanks < 2 && at > least + blanks && is_gap(text[at - blanks - 1])) ++blanks;
  return blanks;
}
std::size_t blanks_after(std::string_view text, std::size_t at) {
  std::size_t blanks = 0;
  while (blanks < 2 && at + blanks < text.size() && is_gap(text[at + blanks])) ++blanks;
  return blanks;
}

/// Bytes of a written point with its blanks, ` [dot] `; 0: none.
std::size_t point_at(std::string_view text, std::size_t at) {
  const std::size_t sign = at + blanks_after(text, at);
  const std::size_t bytes = sign < text.size() ? word_at(text, sign, written_points) : 0;
  return bytes == 0 ? 0 : sign + bytes + blanks_after(text, sign + bytes) - at;
}

/// Where the host that begins there ends; `from`: there is none.
std::size_t host_end(std::string_view text, std::size_t from) {
  if (from < text.size() && text[from] == '[') {
    const std::size_t end = text.find(']', from);
    return end == std::string_view::npos ? from : end + 1;
  }
  std::size_t end = from;
  while (end < text.size()) {
    if (const std::size_t more = std::max(colour_at(text, end), point_at(text, end))) end += more;
    else if (in_host(text[end]) || is_unseen(text[end])) ++end;
    else break;
  }
  while (end > from && (is_unseen(text[end - 1]) || std::string_view(".-_\\ \t\r\n").find(text[end - 1]) != std::string_view::npos)) --end;  // the end of a sentence
  const bool version = std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(end), is_digit);
  return version ? from : end;
}

/// `example.com`: where blanks stand beside the sign, a host must have a point and end with letters. `met @ booth` and
/// `3 @ 5.50` have no host.
bool is_dotted_host(std::string_view host) {
  for (std::size_t at = 1; at + 6 < host.size(); ++at)
    if (word_at(host, at, written_points) > 0) return true;
  const std::size_t point = host.rfind('.');
  if (point == std::string_view::npos || point == 0 || host.size() - point <= 2) return false;
  return std::none_of(host.begin() + static_cast<std::ptrdiff_t>(point) + 1, host.end(),
                      [](char c) { return is_digit(c) || c == '-'; });
}

}  // namespace

std::size_t sign_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, 3);
  if (rest.front() == '@') return 1;
  if (rest == "\uFF20" || rest == "\uFE6B" || rest == "%40" || rest == mail_sign) return 3;
  return word_at(text, at, written_signs);
}

void find_addresses(std::string_view text, std::vector<ContactSpan>& out) {
  std::size_t least = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (sign_at(text, at) == 0) {
      ++at;
      continue;
    }
    std::size_t behind = at;   // of a doubled sign too
    while (behind < text.size() && sign_at(text, behind) != 0) behind += sign_at(text, behind);
    const std::size_t name_end = at - blanks_before(text, at, least), host = behind + blanks_after(text, behind);
    const bool apart = name_end < at || host > behind || behind > at + 3 || text.substr(at, 3) == mail_sign;
    const std::size_t begin = local_part(text, name_end, least), end = host_end(text, host);
    const bool found = begin < name_end && end > host && (!apart || is_dotted_host(text.substr(host, end - host)));
    if (found) {
      out.push_back({begin, end, false});
      least = end;
    }
    at = found ? end : behind;
  }
}

}  // namespace handoff
