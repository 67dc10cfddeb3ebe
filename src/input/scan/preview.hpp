// A look at an export before there is a contract that fits it: which columns it has, and what their cells are like.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leads/field_facts.hpp"
#include "handoff/contract/money.hpp"
#include "scan/inputs.hpp"
#include "csv/records.hpp"

namespace handoff {

/// What the cells of one column are like. Blank cells are in none of the counts but `blank`.
struct ColumnLook {
  std::string header;
  int column = -1;                  ///< of the file, from 0
  std::uint64_t blank = 0, filled = 0;
  std::uint64_t dates = 0;          ///< cells that read as dates, in either order
  std::uint64_t with_time = 0;      ///< of those: with a time of day
  std::uint64_t with_offset = 0;    ///< of those: with a time zone of their own
  std::uint64_t numbers = 0;        ///< cells that read as numbers
  OrderEvidence order;
  bool order_matters = false;       ///< a date that both orders read, and not alike
  MarkEvidence decimals;            ///< what its numbers show of their decimal mark
  ValueCounts values;               ///< texts cut at 80 bytes
  bool told_apart = false;          ///< its cells are to tell rows apart
  std::vector<std::uint64_t> marks; ///< a hash of each filled cell, in no order; only of columns that are to be told apart
  /// Filled cells that repeat the text of another one.
  std::uint64_t repeats() const;
};

struct ExportLook {
  std::string file;
  std::vector<std::string> header;
  bool nameless = false;            ///< see Dialect
  std::string encoding;
  std::uint64_t rows = 0;
  std::uint64_t set_aside = 0;      ///< rows that could not be split into cells
  std::uint64_t title_rows = 0;     ///< above the header
  std::vector<ColumnLook> columns;  ///< those that were asked for, in the file's order
};

/// Which columns to look into, of a header: the most wanted first, since no more than most_columns are looked into.
using HeaderChoice = std::function<std::vector<std::string>(const std::vector<std::string>& header)>;
constexpr std::size_t most_columns = 250;

/// Reads an export on one thread: one look, or one for each file of an archive. A header without any rows is fine. `known`: see find_dialect();
/// `unpack_limit`: see unpack(). Of the columns of `told_apart` repeats are counted, at eight bytes a cell. `check`: see open_inputs(). Throws Error for what is not CSV.
std::vector<ExportLook> look_at_export(const std::string& path, Sources& sources, const HeaderChoice& wanted, const KnownHeaders& known,
                                       std::optional<std::uint64_t> unpack_limit = {}, const HeaderChoice& told_apart = {}, const HeaderCheck& check = {});
/// Several files of one export as one; columns are one by their headers.
ExportLook united(const std::vector<ExportLook>& looks);

/// As find_dialect, and a header without rows below it is fine too.
Dialect find_header(const ByteSource& source, const KnownHeaders& known = {});

}  // namespace handoff
