// ASCII letters and digits, apart from any locale, and what is compared by them: names that a contract or a command line writes, and the
// headers of columns. Case beyond ASCII is text_fold.hpp's.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

namespace handoff {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Bytes of other scripts count as letters.
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }
constexpr char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char ascii_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

inline std::string ascii_lower_text(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = ascii_lower(c);
  return out;
}

/// Equal but for the case of ASCII letters.
inline bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

/// What headers of columns are compared by: lower case, without blanks, no-break spaces, line breaks and underscores.
inline std::string folded_header(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\xC2\xA0") {
      ++i;
      continue;
    }
    if (const char c = text[i]; c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '_') out += ascii_lower(c);
  }
  return out;
}

}  // namespace handoff
