// Days as a spreadsheet counts them.
#pragma once
#include <string_view>

namespace handoff {

/// `45998` or `45998.50972` (a comma for the point too): a day, or a moment, of the years 1982 to 2064. Nobody dials such a number.
bool is_day_number(std::string_view text);

}  // namespace handoff
