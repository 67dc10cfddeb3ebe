// Tries a delimiter on a file's first records, with the same exact machine that reads them later.
#include "csv/dialect/header_row.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "handoff/text/ascii.hpp"
#include "handoff/text/contact.hpp"
#include "handoff/time/time.hpp"
#include "csv/row_judge.hpp"
#include "csv/dialect/row_width.hpp"

namespace handoff {
namespace {

constexpr int rows_looked_at = 50, title_rows_looked_at = 60;
constexpr std::uint64_t title_reach = 64 << 10;
/// How far behind the header the rows below it are looked for: blank lines may follow without end.
constexpr std::uint64_t rows_reach = 4 << 20;

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find(' ') == std::string_view::npos && text.find('.', at) != std::string_view::npos;
}

/// Numbers, dates and times: digits and what stands between them.
bool is_number_or_date(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || std::string_view("+-.,:/ TZ").find(c) != std::string_view::npos; });
}

/// What rows hold and no column is called, not even beside other names: a date, a phone number, a number that is no year.
bool is_value(const std::string& name) {
  DateText date;
  if (read_date(name, date)) return true;
  const std::vector<ContactSpan> contacts = contacts_in(name);
  if (std::any_of(contacts.begin(), contacts.end(), [](const ContactSpan& one) { return one.phone; })) return true;
  const bool year = name.size() == 4 && (name.starts_with("19") || name.starts_with("20"));
  return !name.empty() && !year && std::all_of(name.begin(), name.end(), is_digit);
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

bool is_blank_cell(const RawCell& cell) {
  return std::all_of(cell.begin, cell.end, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
}

/// What the first rows show of each column: how many of its cells are filled, and how many of those read as dates, or
/// are dates, numbers or addresses.
class ColumnKinds {
 public:
  explicit ColumnKinds(std::size_t columns) : seen_(columns) {}
  void add(const std::vector<RawCell>& cells) {
    for (std::size_t i = 0; i < std::min(cells.size(), seen_.size()); ++i) {
      bool repaired = false;
      const std::string_view text = cell_text(cells[i], scratch_, repaired);
      DateText date;
      seen_[i].filled += !text.empty();
      const bool dated = !text.empty() && read_date(text, date);
      seen_[i].dates += dated;
      seen_[i].numbers += !dated && is_number_or_date(text);
      seen_[i].values += dated || is_number_or_date(text) || is_email(text);
    }
  }
  std::vector<bool> dateless() const {
    std::vector<bool> out;
    for (const Seen& seen : seen_) out.push_back(seen.filled > 0 && 2 * seen.dates < seen.filled);
    return out;
  }
  /// Is the first column one of names, and is every other one, two at least, of numbers? So stand the groups of a pivot table and their counts.
  bool tell_groups() const {
    const auto numbers = [](const Seen& seen) { return seen.filled > 0 && 2 * seen.numbers > seen.filled; };
    return seen_.size() > 2 && 2 * seen_.front().values < seen_.front().filled && std::all_of(seen_.begin() + 1, seen_.end(), numbers);
  }
  /// Is a column of values called by what is none? A row of values is not.
  bool tell_names(const std::vector<std::string>& names) const {
    for (std::size_t i = 0; i < std::min(names.size(), seen_.size()); ++i)
      if (!names[i].empty() && !is_value(names[i]) && !is_number_or_date(names[i]) && 2 * seen_[i].values > seen_[i].filled)
        return true;
    return false;
  }

 private:
  struct Seen { int filled = 0, dates = 0, values = 0, numbers = 0; };
  std::vector<Seen> seen_;
  std::string scratch_;
};

/// Is a column called as spreadsheets call those of a pivot table: `Row Labels`, `Count of Record ID`, `Summe von Betrag`?
bool names_groups(const std::vector<std::string>& names) {
  constexpr std::string_view labels[] = {"row labels", "column labels", "zeilenbeschriftungen", "spaltenbeschriftungen", "étiquettes de lignes", "etiquetas de fila"};
  constexpr std::string_view sums[] = {"count of ", "sum of ", "average of ", "max of ", "min of ", "anzahl von ", "summe von ", "mittelwert von ", "nombre de ", "somme de ", "cuenta de ", "suma de "};
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const std::string low = ascii_lower_text(name);
    return std::find(std::begin(labels), std::end(labels), low) != std::end(labels) ||
           std::any_of(std::begin(sums), std::end(sums), [&](std::string_view sum) { return low.starts_with(sum); });
  });
}

