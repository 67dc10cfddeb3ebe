#include "email_table.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "handoff/ascii.hpp"
#include "hash.hpp"

namespace handoff {
namespace {

/// Hash of the address in lower case.
std::uint64_t hash_email(std::string_view email) {
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

/// A free slot at least for each of so many.
void make_room(std::vector<std::uint64_t>& slots, std::size_t count) { slots.assign(std::bit_ceil(count * 2 + 1), 0); }

}  // namespace

void EmailBatch::add(std::string_view email) { hashes_.push_back(hash_email(email)); }

void EmailTable::add(EmailBatch& batch) {
  Sorted sorted;
  for (const std::uint64_t hash : batch.hashes_) ++sorted.begin[part_of(hash) + 1];
  std::partial_sum(sorted.begin.begin(), sorted.begin.end(), sorted.begin.begin());
  sorted.hashes.resize(batch.hashes_.size());
  auto next = sorted.begin;
  for (const std::uint64_t hash : batch.hashes_) sorted.hashes[next[part_of(hash)]++] = hash;
  batch.hashes_.clear();
  const std::lock_guard lock(mutex_);
  batches_.push_back(std::move(sorted));
}

void EmailTable::close() {
  std::vector<std::uint64_t> met, again;
  for (std::size_t part = 0; part < parts; ++part) {
    std::size_t count = 0;
    for (const Sorted& batch : batches_) count += batch.begin[part + 1] - batch.begin[part];
    make_room(met, count);
    for (const Sorted& batch : batches_) {
      for (std::uint32_t i = batch.begin[part]; i < batch.begin[part + 1]; ++i) {
        std::uint64_t& slot = met[slot_of(met, batch.hashes[i])];
        if (slot != 0) again.push_back(slot);
        slot = batch.hashes[i];
      }
    }
  }
  batches_ = std::vector<Sorted>();
  std::sort(again.begin(), again.end());
  again.erase(std::unique(again.begin(), again.end()), again.end());
  make_room(shared_, again.size());
  for (const std::uint64_t hash : again) shared_[slot_of(shared_, hash)] = hash;
}

bool EmailTable::shared(std::string_view email) const { return !shared_.empty() && shared_[slot_of(shared_, hash_email(email))] != 0; }

std::size_t EmailTable::footprint() const {
  std::size_t sum = sizeof *this + shared_.capacity() * sizeof shared_[0] + batches_.capacity() * sizeof(Sorted);
  for (const Sorted& batch : batches_) sum += batch.hashes.capacity() * sizeof batch.hashes[0];
  return sum;
}

void EmailTable::clear() {
  batches_.clear();
  shared_.clear();
}

}  // namespace handoff
