#include "email_table.hpp"

#include <bit>
#include <numeric>
#include <span>

#include "handoff/ascii.hpp"
#include "hash.hpp"
#include "lead_reader.hpp"

namespace handoff {
namespace {

constexpr std::uint64_t met_once = 0, met_again = 1;

/// Hash of the normalised address.
std::uint64_t hash_email(std::string_view email) {
  email = bare(email);
  char lower[320];  // 64 + @ + 255: the longest address there may be
  const std::size_t length = email.size() < sizeof lower ? email.size() : sizeof lower;
  for (std::size_t i = 0; i < length; ++i) lower[i] = ascii_lower(email[i]);
  const std::uint64_t hash = hash_text({lower, length});
  const std::uint64_t whole = length == email.size() ? hash : mix64(hash ^ hash_text(email.substr(length)));
  return whole ? whole : 1;  // 0 marks a free slot
}

/// Where the hash is, or would go. The lower bits find the slot.
std::size_t slot_of(const std::vector<std::uint64_t>& slots, std::uint64_t hash) {
  std::size_t at = static_cast<std::size_t>(hash) & (slots.size() - 1);
  while (slots[at] != 0 && slots[at] != hash) at = (at + 1) & (slots.size() - 1);
  return at;
}

}  // namespace

void EmailBatch::add(std::string_view email) { hashes_.push_back(hash_email(email)); }

void EmailTable::add(EmailBatch& batch) {
  std::array<std::uint32_t, std::tuple_size_v<Shards> + 1> begin{};
  for (const std::uint64_t hash : batch.hashes_) ++begin[shard_of(hash) + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  batch.by_shard_.resize(batch.hashes_.size());
  auto next = begin;
  for (const std::uint64_t hash : batch.hashes_) batch.by_shard_[next[shard_of(hash)]++] = hash;
  for (std::size_t s = 0; s < shards_->size(); ++s) {
    const std::span<const std::uint64_t> hashes(batch.by_shard_.data() + begin[s], begin[s + 1] - begin[s]);
    if (hashes.empty()) continue;
    Shard& shard = (*shards_)[s];
    const std::lock_guard lock(shard.mutex);
    for (const std::uint64_t hash : hashes)
      if (const void* place = shard.table.place_of(hash & Table::key_mask)) __builtin_prefetch(place, 1);
    for (const std::uint64_t hash : hashes) {
      std::size_t at = 0;
      std::uint64_t met = met_once;
      const std::uint64_t key = hash & Table::key_mask;
      if (!shard.table.find(key, at, [&](std::uint64_t payload) { met = payload; return true; })) {
        shard.table.add(key, at, met_once);
      } else if (met == met_once) {
        shard.table.set_payload(at, met_again);
        shard.again.push_back(hash);
      }
    }
  }
  batch.hashes_.clear();
}

void EmailTable::close() {
  std::size_t count = 0;
  for (const Shard& shard : *shards_) count += shard.again.size();
  shared_.assign(std::bit_ceil(count * 2 + 1), 0);
  for (const Shard& shard : *shards_)
    for (const std::uint64_t hash : shard.again) shared_[slot_of(shared_, hash)] = hash;
  shards_.reset();
}

bool EmailTable::shared(std::string_view email) const { return !shared_.empty() && shared_[slot_of(shared_, hash_email(email))] != 0; }

std::size_t EmailTable::footprint() const {
  std::size_t sum = sizeof *this + shared_.capacity() * sizeof shared_[0];
  if (!shards_) return sum;
  sum += sizeof(Shards);
  for (const Shard& shard : *shards_) sum += shard.table.footprint() + shard.again.capacity() * sizeof shard.again[0];
  return sum;
}

}  // namespace handoff
