// A Report as bytes: the four formats, and the file they may go to.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "handoff/report.hpp"

namespace handoff {

enum class Format : std::uint8_t { table, csv, json, md };

struct Look {
  Format format = Format::table;
  bool color = false;
  int width = 100;         ///< columns of the terminal; tables never cut a number
};

/// The whole report in one of the formats.
std::string render(const Report& report, const Look& look);

/// One CSV cell: quoted where needed, and with a leading `'` where a spreadsheet would run the text (`=`, `+`, `-`, `@`, tab, carriage return first).
/// Line ends are `\n`.
/// Numbers are written by real_text and never touched.
std::string csv_text(std::string_view text);
/// Reals with six decimals at most, no trailing zeros, no exponent, whatever the locale; empty for what is no number.
std::string real_text(double value);
/// Text that is safe on a terminal: control characters (C0, C1, escape sequences, bidi overrides) become spaces or are dropped.
std::string terminal_text(std::string_view text);
/// Text that is safe in a Markdown table cell.
std::string markdown_text(std::string_view text);
/// Columns the text takes on a terminal.
int display_width(std::string_view text);

/// A file that appears whole or not at all: written beside its final name, synced, renamed by `commit`; gone when not committed.
/// A symbolic link is followed, and what it points to is replaced. What is no regular file (`/dev/stdout`, `/dev/null`, a pipe; `-` is
/// standard output) is written to directly; when its reader has gone away, the rest is dropped in silence.
class OutputFile {
 public:
  /// Throws Error when the file could not be put there (a directory, a missing or read-only folder, a file that may not be written).
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  void write(std::string_view bytes);  ///< throws Error (a full disk, for instance)
  /// Can what was written be taken back? Not where it was written to directly.
  bool may_restart() const { return !target_.empty(); }
  void keep();                         ///< what was written so far stays when the file begins again; throws Error
  void restart();                      ///< takes back what was written since `keep`; only where it may; throws Error
  void commit();                       ///< throws Error
 private:
  void open_beside();
  void flush();
  void put(std::string_view bytes);
  void put_in_place();
  std::string path_;          // as the user named it, for messages
  std::string target_;        // the file to replace, links followed; empty: written to directly
  std::string temporary_;     // its name beside the target; empty: it has none (yet)
  std::string buffer_;
  int fd_ = -1;
  std::int64_t kept_ = 0;     // bytes that `restart` leaves
  std::size_t unsynced_ = 0;  // bytes that the disk was not yet told to begin with
  bool reader_gone_ = false;
};

}  // namespace handoff
