// Walking UTF-8 that strangers typed: every step moves forward, and what is no UTF-8 is one U+FFFD a byte.
#pragma once
#include <string>
#include <string_view>

namespace handoff {

/// One code point and the bytes it took. Never 0 bytes; U+FFFD for a byte that belongs to no code point.
struct CodePoint { char32_t value; std::size_t bytes; };
/// The code point that begins at `at`, which must be before the end.
CodePoint code_point_at(std::string_view text, std::size_t at);
/// Appends a code point as UTF-8.
void append_code_point(std::string& out, char32_t value);

/// Marks that turn the direction of text round.
bool is_bidi_control(char32_t value);
/// Marks that nobody sees: of no width, or turning the direction of text round. They make a text read as what it is not, or two that differ look alike.
bool is_hidden_mark(char32_t value);

}  // namespace handoff
