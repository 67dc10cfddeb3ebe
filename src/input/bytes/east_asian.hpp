// Encodings of Japanese, Chinese and Korean that are not UTF-8. A byte of theirs is a letter in Windows-1252 too, so a file in one of them would be read
// without a complaint, and as nonsense.
#pragma once
#include <string_view>

namespace handoff {

/// `Shift-JIS`, `EUC-JP`, `EUC-KR`, `GB2312 (EUC-CN)` or `ISO-2022-JP`, where the text is in it beyond doubt; empty for every other text, above all
/// for UTF-8 (damaged or not), Windows-1252 and ISO-8859. The text may be cut anywhere.
std::string_view east_asian_encoding(std::string_view text);

}  // namespace handoff
