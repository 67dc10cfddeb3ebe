// Whether 1.200 is twelve hundred or one and a fifth is decided per column, from all its cells, as the order of day and month is.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "handoff/cells/lead.hpp"

namespace handoff {

/// A column to be decided: what an error says of it. The cells are examples; empty: there is none such.
struct MarkedColumn {
  std::string where;                     ///< `leads.csv:14`, or the file
  std::string name;                      ///< `column "Amount" (amount)`
  std::string dot_cell, comma_cell, open_cell;
  std::string fix;                       ///< how to say which it is, behind "say which it is "
};

/// Throws Error of a column that is `unsettled`.
[[noreturn]] void refuse_marks(const MarkedColumn& column);

/// The mark of a column of which every text is at hand: `declared`, or what the texts show. Throws Error where they contradict each other or leave it open.
/// `place`: of the text at an index, where the texts stand in the order of their rows; null: the file alone is named.
DecimalMark mark_of(const std::vector<std::string>& texts, DecimalMark declared, const std::string& file,
                    const std::string& name, const std::function<std::string(std::size_t)>& place = {});

/// How to declare the mark for all columns: `under [numbers]: decimal = "." ...`.
std::string numbers_fix();

}  // namespace handoff
