// Text by the columns it takes on a terminal: cut, wrapped and padded without ever splitting what a reader sees as one character.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace handoff {

/// The text, or as much of it as fits before an ellipsis in `columns`.
std::string cut_to_width(std::string_view text, int columns);
/// Lines of at most `columns`, broken at blanks; a word wider than that stands alone, whole.
std::vector<std::string> wrap_text(std::string_view text, int columns);

}  // namespace handoff
