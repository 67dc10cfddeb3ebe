// What a spreadsheet writes into a cell that it cannot work out or show: the export went through a formula that failed, and what stood there is lost.
#pragma once
#include <string_view>

namespace handoff {

/// `#N/A`, and every word that `#` begins and `!` or `?` ends, `#REF!` or `#NOM?`, whatever the language; `Err:502`, `#GETTING_DATA` and `Loading...`; in any
/// case. And `####`, which stands for what did not fit.
bool is_spreadsheet_error(std::string_view cell);

/// False for nearly every cell, at the cost of a glance; `cell` is not empty.
inline bool may_be_spreadsheet_error(std::string_view cell) {
  return cell.front() == '#' || (cell.back() == '.' && cell.size() == 10) || (cell.size() > 4 && cell[3] == ':');
}

}  // namespace handoff
