// One signer at a time. The lock is on the contract itself: a file beside it would stay behind, and its folder may be shared by many contracts.
#pragma once
#include <string>

namespace handoff {

/// Holds the file that a path leads to, links followed, until destroyed. Whoever comes second waits, and then holds the file that stands there now.
class FileLock {
 public:
  /// Throws Error when somebody else holds it for longer than `patience_ms`. A file that cannot be opened is not held: reading it says why.
  explicit FileLock(const std::string& path, int patience_ms = 20'000);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  /// Does the path still lead to the file that is held?
  bool still_there() const;

 private:
  std::string path_;
  int fd_ = -1;
};

}  // namespace handoff
