// A slow, plain reader of delimited text (RFC 4180 and what docs/input.md adds to it): one state a character, everything in memory, nothing of the
// program's own code. What the fast reader says is held against it.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plain {

using Cells = std::vector<std::string>;

/// What stands after the header, as it stands there: a row, or one that is set aside.
struct Item {
  std::uint64_t offset = 0;  ///< of its first byte
  std::uint64_t line = 0;    ///< physical, from 1
  std::string reason;        ///< why it is set aside; empty for a row
  Cells cells;               ///< of a row: as many as the header has
  std::string text;          ///< of one set aside, at most 64 KiB
  bool operator==(const Item&) const = default;
};

struct Rules {
  char delimiter = ',';
  char newline = '\n';
  Cells header;
  std::size_t width = 0;  ///< cells of a row, as the first rows have it; 0: as many as the header
};

/// An item as one line of text, for messages.
std::string shown(const Item& item);

/// Everything in `bytes` from `offset` on, in order; `line` is the line that `offset` stands on. Where more than half of the rows could be read if all
/// had another width than was said, they are read by that; where no width has more than half, by the header's.
std::vector<Item> read(std::string_view bytes, const Rules& rules, std::uint64_t offset = 0, std::uint64_t line = 1);

}  // namespace plain
