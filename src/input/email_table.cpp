#include "email_table.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "hash.hpp"
#include "threads.hpp"

namespace handoff {
namespace {

/// Eight bytes in lower case: the bit that tells letters apart is set where a byte is from A to Z.
std::uint64_t lower_word(std::uint64_t word) {
  constexpr std::uint64_t each = ~std::uint64_t{0} / 255;  // 1 in every byte
  const std::uint64_t low = word & each * 0x7F, from_a = low + each * (0x80 - 'A'), beyond_z = low + each * (0x7F - 'Z');
  return word | ((from_a ^ beyond_z) & ~word & each * 0x80) >> 2;
}

/// Hash of the address in lower case.
std::uint64_t hash_email(std::string_view email) {
  const std::uint64_t hash = hash_folded(email, [](std::uint64_t word) { return lower_word(word); });
  return hash ? hash : 1;  // 0 marks a free slot
}

/// Where the hash is, or would go. The lower bits find the slot; `but` are bits that do not count.
std::size_t slot_of(const std::vector<std::uint64_t>& slots, std::uint64_t hash, std::uint64_t but = 0) {
  std::size_t at = static_cast<std::size_t>(hash) & (slots.size() - 1);
  while (slots[at] != 0 && (slots[at] & ~but) != hash) at = (at + 1) & (slots.size() - 1);
  return at;
}

/// The different hashes of one part, at most half full: as large as they need, however often each comes. Of the upper bits, which the part has in
/// common, one marks a slot as taken, and one that its hash was met again.
class Part {
 public:
  void begin(std::size_t hashes) {
    slots_.assign(std::bit_ceil(std::min<std::size_t>(hashes, 1 << 11) * 2 + 2), 0);
    different_ = 0;
  }
  /// True when the hash is met for the second time.
  bool met_again(std::uint64_t hash) {
    const std::uint64_t key = (hash & lower) | taken;
    std::uint64_t& slot = slots_[slot_of(slots_, key, again)];
    if (slot == 0) {
      slot = key;
      if (++different_ * 2 > slots_.size()) grow();
      return false;
    }
    const bool second = (slot & again) == 0;
    slot |= again;
    return second;
  }

 private:
  static constexpr std::uint64_t again = std::uint64_t{1} << 63, taken = std::uint64_t{1} << 62, lower = ~std::uint64_t{0} >> 8;
  void grow() {
    std::vector<std::uint64_t> larger(slots_.size() * 2);
    for (const std::uint64_t slot : slots_)
      if (slot != 0) larger[slot_of(larger, slot & ~again, again)] = slot;
    slots_.swap(larger);
  }
  std::vector<std::uint64_t> slots_;
  std::size_t different_ = 0;
};

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

/// The hashes in these parts that more than one lead has, each once.
std::vector<std::uint64_t> EmailTable::met_again(std::size_t first_part, std::size_t behind) const {
  std::vector<std::uint64_t> again;
  Part met;
  for (std::size_t part = first_part; part < behind; ++part) {
    std::size_t count = 0;
    for (const Sorted& batch : batches_) count += batch.begin[part + 1] - batch.begin[part];
    met.begin(count);
    for (const Sorted& batch : batches_)
      for (std::uint32_t i = batch.begin[part]; i < batch.begin[part + 1]; ++i)
        if (met.met_again(batch.hashes[i])) again.push_back(batch.hashes[i]);
  }
  return again;
}

void EmailTable::close(int threads) {
  constexpr std::size_t stretches = 16;  // of the parts
  std::array<std::vector<std::uint64_t>, stretches> again;
  on_threads(threads)(stretches, [&](std::size_t i) { again[i] = met_again(i * parts / stretches, (i + 1) * parts / stretches); });
  batches_ = std::vector<Sorted>();
  std::size_t count = 0;
  for (const auto& hashes : again) count += hashes.size();
  shared_.assign(std::bit_ceil(count * 2 + 1), 0);
  for (const auto& hashes : again)
    for (const std::uint64_t hash : hashes) shared_[slot_of(shared_, hash)] = hash;
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
