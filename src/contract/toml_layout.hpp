// Where a contract's tables and keys stand in its text, byte for byte: what toml++ does not keep, and a signature put in by hand needs.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace handoff {

/// A table's header, or a key with its value, as a stretch of the text.
struct LayoutItem {
  enum class Kind { key, table, array_table };
  Kind kind = Kind::key;
  std::vector<std::string> path;   ///< of a header: the table's; of a key: its dotted parts, relative to its table. Quotes are off, escapes are not read
  std::size_t begin = 0, end = 0;  ///< `end` is after the last byte of the header or the value, before blanks and comments
};

/// The items of a text that is valid TOML, in order. What stands inside inline tables and lists belongs to their key.
std::vector<LayoutItem> toml_layout(std::string_view text);

/// A comment, from its # to the end of its line.
struct LayoutComment { std::size_t begin = 0, end = 0; };

/// Every comment of a text that is valid TOML, in order, also of those inside lists.
std::vector<LayoutComment> toml_comments(std::string_view text);

}  // namespace handoff
