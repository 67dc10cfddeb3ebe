// The cell of a column that the export does not have. It is no blank: nobody can say what would stand in it, so whatever is
// asked of it is unknown, as of a cell that cannot be read. Of that kind it is, with no text in it, which no real cell has.
#pragma once
#include "handoff/cells/lead.hpp"

namespace handoff {

inline Value absent_cell() {
  Value cell;
  cell.state = Value::State::unreadable;
  return cell;
}

/// A cell in which `text` stands, and cannot be read as what it should hold.
inline Value damaged_cell(std::string_view text) {
  Value cell = absent_cell();
  cell.text = text;
  return cell;
}

/// Stands in a cell for which a row of a log speaks that has a date or a type that cannot be read.
constexpr std::string_view of_a_log = "(a row of a log)";

/// True of a cell whose column is not in the file that the row came from.
inline bool no_column(const Value& value) { return value.state == Value::State::unreadable && value.text.empty(); }

/// Does something stand in the cell that cannot be read?
inline bool is_damaged(const Value& value) { return value.state == Value::State::unreadable && !value.text.empty(); }

}  // namespace handoff
