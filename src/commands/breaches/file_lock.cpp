// A signature is put in place by renaming, and a lock file is removed, so a waiter wakes up with a lock on the file that was replaced: it looks again, and takes the new one.
#include "breaches/file_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <thread>

#include "descriptor.hpp"
#include "handoff/text/error.hpp"

namespace handoff {

FileLock::FileLock(const std::string& path, int patience_ms) : path_(path) {
  hold(O_RDONLY | O_NONBLOCK, patience_ms, path, "somebody else is signing it", "try again when they are through");
}

std::string lock_beside(const std::string& path) {
  std::error_code error;
  std::filesystem::path there = std::filesystem::weakly_canonical(path, error);
  if (error) there = path;
  return (there.parent_path() / fmt::format(".{}.lock", there.filename().string().substr(0, 240))).string();
}

FileLock::FileLock(const std::string& path, Beside, int patience_ms) : path_(lock_beside(path)), remove_(true) {
  require_own(path);
  hold(O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, patience_ms, path, "another run has held it for a minute", "wait until that run is through; give each job a state of its own");
  if (fd_ >= 0) doom(path_);
}

void FileLock::require_own(const std::string& named) const {
  struct stat about {};
  if (lstat(path_.c_str(), &about) != 0 || (S_ISREG(about.st_mode) && about.st_size == 0)) return;
  throw Error(named, fmt::format("'{}' is there already, and is not a lock of handoff, which is an empty file", path_),
              "move that file away, or give the state another name");
}

void FileLock::hold(int flags, int patience_ms, const std::string& named, const char* busy, const char* fix) {
  constexpr int pause_ms = 20;
  for (int waited = 0;; waited += pause_ms) {
    if (fd_ < 0) fd_ = open(path_.c_str(), flags | O_CLOEXEC, 0666);
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
      throw Error(named, busy, fix);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
  }
}

FileLock::~FileLock() {
  if (fd_ < 0) return;
  if (remove_ && still_there()) unlink(path_.c_str());  // while it is held: who waits finds it gone, and makes another
  if (remove_) spare(path_);
  close(fd_);
}

bool FileLock::still_there() const {
  struct stat held {}, there {};
  return fd_ >= 0 && fstat(fd_, &held) == 0 && stat(path_.c_str(), &there) == 0 && held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

}  // namespace handoff
