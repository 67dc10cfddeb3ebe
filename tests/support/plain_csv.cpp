// Written from docs/input.md, not from the reader that it checks. It takes one record at a time as a list of cells with their raw bytes, and judges the
// list; nothing is looked at twice that it could have kept, and nothing is fast.
#include "plain_csv.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace plain {
namespace {

constexpr std::size_t most_bytes = 1048576, most_lines = 2000, shown_bytes = 65536;

struct Cell {
  std::string raw;  ///< without its quotes, doubled quotes made single
  bool quoted = false;
};

struct Raw {
  enum class End { whole, damaged, too_long } end = End::whole;
  std::vector<Cell> cells;
  std::size_t next = 0;   ///< after its line end
  std::size_t lines = 0;  ///< line ends inside quotes
};

/// The record that begins at `start`, character by character.
Raw one_record(std::string_view bytes, std::size_t start, const Rules& rules) {
  enum { begin, plain_text, in_quotes, after_quote, after_blank, after_return } state = begin;
  const auto is_blank = [&](char c) { return c == ' ' || (c == '\t' && rules.delimiter != '\t'); };
  Raw raw;
  raw.cells.emplace_back();
  for (std::size_t i = start;; ++i) {
    raw.next = i;
    if (i - start > most_bytes) { raw.end = Raw::End::too_long; break; }
    if (i == bytes.size()) { if (state == in_quotes) raw.end = Raw::End::damaged; break; }
    const char c = bytes[i];
    if (state == in_quotes) {
      if (c == rules.newline && ++raw.lines == most_lines) { raw.end = Raw::End::too_long; break; }
      if (c == '"') state = after_quote;
      else raw.cells.back().raw += c;
    } else if (c == rules.newline) {
      raw.next = i + 1;
      break;
    } else if (state == after_return) {
      if (c != '\r') { raw.end = Raw::End::damaged; break; }
    } else if (c == rules.delimiter) {
      raw.cells.emplace_back();
      state = begin;
    } else if (state == after_quote || state == after_blank) {
      if (c == '"' && state == after_quote) { raw.cells.back().raw += '"'; state = in_quotes; }
      else if (is_blank(c)) state = after_blank;
      else if (c == '\r') state = after_return;
      else { raw.end = Raw::End::damaged; break; }
    } else if (state == begin && c == '"') {
      raw.cells.back() = {"", true};  // blanks before it are left out
      state = in_quotes;
    } else {
      raw.cells.back().raw += c;
      if (!is_blank(c)) state = plain_text;
    }
  }
  Cell& last = raw.cells.back();
  while (rules.newline == '\n' && !last.quoted && !last.raw.empty() && last.raw.back() == '\r') last.raw.pop_back();
  return raw;
}

/// Code points from the bytes, or nothing where they are no UTF-8: too short, too long a form, a surrogate, beyond U+10FFFF.
bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0;
    if (length == 0 || i + length > text.size()) return false;
    std::uint32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      const auto tail = static_cast<unsigned char>(text[i + k]);
      if (tail / 64 != 2) return false;
      point = point * 64 + tail % 64;
    }
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    if (point < least[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
    i += length;
  }
  return true;
}

void append_point(std::string& out, std::uint32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 + point / 64);
    out += static_cast<char>(0x80 + point % 64);
  } else {
    out += static_cast<char>(0xE0 + point / 4096);
    out += static_cast<char>(0x80 + point / 64 % 64);
    out += static_cast<char>(0x80 + point % 64);
  }
}

/// Windows-1252 as its code page table has it; the five bytes without a meaning are U+FFFD.
std::string from_windows_1252(std::string_view bytes) {
  static const std::uint32_t high[32] = {0x20AC, 0xFFFD, 0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
                                         0x2039, 0x152,  0xFFFD, 0x17D,  0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                         0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0xFFFD, 0x17E,  0x178};
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_point(out, byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte);
  }
  return out;
}

/// A cell as people read it: no NUL, UTF-8, no blanks and line ends around it.
std::string cleaned(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
  if (!is_utf8(text)) text = from_windows_1252(text);
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view blank : {std::string_view(" "), std::string_view("\t"), std::string_view("\r"), std::string_view("\n"), std::string_view("\xC2\xA0")}) {
      if (std::string_view(text).starts_with(blank)) { text.erase(0, blank.size()); again = true; }
      if (std::string_view(text).ends_with(blank)) { text.erase(text.size() - blank.size()); again = true; }
    }
  }
  return text;
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool begins(const std::string& text, const std::string& words) {
  return text.compare(0, words.size(), words) == 0 && (text.size() == words.size() || !letter(text[words.size()]));
}

