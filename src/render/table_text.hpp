// A value as a table writes it.
#pragma once
#include <string>
#include <vector>

#include "handoff/report/report.hpp"

namespace handoff {

/// The text of a cell, not yet made safe; empty for null and for what is drawn. `bounds_alone`: of a rate that something unknown leaves open.
std::string table_text(const Node& value, bool bounds_alone = false);
/// By column: does one of its rates have bounds alone? Then all of them do, since rows are compared.
std::vector<bool> bounds_alone(const Table& table);
/// What stands behind the numbers: the bounds of a rate, and a dash or a word in place of a value.
bool is_faint(const Node& value);

}  // namespace handoff
