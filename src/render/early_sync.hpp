// Whoever waits at the end for the disk to have all of a file waits long: a ledger has a few hundred bytes a lead. So the disk takes what is written while more is made,
// and in the end only the last of it is left.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

namespace handoff {

/// A thread that syncs a file while others write to it. Where the system gives no thread, nothing is done ahead.
class EarlySync {
 public:
  /// `fd` must stay open as long as this lives.
  explicit EarlySync(int fd);
  ~EarlySync();
  EarlySync(const EarlySync&) = delete;
  EarlySync& operator=(const EarlySync&) = delete;
  /// There is more for the disk. Does not wait.
  void more();
  /// Waits until the disk has what it was told of. Returns the errno of what failed; 0: nothing did. The system tells a failure once, so who asks here must tell it too.
  int end();

 private:
  void work();
  int fd_;
  std::mutex mutex_;
  std::condition_variable moved_;
  bool more_ = false, ended_ = false;
  int failed_ = 0;
  std::thread thread_;
};

}  // namespace handoff
