// UTF-8 into the encodings that older tools write.
#pragma once
#include <string>
#include <string_view>

namespace synth {

/// False, and nothing changed, where Windows-1252 lacks one of the characters. `utf8` must be valid.
bool to_windows_1252(std::string_view utf8, std::string& out);
/// Appends little-endian UTF-16. `utf8` must be valid.
void append_utf16(std::string_view utf8, std::string& out);

}  // namespace synth
