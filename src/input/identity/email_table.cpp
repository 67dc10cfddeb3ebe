#include "identity/email_table.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>
#include <utility>

#include "handoff/text/ascii.hpp"
#include "scan/threads.hpp"

namespace handoff {
namespace {

// Texts take no more than half of what the hashes took, and some room in any case.
constexpr std::size_t text_chunk = std::size_t{64} << 10, least_text_bytes = std::size_t{1} << 20;

/// The upper 32 bits of the hash as a fraction of the slots.
std::size_t home_of(std::uint64_t hash, std::size_t slots) { return static_cast<std::size_t>(((hash >> 32) * slots) >> 32); }

/// Eight bytes in lower case: the bit that tells letters apart is set where a byte is from A to Z.
std::uint64_t lower_word(std::uint64_t word) {
  constexpr std::uint64_t each = ~std::uint64_t{0} / 255;  // 1 in every byte
  const std::uint64_t low = word & each * 0x7F, from_a = low + each * (0x80 - 'A'), beyond_z = low + each * (0x7F - 'Z');
  return word | ((from_a ^ beyond_z) & ~word & each * 0x80) >> 2;
}

std::string lower_text(std::string_view email) {
  std::string text(email);
  for (char& c : text) c = ascii_lower(c);
  return text;
}

bool same_address(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

/// Where the hash is, or would go. The lower bits find the slot; `but` are bits that do not count.
std::size_t slot_in(const std::vector<std::uint64_t>& slots, std::uint64_t hash, std::uint64_t but) {
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
    std::uint64_t& slot = slots_[slot_in(slots_, key, again)];
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
      if (slot != 0) larger[slot_in(larger, slot & ~again, again)] = slot;
    slots_.swap(larger);
  }
  std::vector<std::uint64_t> slots_;
  std::size_t different_ = 0;
};

}  // namespace

void EmailBatch::add(std::string_view email) { hashes_.push_back(table_.hash_of(email)); }

/// Of the address in lower case.
std::uint64_t EmailTable::hash_of(std::string_view email) const {
  const std::uint64_t hash = forced_ ? forced_(email) : hash_folded(email, key_, [](std::uint64_t word) { return lower_word(word); });
  return hash ? hash : 1;  // 0 marks a free slot
}

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
  std::size_t count = 0, addresses = 0;
  for (const Sorted& batch : batches_) addresses += batch.hashes.size();
  batches_ = std::vector<Sorted>();
  for (const auto& hashes : again) count += hashes.size();
  texts_limit_ = std::max<std::size_t>(least_text_bytes, addresses * 4);
  capacity_ = count == 0 ? 0 : count + count / 2 + 1;
  if (capacity_ > 0) slots_ = std::make_unique<Slot[]>(capacity_);
  for (const auto& hashes : again)
    for (const std::uint64_t hash : hashes) {
      std::size_t at = home_of(hash, capacity_);
      while (slots_[at].hash != 0) at = at + 1 == capacity_ ? 0 : at + 1;
      slots_[at].hash = hash;
    }
}

EmailTable::Slot* EmailTable::slot_of(std::uint64_t hash) const {
  if (capacity_ == 0) return nullptr;
  for (std::size_t at = home_of(hash, capacity_); slots_[at].hash != 0; at = at + 1 == capacity_ ? 0 : at + 1)
    if (slots_[at].hash == hash) return &slots_[at];
  return nullptr;
}

/// What a slot says of its first address.
std::uint64_t EmailTable::keep(std::string_view email, std::uint64_t offset) {
  const auto length = static_cast<std::uint32_t>(email.size());
  const std::size_t bytes = (sizeof length + email.size() + 7) / 8 * 8;   // the two lowest bits of its place are free
  const std::lock_guard lock(mutex_);
  if (bytes > texts_left_) {
    const std::size_t chunk = std::max(bytes, text_chunk);
    if (texts_bytes_ + chunk > texts_limit_) return offset << 2 | by_offset;
    next_text_ = texts_.emplace_back(std::make_unique<char[]>(chunk)).get();
    texts_bytes_ += chunk;
    texts_left_ = chunk;
  }
  char* const to = next_text_;
  std::memcpy(to, &length, sizeof length);
  std::copy(email.begin(), email.end(), to + sizeof length);
  next_text_ += bytes;
  texts_left_ -= bytes;
  return reinterpret_cast<std::uintptr_t>(to);
}

bool EmailTable::is_first(std::uint64_t first, std::string_view email, EmailLookup& rows) {
  if (first & by_offset) return same_address(rows.email_at(first >> 2), email);
  const char* const text = reinterpret_cast<const char*>(static_cast<std::uintptr_t>(first & ~meeting));
  std::uint32_t length = 0;
  std::memcpy(&length, text, sizeof length);
  return same_address({text + sizeof length, length}, email);
}

bool EmailTable::shared(std::string_view email, std::uint64_t offset, EmailLookup& rows) {
  Slot* const slot = slot_of(hash_of(email));
  if (!slot) return false;
  std::uint64_t first = slot->first.load(std::memory_order_acquire);
  if (first == 0 && slot->first.compare_exchange_strong(first, keep(email, offset), std::memory_order_acq_rel)) return true;
  if (first & meeting) {
    if (!parted_) return true;
    const auto found = leads_of_.find(lower_text(email));
    return found != leads_of_.end() && found->second > 1;
  }
  if (is_first(first, email, rows)) return true;
  slot->first.fetch_or(meeting, std::memory_order_acq_rel);
  met_.store(true, std::memory_order_relaxed);
  return true;
}

bool EmailTable::begin_parting() { return met_ && !parted_; }

void EmailTable::part(std::string_view email) {
  const Slot* const slot = slot_of(hash_of(email));
  if (!slot || (slot->first.load(std::memory_order_relaxed) & meeting) == 0) return;
  const std::lock_guard lock(mutex_);
  ++leads_of_[lower_text(email)];
}

std::size_t EmailTable::footprint() const {
  std::size_t sum = sizeof *this + capacity_ * sizeof(Slot) + texts_bytes_ + batches_.capacity() * sizeof(Sorted);
  for (const Sorted& batch : batches_) sum += batch.hashes.capacity() * sizeof batch.hashes[0];
  return sum;
}

void EmailTable::clear() {
  batches_.clear();
  slots_.reset();
  capacity_ = texts_bytes_ = texts_left_ = 0;
  texts_.clear();
  leads_of_.clear();
  met_ = parted_ = false;
}

}  // namespace handoff
