#include "early_sync.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace handoff {

EarlySync::EarlySync(int fd) : fd_(fd) {
  try {
    thread_ = std::thread([this] { work(); });
  } catch (const std::system_error&) {  // the sync at the end does all of it
  }
}

EarlySync::~EarlySync() { end(); }

void EarlySync::more() {
  {
    const std::lock_guard lock(mutex_);
    more_ = true;
  }
  moved_.notify_one();
}

int EarlySync::end() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  moved_.notify_one();
  if (thread_.joinable()) thread_.join();
  return failed_;
}

void EarlySync::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    moved_.wait(lock, [this] { return more_ || ended_; });
    if (!more_ || failed_ != 0) return;
    more_ = false;
    lock.unlock();
    const int code = fdatasync(fd_) == 0 || errno == EINTR ? 0 : errno;
    lock.lock();
    failed_ = code;
  }
}

}  // namespace handoff
