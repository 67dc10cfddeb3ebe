#include "worksheet/written_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "csv/slow_record.hpp"
#include "handoff/measures/sample.hpp"
#include "render.hpp"
#include "worksheet/sample_stamp.hpp"

namespace handoff {

namespace {

constexpr std::size_t digits = 6;   // of a checksum, hexadecimal

/// A blank more or less, or another line end, is nothing that a person typed.
std::uint32_t mark_of(std::string_view text) {
  std::string bare;
  for (const char c : text)
    if (static_cast<unsigned char>(c) > ' ') bare += c;
  return bare.empty() ? 0 : static_cast<std::uint32_t>(sample_rank(0x7772697474656e, bare) & 0xFFFFFF);
}

bool is_time(std::string_view column) { return column == "entered" || column == "due" || column == "stop"; }

/// A date as the worksheet writes it; empty: it is none.
std::string as_written(std::string_view cell, DateOrder order) {
  DateText date;
  if (!read_date(cell, date) || date.has_offset) return {};
  const bool day_first = date.order_open && order == DateOrder::dmy;
  const int month = day_first ? date.b : date.a, day = day_first ? date.a : date.b;
  std::string text = fmt::format("{:04}-{:02}-{:02}", date.year, month, day);
  if (date.has_time) text += fmt::format(" {:02}:{:02}", date.second_of_day / 3600, date.second_of_day / 60 % 60);
  return text;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<RawCell> cells;
  std::vector<std::string> texts;
  std::string scratch;
  if (!split_record(line.data(), line.data() + line.size(), {',', '\n'}, cells)) return texts;
  for (const RawCell& cell : cells) {
    bool repaired = false;
    texts.emplace_back(cell_text(cell, scratch, repaired));
  }
  return texts;
}

/// The cell as it stands in the file, which is what a checksum is of.
std::string guarded(std::string_view cell) { return cells_of(csv_text(cell)).at(0); }

}  // namespace

std::string marks_text(const CellMarks& marks) {
  std::string text = "w";
  for (const std::uint32_t mark : marks) text += fmt::format("{:06x}", mark);
  return text;
}

std::optional<CellMarks> parse_marks(std::string_view text) {
  CellMarks marks{};
  if (text.size() != 1 + digits * marks.size() || (text.front() != 'w' && text.front() != 'W')) return {};
  text.remove_prefix(1);
  for (std::uint32_t& mark : marks) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, mark, 16);
    if (error != std::errc{} || end != text.data() + digits) return {};
    text.remove_prefix(digits);
  }
  return marks;
}

CellMarks marks_of_row(const std::string& header, const std::string& row) {
  const std::vector<std::string> names = cells_of(header), cells = cells_of(row);
  CellMarks marks{};
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const auto at = static_cast<std::size_t>(std::find(names.begin(), names.end(), written_columns[i]) - names.begin());
    if (at < cells.size()) marks[i] = mark_of(i == 0 ? id_of_worksheet(cells[at]) : cells[at]);
  }
  return marks;
}

WrittenCells::WrittenCells(const Worksheet& sheet) : sheet_(sheet) {
  for (std::size_t i = 0; i < at_.size(); ++i) at_[i] = sheet.column(written_columns[i]);
  std::int64_t day_first = 0;   // more of its times are as they were written where the day is read first
  for (const Worksheet::Row& row : sheet.rows) {
    const std::optional<CellMarks> its = marks(row);
    for (std::size_t i = 0; its && i < at_.size(); ++i) {
      if (!is_time(written_columns[i])) continue;
      const std::string_view cell = sheet.cell(row, at_[i]);
      day_first += mark_of(as_written(cell, DateOrder::dmy)) == (*its)[i];
      day_first -= mark_of(as_written(cell, DateOrder::mdy)) == (*its)[i];
    }
  }
  if (day_first > 0) order_ = DateOrder::dmy;
}

std::optional<CellMarks> WrittenCells::marks(const Worksheet::Row& row) const {
  return parse_marks(sheet_.cell(row, sheet_.column(written_column)));
}

bool WrittenCells::is_written(std::size_t column, std::string_view cell, std::uint32_t mark) const {
  if (mark_of(cell) == mark || mark_of(guarded(cell)) == mark) return true;
  const std::string time = is_time(written_columns[column]) ? as_written(cell, order_) : std::string();
  return !time.empty() && mark_of(time) == mark;
}

std::vector<TypedOver> WrittenCells::typed(const Worksheet::Row& row, const CellMarks& marks) const {
  std::vector<TypedOver> found;
  for (std::size_t i = 0; i < at_.size(); ++i) {
    const std::string_view cell = sheet_.cell(row, at_[i]);
    if (!cell.empty() && !is_written(i, cell, marks[i]))
      found.push_back({std::string(written_columns[i]), std::string(cell)});
  }
  return found;
}

std::array<std::uint32_t, 2> WrittenCells::id_marks(const Worksheet::Row& row) const {
  const std::string_view id = sheet_.cell(row, at_[0]);
  return {mark_of(id), mark_of(guarded(id))};
}

std::vector<TypedOver> WrittenCells::typed_over_marks(const Worksheet::Row& row) const {
  std::vector<TypedOver> found;
  const auto look = [&](std::string_view column, auto is_good) {
    const std::string_view cell = sheet_.cell(row, sheet_.column(column));
    if (!cell.empty() && !is_good(cell)) found.push_back({std::string(column), std::string(cell)});
  };
  look("key", [](std::string_view cell) { return parse_worksheet_key(cell).has_value(); });
  look("sample", [](std::string_view cell) { return parse_sample_stamp(cell).has_value(); });
  look(written_column, [](std::string_view cell) { return parse_marks(cell).has_value(); });
  return found;
}

}  // namespace handoff
