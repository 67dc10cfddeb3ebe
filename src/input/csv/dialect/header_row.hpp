// The header row under one delimiter, and how well the rows below it agree: what the delimiter is chosen by.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "csv/records.hpp"
#include "csv/slow_record.hpp"

namespace handoff {

inline constexpr std::size_t max_columns = 4096;

struct HeaderRow {
  enum class State : std::uint8_t { good, damaged, too_long, too_wide };
  State state = State::good;
  char delimiter = ',';
  std::vector<std::string> names;  ///< decoded, unquoted, trimmed
  std::uint64_t next = 0;          ///< first byte after the header
  std::size_t width = 0;           ///< how many cells most of the first rows have, see row_width.hpp
  bool grouped = false;        ///< see Dialect
  std::vector<bool> dateless;  ///< by column: its cells in the first rows are filled, and hardly one reads as a date
  bool told_by_rows = false;       ///< a column of dates, numbers or addresses is called by what is none: these are names
  double agreement = 0;            ///< share of the first rows with as many cells; 1 when there are none
};

/// Reads the record at `start` as a header, and up to 50 rows after it, of those that begin in the next 4 MiB. A header wrapped whole in a second pair of quotes is unwrapped.
HeaderRow read_header_row(const ByteSource& source, std::uint64_t start, LineRules rules);

/// How many of the known columns a row names.
std::size_t names_known(const std::vector<std::string>& names, const KnownHeaders& known);

/// Where a row stands, and how many of the known columns it names.
struct NamingRow {
  std::uint64_t start = 0;
  std::size_t names = 0;
};
/// Of the rows that begin in the 64 KiB from `start` on, and of the first 60, the one that names the most; the first of several.
NamingRow find_naming_row(const ByteSource& source, std::uint64_t start, LineRules rules, const KnownHeaders& known);
/// The rows in [start, end), blank lines left out, as those of a title.
std::vector<Reject> title_rows(const ByteSource& source, std::uint64_t start, std::uint64_t end, LineRules rules);

/// Why these cannot be column names; empty when they can. E-mail addresses and numbers are what rows hold. `known`: two
/// of them are names of known columns, or nobody can say; else one value among them is enough.
std::string not_a_header(const std::vector<std::string>& names, bool known);

}  // namespace handoff
