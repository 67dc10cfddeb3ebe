// What the plain reader takes the bytes of a cell for; see plain_csv.hpp.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace plain {

/// Code points from the bytes, or nothing where they are no UTF-8: too short, too long a form, a surrogate, beyond U+10FFFF.
inline bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0;
    if (length == 0 || i + length > text.size()) return false;
    std::uint32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      const auto tail = static_cast<unsigned char>(text[i + k]);
      if (tail / 64 != 2) return false;
      point = point * 64 + tail % 64;
    }
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    if (point < least[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
    i += length;
  }
  return true;
}

inline void append_point(std::string& out, std::uint32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 + point / 64);
    out += static_cast<char>(0x80 + point % 64);
  } else {
    out += static_cast<char>(0xE0 + point / 4096);
    out += static_cast<char>(0x80 + point / 64 % 64);
    out += static_cast<char>(0x80 + point % 64);
  }
}

/// Windows-1252 as its code page table has it; the five bytes without a meaning are U+FFFD.
inline std::string from_windows_1252(std::string_view bytes) {
  static const std::uint32_t high[32] = {0x20AC, 0xFFFD, 0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
                                         0x2039, 0x152,  0xFFFD, 0x17D,  0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                         0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0xFFFD, 0x17E,  0x178};
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_point(out, byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte);
  }
  return out;
}

/// A cell as people read it: no NUL, UTF-8, no blanks and line ends around it.
inline std::string cleaned(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
  if (!is_utf8(text)) text = from_windows_1252(text);
  for (char byte = '\x80'; byte < '\xA0'; ++byte)
    for (std::size_t at; (at = text.find(std::string("\xC2") + byte)) != std::string::npos;) text.replace(at, 2, from_windows_1252(std::string(1, byte)));
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view blank : {std::string_view(" "), std::string_view("\t"), std::string_view("\r"), std::string_view("\n"), std::string_view("\xC2\xA0")}) {
      if (std::string_view(text).starts_with(blank)) { text.erase(0, blank.size()); again = true; }
      if (std::string_view(text).ends_with(blank)) { text.erase(text.size() - blank.size()); again = true; }
    }
  }
  return text;
}

}  // namespace plain
