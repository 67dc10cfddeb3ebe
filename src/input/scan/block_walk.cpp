// Blocks are taken in order and each waits for the one ahead only, so whoever waits, waits for a block that somebody works on.
#include "scan/block_walk.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace handoff {
namespace {

constexpr std::size_t no_block = std::numeric_limits<std::size_t>::max();
constexpr std::size_t most_waiting = 64;  // blocks with something to be done after an earlier one's

/// What the threads of one walk share.
class Walk {
 public:
  Walk(std::span<const WalkFile> files, const WalkOptions& options) : files_(files), options_(options) {
    for (const WalkFile& file : files) {
      first_.push_back(blocks_);
      blocks_ += block_count(file, options.block_size);
    }
  }
  std::size_t blocks() const { return blocks_; }
  void work(RecordSink& worker);
  void rethrow() const { if (error_) std::rethrow_exception(error_); }

 private:
  struct Start { std::uint64_t offset, line; };
  void one_block(RecordSink& worker, std::size_t block, std::size_t file, BlockReader& reader);
  std::size_t take();
  void report(std::size_t block);
  bool wait_for_start(std::size_t block);
  void pass_start_on(std::size_t block);
  void leave(std::size_t block, std::function<void()> work);
  void do_left(std::unique_lock<std::mutex>& lock);
  void fail(std::size_t block);

  std::span<const WalkFile> files_;
  const WalkOptions& options_;
  std::vector<std::size_t> first_;  // block of each file
  std::size_t blocks_ = 0;

  std::mutex mutex_;
  std::condition_variable moved_;
  std::size_t next_ = 0;        // block to take
  std::size_t chained_ = 0;     // block whose start is known
  Start start_{0, 0};           // of that block, where it is not its file's first
  std::map<std::size_t, std::function<void()>> left_;  // by block: what waits for its turn
  std::size_t due_ = 0;         // block whose turn it is
  bool doing_ = false;          // somebody does what is left
  std::size_t failed_ = no_block;
  std::exception_ptr error_;
  std::mutex progress_mutex_;
};

std::size_t Walk::take() {
  const std::lock_guard lock(mutex_);
  if (options_.stop && *options_.stop) return no_block;
  return next_ >= blocks_ || next_ > failed_ ? no_block : next_++;
}

void Walk::report(std::size_t block) {
  if (!options_.progress) return;
  if (const std::unique_lock lock(progress_mutex_, std::try_to_lock); lock.owns_lock())
    options_.progress(static_cast<double>(block) / static_cast<double>(blocks_));
}

/// False: an earlier block has failed, and there is nothing to wait for.
bool Walk::wait_for_start(std::size_t block) {
  std::unique_lock lock(mutex_);
  moved_.wait(lock, [&] { return chained_ == block || failed_ < block; });
  return failed_ >= block;
}

void Walk::pass_start_on(std::size_t block) {
  {
    const std::lock_guard lock(mutex_);
    chained_ = block + 1;
  }
  moved_.notify_all();
}

void Walk::leave(std::size_t block, std::function<void()> work) {
  std::unique_lock lock(mutex_);
  moved_.wait(lock, [&] { return block < due_ + most_waiting || failed_ < block; });
  if (failed_ < block) return;
  left_.emplace(block, std::move(work));
  if (!doing_) do_left(lock);
}

/// All whose turn it is.
void Walk::do_left(std::unique_lock<std::mutex>& lock) {
  doing_ = true;
  while (!left_.empty() && left_.begin()->first == due_) {
    const auto next = left_.extract(left_.begin());
    lock.unlock();
    try {
      if (next.mapped()) next.mapped()();
    } catch (...) {
      fail(next.key());
      return;  // nobody is to go on
    }
    lock.lock();
    ++due_;
    moved_.notify_all();
  }
  doing_ = false;
}

void Walk::fail(std::size_t block) {
  {
    const std::lock_guard lock(mutex_);
    if (block < failed_) {
      failed_ = block;
      error_ = std::current_exception();
    }
  }
  moved_.notify_all();
}

void Walk::one_block(RecordSink& worker, std::size_t block, std::size_t file, BlockReader& reader) {
  const Dialect& dialect = *files_[file].dialect;
  const std::uint64_t size = files_[file].source->size();
  const std::uint64_t nominal = dialect.data_offset + (block - first_[file]) * options_.block_size;
  const std::uint64_t limit = std::min<std::uint64_t>(size, nominal + options_.block_size);
  const bool first = block == first_[file];
  const BlockAccount* account = nullptr;
  std::uint64_t guess = nominal;
  bool known = first;
  if (!first) {
    const std::lock_guard lock(mutex_);
    known = chained_ == block;
  }
  if (!known) guess = reader.guess_start(nominal);
  if (first || (!known && guess < limit)) account = &reader.normalize(guess, limit);

  if (!wait_for_start(block)) return;
  const Start start = first ? Start{dialect.data_offset, dialect.header_lines + 1} : start_;  // nobody writes start_ while it is this block's turn
  BlockAccount empty;
  empty.begin = empty.end = start.offset;
  const bool skip = start.offset >= limit;  // a record ahead reaches over the whole block
  if (skip) account = &empty;
  else if (!account || guess != start.offset) account = &reader.normalize(start.offset, limit);
  start_ = {account->end, start.line + account->lines};
  pass_start_on(block);

  const BlockPlace place{file, block, start.line, account};
  worker.begin_block(place);
  if (account->records > 0) reader.deliver(worker);
  worker.end_block(place);
  if (options_.in_order) leave(block, worker.in_order(place));
}

void Walk::work(RecordSink& worker) {
  std::unique_ptr<BlockReader> reader;
  std::size_t open = no_block;  // file of the reader
  for (std::size_t block = take(); block != no_block; block = take()) {
    try {
      report(block);
      const auto after = std::upper_bound(first_.begin(), first_.end(), block);
      const auto file = static_cast<std::size_t>(after - first_.begin()) - 1;
      if (file != open) {
        reader.reset();
        reader = std::make_unique<BlockReader>(*files_[file].source, *files_[file].dialect, *files_[file].wanted);
        open = file;
      }
      one_block(worker, block, file, *reader);
    } catch (...) {
      fail(block);
    }
  }
  try {
    worker.end_walk();
  } catch (...) {
    fail(blocks_);
  }
}

}  // namespace

std::size_t block_count(const WalkFile& file, std::size_t block_size) {
  const std::uint64_t size = file.source->size(), from = std::min(file.dialect->data_offset, size);
  return std::max<std::size_t>(1, static_cast<std::size_t>((size - from + block_size - 1) / block_size));
}

void walk_blocks(std::span<const WalkFile> files, const WalkOptions& options, std::span<RecordSink* const> workers) {
  Walk walk(files, options);
  const std::size_t useful = std::min(workers.size(), walk.blocks());
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < useful; ++i) {
    try {
      threads.emplace_back([&walk, worker = workers[i]] { walk.work(*worker); });
    } catch (const std::exception&) {  // no thread, or no memory to start one with
      break;  // the system gives no more threads: those there are do the work
    }
  }
  if (useful > 0) walk.work(*workers[0]);
  for (std::thread& thread : threads) thread.join();
  walk.rethrow();
}

}  // namespace handoff
