// Where quotes, delimiters and line ends stand: a bit a byte, 64 bytes at a time, with the widest instructions this machine has.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace handoff {

/// Bit i is byte i of the 64.
struct StructureMasks {
  std::uint64_t quote, delimiter, newline, blank;
  std::uint64_t care;  ///< quotes, control bytes and bytes from 0x80 on: a cell with one inside must be decoded
};

/// Looks at `blocks` times 64 bytes.
void find_structure(const char* bytes, std::size_t blocks, char delimiter, char newline, StructureMasks* masks);

/// Writes the places of all set bits in ascending order, the first bit of the first word being `base`; returns how many there are. It may
/// write up to `places_slack` more behind them.
std::size_t find_places(const std::uint64_t* words, std::size_t count, std::uint32_t base, std::uint32_t* places);
constexpr std::size_t places_slack = 64;

/// How many bits are set.
std::size_t count_places(const std::uint64_t* words, std::size_t count);

/// The three by one set of instructions.
struct ScanWay {
  void (*structure)(const std::uint8_t* bytes, std::size_t blocks, std::uint8_t delimiter, std::uint8_t newline, StructureMasks* masks);
  std::size_t (*places)(const std::uint64_t* words, std::size_t count, std::uint32_t base, std::uint32_t* places);
  std::size_t (*count)(const std::uint64_t* words, std::size_t count);
};
/// All that this processor can run, the best first; it is the one that the functions above take.
std::vector<ScanWay> scan_ways();

}  // namespace handoff
