// A cell's bytes as they stand in the source, and the text they mean.
#pragma once
#include <string>
#include <string_view>

namespace handoff {

/// The bytes between two delimiters; of a quoted cell those between its quotes, inner quotes still doubled.
struct RawCell {
  const char* begin = nullptr;
  const char* end = nullptr;
  bool quoted = false;
};

bool valid_utf8(std::string_view text);
/// Bytes that Windows-1252 leaves undefined become U+FFFD.
void append_windows_1252(std::string& out, std::string_view bytes);
/// Without blanks, tabs, no-break spaces and line ends at both ends.
std::string_view trimmed(std::string_view text);

/// The cell as it is delivered: quotes undoubled, NUL dropped, UTF-8 (else read as Windows-1252), trimmed. Points into the cell or into `scratch`.
/// Sets `repaired` when it held NUL or invalid UTF-8.
std::string_view cell_text(const RawCell& cell, std::string& scratch, bool& repaired);

}  // namespace handoff
