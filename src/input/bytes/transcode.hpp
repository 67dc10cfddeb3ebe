// UTF-16 to UTF-8, a piece at a time, so that memory does not grow with the file.
#pragma once
#include <string>
#include <string_view>

#include "bytes/file_kind.hpp"

namespace handoff {

/// Appends a code point as UTF-8.
void append_utf8(std::string& out, char32_t code);

/// Carries what one piece leaves over into the next. Unpaired surrogates and a last odd byte become U+FFFD; the byte order mark is left out.
class Utf16Decoder {
 public:
  explicit Utf16Decoder(Utf16 kind) : big_(kind == Utf16::big_endian) {}
  void decode(std::string_view piece, std::string& out);
  /// To be called once, after the last piece.
  void finish(std::string& out);

 private:
  void unit(char16_t value, std::string& out);
  bool big_;
  bool first_ = true;
  bool odd_ = false;
  unsigned char odd_byte_ = 0;
  char16_t high_ = 0;  ///< a high surrogate that waits for its low one
};

}  // namespace handoff
