// ASCII letters and digits, apart from any locale. Case beyond ASCII is text_fold.hpp's.
#pragma once
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

}  // namespace handoff