bool is_footer(const Cells& cells, const std::string& only) {
  const std::string text = lower(cells.front());
  for (const char* words : {"grand total", "grand totals", "total records", "copyright", "confidential", "generated by", "generated on", "report generated",
                            "report run", "export generated", "exported by", "exported on", "filtered by", "report filters"}) {
    if ((only.empty() || only == words) && begins(text, words)) return true;
  }
  return false;
}

/// The word, then nothing but `:`, blanks and `(...)`.
bool is_total(const std::string& cell) {
  const std::string text = lower(cell);
  for (const char* word : {"total", "totals", "grand total", "grand totals", "subtotal", "subtotals", "sub-total", "sub total", "sub totals", "sum", "sums"}) {
    if (text.compare(0, std::string(word).size(), word) != 0) continue;
    std::string rest = text.substr(std::string(word).size());
    if (!rest.empty() && rest.front() == ':') rest.erase(0, 1);
    while (!rest.empty() && rest.front() == ' ') rest.erase(0, 1);
    if (rest.size() >= 2 && rest.front() == '(' && rest.back() == ')') return true;
    if (!rest.empty() && rest.front() == ':') rest.erase(0, 1);
    if (rest.empty()) return true;
  }
  return false;
}

Cells texts_of(const std::vector<Cell>& cells) {
  Cells texts;
  for (const Cell& cell : cells) texts.push_back(cleaned(cell.raw));
  return texts;
}

/// Could the row be read, had all rows as many cells?
bool may_fit(const Cells& cells, const Cells& header) {
  std::size_t least = header.size();
  while (least > 1 && header[least - 1].empty()) --least;
  if (cells.size() < least) return false;
  return std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(std::min(cells.size(), header.size())), cells.end(), [](const auto& c) { return c.empty(); });
}

/// A row that stands whole in a second pair of quotes, taken out of it; as it was where that makes no row of it.
std::vector<Cell> unwrapped(const std::vector<Cell>& cells, const Rules& rules) {
  if (cells.size() != 1 || !cells.front().quoted || rules.header.size() < 2 || is_footer(texts_of(cells), "")) return cells;
  std::string inner = cells.front().raw;
  while (rules.newline == '\n' && !inner.empty() && inner.back() == '\r') inner.pop_back();
  const Raw raw = one_record(inner, 0, rules);
  const bool line_ended = !inner.empty() && inner.back() == rules.newline;
  if (raw.end != Raw::End::whole || raw.next != inner.size() || line_ended || raw.cells.size() < 2) return cells;
  return may_fit(texts_of(raw.cells), rules.header) ? raw.cells : cells;
}

/// Does a pair of quotes stand in two cells, its first half in the middle of one and its second at the end of another?
bool torn(const std::vector<Cell>& cells) {
  bool first_half = false;
  for (const Cell& cell : cells) {
    std::string text = cell.raw;
    if (cell.quoted || std::count(text.begin(), text.end(), '"') % 2 == 0) continue;
    text.erase(text.find_last_not_of(" \t") + 1);
    if (first_half && text.back() == '"') return true;
    const std::size_t at = text.find('"');
    if (at + 1 < text.size() && text[at + 1] != ' ') first_half = true;
  }
  return false;
}

bool holds_return(const std::vector<Cell>& cells) {
  return std::any_of(cells.begin(), cells.end(), [](const Cell& cell) { return !cell.quoted && cell.raw.find('\r') != std::string::npos; });
}

/// Does a backslash stand before the line end at `at`, and is it not the second of two?
bool escaped(std::string_view bytes, std::size_t at, const Rules& rules) {
  std::string_view before = bytes.substr(0, at);
  while (rules.newline == '\n' && before.ends_with('\r')) before.remove_suffix(1);
  return (before.size() - 1 - before.find_last_not_of('\\')) % 2 == 1;
}

