// The tables are utf8proc's; ASCII, which is nearly everything, never reaches them.
#include "text/text_fold.hpp"

#include <utf8proc.h>

#include <algorithm>


namespace handoff {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string_view trim_text(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::int32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return ++at, byte;
  utf8proc_int32_t code_point = -1;
  const auto left = static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size() - at, 4));
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at, left, &code_point);
  if (size <= 0) return ++at, 0x110000 + byte;
  at += static_cast<std::size_t>(size);
  return code_point;
}

bool is_decimal_digit(std::int32_t code_point) {
  return code_point < 0x110000 && utf8proc_category(code_point) == UTF8PROC_CATEGORY_ND;
}

std::int32_t folded(std::int32_t code_point) {
  if (code_point < 0x80) return ascii_lower(static_cast<char>(code_point));
  if (code_point >= 0x110000) return code_point;
  constexpr std::int32_t final_sigma = 0x3C2, sigma = 0x3C3;
  return code_point == final_sigma ? sigma : utf8proc_tolower(code_point);
}

bool equal_folded(std::string_view a, std::string_view b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (folded(next_code_point(a, i)) != folded(next_code_point(b, j))) return false;
  }
  return i == a.size() && j == b.size();
}

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

std::size_t change_case(std::string_view text, bool upper, char* out) {
  char* const begin = out;
  for (std::size_t at = 0; at < text.size();) {
    const std::int32_t c = next_code_point(text, at);
    if (c < 0x80) *out++ = upper ? ascii_upper(static_cast<char>(c)) : ascii_lower(static_cast<char>(c));
    else if (c >= 0x110000) *out++ = static_cast<char>(c - 0x110000);
    else out += utf8proc_encode_char(upper ? utf8proc_toupper(c) : utf8proc_tolower(c), reinterpret_cast<utf8proc_uint8_t*>(out));
  }
  return static_cast<std::size_t>(out - begin);
}

}  // namespace handoff
