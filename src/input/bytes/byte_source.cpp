// Files are read in place with pread; what cannot be sought (pipes) or is not UTF-8 is laid down once in an unlinked
// temporary file, so that everything behind this line sees bytes it may read in any order.
#include "bytes/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <utility>
#include <vector>

#include "bytes/archive.hpp"
#include "bytes/file_kind.hpp"
#include "bytes/file_source.hpp"
#include "handoff/text/error.hpp"
#include "bytes/head_watch.hpp"
#include "bytes/nearest_file.hpp"
#include "bytes/transcode.hpp"

namespace handoff {
namespace {

constexpr std::size_t copy_bytes = 1 << 16;

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string name, std::string bytes) : name_(std::move(name)), bytes_(std::move(bytes)) {}
  std::size_t read(std::uint64_t offset, char* buffer, std::size_t size) const override {
    if (offset >= bytes_.size()) return 0;
    size = std::min(size, bytes_.size() - static_cast<std::size_t>(offset));
    std::memcpy(buffer, bytes_.data() + offset, size);
    return size;
  }
  std::uint64_t size() const override { return bytes_.size(); }
  const std::string& name() const override { return name_; }

 private:
  std::string name_, bytes_;
};

Spool spool_pipe(const std::string& name, const Descriptor& pipe, const HeadCheck& check) {
  Spool spool(name);
  HeadWatch watch(check, true);
  std::vector<char> buffer(copy_bytes);
  for (;;) {
    const ssize_t got = ::read(pipe.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(name, "cannot be read: " + reason_of(errno), "give a file, or pipe one in");
    if (got == 0) break;
    spool.append({buffer.data(), static_cast<std::size_t>(got)});
    watch.look(spool);
  }
  return spool;
}

std::unique_ptr<ByteSource> spool_utf16(const ByteSource& source, Utf16 kind, const HeadCheck& check) {
  Spool spool(source.name());
  HeadWatch watch(check);
  Utf16Decoder decoder(kind);
  std::vector<char> buffer(copy_bytes);
  std::string text;
  for (std::uint64_t offset = 0; offset < source.size();) {
    const std::size_t got = source.read(offset, buffer.data(), buffer.size());
    if (got == 0) break;
    offset += got;
    text.clear();
    decoder.decode({buffer.data(), got}, text);
    spool.append(text);
    watch.look(spool);
  }
  text.clear();
  decoder.finish(text);
  spool.append(text);
  return std::move(spool).finish("UTF-16");
}

Descriptor open_path(const std::string& path, int stdin_fd) {
  if (path == "-") return {stdin_fd, false};
  if (path.empty()) throw Error("", "the name of a file is empty", "name the file; a variable of the shell may not be set");
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd >= 0) return {fd, true};
  if (errno == ENOENT) {
    const std::string near = nearest_file(path);
    if (!near.empty()) throw Error(path, "does not exist", "did you mean " + near + "?");
    throw Error(path, "does not exist", path.find(" -") == std::string::npos ? "check the path; quote it if it holds blanks" : "take the quotes away: several words stand in them");
  }
  if (errno == EACCES) throw Error(path, "cannot be read: permission denied", "make it readable (chmod u+r), or copy it to where it is");
  throw Error(path, "cannot be opened: " + reason_of(errno), errno == EMFILE ? "give fewer files at once" : "check the path");
}

void refuse_not_csv(const ByteSource& source, std::string_view head) {
  if (const auto other = not_csv(head)) throw Error(source.name(), other->problem, other->fix);
}

std::string head_of(const ByteSource& source) {
  std::string head(4096, '\0');
  head.resize(source.read(0, head.data(), head.size()));
  return head;
}

}  // namespace

namespace {

/// Refuses what is no CSV, and turns UTF-16 into UTF-8.
std::unique_ptr<ByteSource> as_text(std::unique_ptr<ByteSource> source, const HeadCheck& check) {
  if (source->size() == 0) throw Error(source->name(), "is empty", "export again with the records selected, or pipe the export in");
  const std::string head = head_of(*source);
  refuse_not_csv(*source, head);
  const Utf16 kind = utf16_kind(head);
  if (kind == Utf16::no) return source;
  std::unique_ptr<ByteSource> text = spool_utf16(*source, kind, check);
  source->check_unchanged();
  source = std::move(text);
  refuse_not_csv(*source, head_of(*source));
  return source;
}

}  // namespace

/// A file, or a pipe, which has several names.
using FileIdentity = std::pair<dev_t, ino_t>;

