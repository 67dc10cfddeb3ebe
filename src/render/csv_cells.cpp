#include "csv_cells.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace handoff {

namespace {

/// Would a spreadsheet run it? East Asian ones take the full-width signs for the plain ones.
bool is_run(std::string_view text) {
  if (std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) return true;
  if (text.front() != '\xEF') return false;
  const std::string_view sign = text.substr(0, 3);
  return sign == "\uFF1D" || sign == "\uFF0B" || sign == "\uFF0D" || sign == "\uFF20";
}

}  // namespace

void append_csv_text(std::string& out, std::string_view text) {
  if (text.empty()) return;
  const bool runs = is_run(text);
  const bool quoted = text.find_first_of(",;\"\n\r") != std::string_view::npos;  // where the comma is the decimal sign, a semicolon parts cells
  if (quoted) out += '"';
  if (runs) out += '\'';
  if (!quoted) {
    out += text;
    return;
  }
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t quote = std::min(text.find('"', from), text.size());
    out.append(text, from, quote - from);
    if (quote < text.size()) out += "\"\"";
    from = quote + 1;
  }
  out += '"';
}

void append_real(std::string& out, double value) {
  if (!std::isfinite(value)) return;
  std::array<char, 400> buffer{};  // the largest double has 309 digits before the point
  char* const begin = buffer.data();
  if (value == std::trunc(value) && std::abs(value) < 1e15) {
    out.append(begin, std::to_chars(begin, begin + buffer.size(), static_cast<long long>(value)).ptr);
    return;
  }
  const char* end = std::to_chars(begin, begin + buffer.size(), value, std::chars_format::fixed, 6).ptr;
  while (end[-1] == '0') --end;
  if (end[-1] == '.') --end;
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  out += text == "-0" ? std::string_view("0") : text;
}

}  // namespace handoff
