// A stretch of the source in memory: records are looked at here, and what is behind them is given back.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "bytes/byte_source.hpp"

namespace handoff {

class Window {
 public:
  /// `chunk`: bytes read at a time. `before_moving` is called when pointers are about to move, but for a restart.
  Window(const ByteSource& source, std::size_t chunk, std::function<void()> before_moving = {});
  /// Empties it; the next bytes read are those from `offset` on.
  void restart(std::uint64_t offset);
  /// Reads on, dropping what stands before `keep_from` (which lies in the window). False at the end of the source. Moves all pointers.
  bool more(std::uint64_t keep_from);
  /// Reads little beyond this offset at a time: the next block's reader reads it too.
  void set_limit(std::uint64_t limit) { limit_ = limit; }

  std::uint64_t begin() const { return begin_; }
  std::uint64_t end() const { return begin_ + filled_; }
  bool at_end() const { return end() >= size_; }
  std::uint64_t source_size() const { return size_; }
  /// Valid for begin() <= offset <= end(); the 64 bytes from end() on are readable, and NUL; so is the byte before begin().
  const char* at(std::uint64_t offset) const { return bytes_.data() + 1 + (offset - begin_); }

  static constexpr std::size_t slack = 64;

 private:
  const ByteSource& source_;
  std::size_t chunk_;
  std::uint64_t size_;
  std::uint64_t limit_ = UINT64_MAX;
  std::uint64_t begin_ = 0;
  std::size_t filled_ = 0;
  std::function<void()> before_moving_;
  std::vector<char> bytes_;  // one, those that are filled, and the slack
};

}  // namespace handoff
