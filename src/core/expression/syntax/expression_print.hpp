// Parts of the printer that `explain` uses as well.
#pragma once
#include <string>
#include <string_view>

#include "handoff/cells/lead.hpp"

namespace handoff {

/// The shortest text that reads back as the same number, without an exponent up to 1e15.
std::string number_text(double value);
/// `'it''s'`
std::string quoted_text(std::string_view text);

}  // namespace handoff
