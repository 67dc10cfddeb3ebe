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

/// True of a cell whose column is not in the file that the row came from.
inline bool no_column(const Value& value) { return value.state == Value::State::unreadable && value.text.empty(); }

/// Does something stand in the cell that cannot be read?
inline bool is_damaged(const Value& value) { return value.state == Value::State::unreadable && !value.text.empty(); }

}  // namespace handoff
