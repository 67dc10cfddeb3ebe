// Which row of a lead id stands: the one modified last, of rows modified alike the later one. The table holds no ids: ten bytes a
// slot (40 bits of a hash, 40 bits of the row's offset), and where a hash is met again the earlier row is read again, so the answer
// is exact and does not depend on the order in which rows arrive. At most 16 bytes a lead, right after growth too.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>

#include "hash.hpp"
#include "handoff/time.hpp"
#include "packed_table.hpp"

namespace handoff {

/// What decides between two rows of one id.
struct IdRow {
  std::string_view id;             ///< trimmed; good until the next call
  Instant modified = instant_min;  ///< instant_min: not known
};
/// Reads a row again by its offset over all inputs. One a thread.
struct RowLookup {
  virtual ~RowLookup() = default;
  virtual IdRow row_at(std::uint64_t offset) = 0;
};

class IdTable {
 public:
  using Hash = std::uint64_t (*)(std::string_view);
  /// `hash` is there for tests, which force collisions.
  explicit IdTable(Hash hash = hash_text) : hash_(hash), shards_(std::make_unique<Shards>()) {}

  /// Offsets below this fit into a slot: 1 TiB less one byte.
  static constexpr std::uint64_t offset_limit = (std::uint64_t{1} << 40) - 1;

  enum class Outcome { first, supersedes, superseded };
  /// Thread-safe. `offset` is below offset_limit, and no row is inserted twice.
  Outcome insert(std::string_view id, Instant modified, std::uint64_t offset, RowLookup& lookup);
  /// Fetches the place of an id into the cache, for an insert that comes a little later.
  void expect(std::string_view id) const;
  /// Once all rows are in: is the row at `offset` the one that stands for its id? Thread-safe, reads nothing.
  bool stands(std::string_view id, std::uint64_t offset) const;

  std::uint64_t ids() const;
  /// Everything it takes, in bytes.
  std::size_t footprint() const;
  void clear() { shards_ = std::make_unique<Shards>(); }

 private:
  static constexpr int shard_bits = 7;
  using Table = PackedTable<5, 5>;
  struct Shard { mutable std::mutex mutex; Table table; };
  using Shards = std::array<Shard, std::size_t{1} << shard_bits>;
  static std::size_t shard_of(std::uint64_t hash) { return static_cast<std::size_t>(hash >> (64 - shard_bits)); }
  static std::uint64_t key_of(std::uint64_t hash) { return hash & Table::key_mask; }
  Hash hash_;
  std::unique_ptr<Shards> shards_;
};

}  // namespace handoff
