// A Report as bytes: the four formats, and the file they may go to.
#pragma once
#include <cstdio>
#include <functional>
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
/// Numbers are written by csv_number and never touched.
std::string csv_text(std::string_view text);
/// Reals with six decimals at most, no trailing zeros, no exponent, whatever the locale.
std::string real_text(double value);
/// Text that is safe on a terminal: control characters (C0, C1, escape sequences, bidi overrides) become spaces or are dropped.
std::string terminal_text(std::string_view text);
/// Text that is safe in a Markdown table cell.
std::string markdown_text(std::string_view text);
/// Columns the text takes on a terminal.
int display_width(std::string_view text);

/// A file that appears whole or not at all: written beside its final name, synced, renamed by `commit`; gone when not committed.
class OutputFile {
 public:
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  void write(std::string_view bytes);  ///< throws Error (a full disk, for instance)
  void commit();                       ///< throws Error
 private:
  std::string path_, temporary_;
  int fd_ = -1;
};

}  // namespace handoff