/// Reads the first rows: how many cells most have, and how many agree with the header.
void look_at_rows(Trial& trial, std::uint64_t start, HeaderRow& header) {
  const ColumnCount columns = column_count(header.names);
  std::map<std::size_t, int> widths;
  ColumnKinds kinds(columns.header);
  int rows = 0, agreeing = 0;
  const std::uint64_t size = trial.window.source_size();
  for (std::uint64_t at = start; at < std::min(size, start + rows_reach) && rows < rows_looked_at;) {
    const RecordExtent extent = trial.read(at);
    at = after(extent.shape == Shape::whole ? extent.end : extent.first_line_end, size);
    const std::size_t cells = trial.cells.size();
    if (cells == 1 && !trial.cells.front().quoted && is_blank_cell(trial.cells.front())) continue;
    ++rows;
    const auto beyond = trial.cells.begin() + static_cast<std::ptrdiff_t>(std::min(cells, columns.header));
    const bool may_fit = cells >= columns.least && std::all_of(beyond, trial.cells.end(), is_blank_cell);
    widths[cells] += may_fit;
    kinds.add(trial.cells);
    agreeing += may_fit && cells <= columns.header;
  }
  header.dateless = kinds.dateless();
  header.grouped = kinds.tell_groups() || names_groups(header.names);
  header.told_by_rows = kinds.tell_names(header.names);
  header.width = columns.header;
  for (const auto& [cells, count] : widths)
    if (2 * count > rows) header.width = cells;
  if (header.width > columns.header) agreeing += widths[header.width];
  header.agreement = rows == 0 ? 1.0 : static_cast<double>(agreeing) / rows;
}

std::vector<std::string> cell_texts(const std::vector<RawCell>& cells) {
  std::vector<std::string> texts;
  std::string scratch;
  bool repaired = false;
  for (const RawCell& cell : cells) texts.emplace_back(cell_text(cell, scratch, repaired));
  return texts;
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
  header.names = cell_texts(trial.cells);
  look_at_rows(trial, header.next, header);
  return header;
}

std::size_t names_known(const std::vector<std::string>& names, const KnownHeaders& known) {
  std::set<std::string> found;
  for (const std::string& name : names) {
    std::string folded = folded_header(name);
    if (known.contains(folded)) found.insert(std::move(folded));
  }
  return found.size();
}

NamingRow find_naming_row(const ByteSource& source, std::uint64_t start, LineRules rules, const KnownHeaders& known) {
  NamingRow best{start, 0};
  Trial trial(source, rules);
  trial.window.restart(start);
  std::uint64_t at = start;
  for (int row = 0; row < title_rows_looked_at && at < source.size() && at < start + title_reach; ++row) {
    const RecordExtent extent = trial.read(at);
    if (const std::size_t names = names_known(cell_texts(trial.cells), known); names > best.names) best = {at, names};
    at = after(extent.shape == Shape::whole ? extent.end : extent.first_line_end, source.size());
  }
  return best;
}

std::vector<Reject> title_rows(const ByteSource& source, std::uint64_t start, std::uint64_t end, LineRules rules) {
  std::vector<Reject> rows;
  Trial trial(source, rules);
  trial.window.restart(start);
  for (std::uint64_t at = start; at < end;) {
    const RecordExtent extent = trial.read(at);
    const std::uint64_t row_end = extent.shape == Shape::whole ? extent.end : extent.first_line_end;
    const bool blank = trial.cells.size() == 1 && !trial.cells.front().quoted && is_blank_cell(trial.cells.front());
    const char* begin = trial.window.at(at);
    const auto length = static_cast<std::uint64_t>(without_line_end(begin, begin + std::min(row_end - at, title_reach), rules) - begin);
    if (!blank) rows.push_back({at, static_cast<std::uint32_t>(length), 0, RejectReason::title_row});
    at = after(row_end, source.size());
  }
  return rows;
}

std::string not_a_header(const std::vector<std::string>& names, bool known) {
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
  if (!known && std::any_of(names.begin(), names.end(), is_value))
    return "begins with a row that holds a number, a date or a phone number beside names that no known column has, so it has no header row";
  return {};
}

}  // namespace handoff
