// A stretch at a time: where its cells and records end is told at once, and then each record is taken as a whole.
#include "csv/fast_rows.hpp"

#include <algorithm>
#include <span>

#include "csv/dialect/furniture.hpp"
#include "handoff/text/ascii.hpp"
#include "csv/dialect/row_width.hpp"
#include "csv/row_judge.hpp"
#include "csv/zero_bytes.hpp"

namespace handoff {
namespace {

constexpr std::size_t fewest_words = 16;

/// Without the blanks at both ends; a cell that needs no care has no other kind. An empty cell stands between two delimiters or line ends.
RawCell without_blanks(RawCell cell) {
  if (*cell.begin != ' ' && cell.end[-1] != ' ') return cell;
  while (cell.begin != cell.end && *cell.begin == ' ') ++cell.begin;
  while (cell.begin != cell.end && cell.end[-1] == ' ') --cell.end;
  return cell;
}

std::string_view view_of(const RawCell& cell) { return {cell.begin, static_cast<std::size_t>(cell.end - cell.begin)}; }

}  // namespace

FastRows::FastRows(Window& window, const Dialect& dialect, const WantedCells& wanted, RecordBuffer& records, BlockAccount& account, std::size_t stretch)
    : window_(window),
      header_(dialect.header),
      wanted_(wanted),
      records_(records),
      account_(account),
      rules_{dialect.delimiter, dialect.newline},
      width_(row_width(dialect)),
      columns_(std::min(width_, header_.size())),
      most_words_(std::max(stretch / 64, fewest_words)),
      words_(most_words_),
      cells_(rules_) {
  while (key_column_ + 1 < columns_ && header_[key_column_].empty()) ++key_column_;
  key_begins_with_digit_ = !header_.empty() && !header_[key_column_].empty() && is_digit(header_[key_column_].front());
}

FastRows::Stop FastRows::run(std::uint64_t at, std::uint64_t limit) {
  const std::uint64_t begin = window_.begin();
  const auto size = static_cast<std::size_t>(window_.end() - begin);
  bytes_ = window_.at(begin);
  limit_ = static_cast<std::size_t>(std::min<std::uint64_t>(limit - begin, SIZE_MAX));
  row_ = static_cast<std::size_t>(at - begin);
  while (row_ < size) {
    cells_.look(bytes_, size, row_, words_);
    const std::size_t first = row_;
    const bool taken = take_rows();
    if (taken && cells_.proved()) {
      if (cells_.at_end()) break;
      words_ = row_ == first ? words_ * 2 : std::min(words_ * 2, most_words_);
      continue;
    }
    if (!taken && row_ >= limit_) return {begin + row_, Why::limit};
    if (taken && cells_.failed() + 1 >= size) break;  // the next byte tells
    words_ = fewest_words;
    return {begin + row_, Why::slow};
  }
  return {begin + row_, Why::starved};
}

/// Writes each record of the stretch. False when it stops, at `row_`.
bool FastRows::take_rows() {
  inner_ = 0;
  std::uint32_t* ends = cells_.ends();
  const std::uint32_t* const behind = ends + cells_.count();
  const auto cells = static_cast<std::ptrdiff_t>(width_);
  const bool even = cells_.even(width_);
  const std::span<const std::uint32_t> records = even ? std::span<const std::uint32_t>() : cells_.record_ends();
  for (std::size_t record = 0; record < cells_.records(); ++record) {
    if (!even && (behind - ends <= cells || ends[cells] != records[record])) return false;
    const std::size_t end = ends[cells];
    if (!write_row(ends)) return false;
    ends += cells;
    row_ = end + 1;
    if (row_ >= limit_) return false;
  }
  return true;
}

RawCell FastRows::raw(const std::uint32_t* ends, std::size_t column) const {
  const char* begin = bytes_ + static_cast<std::uint32_t>(ends[column] + 1);
  const char* end = bytes_ + ends[column + 1];
  if (begin == end || *begin != '"') return {begin, end, false};
  return {begin + 1, end - 1, true};
}

bool FastRows::needs_care(const RawCell& cell) const {
  const auto begin = static_cast<std::size_t>(cell.begin - bytes_), end = static_cast<std::size_t>(cell.end - bytes_);
  return cells_.care(begin, end);
}

std::string_view FastRows::text(const RawCell& cell) {
  bool repaired = false;
  return needs_care(cell) ? cell_text(cell, scratch_, repaired) : view_of(without_blanks(cell));
}

/// True when the exact path might set this row aside; it looks at the same cells, only better.
bool FastRows::may_be_furniture(const std::uint32_t* ends) {
  if (begins_with_mark(bytes_ + row_, bytes_ + ends[columns_])) return true;
  if (key_column_ == 0 && !key_begins_with_digit_ && is_digit(bytes_[row_])) return false;
  std::size_t column = 0;
  std::string_view first = text(raw(ends, column));
  while (first.empty() && column + 1 < columns_) first = text(raw(ends, ++column));
  if (is_total_text(first) || is_footer_text(first)) return true;
  return same_name(column == key_column_ ? first : text(raw(ends, key_column_)), header_[key_column_]);
}

std::string_view FastRows::kept(const RawCell& cell) {
  if (!needs_care(cell)) return view_of(without_blanks(cell));
  bool repaired = false;
  const std::string_view text = cell_text(cell, scratch_, repaired);
  if (repaired) ++account_.cells_repaired;
  return records_.keep(text);
}

/// `odd`: see CellEnds.
void FastRows::write_cells(const std::uint32_t* ends, CellEnds::Range odd) {
  std::string_view* const cells = records_.begin_record();
  const auto begin_of = [&](const WantedCells::Cell& wanted) { return std::size_t{static_cast<std::uint32_t>(ends[wanted.column] + 1)}; };
  const auto text_of = [&](const WantedCells::Cell& wanted) {
    const std::size_t begin = begin_of(wanted);
    return std::string_view(bytes_ + begin, ends[wanted.column + 1] - begin);
  };
  if (odd.begin == odd.end) {
    for (const WantedCells::Cell& wanted : wanted_.cells) cells[wanted.slot] = text_of(wanted);
    return;
  }
  for (const WantedCells::Cell& wanted : wanted_.cells) {
    const bool is_odd = ends[wanted.column + 1] > odd.begin && begin_of(wanted) < odd.end;
    cells[wanted.slot] = is_odd ? kept(raw(ends, wanted.column)) : text_of(wanted);
  }
}

/// Writes the record at `row_`, which has as many cells as rows have; false when it is one for the exact path.
bool FastRows::write_row(std::uint32_t* ends) {
  const std::uint32_t end = ends[width_];
  const auto inner = cells_.inner_lines();
  const std::size_t first_inner = inner_;
  while (inner_ < inner.size() && inner[inner_] < end) ++inner_;
  const std::size_t inner_lines = inner_ - first_inner;
  if (end - row_ > max_record_bytes || inner_lines >= max_record_lines) return false;
  if (end - row_ >= zero_block_bytes && holds_zero_block(bytes_ + row_, bytes_ + end)) return false;
  // CRs of the line end; what stands before the last cell is not touched.
  const std::uint32_t last_cell = ends[width_ - 1] + 1;
  const std::uint32_t last_end = last_cell + static_cast<std::uint32_t>(without_line_end(bytes_ + last_cell, bytes_ + end, rules_) - (bytes_ + last_cell));
  ends[width_] = last_end;
  if (last_end > row_ && bytes_[last_end - 1] == '\\') return false;  // the line may go on
  if (last_end - ends[columns_] != width_ - columns_) return false;  // a cell beyond the header holds something
  if (may_be_furniture(ends)) return false;
  if (inner_lines > 0 && swallows_rows(bytes_ + row_, bytes_ + last_end, rules_, width_)) return false;
  CellEnds::Range odd = cells_.odd(row_, last_end);
  if (last_end != end && last_end > row_ && bytes_[last_end - 1] == ' ') odd = {std::min<std::size_t>(odd.begin, last_end - 1), last_end};
  if (odd.begin != odd.end && rules_.newline == '\n' && cells_.lone_return(odd.begin, odd.end)) return false;
  write_cells(ends, odd);
  ends[width_] = end;  // where the next record begins
  records_.end_record(window_.begin() + row_);
  ++account_.records;
  account_.lines += 1 + inner_lines;
  return true;
}

}  // namespace handoff
