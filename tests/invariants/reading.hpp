// Small readers of what the program writes: CSV, Markdown tables, tables for a terminal. They share no code with it.
#pragma once
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace invariants {

using Cells = std::vector<std::string>;

/// The next record of RFC 4180's CSV with line feeds; false at the end.
bool next_record(std::istream& in, Cells& cells);
std::vector<Cells> read_csv(const std::string& text);

/// The rows of all tables of a Markdown report, headings among them, escapes undone, empty cells left out.
std::vector<Cells> markdown_rows(const std::string& text);
/// The lines of a report for a terminal, parted where two blanks or more stand; bars left out.
std::vector<Cells> table_rows(const std::string& text);

/// Is there an e-mail address? A clause of a contract may hold '%@test.example', which is nobody's.
bool holds_an_address(std::string_view text);

/// A count for people: 1,234.
std::string with_commas(std::uint64_t count);
/// The whole number that a sentence begins with, commas left out; 0 where it begins with none.
std::uint64_t leading_number(std::string_view sentence);

}  // namespace invariants
