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

struct WalkOptions {
  std::size_t block_size = std::size_t{128} << 10;
  bool in_order = false;
  const std::atomic<bool>* stop = nullptr;  ///< once it is set, no further block is begun; null: all are
  std::function<void(double)> progress;  ///< share of the blocks begun, 0 to 1; one call at a time, from any thread
};

std::size_t block_count(const WalkFile& file, std::size_t block_size);

/// Walks once, a thread for each of `workers`. One worker: on the calling thread alone. What a worker throws is thrown here; of several, that of the first block.
void walk_blocks(std::span<const WalkFile> files, const WalkOptions& options, std::span<RecordSink* const> workers);

}  // namespace handoff
