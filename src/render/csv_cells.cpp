#include "csv_cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "handoff/report/report.hpp"

namespace handoff {

namespace {

// What a cell holds decides how it is written. `parts`: it must be quoted. `begins`: a cell begins behind it where the locale parts cells at semicolons or tabs; there, quotes
// that do not stand at a cell's beginning mean nothing, and a line end inside them ends the row.
constexpr unsigned char parts = 1, begins = 2;
constexpr auto marks_of = [] {
  std::array<unsigned char, 256> marks{};
  for (const char c : {',', '"'}) marks[static_cast<unsigned char>(c)] = parts;
  for (const char c : {';', '\t', '\n', '\r'}) marks[static_cast<unsigned char>(c)] = parts | begins;
  return marks;
}();
unsigned char marks(char c) { return marks_of[static_cast<unsigned char>(c)]; }

/// Quotes at a beginning may be taken off by whoever parts cells otherwise.
std::string_view without_quotes(std::string_view text) {
  while (!text.empty() && (text.front() == '\'' || text.front() == '"')) text.remove_prefix(1);
  return text;
}

/// East Asian spreadsheets take the full-width signs for the plain ones. `text` has no quotes before it.
bool begins_with_sign(std::string_view text) {
  if (text.empty()) return false;
  switch (text.front()) {
    case '=': case '+': case '-': case '@': return true;
    case '\xEF': break;
    default: return false;
  }
  const std::string_view sign = text.substr(0, 3);
  return sign == "\uFF1D" || sign == "\uFF0B" || sign == "\uFF0D" || sign == "\uFF20";
}

/// Blanks of any kind behind a mark may be taken off by whoever parts cells there.
std::string_view without_blanks(std::string_view text) {
  constexpr std::array<std::string_view, 5> blanks = {" ", "\v", "\f", "\u00A0", "\u3000"};
  for (std::size_t i = 0; i < blanks.size();) {
    if (text.starts_with(blanks[i])) {
      text.remove_prefix(blanks[i].size());
      i = 0;
    } else {
      ++i;
    }
  }
  return text;
}

/// Does a formula begin here, behind blanks and quotes?
bool is_formula(std::string_view text) {
  const std::string_view bare = without_blanks(without_quotes(without_blanks(text)));
  return begins_with_sign(bare);
}

/// Would a spreadsheet run the cell? The marks that part cells stand for blanks at its beginning.
bool is_run(std::string_view text) {
  text = without_quotes(text);
  if (text.empty()) return false;
  return text.front() == '\t' || text.front() == '\r' || text.front() == '\n' || begins_with_sign(text);
}

/// Does a formula begin behind a mark inside the cell? Nearly never, though a ledger's explanations are full of semicolons: so each mark is looked
/// for by itself, many bytes at a time.
bool holds_formula(std::string_view text) {
  for (const char mark : {';', '\t', '\n', '\r'})
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1))
      if (is_formula(text.substr(at + 1))) return true;
  return false;
}

/// Puts a `'` behind each mark inside the cell where a formula would begin.
void guard_inside(std::string& out, std::size_t from) {
  std::string guarded;
  for (std::size_t at = from; at < out.size(); ++at) {
    guarded += out[at];
    if ((marks(out[at]) & begins) && is_formula(std::string_view(out).substr(at + 1))) guarded += '\'';
  }
  out.replace(from, std::string::npos, guarded);
}

}  // namespace

void append_csv_text(std::string& out, std::string_view text) {
  const std::size_t from = out.size();
  out += text;
  close_csv_text(out, from);
}

void close_csv_text(std::string& out, std::size_t from) {
  if (from == out.size()) return;
  const bool runs = is_run(std::string_view(out).substr(from));
  if (std::none_of(out.cbegin() + static_cast<std::ptrdiff_t>(from), out.cend(), marks)) {
    if (runs) out.insert(from, 1, '\'');
    return;
  }
  if (holds_formula(std::string_view(out).substr(from))) guard_inside(out, from);
  const std::size_t size = out.size();
  const auto text = out.cbegin() + static_cast<std::ptrdiff_t>(from);
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

std::string csv_unguarded(std::string_view cell) {
  std::string out;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const bool first = at == 0, inside = !first && (marks(cell[at - 1]) & begins);
    const std::string_view rest = cell.substr(at + 1);
    if (cell[at] == '\'' && ((first && is_run(rest)) || (inside && is_formula(rest)))) continue;
    out += cell[at];
  }
  return out;
}

void append_real(std::string& out, double value) {
  if (!std::isfinite(value)) return;
  std::array<char, 400> buffer{};  // the largest double has 309 digits before the point
  char* const begin = buffer.data();
  if (value == std::trunc(value) && std::abs(value) < 1e15) {
    out.append(begin, std::to_chars(begin, begin + buffer.size(), static_cast<long long>(value)).ptr);
    return;
  }
  const char* end = std::to_chars(begin, begin + buffer.size(), value, std::chars_format::fixed, real_decimals(value)).ptr;
  while (end[-1] == '0') --end;
  if (end[-1] == '.') --end;
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  out += text == "-0" ? std::string_view("0") : text;
}

}  // namespace handoff
