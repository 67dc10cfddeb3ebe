// The header row under one delimiter, and how well the rows below it agree: what the delimiter is chosen by.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "slow_record.hpp"

namespace handoff {

inline constexpr std::size_t max_columns = 4096;

struct HeaderRow {
  enum class State : std::uint8_t { good, damaged, too_long, too_wide };
  State state = State::good;
  char delimiter = ',';
  std::vector<std::string> names;  ///< decoded, unquoted, trimmed
  std::uint64_t next = 0;          ///< first byte after the header
  double agreement = 0;            ///< share of the first rows with as many cells; 1 when there are none
};

/// Reads the record at `start` as a header, and up to 50 rows after it. A header wrapped whole in a second pair of quotes is unwrapped.
HeaderRow read_header_row(const ByteSource& source, std::uint64_t start, LineRules rules);

/// Why these cannot be column names; empty when they can. E-mail addresses and numbers are what rows hold.
std::string not_a_header(const std::vector<std::string>& names);

}  // namespace handoff
