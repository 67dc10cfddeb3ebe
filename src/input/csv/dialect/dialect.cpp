// An export's dialect is found from its beginning: byte order mark, line ends, blank lines, a `sep=` line, then the delimiter under
// which the header has several columns and the rows below it agree with it best.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <optional>

#include "bytes/east_asian.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "csv/dialect/header_row.hpp"
#include "scan/preview.hpp"
#include "csv/records.hpp"

namespace handoff {
namespace {

constexpr std::size_t sample_bytes = 64 << 10;
constexpr std::uint64_t header_reach = 1 << 20;  ///< how far blank lines and the sep line may push the header down
constexpr std::string_view again = "export again as CSV with a header row, the records selected";

std::string read_text(const ByteSource& source, std::uint64_t offset, std::size_t size) {
  std::string text(size, '\0');
  text.resize(source.read(offset, text.data(), text.size()));
  return text;
}

/// CR when the beginning knows no LF outside quotes; cells of a Macintosh file may hold LFs.
char find_newline(const ByteSource& source, std::uint64_t start) {
  bool inside = false, seen_cr = false;
  // The header alone may be as long as its limit.
  for (std::uint64_t offset = start; offset < std::min(source.size(), start + 2 * header_reach); offset += sample_bytes) {
    for (const char c : read_text(source, offset, sample_bytes)) {
      if (c == '"') inside = !inside;
      if (inside) continue;
      if (c == '\n') return '\n';
      seen_cr = seen_cr || c == '\r';
    }
  }
  return seen_cr ? '\r' : '\n';
}

bool is_blank(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0'; });
}

/// The delimiter that a `sep=;` line names (Excel writes one, and reads it).
std::optional<char> sep_line(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  if (line.size() == 7 && line.front() == '"' && line.back() == '"') line = line.substr(1, 5);
  if (line.size() != 5 || (line.substr(0, 4) != "sep=" && line.substr(0, 4) != "SEP=" && line.substr(0, 4) != "Sep=")) return std::nullopt;
  const char c = line[4];
  const bool usable = c == '\t' || (c > ' ' && c < 0x7F && c != '"' && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z'));
  return usable ? std::optional<char>(c) : std::nullopt;
}

struct Top {
  std::uint64_t header = 0;  ///< where the header row begins
  std::optional<char> delimiter;
};

/// Steps over blank lines and the sep line.
Top find_top(const ByteSource& source, std::uint64_t start, char newline) {
  Top top{start, std::nullopt};
  const std::string text = read_text(source, start, header_reach);
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find(newline);
    const std::size_t next = end == std::string_view::npos ? rest.size() : end + 1;
    const std::string_view line = rest.substr(0, next);
    const auto sep = top.delimiter ? std::nullopt : sep_line(line);
    if (!sep && !is_blank(line)) return top;
    if (sep) top.delimiter = sep;
    rest.remove_prefix(next);
    top.header += next;
  }
  throw Error(source.name(), "has no header row", std::string(again));
}

/// More columns count, but rows that agree with the header count more: text has many commas, and no two lines alike.
double score(const HeaderRow& row) {
  if (row.names.size() < 2) return row.state == HeaderRow::State::good ? 0 : 0.5;  // what is wrong is told, not passed over as one column
  const auto unnamed = static_cast<double>(std::count(row.names.begin(), row.names.end() - 1, std::string()));
  return 1 + 4 * row.agreement + std::log2(static_cast<double>(row.names.size())) - 2 * unnamed / static_cast<double>(row.names.size());
}

HeaderRow choose(const ByteSource& source, const Top& top, char newline) {
  if (top.delimiter) return read_header_row(source, top.header, {*top.delimiter, newline});
  HeaderRow best;
  bool first = true;
  for (const char delimiter : {',', ';', '\t', '|'}) {
    HeaderRow row = read_header_row(source, top.header, {delimiter, newline});
    if (first || score(row) > score(best)) best = std::move(row);
    first = false;
  }
  return best;
}

std::uint64_t count_lines(const ByteSource& source, std::uint64_t end, char newline) {
  std::uint64_t lines = 0;
  for (std::uint64_t offset = 0; offset < end; offset += sample_bytes) {
    const std::string text = read_text(source, offset, static_cast<std::size_t>(std::min<std::uint64_t>(sample_bytes, end - offset)));
    lines += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), newline));
  }
  return lines;
}

bool has_rows(const ByteSource& source, std::uint64_t offset) {
  for (; offset < source.size(); offset += sample_bytes) {
    if (!is_blank(read_text(source, offset, sample_bytes))) return true;
  }
  return false;
}

std::size_t words(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) count += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
  return count;
}

/// One column may be a list of ids; sentences are no export.
bool is_prose(const ByteSource& source, const HeaderRow& row) {
  if (row.names.size() != 1) return false;
  std::string text = read_text(source, row.next, 4096);
  std::replace(text.begin(), text.end(), '\r', '\n');
  std::size_t longest = words(row.names.front());
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1)) {
    longest = std::max(longest, words(rest.substr(0, rest.find('\n'))));
  }
  return longest > 12;
}

