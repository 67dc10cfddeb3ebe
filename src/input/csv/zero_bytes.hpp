// Zero bytes in place of rows. A download that broke off, or a disk that lost power, leaves a file of its full size whose end, or a part of it, was never
// written: zeros. No export holds a run of them as long as a sector of a disk.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "csv/records.hpp"

namespace handoff {

/// The fewest zero bytes in a row that only an unwritten part of a file explains: a sector.
constexpr std::size_t zero_block_bytes = 512;
/// The fewest zero bytes, alone on a line, for which the line is set aside. Fewer are left over from another encoding, or end a text.
constexpr std::size_t zero_line_bytes = 16;

/// Does a run of `zero_block_bytes` or more zeros stand in [begin, end)? Looks at one byte in 512 where there is none.
bool holds_zero_block(const char* begin, const char* end);
/// Is the line of zeros and blanks, `zero_line_bytes` zeros or more?
bool is_zero_line(const char* begin, const char* end);

/// The line of the block's first row that holds such a run, counted from the block's first line (0); empty: none does.
std::optional<std::uint64_t> zero_block_line(const BlockAccount& account);
/// Throws Error: how many rows are lost in a block of zeros, nobody knows. `line`: of the file, 1-based.
[[noreturn]] void refuse_zero_block(const std::string& file, std::uint64_t line);

}  // namespace handoff
