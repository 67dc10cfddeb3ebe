#include "output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "encoding.hpp"

namespace synth {
namespace {

constexpr std::size_t piece = 1 << 20;

int open_for_writing(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) throw std::runtime_error(fmt::format("{}: {}", path, std::strerror(errno)));
  return fd;
}

void write_all(int fd, const std::string& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw std::runtime_error(fmt::format("{}: {}", path, std::strerror(errno)));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

void write_file(const std::string& path, std::string_view bytes) {
  const int fd = open_for_writing(path);
  write_all(fd, path, bytes);
  ::close(fd);
}

Output::Output(const std::string& path, const Options& options)
    : end_of_line_(options.has(Ugly::crlf) ? "\r\n" : "\n"), utf16_(options.has(Ugly::utf16)), open_end_(options.has(Ugly::nofinal)), path_(path),
      fd_(open_for_writing(path)) {
  buffer_.reserve(piece + 65'536);
  if (options.has(Ugly::bom) || utf16_) buffer_ = "\xEF\xBB\xBF";
}

Output::~Output() { ::close(fd_); }

void Output::line(std::string_view row) {
  if (!first_) buffer_ += end_of_line_;
  first_ = false;
  buffer_ += row;
  if (buffer_.size() >= piece) flush();
}

void Output::finish() {
  if (!open_end_) buffer_ += end_of_line_;
  flush();
}

void Output::flush() {
  line_feeds += static_cast<std::uint64_t>(std::count(buffer_.begin(), buffer_.end(), '\n'));
  if (utf16_) {
    wide_.clear();
    append_utf16(buffer_, wide_);
  }
  const std::string& out = utf16_ ? wide_ : buffer_;
  write_all(fd_, path_, out);
  bytes += out.size();
  buffer_.clear();
}

}  // namespace synth
