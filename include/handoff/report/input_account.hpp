// Where the rows of one input went.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace handoff {

/// The account of one input: rows_read = rows_used + rows_rejected + duplicates + excluded.
struct InputAccount {
  std::string file;
  std::uint64_t rows_read = 0, rows_used = 0, rows_rejected = 0, duplicates = 0, excluded = 0;
  std::vector<std::pair<std::string, std::uint64_t>> rejected_by_reason, excluded_by_name, duplicates_by_kind;
};

/// Where one row stands.
struct RowPlace {
  std::string file;
  std::uint64_t line = 0;       ///< 1-based, physical
  std::uint64_t offset = 0;     ///< of its first byte over all inputs: Lead::offset
};

}  // namespace handoff
