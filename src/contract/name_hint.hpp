// A name that an expression does not know, where it is the header of a column.
#pragma once
#include <string>
#include <string_view>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// The fix of an error in `text`: where it stands at a name that is a header, the field that reads the column, or how to declare one; else the error's own.
std::string fix_with_headers(const Contract& contract, std::string_view text, const ExprError& error);

}  // namespace handoff
