#include "worksheet/worksheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "handoff/report/report.hpp"
#include "csv/records.hpp"
#include "csv_cells.hpp"
#include "render.hpp"
#include "worksheet/written_cells.hpp"

namespace handoff {

std::string_view review_column(Check check) {
  switch (check) {
    case Check::late: return "touched_in_time";
    case Check::no_disposition: return "has_disposition";
    case Check::off_icp: return "fits_icp";
    default: return "meets_definition";
  }
}

std::array<std::string_view, filled_columns> filled_names() {
  std::array<std::string_view, filled_columns> names{};
  for (std::size_t i = 0; i < reviewed_checks.size(); ++i) names[i] = review_column(reviewed_checks[i]);
  names[reviewed_checks.size()] = "reviewer";
  names[reviewed_checks.size() + 1] = "comment";
  return names;
}

int Worksheet::column(std::string_view name) const {
  for (std::size_t i = 0; i < header.size(); ++i)
    if (same_name(header[i], name)) return static_cast<int>(i);
  return -1;
}

std::string_view Worksheet::cell(const Row& row, int column) const {
  return column >= 0 && static_cast<std::size_t>(column) < row.cells.size() ? std::string_view(row.cells[static_cast<std::size_t>(column)]) : std::string_view();
}

namespace {

/// Counts the lines as the rows come, which they do in the order of the file.
class RowSink final : public RecordSink {
 public:
  RowSink(const ByteSource& source, char newline, Worksheet& sheet)
      : source_(source), newline_(newline), sheet_(sheet), id_(static_cast<std::size_t>(sheet.column("lead_id"))) {}
  void record(const Record& record) override {
    Worksheet::Row row{line_of(record.offset), {}};
    for (const std::string_view cell : record.cells)
      row.cells.push_back(row.cells.size() == id_ ? id_of_worksheet(cell) : csv_unguarded(cell));
    if (std::any_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return !cell.empty(); })) sheet_.rows.push_back(std::move(row));
  }
  std::uint64_t line_of(std::uint64_t offset) {
    std::string text(static_cast<std::size_t>(offset - counted_), '\0');
    text.resize(source_.read(counted_, text.data(), text.size()));
    line_ += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), newline_));
    counted_ = offset;
    return line_;
  }

 private:
  const ByteSource& source_;
  char newline_;
  Worksheet& sheet_;
  std::size_t id_;
  std::uint64_t counted_ = 0, line_ = 1;
};

void require_columns(const Worksheet& sheet) {
  std::vector<std::string_view> names = {"lead_id"};
  for (const Check check : reviewed_checks) names.push_back(review_column(check));
  for (const std::string_view name : names) {
    const auto columns = std::count_if(sheet.header.begin(), sheet.header.end(), [&](const std::string& one) { return same_name(one, name); });
    if (columns == 0)
      throw Error(sheet.file, fmt::format("does not have the column '{}': it is not a worksheet of an audit", name), "write one with --worksheet, fill it in, and give it back");
    if (columns > 1) throw Error(sheet.file, fmt::format("has the column '{}' {} times", name, columns), "leave one of them");
  }
}

}  // namespace

Worksheet read_worksheet(const std::string& path) {
  std::vector<std::string> names = {"lead_id", "key", "sample", std::string(written_column)};
  for (const std::string_view name : filled_names()) names.emplace_back(name);
  const KnownHeaders known = known_headers(names);   // the header may stand below a title that somebody wrote
  const std::unique_ptr<ByteSource> source = open_source(path, 0, [&](const ByteSource& head) { find_dialect(head, known); });
  const Dialect dialect = find_dialect(*source, known);
  Worksheet sheet;
  sheet.file = path;
  sheet.title_rows = dialect.title.size();
  for (const std::string& name : dialect.header) sheet.header.push_back(csv_unguarded(name));
  require_columns(sheet);
  Wanted wanted{std::vector<int>(dialect.header.size()), static_cast<int>(dialect.header.size())};
  for (std::size_t i = 0; i < dialect.header.size(); ++i) wanted.slot_of_column[i] = static_cast<int>(i);
  BlockReader reader(*source, dialect, wanted);
  RowSink sink(*source, dialect.newline, sheet);
  constexpr std::uint64_t block = std::uint64_t{1} << 20;
  for (std::uint64_t at = dialect.data_offset; at < source->size();) {
    const BlockAccount& account = reader.normalize(at, at + block);
    if (!account.rejects.empty())
      throw Error(fmt::format("{}:{}", path, sink.line_of(account.rejects.front().offset)), fmt::format("this row {}", reject_sentence(account.rejects.front().reason)),
                  "save the worksheet as CSV again, with all its columns, and nothing above or below its rows");
    reader.deliver(sink);
    at = account.end;
  }
  return sheet;
}

