// One at a time. The lock of a signer is on the contract itself: a file beside it would stay behind, and its folder may be shared by many contracts.
// The lock of a state, which need not be there yet, is a file beside it, which whoever holds it takes away.
#pragma once
#include <string>

namespace handoff {

/// The lock of a file: `.NAME.lock` beside what the path leads to.
std::string lock_beside(const std::string& path);

/// Holds a file until destroyed. Whoever comes second waits, and then holds the file that stands there now.
class FileLock {
 public:
  struct Beside {};
  /// The file that a path leads to, links followed. Throws Error when somebody else holds it for longer than `patience_ms`. A file that cannot be
  /// opened is not held: reading it says why.
  explicit FileLock(const std::string& path, int patience_ms = 20'000);
  /// `.NAME.lock` beside the file that a path leads to; made where it is not there, and removed at the end. It is an empty file: throws Error where
  /// anything else has that name.
  FileLock(const std::string& path, Beside, int patience_ms = 60'000);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  /// Does the path still lead to the file that is held?
  bool still_there() const;

 private:
  void require_own(const std::string& named) const;
  void hold(int flags, int patience_ms, const std::string& named, const char* busy, const char* fix);
  std::string path_;
  int fd_ = -1;
  bool remove_ = false;
};

}  // namespace handoff
