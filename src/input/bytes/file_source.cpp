#include "bytes/file_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "handoff/text/error.hpp"

namespace handoff {
namespace {

class FileSource final : public ByteSource {
 public:
  FileSource(std::string name, Descriptor fd, std::uint64_t base, std::uint64_t size, std::string from)
      : name_(std::move(name)), fd_(std::move(fd)), base_(base), size_(size), from_(std::move(from)), opened_(written()) {}

  std::size_t read(std::uint64_t offset, char* buffer, std::size_t size) const override {
    if (offset >= size_) return 0;
    size = static_cast<std::size_t>(std::min<std::uint64_t>(size, size_ - offset));
    std::size_t done = 0;
    while (done < size) {
      const ssize_t got = ::pread(fd_.get(), buffer + done, size - done, static_cast<off_t>(base_ + offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw Error(name_, "cannot be read: " + reason_of(errno), "check the disk or the connection it is on, and run again");
      if (got == 0) throw Error(name_, "became shorter while it was read", "wait until the export is written to the end, and run again");
      done += static_cast<std::size_t>(got);
    }
    return size;
  }
  std::uint64_t size() const override { return size_; }
  const std::string& name() const override { return name_; }
  std::string_view transcoded_from() const override { return from_; }
  void check_unchanged() const override {
    const Written now = written();
    if (now.size < opened_.size) throw Error(name_, "became shorter while it was read", "wait until the export is written to the end, and run again");
    if (now.size > opened_.size) throw Error(name_, "grew while it was read", "wait until the export is written to the end, and run again");
    if (now.at.tv_sec != opened_.at.tv_sec || now.at.tv_nsec != opened_.at.tv_nsec)
      throw Error(name_, "was written to while it was read", "wait until the export is written to the end, and run again");
  }

 private:
  /// How long the file is, and when it was last written to.
  struct Written { off_t size = 0; timespec at{}; };
  Written written() const {
    struct stat about {};
    if (::fstat(fd_.get(), &about) != 0) return {};
    return {about.st_size, about.st_mtim};
  }

  std::string name_;
  Descriptor fd_;
  std::uint64_t base_, size_;
  std::string from_;
  Written opened_;
};

int nameless_file(const std::string& name) {
  const char* folder = std::getenv("TMPDIR");
  std::string path = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/handoff-XXXXXX";
  const int fd = ::mkostemp(path.data(), O_CLOEXEC);
  if (fd < 0) {
    throw Error(name, "needs a temporary file, and none can be made in " + path.substr(0, path.rfind('/')) + ": " + reason_of(errno),
                errno == EMFILE ? "give fewer files at once" : "set TMPDIR to a folder that can be written to");
  }
  ::unlink(path.c_str());
  return fd;
}

}  // namespace

std::string reason_of(int code) { return std::strerror(code); }

Descriptor::~Descriptor() {
  if (owned_ && fd_ >= 0) ::close(fd_);
}

std::unique_ptr<ByteSource> file_source(std::string name, Descriptor fd, std::uint64_t base, std::uint64_t size, std::string from) {
  return std::make_unique<FileSource>(std::move(name), std::move(fd), base, size, std::move(from));
}

Spool::Spool(const std::string& name) : name_(name), fd_(nameless_file(name), true) {}

void Spool::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd_.get(), bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      throw Error(name_, "cannot be copied to a temporary file: " + reason_of(errno),
                  errno == EFBIG ? "allow larger files (ulimit -f), or give an unpacked file, which is read in place" : "set TMPDIR to a folder with room for the whole input");
    }
    bytes.remove_prefix(static_cast<std::size_t>(put));
    size_ += static_cast<std::uint64_t>(put);
  }
}

std::unique_ptr<ByteSource> Spool::so_far() const { return file_source(name_, Descriptor(fd_.get(), false), 0, size_, {}); }

std::unique_ptr<ByteSource> Spool::finish(std::string from) && { return file_source(name_, std::move(fd_), 0, size_, std::move(from)); }

}  // namespace handoff