void refuse_bad_header(const ByteSource& source, const HeaderRow& row, std::uint64_t line, bool known) {
  const std::string where = source.name() + ":" + std::to_string(line);
  switch (row.state) {
    case HeaderRow::State::good: break;
    case HeaderRow::State::damaged:
      throw Error(where, "the header row has a damaged quote", "put quotes only around whole column names, doubled inside them, or export again");
    case HeaderRow::State::too_long: throw Error(where, "the header row is longer than 1 MiB or 2,000 lines", std::string(again));
    case HeaderRow::State::too_wide: throw Error(where, "the header row has more than 4,096 columns", "export only the columns the contract names");
  }
  if (const std::string why = not_a_header(row.names, known); !why.empty()) throw Error(where, why, std::string(again));
  if (is_prose(source, row)) {
    throw Error(source.name(), "looks like text, not like a table: no commas, semicolons, tabs or | part it into columns", std::string(again));
  }
}

/// As iconv calls it.
std::string_view iconv_name(std::string_view encoding) { return encoding == "Shift-JIS" ? "CP932" : encoding.starts_with("GB") ? "GB18030" : encoding; }

/// East Asian text reads as Windows-1252 too, and as nonsense.
void refuse_east_asian(const ByteSource& source) {
  const std::string_view encoding = east_asian_encoding(read_text(source, 0, sample_bytes));
  if (encoding.empty()) return;
  throw Error(source.name(), fmt::format("is encoded as {}, not as UTF-8", encoding),
              fmt::format("export it as UTF-8, or turn it into UTF-8 first (iconv -f {} -t UTF-8 FILE | handoff COMMAND -)", iconv_name(encoding)));
}

/// A row below the first that is likelier the header, its rows above then being a title; nothing where the first names two known columns or none names more.
std::optional<std::pair<HeaderRow, std::uint64_t>> find_below_title(const ByteSource& source, const Top& top, char newline, char delimiter, const KnownHeaders& known) {
  std::vector<char> delimiters = {delimiter, ',', ';', '\t', '|'};
  if (top.delimiter) delimiters.resize(1);
  std::optional<NamingRow> best;
  LineRules rules{delimiter, newline};
  for (const char one : delimiters) {
    const NamingRow found = find_naming_row(source, top.header, {one, newline}, known);
    if (best && found.names <= best->names) continue;
    best = found;
    rules.delimiter = one;
  }
  if (best->names < 2 || best->start == top.header) return std::nullopt;
  return std::pair(read_header_row(source, best->start, rules), best->start);
}

/// Whole files are not read for a note: the header and the first 64 KiB tell.
std::string find_encoding(const ByteSource& source, bool has_mark, std::uint64_t data_offset) {
  if (!source.transcoded_from().empty()) return std::string(source.transcoded_from());
  std::string text = read_text(source, 0, static_cast<std::size_t>(std::max<std::uint64_t>(sample_bytes, data_offset)));
  // The cut may go through a character: up to three of its bytes are left out.
  for (int cut = 0; cut < 3 && text.size() < source.size() && !text.empty() && !valid_utf8(text); ++cut) text.pop_back();
  if (!valid_utf8(text)) return "Windows-1252";
  return has_mark ? "UTF-8 with byte order mark" : "UTF-8";
}

Dialect read_dialect(const ByteSource& source, bool header_alone, const KnownHeaders& known) {
  const bool has_mark = read_text(source, 0, 3) == "\xEF\xBB\xBF";
  if (!has_mark) refuse_east_asian(source);
  const std::uint64_t start = has_mark ? 3 : 0;
  Dialect dialect;
  dialect.newline = find_newline(source, start);
  Top top = find_top(source, start, dialect.newline);
  HeaderRow row = choose(source, top, dialect.newline);
  if (!known.empty() && names_known(row.names, known) < 2) {
    if (auto below = find_below_title(source, top, dialect.newline, row.delimiter, known)) {
      row = std::move(below->first);
      dialect.title = title_rows(source, top.header, below->second, {row.delimiter, dialect.newline});
      for (Reject& title : dialect.title) title.line = count_lines(source, title.offset, dialect.newline) + 1;
      top.header = below->second;
    }
  }
  const std::size_t names = known.empty() ? 2 : names_known(row.names, known);
  refuse_bad_header(source, row, count_lines(source, top.header, dialect.newline) + 1, names >= 2);
  dialect.nameless = names == 0 && !row.told_by_rows && has_rows(source, row.next);  // a header alone is taken for one
  if (!header_alone && !has_rows(source, row.next)) {
    throw Error(source.name(), "has a header and no rows", "export again with the records selected");
  }
  dialect.delimiter = row.delimiter;
  dialect.header = std::move(row.names);
  dialect.dateless = std::move(row.dateless);
  dialect.grouped = row.grouped;
  dialect.width = row.width;
  dialect.data_offset = row.next;
  dialect.header_lines = count_lines(source, row.next, dialect.newline);
  dialect.encoding = find_encoding(source, has_mark, row.next);
  return dialect;
}

}  // namespace

KnownHeaders known_headers(std::span<const std::string> names) {
  KnownHeaders known;
  for (const std::string& name : names) known.insert(folded_header(name));
  known.erase("");
  return known;
}

Dialect find_dialect(const ByteSource& source, const KnownHeaders& known) { return read_dialect(source, false, known); }
Dialect find_header(const ByteSource& source, const KnownHeaders& known) { return read_dialect(source, true, known); }

}  // namespace handoff
