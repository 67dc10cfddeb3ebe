// CSV cells written straight behind a row, for outputs of millions of rows: the same bytes as csv_text and real_text, nothing allocated.
#pragma once
#include <string>
#include <string_view>

namespace handoff {

/// As csv_text.
void append_csv_text(std::string& out, std::string_view text);
/// Makes one cell, as csv_text does, of the text that stands in `out` from there on.
void close_csv_text(std::string& out, std::size_t from);
/// The text that csv_text made the cell of, once its quotes are off: without the `'` that keep a spreadsheet from running it.
std::string csv_unguarded(std::string_view cell);
/// As real_text.
void append_real(std::string& out, double value);

}  // namespace handoff
