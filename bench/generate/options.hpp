// What was asked for, and the ways in which an export can be ugly.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace synth {

enum class Style : std::uint8_t { hubspot, salesforce };

/// Each can be switched on by name. `all` is every one of them but the exclusive ones, marked with an asterisk.
enum class Ugly : std::uint8_t {
  bom,         // a byte order mark
  crlf,        // CR LF line ends
  semicolon,   // * delimiter ;
  tab,         // * delimiter tab
  pipe,        // * delimiter |
  latin1,      // accents as Windows-1252 bytes
  utf16,       // * UTF-16 with a byte order mark
  quotes,      // newlines, doubled quotes and delimiters inside quotes, and quotes inside bare cells
  quoteall,    // * every cell quoted
  wrapped,     // rows quoted whole a second time
  ragged,      // rows with too few or too many cells: set aside
  noid,        // rows without a lead id: set aside
  emptycol,    // an empty last column
  repeated,    // the header again, between the rows
  footer,      // a report's footer and a totals row
  nofinal,     // no line end after the last row
  nul,         // NUL bytes inside text
  badquote,    // a quote that is never closed: costs its line
  duplicates,  // the same id twice, the other row older and different
  dupemail,    // another id with the same e-mail, differently written
  nullwords,   // "(No value)" and "N/A" for missing
  mdy,         // * 3/25/2026 14:07
  dmy,         // * 25/3/2026 14:07
  ampm,        // create and modification dates as 03/25/26 02:07 PM
  dst,         // MQL times that happened twice, or never
  dateonly,    // * MQL dates without a time
  formula,     // cells that a spreadsheet would run
  order,       // more stages in the wrong order
  undated,     // more stages claimed by the current stage alone
  unicode,     // CJK, emoji, combining characters
  blanklines,  // blank lines between rows
  count_
};
std::string_view ugly_name(Ugly part);

struct Options {
  std::uint64_t rows = 0;
  std::uint64_t seed = 1;
  Style style = Style::hubspot;
  std::uint64_t ugly = 0;  ///< bits by Ugly
  int columns = 30;
  std::optional<std::uint64_t> shuffle;
  int split = 1;
  std::string out, truth, contract, touches;
  std::uint32_t more_touches = 0;          ///< so many further activities of each lead on average
  bool has(Ugly part) const { return ugly >> static_cast<unsigned>(part) & 1; }
  /// Times as the wall clock showed them, rather than with an offset.
  bool wall_times() const { return style == Style::hubspot || has(Ugly::mdy) || has(Ugly::dmy); }
  /// The score carries the date of the last signal, and the contract a window, only where there are columns for it.
  bool has_signal() const { return columns >= 32; }
};

constexpr int columns_min = 30, columns_max = 44;

/// The names of the parts that are on.
std::vector<std::string_view> ugly_parts(const Options& options);
/// Reads the command line; throws std::runtime_error with a sentence.
Options read_options(int argc, char** argv);
extern const char* const usage;

}  // namespace synth