namespace {

FileIdentity identity_of(const struct stat& about) { return {about.st_dev, about.st_ino}; }

}  // namespace

/// Which file stood at a path, and when it was last written to.
struct FileVersion {
  explicit FileVersion(const struct stat& about) : file(identity_of(about)), size(about.st_size), seconds(about.st_mtim.tv_sec), nanoseconds(about.st_mtim.tv_nsec) {}
  bool operator==(const FileVersion&) const = default;
  FileIdentity file;
  off_t size;
  time_t seconds;
  long nanoseconds;
};

/// What a pipe held, in a file without a name that goes with the run.
struct PipeCopy {
  Descriptor file;
  std::uint64_t size = 0;
};

namespace {

std::unique_ptr<ByteSource> source_of(const PipeCopy& copy, const std::string& path) {
  const int fd = ::fcntl(copy.file.get(), F_DUPFD_CLOEXEC, 0);
  if (fd < 0) throw Error(path, "cannot be opened again: " + reason_of(errno), "give fewer files at once");
  return file_source(path, Descriptor(fd, true), 0, copy.size, {});
}

}  // namespace

/// What was opened so far: copies of pipes, and what the files were, by path.
struct Sources::Seen {
  std::map<FileIdentity, PipeCopy> copies;
  std::map<std::string, FileVersion> versions;
};

Sources::Sources(int stdin_fd) : stdin_fd_(stdin_fd), seen_(std::make_unique<Seen>()) {}
Sources::~Sources() = default;

std::unique_ptr<ByteSource> Sources::bytes_of(const std::string& path, const HeadCheck& check) {
  struct stat about {};
  // Asked before it is opened: a pipe that was read to its end would wait for ever for somebody to write to it again.
  const bool there = path == "-" ? ::fstat(stdin_fd_, &about) == 0 : ::stat(path.c_str(), &about) == 0;
  if (const auto copy = seen_->copies.find(identity_of(about)); there && copy != seen_->copies.end()) return source_of(copy->second, path);
  Descriptor fd = open_path(path, stdin_fd_);
  if (::fstat(fd.get(), &about) != 0) {
    throw Error(path, "cannot be read: " + reason_of(errno), path == "-" ? "pipe a file in, or name one" : "check the path");
  }
  if (S_ISDIR(about.st_mode)) throw Error(path, "is a folder, not a file", "name one CSV file inside it");
  // A file that has no size, as in /proc, has to be read to know its bytes.
  if (!S_ISREG(about.st_mode) || about.st_size == 0) {
    Spool spool = spool_pipe(path, fd, check);
    const std::uint64_t size = spool.size();
    return source_of(seen_->copies.emplace(identity_of(about), PipeCopy{std::move(spool).release(), size}).first->second, path);
  }
  const auto [first, fresh] = seen_->versions.emplace(path, about);
  if (!fresh && first->second != FileVersion(about))
    throw Error(path, "was written to while it was read", "wait until the export is written to the end, and run again");
  // Standard input may stand in the middle of its file, when something has read from it before.
  const off_t at = path == "-" ? std::max<off_t>(::lseek(fd.get(), 0, SEEK_CUR), 0) : 0;
  const auto size = static_cast<std::uint64_t>(std::max<off_t>(about.st_size - at, 0));
  return file_source(path, std::move(fd), static_cast<std::uint64_t>(at), size, {});
}

std::unique_ptr<ByteSource> Sources::open_one(const std::string& path, const HeadCheck& check) { return as_text(bytes_of(path, check), check); }

std::vector<std::unique_ptr<ByteSource>> Sources::open(const std::string& path, std::optional<std::uint64_t> unpack_limit, const HeadCheck& check) {
  std::vector<std::unique_ptr<ByteSource>> sources;
  std::unique_ptr<ByteSource> source = bytes_of(path, check);
  if (!is_packed(head_of(*source))) {
    sources.push_back(as_text(std::move(source), check));
    return sources;
  }
  for (std::unique_ptr<ByteSource>& unpacked : unpack(*source, unpack_limit, check)) sources.push_back(as_text(std::move(unpacked), check));
  source->check_unchanged();
  return sources;
}

std::unique_ptr<ByteSource> open_source(const std::string& path, int stdin_fd, const HeadCheck& check) { return Sources(stdin_fd).open_one(path, check); }

std::unique_ptr<ByteSource> memory_source(std::string name, std::string bytes) {
  return std::make_unique<MemorySource>(std::move(name), std::move(bytes));
}

}  // namespace handoff
