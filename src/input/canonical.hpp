// The narrow stream between the normalizer and fast-cpp-csv-parser: the wanted cells only, unquoted, cell_separator between them, one LF a record.
// After them come empty cells up to a width the parser was compiled for, and a hidden last one: how many bytes the record begins after the one before
// (six bits a digit, since the parser looks at every byte), with an escape mark when a cell holds escaped bytes. The stream opens with a byte
// order mark, which the parser drops: a cell's own would go instead.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
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
  std::size_t width = 0;  ///< cells a line, the hidden one too; one of canonical_widths
};

inline constexpr std::array<std::size_t, 8> canonical_widths{8, 12, 16, 24, 32, 64, 128, 256};

/// Throws Error for more than 255 wanted columns, std::invalid_argument for a slot there is not. Of two columns with one slot the later is delivered.
CanonicalLayout canonical_layout(const Wanted& wanted, const Dialect& dialect);

inline constexpr char escape_mark = '!';

/// A growing run of bytes that is not cleared before it is written to.
class CanonicalBuffer {
 public:
  /// Empties it, for records from the block's `begin` on.
  void restart(std::uint64_t begin);
  /// Room for `bytes` more, from the place returned on; to be followed by `finish`.
  char* room(std::size_t bytes) {
    if (capacity_ - size_ < bytes) grow(bytes);
    return bytes_.get() + size_;
  }
  void finish(const char* end) { size_ = static_cast<std::size_t>(end - bytes_.get()); }
  std::string_view text() const { return {bytes_.get(), size_}; }
  /// Closes the line of the record at `offset`, whose `written` cells each end with a separator, at `out`. Needs line_end_room.
  void end_line(char* out, std::size_t written, std::size_t width, std::uint64_t offset, bool escaped) {
    const std::size_t padding = width - 1 - written;
    std::memset(out, cell_separator, padding);
    out += padding;
    for (std::uint64_t step = offset - std::exchange(last_, offset); step != 0; step >>= 6) *out++ = static_cast<char>(0x40 | (step & 63));
    if (escaped) *out++ = escape_mark;
    *out++ = '\n';
    finish(out);
  }
  static constexpr std::size_t line_end_room(std::size_t width) { return width + 16; }

 private:
  void grow(std::size_t bytes);
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0, capacity_ = 0;
  std::uint64_t last_ = 0;  ///< where the record before began
};

}  // namespace handoff
