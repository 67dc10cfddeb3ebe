#include "csv_cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace handoff {

namespace {

/// Must a cell that holds it be quoted? Where the comma is the decimal sign, a semicolon parts cells.
constexpr auto parting = [] {
  std::array<bool, 256> marks{};
  for (const char c : {',', ';', '"', '\n', '\r'}) marks[static_cast<unsigned char>(c)] = true;
  return marks;
}();
bool parts_cells(char c) { return parting[static_cast<unsigned char>(c)]; }

/// Would a spreadsheet run it? East Asian ones take the full-width signs for the plain ones.
bool is_run(std::string_view text) {
  switch (text.front()) {
    case '=': case '+': case '-': case '@': case '\t': case '\r': case '\n': return true;
    case '\xEF': break;
    default: return false;
  }
  const std::string_view sign = text.substr(0, 3);
  return sign == "\uFF1D" || sign == "\uFF0B" || sign == "\uFF0D" || sign == "\uFF20";
}

}  // namespace

void append_csv_text(std::string& out, std::string_view text) {
  const std::size_t from = out.size();
  out += text;
  close_csv_text(out, from);
}

void close_csv_text(std::string& out, std::size_t from) {
  const std::size_t size = out.size();
  if (from == size) return;
  const bool runs = is_run(std::string_view(out).substr(from));
  const auto text = out.cbegin() + static_cast<std::ptrdiff_t>(from);
  if (std::none_of(text, out.cend(), parts_cells)) {
    if (runs) out.insert(from, 1, '\'');
    return;
  }
  const std::size_t quote = out.find('"', from);
  const auto quotes = quote == std::string::npos ? 0 : static_cast<std::size_t>(std::count(text, out.cend(), '"'));
  out.resize(size + quotes + (runs ? 3 : 2));
  char* at = out.data() + size;
  char* to = out.data() + out.size();
  *--to = '"';
  for (std::size_t left = quotes; left > 0; left -= *to == '"') {
    *--to = *--at;
    if (*to == '"') *--to = '"';
  }
  to = std::move_backward(out.data() + from, at, to);
  if (runs) *--to = '\'';
  *--to = '"';
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
