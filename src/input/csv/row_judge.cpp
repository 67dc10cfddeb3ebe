// The order matters: a record over several lines with the wrong number of cells is a damaged quote before it is anything
// else, since taking it for a footer would swallow the rows it ran over.
#include "csv/row_judge.hpp"

#include <algorithm>

#include "csv/dialect/furniture.hpp"
#include "csv/zero_bytes.hpp"
#include "handoff/text/ascii.hpp"

namespace handoff {
namespace {

/// `9.50"Table, round"` for `9.50,"Table, round"`: quotes in two cells that are one pair, about a delimiter that is text. The row has as many cells as
/// it should, and they are other cells. Quotes that are none, as of inches, end their cell or stand alone in the row. Where `\"` is a quote, as MySQL
/// writes it, a quoted cell may end at the quote that begins the next one: `"12\"",", Inc"`.
bool tears_quotes(const std::vector<RawCell>& cells) {
  bool open = false;
  for (const RawCell& cell : cells) {
    if (cell.quoted) open = open || std::string_view(cell.begin, cell.end).find("\\\"") != std::string_view::npos;
    if (cell.quoted || std::count(cell.begin, cell.end, '"') % 2 == 0) continue;
    const char* end = cell.end;
    while (end != cell.begin && (end[-1] == ' ' || end[-1] == '\t')) --end;
    if (open && end[-1] == '"') return true;
    const char* quote = std::find(cell.begin, end, '"');
    open = open || (quote + 1 != end && quote[1] != ' ');
  }
  return false;
}

/// Where `text` has digits, one of them for each run.
std::string form_of(std::string_view text) {
  std::string form;
  for (const char c : text)
    if (!is_digit(c)) form += c;
    else if (!form.ends_with('0')) form += '0';
  return form;
}

bool like_an_id(std::string_view text) {
  return text.find_first_of(" \t\r\"") == std::string_view::npos && std::any_of(text.begin(), text.end(), is_digit);
}

/// A carriage return alone, where lines end with LF: text here, and a line end elsewhere.
bool holds_return(const std::vector<RawCell>& cells) {
  return std::any_of(cells.begin(), cells.end(), [](const RawCell& cell) { return !cell.quoted && std::find(cell.begin, cell.end, '\r') != cell.end; });
}

}  // namespace

ColumnCount column_count(const std::vector<std::string>& header) {
  std::size_t least = header.size();
  while (least > 1 && header[least - 1].empty()) --least;
  return {least, header.size()};
}

bool swallows_rows(const char* begin, const char* end, LineRules rules, std::size_t width) {
  if (width < 2) return false;
  std::string_view first;
  for (const char* line = begin;; ++line) {
    const char* const line_end = std::find(line, end, rules.newline);
    const std::string_view id(line, std::find(line, line_end, rules.delimiter));
    if (line == begin) first = id;
    if (!like_an_id(id) || (id.size() != first.size() && form_of(id) != form_of(first))) return false;
    if (static_cast<std::size_t>(std::count(line, line_end, rules.delimiter)) + 1 != width) return false;
    if (line_end == end) return true;
    line = line_end;
  }
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

RowJudge::RowJudge(const std::vector<std::string>& header, std::size_t width, LineRules rules)
    : header_(header), rules_(rules), count_(column_count(header)), width_(width) {}

std::string_view RowJudge::text(std::size_t column) {
  bool repaired = false;
  return cell_text(cells_[column], scratch_, repaired);
}

/// Would the row fit, had all rows as many cells as it has?
bool RowJudge::may_fit() {
  if (cells_.size() < count_.least) return false;
  for (std::size_t column = count_.header; column < cells_.size(); ++column) {
    if (!text(column).empty()) return false;
  }
  return true;
}

bool RowJudge::unwrap() {
  if (count_.header < 2 || is_footer_text(text(0)) || !unwrap_row(cells_, unwrapped_, inner_, rules_)) return false;
  if (may_fit()) return true;
  cells_.swap(inner_);
  return false;
}

bool RowJudge::repeats_header() {
  const std::size_t shared = std::min(cells_.size(), count_.header);
  for (std::size_t column = 0; column < shared; ++column) {
    if (!same_name(text(column), header_[column])) return false;
  }
  return true;
}

std::optional<RejectReason> RowJudge::furniture(bool may_fit) {
  if (may_fit && repeats_header()) return RejectReason::repeated_header;
  std::size_t first = cells_.size(), empty = 0;
  const std::size_t columns = std::min(cells_.size(), count_.header);
  for (std::size_t column = 0; column < cells_.size(); ++column) {
    const bool is_empty = text(column).empty();
    if (is_empty && column < columns) ++empty;
    if (!is_empty && first == cells_.size()) first = column;
  }
  if (first == cells_.size()) return std::nullopt;
  const bool alone = first == 0 && empty + 1 == columns && (may_fit || cells_.size() <= count_.header);
  if (alone && is_footer_text(text(0))) return RejectReason::footer;
  if (!may_fit && is_copyright_text(text(first))) return RejectReason::footer;
  if (is_total_text(text(first)) && (!may_fit || 2 * empty >= columns)) return RejectReason::totals_row;
  return std::nullopt;
}

RowJudge::Verdict RowJudge::judge(const char* begin, const char* end, Lines lines) {
  if (begins_with_mark(begin, end) && split_record(begin + byte_order_mark.size(), end, rules_, cells_) && may_fit() && repeats_header())
    return {Kind::set_aside, RejectReason::repeated_header};
  if (!split_record(begin, end, rules_, cells_)) return {Kind::damaged, RejectReason::bad_quote};
  if (cells_.size() == 1) {
    if (!cells_.front().quoted && text(0).empty())
      return is_zero_line(begin, end) ? Verdict{Kind::set_aside, RejectReason::zero_bytes} : Verdict{Kind::blank, {}};
    unwrap();
  }
  const bool may = may_fit(), fits = may && cells_.size() == width_;
  const std::size_t other_width = may && !fits ? cells_.size() : 0;
  if (tears_quotes(cells_)) return {Kind::damaged, RejectReason::bad_quote};
  if (lines.several && swallows_rows(begin, end, rules_, width_)) return {Kind::damaged, RejectReason::bad_quote};
  if (!fits && lines.several) return {Kind::damaged, RejectReason::bad_quote, other_width};
  if (lines.escaped || (rules_.newline == '\n' && holds_return(cells_))) return {Kind::set_aside, RejectReason::bad_line_end};
  if (const auto reason = furniture(may)) return {Kind::set_aside, *reason};
  if (fits) return {Kind::row, {}};
  return {Kind::set_aside, misfit(may), other_width};
}

RejectReason RowJudge::misfit(bool may_fit) const {
  const bool fewer = cells_.size() < (may_fit ? width_ : count_.least);
  return fewer ? RejectReason::too_few_cells : RejectReason::too_many_cells;
}

}  // namespace handoff
