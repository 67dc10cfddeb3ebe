// A Report as bytes: the four formats, and the file they may go to.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/report/report.hpp"

namespace handoff {

enum class Format : std::uint8_t { table, csv, json, md };

struct Look {
  Format format = Format::table;
  bool color = false;
  int width = 100;         ///< columns of the terminal; tables never cut a number
};

/// The whole report in one of the formats.
std::string render(const Report& report, const Look& look);

/// One CSV cell: quoted where needed, and with a `'` where a spreadsheet would run the text (`=`, `+`, `-`, `@`, tab, carriage return first), or what follows a `;`, a
/// tab or a line end in it, since other locales part cells there. csv_unguarded takes these marks out again.
/// Line ends are `\n`.
/// Numbers are written by real_text and never touched.
std::string csv_text(std::string_view text);
/// Text that is safe on a terminal: control characters (C0, C1, escape sequences) become spaces or are dropped, marks that nobody sees are named: `<U+200B>`.
std::string terminal_text(std::string_view text);
/// The same of whole lines, which stay lines: for rows that were made for a file, and go to a terminal.
std::string terminal_lines(std::string_view bytes);
/// Text that is safe in a Markdown table cell: nothing in it is formatted, becomes a link, or calls somebody by name.
std::string markdown_text(std::string_view text);
/// Columns the text takes on a terminal.
int display_width(std::string_view text);

class EarlySync;

/// A file that appears whole or not at all: written beside its final name, synced, renamed when all files of its run are on disk.
/// Written to a terminal, lines are made safe for it.
/// A symbolic link is followed, and what it points to is replaced. What is not a regular file (`/dev/stdout`, `/dev/null`, a pipe; `-` is
/// standard output) is written to directly; when its reader has gone away, the rest is dropped in silence.
class OutputFile {
 public:
  /// What becomes of a file that stands there already.
  enum class Replace : std::uint8_t {
    unchanged,  ///< replaced, while it is the file that stood there when this was opened: what was put there since is somebody's
    never       ///< the name must be free
  };
  /// Throws Error when the file could not be put there (a directory, a missing or read-only folder, a file that may not be written).
  explicit OutputFile(std::string path, Replace replace = Replace::unchanged);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  void write(std::string_view bytes);  ///< throws Error (a full disk, for instance)
  /// Can what was written be taken back? Not where it was written to directly.
  bool may_restart() const { return !target_.empty(); }
  void keep();                         ///< what was written so far stays when the file begins again; throws Error
  void restart();                      ///< takes back what was written since `keep`; only where it may; throws Error
  void commit();                       ///< puts this file alone in place; throws Error, and then the old file is as it was
 private:
  friend class OutputFiles;
  struct Stamp { std::uint64_t device = 0, node = 0; std::int64_t size = 0, changed = 0; bool operator==(const Stamp&) const = default; };
  static std::optional<Stamp> stamp_of(const std::string& path);
  static std::optional<Stamp> settled_stamp(const std::string& path);
  void open_beside();
  void flush(bool last = false);
  void put(std::string_view bytes);
  void sync();                // all bytes on disk, under a temporary name beside the target; of a device: all bytes taken
  void remember_old();        // a second name of the file that will be replaced, where the file system gives one
  void place();               // the target's name is this file's from here on
  bool take_back();           // undoes `place`; false: it could not be undone
  void forget_old();
  std::string path_;          // as the user named it, for messages
  std::string target_;        // the file to replace, links followed; empty: written to directly
  std::string temporary_;     // its name beside the target; empty: it has none (yet)
  std::string old_;           // the second name of the file that was there; empty: none
  std::string buffer_;
  int fd_ = -1;
  Replace replace_ = Replace::unchanged;
  std::optional<Stamp> there_;  // what stood at the target when this was opened
  std::int64_t kept_ = 0;     // bytes that `restart` leaves
  std::size_t unsynced_ = 0;  // bytes that the disk was not yet told of
  std::unique_ptr<EarlySync> early_;  // has the disk take what was written; null: that is little
  bool reader_gone_ = false, placed_ = false;
  bool terminal_ = false;     // lines go out as terminal_lines has them
};

/// The files of one run. They appear together, in the order they were opened, once all of them are written and on disk; or none does.
class OutputFiles {
 public:
  /// As OutputFile. The file lives as long as this.
  OutputFile& open(const std::string& path, OutputFile::Replace replace = OutputFile::Replace::unchanged);
  /// Flushes and syncs all, then renames all. Where one cannot be renamed, those before it are taken back. Throws Error, which names what could not.
  void commit();
  /// Puts one in place by itself, for a run that fails afterwards; the others will not appear.
  void commit_alone(OutputFile& file);

 private:
  friend class OutputFile;
  static void commit(const std::vector<OutputFile*>& files);
  std::vector<std::unique_ptr<OutputFile>> files_;
};

}  // namespace handoff
