// Tries a delimiter on a file's first records, with the same exact machine that reads them later.
#include "header_row.hpp"

#include <algorithm>
#include <cmath>

#include "handoff/ascii.hpp"
#include "row_judge.hpp"

namespace handoff {
namespace {

constexpr int rows_looked_at = 50;

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find(' ') == std::string_view::npos && text.find('.', at) != std::string_view::npos;
}

/// Numbers, dates and times: digits and what stands between them.
bool is_number_or_date(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || std::string_view("+-.,:/ TZ").find(c) != std::string_view::npos; });
}

struct Trial {
  Trial(const ByteSource& source, LineRules rules_) : rules(rules_), window(source, 64 << 10), scanner(window, rules) {}
  LineRules rules;
  Window window;
  RecordScanner scanner;
  std::vector<RawCell> cells, inner;
  std::string unwrapped;

  /// Splits the record at `start`, unwrapped if wrapped; no cells when it is damaged.
  RecordExtent read(std::uint64_t start) {
    const RecordExtent extent = scanner.measure(start);
    cells.clear();
    if (extent.shape != Shape::whole) return extent;
    const char* begin = window.at(start);
    if (!split_record(begin, without_line_end(begin, window.at(extent.end), rules), rules, cells)) cells.clear();
    if (cells.size() == 1) unwrap_row(cells, unwrapped, inner, rules);
    return extent;
  }
};

std::uint64_t after(std::uint64_t line_end, std::uint64_t size) { return line_end < size ? line_end + 1 : size; }

double agreement(Trial& trial, std::uint64_t start, ColumnCount columns) {
  int rows = 0, agreeing = 0;
  const std::uint64_t size = trial.window.source_size();
  for (std::uint64_t at = start; at < size && rows < rows_looked_at;) {
    const RecordExtent extent = trial.read(at);
    at = after(extent.shape == Shape::whole ? extent.end : extent.first_line_end, size);
    const bool blank = trial.cells.size() == 1 && trial.cells.front().begin == trial.cells.front().end;
    if (blank) continue;
    ++rows;
    agreeing += trial.cells.size() >= columns.least && trial.cells.size() <= columns.header;
  }
  return rows == 0 ? 1.0 : static_cast<double>(agreeing) / rows;
}

}  // namespace

HeaderRow read_header_row(const ByteSource& source, std::uint64_t start, LineRules rules) {
  HeaderRow header;
  header.delimiter = rules.delimiter;
  Trial trial(source, rules);
  trial.window.restart(start);
  const RecordExtent extent = trial.read(start);
  if (extent.shape != Shape::whole) {
    header.state = extent.shape == Shape::damaged ? HeaderRow::State::damaged : HeaderRow::State::too_long;
    header.next = after(extent.first_line_end, source.size());
    return header;
  }
  header.next = after(extent.end, source.size());
  if (trial.cells.size() > max_columns) {
    header.state = HeaderRow::State::too_wide;
    return header;
  }
  std::string scratch;
  for (const RawCell& cell : trial.cells) {
    bool repaired = false;
    header.names.emplace_back(cell_text(cell, scratch, repaired));
  }
  header.agreement = agreement(trial, header.next, column_count(header.names));
  return header;
}

std::string not_a_header(const std::vector<std::string>& names) {
  std::size_t filled = 0, values = 0;
  bool letters = false;
  for (const std::string& name : names) {
    if (is_email(name)) return "begins with a row that holds an e-mail address, so it has no header row";
    filled += !name.empty();
    values += is_number_or_date(name);
    letters = letters || std::any_of(name.begin(), name.end(), is_letter);
  }
  if (filled == 0) return "has no header row: the first line names no column";
  if (!letters || 2 * values > filled) return "begins with a row of numbers or dates, so it has no header row";
  return {};
}

}  // namespace handoff
