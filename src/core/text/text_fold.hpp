// Upper and lower case beyond ASCII, code point by code point; bytes that are no UTF-8 stand for themselves.
#pragma once
#include <cstdint>
#include <string_view>

#include "handoff/text/ascii.hpp"

namespace handoff {

bool is_ascii(std::string_view text);
/// Blanks around a text are cut: space, tab, line ends.
std::string_view trim_text(std::string_view text);

/// The code point that begins at `at`, which moves behind it. A byte that is no UTF-8 gives 0x110000 + byte.
std::int32_t next_code_point(std::string_view text, std::size_t& at);
/// A digit from 0 to 9 of any script.
bool is_decimal_digit(std::int32_t code_point);
/// Simple case folding.
std::int32_t folded(std::int32_t code_point);
/// Equal but for case.
bool equal_folded(std::string_view a, std::string_view b);
/// Characters (code points).
std::size_t character_count(std::string_view text);

/// Bytes that change_case may write for a text of `size` bytes.
constexpr std::size_t case_room(std::size_t size) { return size * 2 + 4; }
/// Writes the text in lower or upper case; returns the number of bytes.
std::size_t change_case(std::string_view text, bool upper, char* out);

}  // namespace handoff
