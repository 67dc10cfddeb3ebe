#include "id_table.hpp"

#include <algorithm>
#include <utility>

namespace handoff {

void IdBatch::add(std::string_view id, Instant modified, std::uint64_t offset) {
  rows_.push_back({0, modified, offset, ids_.size(), id.size()});
  ids_.insert(ids_.end(), id.begin(), id.end());
}

void IdBatch::clear() {
  rows_.clear();
  ids_.clear();
}

const IdBatch::Row* IdBatch::row_at(std::uint64_t offset) const {
  const auto found = std::lower_bound(rows_.begin(), rows_.end(), offset, [](const Row& row, std::uint64_t at) { return row.offset < at; });
  return found != rows_.end() && found->offset == offset ? &*found : nullptr;
}

IdTable::Outcome IdTable::insert_locked(Shard& shard, std::uint64_t hash, const IdRow& row, std::uint64_t offset, RowLookup& lookup) {
  std::size_t at = 0;
  std::pair<Instant, std::uint64_t> standing;
  const bool known = shard.table.find(key_of(hash), at, [&](std::uint64_t earlier) {
    const IdRow other = lookup.row_at(earlier);
    standing = {other.modified, earlier};
    return other.id == row.id;
  });
  if (!known) {
    shard.table.add(key_of(hash), at, offset);
    return Outcome::first;
  }
  if (std::pair(row.modified, offset) < standing) return Outcome::superseded;
  shard.table.set_payload(at, offset);
  return Outcome::supersedes;
}

IdTable::Outcome IdTable::insert(std::string_view id, Instant modified, std::uint64_t offset, RowLookup& lookup) {
  const std::uint64_t hash = hash_(id);
  Shard& shard = (*shards_)[shard_of(hash)];
  const std::lock_guard lock(shard.mutex);
  return insert_locked(shard, hash, {id, modified}, offset, lookup);
}

bool IdTable::insert(IdBatch& batch, RowLookup& lookup) {
  constexpr std::size_t shards = std::size_t{1} << shard_bits;
  struct BatchLookup final : RowLookup {
    BatchLookup(const IdBatch& batch_, RowLookup& others_) : batch(batch_), others(others_) {}
    IdRow row_at(std::uint64_t offset) override {
      const IdBatch::Row* row = batch.row_at(offset);
      return row ? IdRow{batch.id(*row), row->modified} : others.row_at(offset);
    }
    const IdBatch& batch;
    RowLookup& others;
  } rows(batch, lookup);
  std::array<std::uint32_t, shards + 1> begin{};
  for (IdBatch::Row& row : batch.rows_) {
    row.hash = hash_(batch.id(row));
    ++begin[shard_of(row.hash) + 1];
  }
  for (std::size_t i = 0; i < shards; ++i) begin[i + 1] += begin[i];
  batch.order_.resize(batch.rows_.size());
  std::array<std::uint32_t, shards + 1> next = begin;
  for (std::uint32_t i = 0; i < batch.rows_.size(); ++i) batch.order_[next[shard_of(batch.rows_[i].hash)]++] = i;
  bool again = false;
  for (std::size_t s = 0; s < shards; ++s) {
    if (begin[s] == begin[s + 1]) continue;
    Shard& shard = (*shards_)[s];
    const std::lock_guard lock(shard.mutex);
    for (std::uint32_t i = begin[s]; i < begin[s + 1]; ++i)
      if (const void* place = shard.table.place_of(key_of(batch.rows_[batch.order_[i]].hash))) __builtin_prefetch(place, 1);
    for (std::uint32_t i = begin[s]; i < begin[s + 1]; ++i) {
      const IdBatch::Row& row = batch.rows_[batch.order_[i]];
      again |= insert_locked(shard, row.hash, {batch.id(row), row.modified}, row.offset, rows) != Outcome::first;
    }
  }
  return again;
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
