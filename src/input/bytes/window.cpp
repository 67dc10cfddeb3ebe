// A plain buffer that slides; it grows only as far as the longest record allowed.
#include "bytes/window.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "handoff/text/error.hpp"

namespace handoff {

Window::Window(const ByteSource& source, std::size_t chunk, std::function<void()> before_moving)
    : source_(source), chunk_(std::max<std::size_t>(chunk, 1)), size_(source.size()), before_moving_(std::move(before_moving)), bytes_(1 + slack, '\0') {}

void Window::restart(std::uint64_t offset) {
  begin_ = std::min(offset, size_);
  filled_ = 0;
}

bool Window::more(std::uint64_t keep_from) {
  if (at_end()) return false;
  if (before_moving_) before_moving_();
  const auto dropped = static_cast<std::size_t>(keep_from - begin_);
  if (dropped > 0) std::memmove(bytes_.data() + 1, bytes_.data() + 1 + dropped, filled_ - dropped);
  begin_ = keep_from;
  filled_ -= dropped;
  std::size_t wanted = std::max(chunk_, filled_ / 2);  // a long record is not read in ever so many small steps
  if (end() >= limit_) wanted = std::min<std::size_t>(wanted, std::max<std::size_t>(4096, filled_ / 2));
  else wanted = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, limit_ - end())) + 4096;
  if (bytes_.size() < 1 + filled_ + wanted + slack) bytes_.resize(1 + filled_ + wanted + slack);
  const std::size_t got = source_.read(end(), bytes_.data() + 1 + filled_, wanted);
  if (got == 0) throw Error(source_.name(), "became shorter while it was read", "wait until the export is written to the end, and run again");
  filled_ += got;
  std::memset(bytes_.data() + 1 + filled_, 0, slack);
  return true;
}

}  // namespace handoff
