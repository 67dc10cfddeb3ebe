// CSV cells written straight behind a row, for outputs of millions of rows: the same bytes as csv_text and real_text, nothing allocated.
#pragma once
#include <string>
#include <string_view>

namespace handoff {

/// As csv_text.
void append_csv_text(std::string& out, std::string_view text);
/// As real_text.
void append_real(std::string& out, double value);

}  // namespace handoff
