// One table laid out for a terminal.
#pragma once
#include <string>
#include <string_view>

#include "render.hpp"

namespace handoff {

enum class Paint : std::uint8_t { none, bold, dim, red, green };
/// The text in that colour, when there is colour at all.
std::string painted(std::string_view text, Paint paint, bool color);

/// A share as a bar of eighth blocks, at most 12 columns long. Any share above 0 shows, and only a whole one fills the bar.
std::string bar_text(double share);

/// The table with its headings, a thin rule, its rows and footnotes; every line ended. Columns are aligned by display width. Numbers are
/// never cut; text wider than 40 columns is, with an ellipsis, when the table would be wider than the terminal.
std::string layout_table(const Table& table, const Look& look);

}  // namespace handoff
