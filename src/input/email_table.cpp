#include "email_table.hpp"

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
  return length == email.size() ? hash : mix64(hash ^ hash_text(email.substr(length)));
}

}  // namespace

void EmailTable::add(std::string_view email) {
  const std::uint64_t hash = hash_email(email);
  Shard& shard = (*shards_)[static_cast<std::size_t>(hash >> (64 - shard_bits))];
  const std::lock_guard lock(shard.mutex);
  std::size_t at = 0;
  const std::uint64_t key = hash & Table::key_mask;
  if (shard.table.find(key, at, [](std::uint64_t) { return true; })) shard.table.set_payload(at, met_again);
  else shard.table.add(key, at, met_once);
}

bool EmailTable::shared(std::string_view email) const {
  const std::uint64_t hash = hash_email(email);
  std::size_t at = 0;
  const Table& table = (*shards_)[static_cast<std::size_t>(hash >> (64 - shard_bits))].table;
  return table.find(hash & Table::key_mask, at, [](std::uint64_t payload) { return payload == met_again; });
}

std::size_t EmailTable::footprint() const {
  std::size_t sum = sizeof *this + sizeof(Shards);
  for (const Shard& shard : *shards_) sum += shard.table.footprint();
  return sum;
}

}  // namespace handoff
