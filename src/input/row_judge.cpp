// The order matters: a record over several lines with the wrong number of cells is a damaged quote before it is anything
// else, since taking it for a footer would swallow the rows it ran over.
#include "row_judge.hpp"

#include <algorithm>

#include "furniture.hpp"

namespace handoff {

ColumnCount column_count(const std::vector<std::string>& header) {
  std::size_t least = header.size();
  while (least > 1 && header[least - 1].empty()) --least;
  return {least, header.size()};
}

bool unwrap_row(std::vector<RawCell>& cells, std::string& text, std::vector<RawCell>& inner, LineRules rules) {
  if (cells.size() != 1 || !cells.front().quoted) return false;
  text.clear();
  for (const char* at = cells.front().begin; at != cells.front().end; ++at) {
    text += *at;
    if (*at == '"') ++at;  // always one of two
  }
  const char* begin = text.data();
  const char* end = without_line_end(begin, begin + text.size(), rules);
  if (!split_record(begin, end, rules, inner) || inner.size() < 2) return false;
  cells.swap(inner);
  return true;
}

RowJudge::RowJudge(const std::vector<std::string>& header, LineRules rules) : header_(header), rules_(rules), count_(column_count(header)) {}

std::string_view RowJudge::text(std::size_t column) {
  bool repaired = false;
  return cell_text(cells_[column], scratch_, repaired);
}

bool RowJudge::fits() {
  if (cells_.size() < count_.least) return false;
  for (std::size_t column = count_.header; column < cells_.size(); ++column) {
    if (!text(column).empty()) return false;
  }
  return true;
}

bool RowJudge::unwrap() {
  if (count_.header < 2 || is_footer_text(text(0)) || !unwrap_row(cells_, unwrapped_, inner_, rules_)) return false;
  if (fits()) return true;
  cells_.swap(inner_);
  return false;
}

bool RowJudge::repeats_header() {
  const std::size_t shared = std::min(cells_.size(), count_.header);
  for (std::size_t column = 0; column < shared; ++column) {
    if (text(column) != header_[column]) return false;
  }
  return true;
}

std::optional<RejectReason> RowJudge::furniture(bool fits) {
  if (fits && repeats_header()) return RejectReason::repeated_header;
  std::size_t first = cells_.size(), empty = 0;
  const std::size_t columns = std::min(cells_.size(), count_.header);
  for (std::size_t column = 0; column < cells_.size(); ++column) {
    const bool is_empty = text(column).empty();
    if (is_empty && column < columns) ++empty;
    if (!is_empty && first == cells_.size()) first = column;
  }
  if (first == cells_.size()) return std::nullopt;
  const bool alone = first == 0 && empty + 1 == columns && (fits || cells_.size() <= count_.header);
  if (alone && is_footer_text(text(0))) return RejectReason::footer;
  if (!fits && is_copyright_text(text(first))) return RejectReason::footer;
  if (is_total_text(text(first)) && (!fits || 2 * empty >= columns)) return RejectReason::totals_row;
  return std::nullopt;
}

RowJudge::Verdict RowJudge::judge(const char* begin, const char* end, bool spans_lines) {
  if (!split_record(begin, end, rules_, cells_)) return {Kind::damaged, RejectReason::bad_quote};
  if (cells_.size() == 1) {
    if (!cells_.front().quoted && text(0).empty()) return {Kind::blank, {}};
    unwrap();
  }
  const bool fitting = fits();
  if (!fitting && spans_lines) return {Kind::damaged, RejectReason::bad_quote};
  if (const auto reason = furniture(fitting)) return {Kind::set_aside, *reason};
  if (fitting) return {Kind::row, {}};
  return {Kind::set_aside, cells_.size() < count_.least ? RejectReason::too_few_cells : RejectReason::too_many_cells};
}

}  // namespace handoff