std::string worksheet_key(std::uint64_t rank) { return fmt::format("k{:016x}", rank); }

std::optional<std::uint64_t> parse_worksheet_key(std::string_view text) {
  std::uint64_t rank = 0;
  if (text.size() != 17 || ascii_lower(text.front()) != 'k') return {};
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), rank, 16);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(rank) : std::nullopt;
}

namespace {

bool is_number_with_exponent(std::string_view text) {
  std::size_t at = 0, digits = 0;
  const auto skip = [&] {
    for (digits = 0; at < text.size() && (is_digit(text[at]) || text[at] == '.' || text[at] == ','); ++at) digits += is_digit(text[at]);
    return digits > 0;
  };
  if (!skip() || at >= text.size() || ascii_lower(text[at]) != 'e') return false;
  ++at;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  return skip() && at == text.size();
}

/// Digits and the name of a month, or of half a day.
bool is_calendar_word(std::string_view letters) {
  constexpr std::array<std::string_view, 44> words = {
      "jan",   "feb",   "mar",    "apr",     "may",       "jun",     "jul",      "aug",      "sep",    "oct",     "nov", "dec",    "january", "february",  "march",   "april",
      "june",  "july",  "august", "september", "sept",    "october", "november", "december", "januar", "februar", "mär", "märz",   "mai",     "juni",      "juli",    "okt",
      "oktober", "dez", "dezember", "janv",    "févr",    "avr",     "juin",     "juil",     "déc",    "ene",     "am",  "pm"};
  return std::find(words.begin(), words.end(), letters) != words.end();
}

}  // namespace

bool spreadsheet_changes(std::string_view text) {
  constexpr std::size_t most_digits = 10;  // beyond these a spreadsheet may show, and then save, 1.05E+11
  std::string letters;
  std::size_t digits = 0;
  for (const char c : text) {
    if (is_digit(c)) ++digits;
    else if (is_letter(c)) letters += ascii_lower(c);
  }
  if (letters.empty()) return digits > 0 && (digits != text.size() || digits > most_digits || (text.front() == '0' && digits > 1));
  if (digits == 0) return letters == "true" || letters == "false" || letters == "wahr" || letters == "falsch" || letters == "vrai" || letters == "faux";
  return is_number_with_exponent(text) || is_calendar_word(letters);
}

std::string worksheet_id(std::string_view id) {
  if (!spreadsheet_changes(id)) return csv_text(id);
  const std::string cell = csv_text(id);
  const bool guarded = cell.starts_with('\'') || cell.starts_with("\"'");
  return guarded ? cell : csv_text("'" + std::string(id));
}

std::string id_of_worksheet(std::string_view cell) {
  const bool guarded = cell.starts_with('\'') && !cell.substr(1).starts_with('\'') && spreadsheet_changes(cell.substr(1));
  return csv_unguarded(guarded ? cell.substr(1) : cell);
}

std::optional<Finding> read_answer(std::string_view cell) {
  constexpr std::array<std::string_view, 10> yes = {"yes", "y", "true", "1", "ja", "j", "wahr", "oui", "vrai", "si"};
  constexpr std::array<std::string_view, 8> no = {"no", "n", "false", "0", "nein", "falsch", "non", "faux"};
  constexpr std::array<std::string_view, 18> open = {"", "?", "-", "n/a", "na", "unknown", "unclear", "cannot tell", "can't tell", "cannot say", "can't say", "don't know",
                                                     "do not know", "not sure", "unbekannt", "unklar", "wei\u00DF nicht", "weiss nicht"};
  const std::string text = ascii_lower_text(cell);
  const auto is_one_of = [&](const auto& words) { return std::find(words.begin(), words.end(), text) != words.end(); };
  if (is_one_of(yes)) return Finding::pass;
  if (is_one_of(no)) return Finding::fail;
  if (is_one_of(open)) return Finding::unknown;
  return {};
}

}  // namespace handoff
