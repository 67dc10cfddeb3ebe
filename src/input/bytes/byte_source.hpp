// Where bytes come from: a file read with pread, or a pipe that is first laid down in an unlinked temporary file, so that
// every reader behind it may read any part, from any thread, as often as it likes, in bounded memory.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handoff {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills `buffer` with up to `size` bytes from `offset` on; fewer only at the end. Throws Error when reading fails. Thread-safe.
  virtual std::size_t read(std::uint64_t offset, char* buffer, std::size_t size) const = 0;
  virtual std::uint64_t size() const = 0;
  /// As the user named it; "-" is standard input.
  virtual const std::string& name() const = 0;
  /// "UTF-16" when these bytes were made from such a file; empty when they are the file's own. Offsets are always those of the bytes read here.
  virtual std::string_view transcoded_from() const { return {}; }
  /// Throws Error when the file was written to since it was opened: what was read is then neither the old export nor the new one.
  virtual void check_unchanged() const {}
};

/// Asked of the beginning of an input that has to be copied before it can be read; throws the Error that the whole would be refused with.
/// The beginning may end in the middle of a record.
using HeadCheck = std::function<void(const ByteSource& head)>;

/// All that one run reads. A run may open an input as often as it takes: the bytes are the same each time. What can be read only once, standard input or
/// a pipe by any name, is copied when it is first opened, and is from then on what a file is. A file that changed since it was first opened is refused.
/// One thread at a time.
class Sources {
 public:
  explicit Sources(int stdin_fd = 0);
  ~Sources();
  Sources(const Sources&) = delete;
  Sources& operator=(const Sources&) = delete;
  /// Where `-` reads from.
  int stdin_fd() const { return stdin_fd_; }
  /// Opens a path, or standard input for "-". Refuses a directory, a file that cannot be read, and what is no CSV at all (XLSX, ZIP, GZIP, HTML, PDF, an
  /// empty file), saying what to do instead. UTF-16 arrives as UTF-8. Throws Error.
  std::unique_ptr<ByteSource> open_one(const std::string& path, const HeadCheck& check = {});
  /// The same, and unpacks what is compressed: GZIP, Zstandard, XZ and BZIP2 hold one source, a ZIP or TAR archive one for each CSV file in it, called
  /// `archive.zip/leads.csv`. `unpack_limit`: see unpack(). Throws Error.
  std::vector<std::unique_ptr<ByteSource>> open(const std::string& path, std::optional<std::uint64_t> unpack_limit = {}, const HeadCheck& check = {});

 private:
  struct Seen;
  std::unique_ptr<ByteSource> bytes_of(const std::string& path, const HeadCheck& check);
  int stdin_fd_;
  std::unique_ptr<Seen> seen_;
};

/// Opens one source that nobody opens again.
std::unique_ptr<ByteSource> open_source(const std::string& path, int stdin_fd = 0, const HeadCheck& check = {});

/// Bytes held in memory, for tests.
std::unique_ptr<ByteSource> memory_source(std::string name, std::string bytes);

}  // namespace handoff
