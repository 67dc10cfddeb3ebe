// The narrow stream between the normalizer and fast-cpp-csv-parser: the wanted cells only, unquoted, cell_separator between them, one LF a record.
// After them come empty cells up to a width the parser was compiled for, and a hidden last one: the record's offset in the block (hex), with
// an escape mark when a cell holds escaped bytes. The stream opens with a byte order mark, which the parser drops: a cell's own would go instead.
#pragma once
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "cell_text.hpp"
#include "records.hpp"

namespace handoff {

struct CanonicalLayout {
  struct Cell {
    std::size_t column;  ///< of the file
    std::size_t slot;    ///< of the record
  };
  std::vector<Cell> cells;  ///< by column
  std::size_t slots = 0;
  std::size_t width = 0;  ///< cells a line, the hidden one too: 8, 16, 32, 64, 128 or 256
};

/// Throws Error for more than 255 wanted columns, std::invalid_argument for a slot there is not. Of two columns with one slot the later is delivered.
CanonicalLayout canonical_layout(const Wanted& wanted, const Dialect& dialect);

inline constexpr char escape_mark = '!';

/// A growing run of bytes that is not cleared before it is written to.
class CanonicalBuffer {
 public:
  void restart();
  /// Room for `bytes` more, from the place returned on; to be followed by `finish`.
  char* room(std::size_t bytes) {
    if (capacity_ - size_ < bytes) grow(bytes);
    return bytes_.get() + size_;
  }
  void finish(const char* end) { size_ = static_cast<std::size_t>(end - bytes_.get()); }
  std::string_view text() const { return {bytes_.get(), size_}; }

 private:
  void grow(std::size_t bytes);
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0, capacity_ = 0;
};

/// What `end_canonical_line` needs at most.
constexpr std::size_t line_end_room(std::size_t width) { return width + 24; }

/// Closes a line whose `written` cells each end with a separator.
inline char* end_canonical_line(char* out, std::size_t written, std::size_t width, std::uint64_t offset_in_block, bool escaped) {
  const std::size_t padding = width - 1 - written;
  std::memset(out, cell_separator, padding);
  out += padding;
  do {
    *out++ = "0123456789abcdef"[offset_in_block & 15];  // least digit first: no need to know how many there will be
    offset_in_block >>= 4;
  } while (offset_in_block != 0);
  if (escaped) *out++ = escape_mark;
  *out++ = '\n';
  return out;
}

}  // namespace handoff
