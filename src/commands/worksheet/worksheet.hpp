// A worksheet as it comes back from people and their spreadsheets: other delimiter, other encoding, rows sorted, columns moved or added.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/judging/fact.hpp"

namespace handoff {

/// The checks a person can walk through in the CRM, in the worksheet's order, and the columns that ask them.
constexpr std::array<Check, 4> reviewed_checks = {Check::late, Check::no_disposition, Check::off_icp, Check::off_definition};
std::string_view review_column(Check check);

/// The columns that people fill in: the four answers, who gave them, and what they remarked.
constexpr std::size_t filled_columns = reviewed_checks.size() + 2;
std::array<std::string_view, filled_columns> filled_names();

/// A table of texts. Cells are decoded, unquoted, trimmed, and without the `'` that keep a spreadsheet from running or changing them.
struct Worksheet {
  struct Row {
    std::uint64_t line = 0;          ///< where it begins in the file, from 1
    std::vector<std::string> cells;  ///< by column
  };
  std::string file;
  std::vector<std::string> header;
  std::size_t title_rows = 0;        ///< above the header
  std::vector<Row> rows;             ///< blank ones are left out
  /// The column of a name, whatever its case; -1: none.
  int column(std::string_view name) const;
  /// A row's cell of a column; empty where there is none.
  std::string_view cell(const Row& row, int column) const;
  std::string place(const Row& row) const { return file + ":" + std::to_string(row.line); }
};
/// Reads a worksheet. Throws Error where the file is not one, or a row of it cannot be told apart into cells.
Worksheet read_worksheet(const std::string& path);

/// What identifies a lead of a sample: its rank there, as a text that begins with a letter, so that no spreadsheet takes it for a number.
std::string worksheet_key(std::uint64_t rank);
std::optional<std::uint64_t> parse_worksheet_key(std::string_view text);

/// Would a spreadsheet show and save the text as something else: a long number, leading zeros, `1-2`, `1E5`, `MAR1`, `TRUE`?
bool spreadsheet_changes(std::string_view text);
/// A lead id as the worksheet writes it, with a `'` in front where a spreadsheet would change or run it; and the id that such a cell stands for.
std::string worksheet_id(std::string_view id);
std::string id_of_worksheet(std::string_view cell);

/// A person's verdict. Blank, `?` and words such as `cannot tell` are unknown; empty: it is not a verdict.
std::optional<Finding> read_answer(std::string_view cell);

}  // namespace handoff
