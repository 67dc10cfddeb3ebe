// Which row of a lead id stands: the one modified last, of rows modified alike the later one; and whether all rows of an id are of one lead. The
// table holds no ids: ten bytes a slot (37 bits of a hash, three flags, 40 bits of the row's offset), and where a hash is met again the
// earlier row is read again, so the answer is exact and does not depend on the order in which rows arrive. At most 16 bytes a lead, right
// after growth too.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "identity/hash.hpp"
#include "handoff/time/time.hpp"
#include "identity/identity.hpp"
#include "identity/packed_table.hpp"

namespace handoff {

/// What decides between two rows of one id. Its texts are good until the next call.
struct IdRow {
  std::string_view id;             ///< trimmed
  Instant modified = instant_min;  ///< see modified_of
  Identity identity = {};
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
  struct Row {
    std::uint64_t hash;   ///< of a row on its way in
    Instant modified;
    std::uint64_t offset;
    Instant created_first, created_last;
    std::size_t id_at;
    std::uint32_t id_length, email_length;   ///< the address stands behind the id
  };
  void add(std::string_view id, Instant modified, std::uint64_t offset, const Identity& identity = {});
  void clear();
  const std::vector<Row>& rows() const { return rows_; }
  std::string_view id(const Row& row) const { return {texts_.data() + row.id_at, row.id_length}; }
  IdRow whole(const Row& row) const {
    return {id(row), row.modified, {row.created_first, row.created_last, {texts_.data() + row.id_at + row.id_length, row.email_length}}};
  }
  /// The row at that offset; null when it is not in the batch.
  const Row* row_at(std::uint64_t offset) const;

 private:
  friend class IdTable;
  std::vector<Row> rows_;
  std::vector<char> texts_;
  std::vector<std::uint32_t> order_;  // rows by shard, for insert
};

class IdTable {
 public:
  using Hash = std::uint64_t (*)(std::string_view);
  /// Hashes are keyed at random: nobody can make ids that meet, which would cost a row read again each. `hash` is there for tests, which force it.
  explicit IdTable(Hash hash = nullptr) : hash_(hash), key_(random_hash_key()), shards_(std::make_unique<Shards>()) {}

  /// Offsets below this fit into a slot: 1 TiB less one byte.
  static constexpr std::uint64_t offset_limit = (std::uint64_t{1} << 40) - 1;

  enum class Outcome { first, supersedes, superseded };
  /// Thread-safe. `offset` is below offset_limit, and no row is inserted twice.
  Outcome insert(const IdRow& row, std::uint64_t offset, RowLookup& lookup);
  /// Inserts all rows of a batch; `lookup` is asked for rows outside it alone. True: an id came again. Thread-safe.
  bool insert(IdBatch& batch, RowLookup& lookup);

  /// Once all rows are in: is the row at `offset` the one that stands for its id? Thread-safe, reads nothing.
  bool stands(std::string_view id, std::uint64_t offset) const;
  /// What a row is to its id, once all rows are in. `alone`: no other row has the id. `stands`: before others. `joined`: another row stands, and all rows of the id are of one lead. `collided`: another row stands,
  /// and two rows of the id are of two leads, these or others.
  enum class Place { alone, stands, joined, collided };
  /// Of a row that is in the table. Reads rows again only where hashes meet. Thread-safe.
  Place place(std::string_view id, std::uint64_t offset, RowLookup& lookup) const;
  /// The row that stands for an id that is in the table. Thread-safe.
  std::uint64_t standing(std::string_view id, RowLookup& lookup) const;

  std::uint64_t ids() const;
  /// Ids that more than one row has, all of one lead; and ids that two leads have.
  std::uint64_t joined_ids() const;
  std::uint64_t collided_ids() const;
  /// Everything it takes, in bytes.
  std::size_t footprint() const;
  void clear() { shards_ = std::make_unique<Shards>(); }

 private:
  static constexpr int shard_bits = 7;
  static constexpr std::uint64_t repeated = 1, collided = 2, elsewhere = 4;   // flags; elsewhere: `evidence` says more of the lead than the row that stands
  using Table = PackedTable<5, 5, 3>;
  struct Shard {
    mutable std::mutex mutex;
    Table table;
    Table evidence;          // of ids whose row that stands does not say which lead it is, or not to the moment: the row that does
    std::uint64_t repeated_ids = 0, collided_ids = 0;
  };
  using Shards = std::array<Shard, std::size_t{1} << shard_bits>;
  struct Repeat;
  Outcome insert_locked(Shard& shard, std::uint64_t hash, const IdRow& row, std::uint64_t offset, RowLookup& lookup);
  void compare(Shard& shard, std::size_t at, const Repeat& repeat, RowLookup& lookup);
  std::size_t slot_of(const Shard& shard, std::uint64_t hash, std::string_view id, RowLookup& lookup) const;
  std::uint64_t hash_of(std::string_view id) const { return hash_ ? hash_(id) : hash_text(id, key_); }
  static std::size_t shard_of(std::uint64_t hash) { return static_cast<std::size_t>(hash >> (64 - shard_bits)); }
  static std::uint64_t key_of(std::uint64_t hash) { return hash & Table::key_mask; }
  Hash hash_;
  HashKey key_;
  std::unique_ptr<Shards> shards_;
};

}  // namespace handoff
