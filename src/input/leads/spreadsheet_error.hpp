// What a spreadsheet writes into a cell that it cannot work out or show: the export went through a formula that failed, and what stood there is lost.
#pragma once
#include <string_view>

namespace handoff {

/// `#N/A`, `#REF!` and their like, also as Google and a German Excel write them, in any case; and `####`, which stands for what did not fit.
bool is_spreadsheet_error(std::string_view cell);

}  // namespace handoff