/// Why a whole record is set aside; empty where it is a row.
std::string reason_of(const Cells& cells, const Cells& header, std::size_t width, bool several_lines) {
  const bool fitting = may_fit(cells, header);
  if (several_lines && !(fitting && cells.size() == width)) return "bad_quote";
  const std::size_t shared = std::min(cells.size(), header.size());
  if (fitting && std::equal(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(shared), header.begin())) return "repeated_header";
  const auto empty = static_cast<std::size_t>(std::count(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(shared), std::string()));
  const auto first = std::find_if(cells.begin(), cells.end(), [](const std::string& cell) { return !cell.empty(); });
  if (first != cells.end()) {
    const bool alone = first == cells.begin() && empty + 1 == shared && (fitting || cells.size() <= header.size());
    if (alone && is_footer(cells, "")) return "footer";
    if (!fitting && is_footer({*first}, "copyright")) return "footer";
    if (is_total(*first) && (!fitting || 2 * empty >= shared)) return "totals_row";
  }
  if (fitting) return cells.size() == width ? "" : cells.size() < width ? "too_few_cells" : "too_many_cells";
  std::size_t least = header.size();
  while (least > 1 && header[least - 1].empty()) --least;
  return cells.size() < least ? "too_few_cells" : "too_many_cells";
}

}  // namespace

std::string shown(const Item& item) {
  std::string out = std::to_string(item.offset) + ", line " + std::to_string(item.line) + ": " + item.reason + " [" + item.text + "]";
  for (const std::string& cell : item.cells) out += " <" + cell + ">";
  return out;
}

namespace {

/// Reads rows of one width, and counts those that could be read by each.
std::vector<Item> read_by(std::size_t width, std::string_view bytes, const Rules& rules, std::uint64_t offset, std::uint64_t line, std::map<std::size_t, std::size_t>& widths) {
  std::vector<Item> items;
  for (std::size_t at = offset; at < bytes.size();) {
    const Raw raw = one_record(bytes, at, rules);
    const auto ends_line = [&](std::size_t end) { return end > at && bytes[end - 1] == rules.newline; };
    std::size_t next = raw.next, lines = raw.lines + (ends_line(next) ? 1 : 0);
    Item item{at, line, "", {}, ""};
    bool blank = false, line_lost = raw.end != Raw::End::whole;
    if (line_lost) {
      item.reason = raw.end == Raw::End::damaged ? "bad_quote" : "too_long";
    } else {
      const std::vector<Cell> cells = unwrapped(raw.cells, rules);
      item.cells = texts_of(cells);
      blank = raw.cells.size() == 1 && !raw.cells.front().quoted && item.cells.front().empty();
      if (!blank) item.reason = torn(cells) ? "bad_quote" : reason_of(item.cells, rules.header, width, raw.lines > 0);
      const bool goes_on = (ends_line(raw.next) && escaped(bytes, raw.next - 1, rules)) ||
                           (at > 0 && bytes[at - 1] == rules.newline && escaped(bytes, at - 1, rules));
      const bool line_end = goes_on || (rules.newline == '\n' && holds_return(cells));
      if (!blank && line_end && item.reason != "bad_quote") item.reason = "bad_line_end";
      const bool data = !blank && !torn(cells) && !(line_end && item.reason == "bad_line_end") && item.reason != "footer" && item.reason != "totals_row" && item.reason != "repeated_header";
      if (data && may_fit(item.cells, rules.header)) ++widths[item.cells.size()];
      line_lost = item.reason == "bad_quote";
    }
    if (line_lost) {  // one physical line, and no more
      next = std::min(bytes.find(rules.newline, at), bytes.size() - 1) + 1;
      lines = ends_line(next) ? 1 : 0;
    }
    if (!item.reason.empty()) {
      std::size_t end = ends_line(next) ? next - 1 : next;
      if (end - at < shown_bytes || !line_lost)
        while (rules.newline == '\n' && end > at && bytes[end - 1] == '\r') --end;
      item.text = std::string(bytes.substr(at, std::min(end - at, shown_bytes)));
      item.cells.clear();
    } else {
      item.cells.resize(rules.header.size());
    }
    if (!blank) items.push_back(std::move(item));
    at = next;
    line += lines;
  }
  return items;
}

}  // namespace

std::vector<Item> read(std::string_view bytes, const Rules& rules, std::uint64_t offset, std::uint64_t line) {
  const std::size_t width = rules.width > 0 ? rules.width : rules.header.size();
  std::map<std::size_t, std::size_t> widths;
  std::vector<Item> items = read_by(width, bytes, rules, offset, line, widths);
  const auto data = static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [](const Item& item) {
    return item.reason != "footer" && item.reason != "totals_row" && item.reason != "repeated_header";
  }));
  std::size_t most = rules.header.size();
  for (const auto& [cells, rows] : widths)
    if (2 * rows > data) most = cells;
  return most == width ? items : read_by(most, bytes, rules, offset, line, widths);
}

}  // namespace plain
