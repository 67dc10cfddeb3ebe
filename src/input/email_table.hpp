// Which e-mail addresses more than one lead carries: a 63-bit hash of each address and whether it was met again, eight bytes a
// slot. Among ten million addresses the chance that any two share a hash is below one in a hundred thousand. Once all are in, only
// those met again are kept: few, so that asking finds them in the cache.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "packed_table.hpp"

namespace handoff {

/// The addresses of a block on their way into the table: together, shard by shard, so that one row does not wait for the memory of another.
class EmailBatch {
 public:
  /// Blanks at the ends and case do not tell addresses apart.
  void add(std::string_view email);
  std::size_t size() const { return hashes_.size(); }

 private:
  friend class EmailTable;
  std::vector<std::uint64_t> hashes_, by_shard_;
};

class EmailTable {
 public:
  EmailTable() : shards_(std::make_unique<Shards>()) {}
  /// Counts the address of one lead each, and empties the batch. Thread-safe.
  void add(EmailBatch& batch);
  /// All leads are in: from now on it can be asked, and takes nothing more.
  void close();
  /// Does more than one lead carry it? Thread-safe.
  bool shared(std::string_view email) const;
  std::size_t footprint() const;
  /// As new.
  void clear() { *this = EmailTable(); }

 private:
  static constexpr int shard_bits = 7;
  using Table = PackedTable<7, 1>;
  struct Shard {
    std::mutex mutex;
    Table table;
    std::vector<std::uint64_t> again;  // hashes met again, each once
  };
  using Shards = std::array<Shard, std::size_t{1} << shard_bits>;
  static std::size_t shard_of(std::uint64_t hash) { return static_cast<std::size_t>(hash >> (64 - shard_bits)); }
  std::unique_ptr<Shards> shards_;      // null once closed
  std::vector<std::uint64_t> shared_;   // open addressing, at most half full; 0: free
};

}  // namespace handoff
