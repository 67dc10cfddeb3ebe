// Bytes of a file, read in place with pread, and files without a name for what cannot be read in place.
#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "bytes/byte_source.hpp"

namespace handoff {

/// Owns a file descriptor, unless it was lent.
class Descriptor {
 public:
  Descriptor(int fd, bool owned) : fd_(fd), owned_(owned) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)), owned_(other.owned_) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor();
  int get() const { return fd_; }

 private:
  int fd_;
  bool owned_;
};

/// `size` bytes of a file from `base` on. `from`: see ByteSource::transcoded_from.
std::unique_ptr<ByteSource> file_source(std::string name, Descriptor fd, std::uint64_t base, std::uint64_t size, std::string from);

/// A file without a name in $TMPDIR or /tmp: it is gone when the program is, however that ends.
class Spool {
 public:
  explicit Spool(const std::string& name);
  /// Throws Error when there is no room.
  void append(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  const std::string& name() const { return name_; }
  /// What has been appended, to be read while this lives.
  std::unique_ptr<ByteSource> so_far() const;
  std::unique_ptr<ByteSource> finish(std::string from) &&;
  /// The file itself.
  Descriptor release() && { return std::move(fd_); }

 private:
  std::string name_;
  Descriptor fd_;
  std::uint64_t size_ = 0;
};

/// What the system says of an errno.
std::string reason_of(int code);

}  // namespace handoff
