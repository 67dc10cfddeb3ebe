// The exact meaning of a record, byte by byte. This is the definition; the fast path must always agree with it.
//   A quote opens a cell only as its first character. Inside, a doubled quote is a quote. A closing quote must be followed by the delimiter, a line
//   end or the end of the file. Blanks (and tabs, unless they are the delimiter) may stand before the opening quote and behind the closing one; they are
//   not part of the cell. Where that fails, where a quote is never closed, and where a record is longer than the limits, only the physical line it began
//   on is lost.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "leads/cell_text.hpp"
#include "bytes/window.hpp"

namespace handoff {

/// A line ends with `newline`; where that is LF, the CRs right before it (or before the end of the file) belong to the line end.
struct LineRules {
  char delimiter = ',';
  char newline = '\n';
  /// May it stand beside a cell's quotes?
  bool blank(char c) const { return c == ' ' || (c == '\t' && delimiter != '\t'); }
};

inline constexpr std::string_view byte_order_mark = "\uFEFF";

/// Where one file was put behind another, the header of the second may begin with the mark of its encoding.
inline bool begins_with_mark(const char* begin, const char* end) { return std::string_view(begin, end).starts_with(byte_order_mark); }

inline constexpr std::uint64_t max_record_bytes = 1 << 20;
inline constexpr std::uint64_t max_record_lines = 2000;

enum class Shape : std::uint8_t { whole, damaged, too_long };

/// Where a record goes. Offsets are of the line-ending byte itself, or of the end of the source.
struct RecordExtent {
  Shape shape = Shape::whole;
  std::uint64_t first_line_end = 0;  ///< of the physical line it begins on
  std::uint64_t end = 0;             ///< of the record, when whole
  std::uint64_t inner_lines = 0;     ///< line ends inside its cells, when whole
};

/// Finds records one after another, starts ascending.
class RecordScanner {
 public:
  RecordScanner(Window& window, LineRules rules) : window_(window), rules_(rules) {}
  /// To be called when reading starts anew elsewhere.
  void forget() { ahead_.lines.clear(); }
  /// The record that begins at `start`, which the window holds or ends with. Afterwards the window holds all of it, when it is whole, and at least the
  /// first 64 KiB of its first line otherwise.
  RecordExtent measure(std::uint64_t start);

 private:
  enum class State : std::uint8_t { cell_start, text, quoted, quote_in_quoted, blank_after_quote, cr_after_quote };
  enum class Event : std::uint8_t { none, inner_line, closed, damaged, limit };
  struct Path {
    std::uint64_t at = 0;  ///< next byte to look at; after an event, the byte that made it
    State state = State::cell_start;
    Event event = Event::none;
  };
  /// What reading on inside quotes came to. A record that is open at a line start of this path takes the same way from there, wherever it began; so
  /// a file in which every line opens a quote is read once, not once a line.
  struct Ahead {
    std::vector<std::uint64_t> lines;  ///< starts of the lines inside the quoted cell, ascending, without gaps
    std::size_t first = 0;             ///< of those not yet behind us
    Path path;
  };

  void walk(Path& path, std::uint64_t start);
  bool step(Path& path, const char* bytes, const char* bytes_end);
  std::uint64_t line_end_from(std::uint64_t from, std::uint64_t start);

  Window& window_;
  LineRules rules_;
  Ahead ahead_;
};

/// Splits one record, given without its line end, into its cells. False when a quote is damaged or a line ends outside quotes: for records that are
/// whole it is always true; a wrapped row's inner text may be anything.
bool split_record(const char* begin, const char* end, LineRules rules, std::vector<RawCell>& cells);

/// Without the CRs that belong to an LF line end.
inline const char* without_line_end(const char* begin, const char* end, LineRules rules) {
  while (rules.newline == '\n' && end != begin && end[-1] == '\r') --end;
  return end;
}

/// So many bytes before a line end tell whether a backslash escapes it.
inline constexpr std::ptrdiff_t escape_reach = 64;

/// Some programs write a line end inside a text as a backslash and a line end; two backslashes are one that is text. `end`: where the line ends.
bool escapes_line_end(const char* begin, const char* end, LineRules rules);

}  // namespace handoff
