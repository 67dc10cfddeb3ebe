#include "reading.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace invariants {

bool next_record(std::istream& in, Cells& cells) {
  cells.assign(1, "");
  std::streambuf& bytes = *in.rdbuf();
  bool quoted = false, any = false;
  for (int c = bytes.sbumpc(); c != std::char_traits<char>::eof(); c = bytes.sbumpc()) {
    any = true;
    std::string& cell = cells.back();
    if (quoted) {
      if (c != '"') cell += static_cast<char>(c);
      else if (bytes.sgetc() == '"') cell += static_cast<char>(bytes.sbumpc());
      else quoted = false;
    } else if (c == '"' && cell.empty()) {
      quoted = true;
    } else if (c == ',') {
      cells.emplace_back();
    } else if (c == '\n') {
      return true;
    } else {
      cell += static_cast<char>(c);
    }
  }
  return any;
}

std::vector<Cells> read_csv(const std::string& text) {
  std::istringstream in(text);
  std::vector<Cells> records;
  for (Cells cells; next_record(in, cells);) records.push_back(cells);
  return records;
}

namespace {

std::string trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(' ');
  if (from == std::string_view::npos) return "";
  return std::string(text.substr(from, text.find_last_not_of(' ') - from + 1));
}

void add_cell(Cells& cells, std::string_view text) {
  if (std::string cell = trimmed(text); !cell.empty()) cells.push_back(std::move(cell));
}

Cells markdown_cells(const std::string& line) {
  Cells cells;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '|') {
      add_cell(cells, cell);
      cell.clear();
      continue;
    }
    if (line[i] == '\\' && i + 1 < line.size()) ++i;
    cell += line[i];
  }
  return cells;
}

}  // namespace

std::vector<Cells> markdown_rows(const std::string& text) {
  std::vector<Cells> rows;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const bool rule = line.find_first_not_of("|-:") == std::string::npos;
    if (!line.empty() && line[0] == '|' && !rule) rows.push_back(markdown_cells(line));
  }
  return rows;
}

std::vector<Cells> table_rows(const std::string& text) {
  constexpr std::string_view block = "\xe2\x96";  // begins each of U+2580 to U+25BF, the bars' characters among them
  std::vector<Cells> rows;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    Cells cells;
    for (std::size_t from = 0; from < line.size();) {
      const std::size_t gap = std::min(line.find("  ", from), line.size());
      const std::string_view piece = std::string_view(line).substr(from, gap - from);
      if (!piece.starts_with(block) && !piece.starts_with(std::string(" ") + std::string(block))) add_cell(cells, piece);
      from = gap + 2;
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

std::string with_commas(std::uint64_t count) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

std::uint64_t leading_number(std::string_view sentence) {
  std::uint64_t number = 0;
  for (const char c : sentence) {
    if (c >= '0' && c <= '9') number = number * 10 + static_cast<std::uint64_t>(c - '0');
    else if (c != ',') break;
  }
  return number;
}

bool holds_an_address(std::string_view text) {
  const auto word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1))
    if (at > 0 && at + 1 < text.size() && word(text[at - 1]) && word(text[at + 1])) return true;
  return false;
}

}  // namespace invariants
