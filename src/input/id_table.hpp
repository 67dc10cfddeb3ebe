// Which row of a lead id stands: the one modified last, of rows modified alike the later one. The table holds no ids: ten bytes a
// slot (40 bits of a hash, 40 bits of the row's offset), and where a hash is met again the earlier row is read again, so the answer
// is exact and does not depend on the order in which rows arrive. At most 16 bytes a lead, right after growth too.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

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

/// The rows of a block on their way into the table, in ascending order of their offsets. They go in together, shard by shard: one lock a shard
/// instead of one a row, and each shard's memory is fetched while other rows of it are looked up.
class IdBatch {
 public:
  struct Row { std::uint64_t hash; Instant modified; std::uint64_t offset; std::size_t id_at; std::size_t id_length; };  ///< hash: of a row on its way in
  void add(std::string_view id, Instant modified, std::uint64_t offset);
  void clear();
  const std::vector<Row>& rows() const { return rows_; }
  std::string_view id(const Row& row) const { return {ids_.data() + row.id_at, row.id_length}; }
  /// The row at that offset; null when it is not in the batch.
  const Row* row_at(std::uint64_t offset) const;

 private:
  friend class IdTable;
  std::vector<Row> rows_;
  std::vector<char> ids_;
  std::vector<std::uint32_t> order_;  // rows by shard, for insert
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
  /// Inserts all rows of a batch; `lookup` is asked for rows outside it alone. True: an id came again. Thread-safe.
  bool insert(IdBatch& batch, RowLookup& lookup);
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
  Outcome insert_locked(Shard& shard, std::uint64_t hash, const IdRow& row, std::uint64_t offset, RowLookup& lookup);
  static std::size_t shard_of(std::uint64_t hash) { return static_cast<std::size_t>(hash >> (64 - shard_bits)); }
  static std::uint64_t key_of(std::uint64_t hash) { return hash & Table::key_mask; }
  Hash hash_;
  std::unique_ptr<Shards> shards_;
};

}  // namespace handoff
