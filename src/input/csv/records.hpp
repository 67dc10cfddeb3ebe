// An export as records: its dialect and header, then blocks of records that can be read side by side.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/byte_source.hpp"

namespace handoff {

/// Why a row was set aside. Furniture (footer, repeated header, totals row, title row) does not count against --max-rejects.
enum class RejectReason : std::uint8_t { too_few_cells, too_many_cells, bad_quote, too_long, footer, repeated_header, totals_row, no_lead_id, title_row,
                                         bad_line_end, long_lead_id, zero_bytes};
std::string_view reject_name(RejectReason reason);    ///< `too_few_cells`
std::string_view reject_sentence(RejectReason reason);
bool is_furniture(RejectReason reason);

struct Reject {
  std::uint64_t offset = 0;   ///< of its first byte in the source
  std::uint32_t length = 0;   ///< bytes, without the line end; cut at 64 KiB
  std::uint64_t line = 0;     ///< 1-based physical line; within a block: lines after the block's first
  RejectReason reason{};
};

/// What an export turned out to be.
struct Dialect {
  char delimiter = ',';
  char newline = '\n';                ///< '\r' for files that know no other
  std::vector<std::string> header;    ///< decoded, unquoted, trimmed; a trailing empty column stays
  std::vector<bool> dateless;  ///< by column: the first rows show that it holds no dates; empty: nobody has looked
  bool grouped = false;        ///< the rows are groups with their counts and sums, as of a pivot table
  bool nameless = false;       ///< nothing tells the header from a row of values: what it holds is not shown
  std::size_t width = 0;              ///< how many cells a row has, see row_width.hpp; 0: as many as the header
  bool width_settled = false;         ///< the rows have shown that it was another than their beginning did
  std::vector<Reject> title;          ///< the rows of a title block above the header; `line` is that of the file
  std::uint64_t data_offset = 0;      ///< first byte after the header record
  std::uint64_t header_lines = 1;     ///< physical lines before data_offset
  std::string encoding = "UTF-8";     ///< for the notes: "UTF-8", "UTF-8 with byte order mark", "UTF-16", "Windows-1252"
};

/// Names that columns are likely to have, folded (see folded_header): a header below a title block is found by them.
using KnownHeaders = std::set<std::string>;
KnownHeaders known_headers(std::span<const std::string> names);

/// Finds delimiter, line ends, header, and how many cells the first rows have. Blank lines and a `sep=;` line before the header are stepped over. Where
/// the first row names fewer than two of the known columns, the row below it that names the most, and two at least, is the header, and those above it
/// are its title. Throws Error for a file without a header row, with a header and nothing else, or with one that no lead export has (a single column of
/// prose).
Dialect find_dialect(const ByteSource& source, const KnownHeaders& known = {});

/// Which columns of the file are wanted, and in which slot of a record they arrive.
struct Wanted {
  std::vector<int> slot_of_column;  ///< by column of the file; -1: not wanted
  int slots = 0;
};

/// One record: the wanted cells, unquoted, decoded to UTF-8, trimmed; empty when the cell is empty.
struct Record {
  std::uint64_t offset = 0;
  std::span<const std::string_view> cells;  ///< by slot
};

/// Rows that could be read, had all rows as many cells as they.
struct OtherWidth {
  std::size_t cells = 0;
  std::uint64_t rows = 0;
};

/// What a block came to. Records that begin in [begin, limit) belong to it; `end` is where the first later record begins.
struct BlockAccount {
  std::uint64_t begin = 0, end = 0;
  std::uint64_t lines = 0;             ///< line ends in [begin, end)
  std::uint64_t records = 0;           ///< handed on
  std::uint64_t cells_repaired = 0;    ///< cells with NUL, or invalid UTF-8 read as Windows-1252
  std::vector<Reject> rejects;         ///< in order of offset
  std::vector<OtherWidth> other_widths;  ///< of rows set aside because most have more or fewer cells; each width once
};

/// A block that has been read, in its place.
struct BlockPlace {
  std::size_t file = 0;
  std::size_t block = 0;              ///< over all files
  std::uint64_t first_line = 0;       ///< 1-based line of the file that account.begin stands on
  const BlockAccount* account = nullptr;
};

/// Of the block that ends a file: why its last row was set aside, where the file ends within it, without a line end,
/// and it has too few cells or a quote that is never closed. A file that was cut off looks so.
std::optional<RejectReason> cut_off_row(const BlockAccount& account, std::uint64_t source_size);
/// What a reader is told of such a file, an export or a log.
std::string cut_off_note(const std::string& name, RejectReason why);

/// What takes records. A walk over blocks hands each sink its blocks in ascending order, each as begin, records, end, in_order.
struct RecordSink {
  virtual ~RecordSink() = default;
  virtual void record(const Record& record) = 0;
  virtual void begin_block(const BlockPlace&) {}
  virtual void end_block(const BlockPlace&) {}
  /// Only with WalkOptions::in_order: what is still to be done with this block, once it has been done with all before it. No worker waits for that: who
  /// comes to a block that is next does what others have left too, so it holds all it needs. One at a time, on any thread; null: nothing.
  virtual std::function<void()> in_order(const BlockPlace&) { return {}; }
  /// There are no more blocks.
  virtual void end_walk() {}
};

/// Reads one block at a time; one a thread. First `normalize`, which needs to know nothing of other blocks, then `deliver`.
class BlockReader {
 public:
  BlockReader(const ByteSource& source, const Dialect& dialect, const Wanted& wanted);
  ~BlockReader();
  /// First record start at or after `offset`, taking the next line end as outside quotes. Exact at data_offset.
  std::uint64_t guess_start(std::uint64_t offset);
  /// Normalizes the records that begin in [begin, limit), begin being a record's first byte.
  const BlockAccount& normalize(std::uint64_t begin, std::uint64_t limit);
  /// Hands the normalized records on.
  void deliver(RecordSink& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The text of a set-aside row, as it stands in the source; and without line ends behind it.
std::string reject_text(const ByteSource& source, const Reject& reject);
std::string shown_text(const ByteSource& source, const Reject& reject);

}  // namespace handoff
