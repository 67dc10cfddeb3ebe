#include "identity/id_table.hpp"

#include <algorithm>
#include <utility>

namespace handoff {

void IdBatch::add(std::string_view id, Instant modified, std::uint64_t offset, const Identity& identity) {
  rows_.push_back({0, modified, offset, identity.first, identity.last, texts_.size(), static_cast<std::uint32_t>(id.size()), static_cast<std::uint32_t>(identity.email.size())});
  texts_.insert(texts_.end(), id.begin(), id.end());
  texts_.insert(texts_.end(), identity.email.begin(), identity.email.end());
}

void IdBatch::clear() {
  rows_.clear();
  texts_.clear();
}

const IdBatch::Row* IdBatch::row_at(std::uint64_t offset) const {
  const auto found = std::lower_bound(rows_.begin(), rows_.end(), offset, [](const Row& row, std::uint64_t at) { return row.offset < at; });
  return found != rows_.end() && found->offset == offset ? &*found : nullptr;
}

/// An id comes again: the row that stands so far, and the one that comes.
struct IdTable::Repeat {
  std::uint64_t key;
  const IdRow& row;
  std::uint64_t offset;
  Identity standing;            // of the row that stands so far
  std::uint64_t standing_offset;
  bool stands;                  // the one that comes does from now on
};

/// Holds the row against the one that says most of the lead among those before it: so two that differ are found in any order.
void IdTable::compare(Shard& shard, std::size_t at, const Repeat& repeat, RowLookup& lookup) {
  std::uint64_t flags = shard.table.flags(at);
  shard.repeated_ids += (flags & repeated) == 0;
  flags |= repeated;
  if ((flags & collided) == 0) {
    const int mine = repeat.row.identity.strength(), of_standing = repeat.stands ? mine : repeat.standing.strength();
    Identity most = repeat.standing;
    std::uint64_t most_offset = repeat.standing_offset;
    std::size_t kept = 0;
    bool is_kept = false;
    const auto find_kept = [&] {
      return shard.evidence.find(repeat.key, kept, [&](std::uint64_t offset) {
        const IdRow other = lookup.row_at(offset);
        if (other.id != repeat.row.id) return false;
        if (flags & elsewhere) most = other.identity, most_offset = offset;
        return true;
      });
    };
    if (flags & elsewhere) is_kept = find_kept();
    if (repeat.row.identity.differs(most)) {
      flags |= collided;
      ++shard.collided_ids;
    } else if (of_standing >= std::max(mine, most.strength())) {
      flags &= ~elsewhere;
    } else {
      if (mine > most.strength()) most_offset = repeat.offset;
      if (!is_kept) is_kept = find_kept();
      if (is_kept) shard.evidence.set_payload(kept, most_offset);
      else shard.evidence.add(repeat.key, kept, most_offset);
      flags |= elsewhere;
    }
  }
  shard.table.set_flags(at, flags);
}

IdTable::Outcome IdTable::insert_locked(Shard& shard, std::uint64_t hash, const IdRow& row, std::uint64_t offset, RowLookup& lookup) {
  std::size_t at = 0;
  IdRow other;
  std::uint64_t standing = 0;
  const bool known = shard.table.find(key_of(hash), at, [&](std::uint64_t earlier) {
    other = lookup.row_at(earlier);
    standing = earlier;
    return other.id == row.id;
  });
  if (!known) {
    shard.table.add(key_of(hash), at, offset);
    return Outcome::first;
  }
  const bool supersedes = std::pair(row.modified, offset) > std::pair(other.modified, standing);
  compare(shard, at, {key_of(hash), row, offset, other.identity, standing, supersedes}, lookup);
  if (!supersedes) return Outcome::superseded;
  shard.table.set_payload(at, offset);
  return Outcome::supersedes;
}

IdTable::Outcome IdTable::insert(const IdRow& row, std::uint64_t offset, RowLookup& lookup) {
  const std::uint64_t hash = hash_of(row.id);
  Shard& shard = (*shards_)[shard_of(hash)];
  const std::lock_guard lock(shard.mutex);
  return insert_locked(shard, hash, row, offset, lookup);
}

bool IdTable::insert(IdBatch& batch, RowLookup& lookup) {
  constexpr std::size_t shards = std::size_t{1} << shard_bits;
  struct BatchLookup final : RowLookup {
    BatchLookup(const IdBatch& batch_, RowLookup& others_) : batch(batch_), others(others_) {}
    IdRow row_at(std::uint64_t offset) override {
      const IdBatch::Row* row = batch.row_at(offset);
      return row ? batch.whole(*row) : others.row_at(offset);
    }
    const IdBatch& batch;
    RowLookup& others;
  } rows(batch, lookup);
  std::array<std::uint32_t, shards + 1> begin{};
  for (IdBatch::Row& row : batch.rows_) {
    row.hash = hash_of(batch.id(row));
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
      again |= insert_locked(shard, row.hash, batch.whole(row), row.offset, rows) != Outcome::first;
    }
  }
  return again;
}

/// The slot of an id that is in the table.
std::size_t IdTable::slot_of(const Shard& shard, std::uint64_t hash, std::string_view id, RowLookup& lookup) const {
  std::size_t found = 0, slots = 0;
  shard.table.each(key_of(hash), [&](std::size_t at) {
    found = at;
    ++slots;
  });
  if (slots == 1) return found;
  shard.table.find(key_of(hash), found, [&](std::uint64_t offset) { return lookup.row_at(offset).id == id; });
  return found;
}

bool IdTable::stands(std::string_view id, std::uint64_t offset) const {
  const std::uint64_t hash = hash_of(id);
  std::size_t at = 0;
  return (*shards_)[shard_of(hash)].table.find(key_of(hash), at, [&](std::uint64_t standing) { return standing == offset; });
}

IdTable::Place IdTable::place(std::string_view id, std::uint64_t offset, RowLookup& lookup) const {
  const std::uint64_t hash = hash_of(id);
  const Shard& shard = (*shards_)[shard_of(hash)];
  std::size_t at = 0;
  if (shard.table.find(key_of(hash), at, [&](std::uint64_t standing) { return standing == offset; }))
    return shard.table.flags(at) & repeated ? Place::stands : Place::alone;
  return shard.table.flags(slot_of(shard, hash, id, lookup)) & collided ? Place::collided : Place::joined;
}

std::uint64_t IdTable::standing(std::string_view id, RowLookup& lookup) const {
  const std::uint64_t hash = hash_of(id);
  const Shard& shard = (*shards_)[shard_of(hash)];
  return shard.table.payload(slot_of(shard, hash, id, lookup));
}

std::uint64_t IdTable::ids() const {
  std::uint64_t sum = 0;
  for (const Shard& shard : *shards_) sum += shard.table.size();
  return sum;
}

std::uint64_t IdTable::joined_ids() const {
  std::uint64_t sum = 0;
  for (const Shard& shard : *shards_) sum += shard.repeated_ids - shard.collided_ids;
  return sum;
}

std::uint64_t IdTable::collided_ids() const {
  std::uint64_t sum = 0;
  for (const Shard& shard : *shards_) sum += shard.collided_ids;
  return sum;
}

std::size_t IdTable::footprint() const {
  std::size_t sum = sizeof *this + sizeof(Shards);
  for (const Shard& shard : *shards_) sum += shard.table.footprint() + shard.evidence.footprint();
  return sum;
}

}  // namespace handoff
