#include "id_table.hpp"

#include <utility>

namespace handoff {

IdTable::Outcome IdTable::insert(std::string_view id, Instant modified, std::uint64_t offset, RowLookup& lookup) {
  const std::uint64_t hash = hash_(id);
  Shard& shard = (*shards_)[shard_of(hash)];
  const std::lock_guard lock(shard.mutex);
  std::size_t at = 0;
  std::pair<Instant, std::uint64_t> standing;
  const bool known = shard.table.find(key_of(hash), at, [&](std::uint64_t earlier) {
    const IdRow row = lookup.row_at(earlier);
    standing = {row.modified, earlier};
    return row.id == id;
  });
  if (!known) {
    shard.table.add(key_of(hash), at, offset);
    return Outcome::first;
  }
  if (std::pair(modified, offset) < standing) return Outcome::superseded;
  shard.table.set_payload(at, offset);
  return Outcome::supersedes;
}

void IdTable::expect(std::string_view id) const {
  const std::uint64_t hash = hash_(id);
  const Shard& shard = (*shards_)[shard_of(hash)];
  const std::lock_guard lock(shard.mutex);
  __builtin_prefetch(shard.table.place_of(key_of(hash)), 1);
}

bool IdTable::stands(std::string_view id, std::uint64_t offset) const {
  const std::uint64_t hash = hash_(id);
  std::size_t at = 0;
  return (*shards_)[shard_of(hash)].table.find(key_of(hash), at, [&](std::uint64_t standing) { return standing == offset; });
}

std::uint64_t IdTable::ids() const {
  std::uint64_t sum = 0;
  for (const Shard& shard : *shards_) sum += shard.table.size();
  return sum;
}

std::size_t IdTable::footprint() const {
  std::size_t sum = sizeof *this + sizeof(Shards);
  for (const Shard& shard : *shards_) sum += shard.table.footprint();
  return sum;
}

}  // namespace handoff
