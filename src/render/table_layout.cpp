// Lays out a table: texts are made safe first, then measured, then cut where the terminal is too narrow, then padded and painted.
#include <algorithm>
#include <cmath>

#include "table_text.hpp"
#include "table.hpp"
#include "width.hpp"

namespace handoff {
namespace {

constexpr int gap = 2;
constexpr int bar_columns = 12;
constexpr int text_columns = 40;  // no text is cut to less

struct Piece { std::string text; int width = 0; Paint paint = Paint::none; bool may_be_cut = false; };
struct Column { int width = 0; Align align = Align::left; };
struct Layout {
  std::vector<Column> columns;
  std::vector<Piece> headings;
  std::vector<std::vector<Piece>> rows;
};

Paint paint_of(const Cell& cell) {
  if (is_faint(cell.value) && cell.tone == Tone::plain) return Paint::dim;
  switch (cell.tone) {
    case Tone::good: return Paint::green;
    case Tone::bad: return Paint::red;
    case Tone::faint: return Paint::dim;
    case Tone::plain: break;
  }
  return Paint::none;
}

Piece piece(std::string text, Paint paint) {
  Piece out{std::move(text), 0, paint, false};
  out.width = display_width(out.text);
  return out;
}

Piece piece_of(const Cell& cell, bool bounds) {
  const auto* bar = cell.value.typed() ? std::get_if<Bar>(cell.value.typed()) : nullptr;
  Piece out = piece(bar ? bar_text(bar->share) : terminal_text(table_text(cell.value, bounds)), paint_of(cell));
  out.may_be_cut = std::holds_alternative<std::string>(cell.value.value());
  return out;
}

Layout measure(const Table& table) {
  Layout out;
  for (const Heading& heading : table.columns) {
    out.headings.push_back(piece(terminal_text(heading.text), Paint::bold));
    out.columns.push_back({out.headings.back().width, side_of(heading.holds)});
  }
  const std::vector<bool> alone = bounds_alone(table);
  for (const auto& row : table.rows) {
    auto& pieces = out.rows.emplace_back();
    for (const Cell& cell : row) pieces.push_back(piece_of(cell, pieces.size() < alone.size() && alone[pieces.size()]));
    if (pieces.size() > out.columns.size()) {
      out.columns.resize(pieces.size());
      out.headings.resize(pieces.size());
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) out.columns[i].width = std::max(out.columns[i].width, pieces[i].width);
  }
  return out;
}

int total_width(const Layout& layout) {
  int width = 0;
  for (const Column& column : layout.columns) width += column.width + (width ? gap : 0);
  return width;
}

// The least a column can be: its heading, its numbers, and 40 columns of its text.
int least_width(const Layout& layout, std::size_t column) {
  if (layout.columns[column].align == Align::right) return layout.columns[column].width;
  int width = layout.headings[column].width;
  for (const auto& row : layout.rows) {
    if (column < row.size()) width = std::max(width, row[column].may_be_cut ? std::min(row[column].width, text_columns) : row[column].width);
  }
  return width;
}

// Takes what is too much from the widest columns first.
void narrow(Layout& layout, int columns) {
  std::vector<int> least;
  for (std::size_t i = 0; i < layout.columns.size(); ++i) least.push_back(least_width(layout, i));
  for (int excess = total_width(layout) - columns; excess > 0;) {
    std::size_t widest = layout.columns.size();
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
      const bool shrinks = layout.columns[i].width > least[i];
      if (shrinks && (widest == layout.columns.size() || layout.columns[i].width > layout.columns[widest].width)) widest = i;
    }
    if (widest == layout.columns.size()) return;
    // Down to the next widest that can give something too, so that two long columns end up alike.
    int next = least[widest];
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
      if (i != widest && layout.columns[i].width > least[i]) next = std::max(next, layout.columns[i].width);
    }
    const int step = std::clamp(layout.columns[widest].width - next, 1, excess);
    layout.columns[widest].width -= step;
    excess -= step;
  }
}

std::string line_of(const std::vector<Piece>& pieces, const Layout& layout, bool color) {
  std::string out;
  std::size_t pad = 0;  // not written before there is something to its right: no line ends in blanks
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Column& column = layout.columns[i];
    Piece shown = pieces[i];
    if (shown.width > column.width) shown = piece(cut_to_width(shown.text, column.width), shown.paint);
    const auto blank = static_cast<std::size_t>(std::max(0, column.width - shown.width));
    if (i) pad += gap;
    if (column.align == Align::right) pad += blank;
    if (!shown.text.empty()) {
      out.append(pad, ' ');
      out += painted(shown.text, shown.paint, color);
      pad = 0;
    }
    if (column.align == Align::left) pad += blank;
  }
  return out + '\n';
}

std::string rule_of(const Layout& layout) {
  std::string out;
  for (const Column& column : layout.columns) {
    if (!out.empty()) out.append(gap, ' ');
    for (int i = 0; i < column.width; ++i) out += "─";
  }
  return out;
}

}  // namespace

std::string painted(std::string_view text, Paint paint, bool color) {
  if (!color || paint == Paint::none || text.empty()) return std::string(text);
  const char* code = paint == Paint::bold ? "1" : paint == Paint::dim ? "2" : paint == Paint::red ? "31" : "32";
  return std::string("\x1b[") + code + "m" + std::string(text) + "\x1b[0m";
}

std::string bar_text(double share) {
  if (std::isnan(share) || share <= 0) return "";
  constexpr int eighths = bar_columns * 8;
  const int filled = share >= 1 ? eighths : std::clamp(static_cast<int>(std::lround(share * eighths)), 1, eighths - 1);
  std::string out;
  for (int i = 0; i < filled / 8; ++i) out += "█";
  constexpr const char* part[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  return out + part[filled % 8];
}

std::string layout_table(const Table& table, const Look& look) {
  Layout layout = measure(table);
  narrow(layout, look.width);
  std::string out;
  if (!table.title.empty()) out += painted(terminal_text(table.title), Paint::bold, look.color) + '\n';
  if (!layout.columns.empty()) {
    out += line_of(layout.headings, layout, look.color);
    out += painted(rule_of(layout), Paint::dim, look.color) + '\n';
  }
  for (const auto& row : layout.rows) out += line_of(row, layout, look.color);
  if (layout.rows.empty()) out += painted("(none)", Paint::dim, look.color) + '\n';
  for (const std::string& footnote : table.footnotes) {
    for (const std::string& line : wrap_text(terminal_text(footnote), look.width)) out += painted(line, Paint::dim, look.color) + '\n';
  }
  return out;
}

}  // namespace handoff
