// All blocks of all files, by as many threads as there are workers. A block's first record cannot be known before the block ahead
// has been read, so a worker guesses it, reads, and lets the guess stand only where the block ahead ended exactly there.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "csv/records.hpp"

namespace handoff {

/// One input of a walk; what it points to must outlive the walk.
struct WalkFile {
  const ByteSource* source = nullptr;
  const Dialect* dialect = nullptr;
  const Wanted* wanted = nullptr;
};

/// A block that has been read, in its place.
struct BlockPlace {
  std::size_t file = 0;
  std::size_t block = 0;              ///< over all files
  std::uint64_t first_line = 0;       ///< 1-based line of the file that account.begin stands on
  const BlockAccount* account = nullptr;
};

/// What is done with blocks; one a thread. A worker is handed blocks in ascending order, each as begin, records, end, in_order.
struct BlockWorker : RecordSink {
  virtual void begin_block(const BlockPlace& place) = 0;
  virtual void end_block(const BlockPlace&) {}
  /// Only with WalkOptions::in_order: what is still to be done with this block, once it has been done with all before it. No worker waits for that: who
  /// comes to a block that is next does what others have left too, so it holds all it needs. One at a time, on any thread; null: nothing.
  virtual std::function<void()> in_order(const BlockPlace&) { return {}; }
  /// There are no more blocks for this worker.
  virtual void end_walk() {}
};

struct WalkOptions {
  std::size_t block_size = std::size_t{256} << 10;
  bool in_order = false;
  const std::atomic<bool>* stop = nullptr;  ///< once it is set, no further block is begun; null: all are
  std::function<void(double)> progress;  ///< share of the blocks begun, 0 to 1; one call at a time, from any thread
};

std::size_t block_count(const WalkFile& file, std::size_t block_size);

/// Walks once. One worker: on the calling thread alone. What a worker throws is thrown here; of several, that of the first block.
void walk_blocks(std::span<const WalkFile> files, const WalkOptions& options, std::span<BlockWorker* const> workers);

}  // namespace handoff
