// A signature is put in place by renaming, so a waiter wakes up with a lock on the file that was replaced: it looks again, and takes the new one.
#include "file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "handoff/error.hpp"

namespace handoff {

FileLock::FileLock(const std::string& path, int patience_ms) : path_(path) {
  constexpr int pause_ms = 20;
  for (int waited = 0;; waited += pause_ms) {
    if (fd_ < 0) fd_ = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd_ < 0) return;
    if (flock(fd_, LOCK_EX | LOCK_NB) == 0) {
      if (still_there()) return;
      close(fd_);
      fd_ = -1;
      continue;
    }
    if (errno != EWOULDBLOCK && errno != EINTR) return;  // a file system without locks
    if (waited >= patience_ms) {
      close(fd_);
      throw Error(path, "somebody else is signing it", "try again when they are through");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
  }
}

FileLock::~FileLock() {
  if (fd_ >= 0) close(fd_);
}

bool FileLock::still_there() const {
  struct stat held {}, there {};
  return fd_ >= 0 && fstat(fd_, &held) == 0 && stat(path_.c_str(), &there) == 0 && held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

}  // namespace handoff
