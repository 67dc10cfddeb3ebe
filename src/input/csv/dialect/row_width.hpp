// How many cells the rows of a file have. A comma too many in a row whose last cells are empty leaves a row that looks whole and is read shifted; a comma
// too few, where rows may leave out their last cells, does the same. So all rows of a file have one width, and a row of another is set aside.
//   The width is what more than half of the rows have, of those widths that the header allows: no fewer cells than it has up to its last name, and beyond
//   its last column only empty ones (a delimiter at the end of every row). Where no width has more than half, it is the header's.
//   The first rows tell it nearly always. All rows are counted while they are read, and where they show another width the file is read anew, once.
#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "csv/records.hpp"

namespace handoff {

/// Cells of a row, as far as it is known.
std::size_t row_width(const Dialect& dialect);

/// What the rows of one file show.
struct WidthVotes {
  std::uint64_t rows = 0;     ///< all but those that are no data (footers and the like)
  std::uint64_t fitting = 0;  ///< as wide as the dialect says
  std::map<std::size_t, std::uint64_t> others;  ///< by width
  void add(const BlockAccount& block);
  void merge(const WidthVotes& other);
};

/// The width that more than half of the rows have; the header's where none has.
std::size_t voted_width(const Dialect& dialect, const WidthVotes& votes);

/// Takes over what all rows of a file have shown; true where that is another width than they were read by, so that they must be read anew. A second
/// time it is never true.
bool settle_width(Dialect& dialect, const WidthVotes& votes);

}  // namespace handoff
