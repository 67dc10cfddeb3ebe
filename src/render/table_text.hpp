// A value as a table writes it.
#pragma once
#include <string>

#include "handoff/report/report.hpp"

namespace handoff {

/// The text of a cell, not yet made safe; empty for null and for what is drawn.
std::string table_text(const Node& value);
/// What stands behind the numbers: the bounds of a rate, and a dash or a word in place of a value.
bool is_faint(const Node& value);

}  // namespace handoff
