// The cells that the tool wrote into a row of a worksheet, told by checksums: so what a person typed over one of them
// is found, and kept.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/time/time.hpp"
#include "worksheet/worksheet.hpp"

namespace handoff {

/// The columns with a checksum, in its order. `name` and `email` may be missing.
constexpr std::array<std::string_view, 13> written_columns = {"lead_id",     "name",    "email", "owner", "segment",
                                                              "zone",        "entered", "clock", "due",   "stop",
                                                              "disposition", "reason",  "rank"};
/// The column that holds the checksums, the last one of the tool's.
constexpr std::string_view written_column = "written";

/// A checksum of each cell.
using CellMarks = std::array<std::uint32_t, written_columns.size()>;
std::string marks_text(const CellMarks& marks);
/// Empty where it is not such a text.
std::optional<CellMarks> parse_marks(std::string_view text);
/// Of a row as the tool writes it: CSV, with this header.
CellMarks marks_of_row(const std::string& header, const std::string& row);

/// A text that somebody typed over a cell of the tool.
struct TypedOver { std::string column, text; };

/// Compares the cells of one worksheet with their checksums. A spreadsheet writes times in its own way: of a cell that
/// reads as one of them the way does not matter.
class WrittenCells {
 public:
  explicit WrittenCells(const Worksheet& sheet);
  /// The row's own checksums; empty: it has none, as rows of an older version and of people.
  std::optional<CellMarks> marks(const Worksheet::Row& row) const;
  /// What stands in the row in place of what has these checksums. Empty cells hold nothing that could be lost.
  std::vector<TypedOver> typed(const Worksheet::Row& row, const CellMarks& marks) const;
  /// The checksums that the lead id of a row may have: as it stands, and behind the mark that keeps a spreadsheet from running it.
  std::array<std::uint32_t, 2> id_marks(const Worksheet::Row& row) const;
  /// What was typed over a key, a stamp or the checksums themselves.
  std::vector<TypedOver> typed_over_marks(const Worksheet::Row& row) const;

 private:
  bool is_written(std::size_t column, std::string_view cell, std::uint32_t mark) const;
  const Worksheet& sheet_;
  std::array<int, written_columns.size()> at_{};
  DateOrder order_ = DateOrder::mdy;   // in which the spreadsheet wrote times
};

}  // namespace handoff
