#include "encoding.hpp"

namespace synth {
namespace {

char32_t next(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) point = point << 6 | (byte(at + i) & 0x3Fu);
  at += length;
  return point;
}

}  // namespace

bool to_windows_1252(std::string_view utf8, std::string& out) {
  std::string narrow;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t point = next(utf8, at);
    if (point < 0x80 || (point >= 0xA0 && point < 0x100)) narrow += static_cast<char>(point);
    else if (point == 0x2014) narrow += '\x97';
    else return false;
  }
  out = narrow;
  return true;
}

void append_utf16(std::string_view utf8, std::string& out) {
  const auto unit = [&](char32_t value) {
    out += static_cast<char>(value & 0xFF);
    out += static_cast<char>(value >> 8 & 0xFF);
  };
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t point = next(utf8, at);
    if (point < 0x10000) {
      unit(point);
    } else {
      unit(0xD800 + ((point - 0x10000) >> 10));
      unit(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
  }
}

}  // namespace synth
