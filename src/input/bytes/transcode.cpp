// Unit by unit; a surrogate pair, or a unit itself, may lie across two pieces.
#include "bytes/transcode.hpp"

namespace handoff {
namespace {
constexpr char32_t replacement = 0xFFFD;
}

void append_utf8(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

void Utf16Decoder::unit(char16_t value, std::string& out) {
  const bool is_mark = first_ && value == 0xFEFF;
  first_ = false;
  if (is_mark) return;
  const bool low = value >= 0xDC00 && value <= 0xDFFF;
  if (high_ != 0) {
    if (low) append_utf8(out, 0x10000 + ((static_cast<char32_t>(high_) - 0xD800) << 10) + (value - 0xDC00));
    else append_utf8(out, replacement);
    high_ = 0;
    if (low) return;
  }
  if (value >= 0xD800 && value <= 0xDBFF) high_ = value;
  else append_utf8(out, low ? replacement : value);
}

void Utf16Decoder::decode(std::string_view piece, std::string& out) {
  for (const char c : piece) {
    const auto byte = static_cast<unsigned char>(c);
    if (!odd_) {
      odd_byte_ = byte;
      odd_ = true;
      continue;
    }
    odd_ = false;
    unit(static_cast<char16_t>(big_ ? odd_byte_ << 8 | byte : byte << 8 | odd_byte_), out);
  }
}

void Utf16Decoder::finish(std::string& out) {
  if (high_ != 0) append_utf8(out, replacement);
  if (odd_) append_utf8(out, replacement);
  high_ = 0;
  odd_ = false;
}

}  // namespace handoff
