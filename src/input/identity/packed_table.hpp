// Open addressing in slots of a few bytes, the memory of the id table. Small growth steps and a high load keep a
// key at `KeyBytes + PayloadBytes` over 0.68 to 0.85. Large arrays come straight from the system, so that an array outgrown is given
// back: a heap would keep the holes. The place of a key follows from the key alone, so growing reads nothing else.
#pragma once
#include <sys/mman.h>

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace handoff {

/// Bytes, all 0xFF at first.
class Slab {
 public:
  static constexpr std::size_t page = 4096;
  static constexpr std::size_t from_system = 8 * page;  ///< smaller ones come from the heap
  Slab() = default;
  explicit Slab(std::size_t size) : size_(size) {
    if (mapped()) {
      void* got = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (got == MAP_FAILED) throw std::bad_alloc();
      data_ = static_cast<unsigned char*>(got);
    } else if (size_ > 0) {
      data_ = static_cast<unsigned char*>(std::malloc(size_));
      if (!data_) throw std::bad_alloc();
    }
    if (size_ > 0) std::memset(data_, 0xFF, size_);
  }
  Slab(Slab&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Slab& operator=(Slab&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~Slab() {
    if (mapped()) munmap(data_, size_);
    else std::free(data_);
  }
  unsigned char* data() const { return data_; }
  std::size_t size() const { return size_; }
  /// What it really takes: whole pages, or the heap's own 16 bytes on top.
  std::size_t footprint() const { return mapped() ? (size_ + page - 1) / page * page : size_ + (size_ ? 16 : 0); }

 private:
  bool mapped() const { return size_ >= from_system; }
  unsigned char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Keys of `KeyBytes` (4 to 7) with payloads of `PayloadBytes`; several slots may carry the same key. A payload of all ones marks a free slot. The lowest
/// `FlagBits` of a slot's key (at most 8) are flags that it bears, clear at first.
template <int KeyBytes, int PayloadBytes, int FlagBits = 0>
class PackedTable {
 public:
  static constexpr std::size_t slot_bytes = KeyBytes + PayloadBytes;
  static constexpr std::uint64_t flag_mask = (std::uint64_t{1} << FlagBits) - 1;
  static constexpr std::uint64_t key_mask = ((std::uint64_t{1} << (8 * KeyBytes)) - 1) & ~flag_mask;
  static constexpr std::uint64_t free_payload = (std::uint64_t{1} << (8 * PayloadBytes)) - 1;

  /// Calls `same(payload)` for each slot of that key, in no order, until it returns true; then `at` is that slot. False: none did,
  /// and `at` is the free slot where the key would go (npos in a table without slots).
  template <class Same>
  bool find(std::uint64_t key, std::size_t& at, Same same) const {
    at = npos;
    if (capacity_ == 0) return false;
    for (std::size_t i = home(key, capacity_);; i = i + 1 == capacity_ ? 0 : i + 1) {
      const std::uint64_t payload = payload_at(i);
      if (payload == free_payload) { at = i; return false; }
      if ((key_at(i) & key_mask) == key && same(payload)) { at = i; return true; }
    }
  }
  /// Adds a slot; `at` is what find gave for the key.
  void add(std::uint64_t key, std::size_t at, std::uint64_t payload) {
    if (at == npos || (count_ + 1) * 20 > capacity_ * 17) {
      grow();
      at = free_for(slots_, capacity_, key);
    }
    write(slots_, at, key, payload);
    ++count_;
  }
  /// The place where a key would be looked for first, to fetch it into the cache ahead of time; null in a table without slots.
  const void* place_of(std::uint64_t key) const { return capacity_ == 0 ? nullptr : slots_.data() + home(key, capacity_) * slot_bytes; }
  void set_payload(std::size_t at, std::uint64_t payload) { put<PayloadBytes>(slots_.data() + at * slot_bytes + KeyBytes, payload); }
  std::uint64_t payload(std::size_t at) const { return payload_at(at); }
  std::uint64_t flags(std::size_t at) const { return key_at(at) & flag_mask; }
  void set_flags(std::size_t at, std::uint64_t flags) { put<KeyBytes>(slots_.data() + at * slot_bytes, (key_at(at) & key_mask) | flags); }
  /// Calls `visit(at)` for each slot of that key, in no order.
  template <class Visit>
  void each(std::uint64_t key, Visit visit) const {
    if (capacity_ == 0) return;
    for (std::size_t i = home(key, capacity_); payload_at(i) != free_payload; i = i + 1 == capacity_ ? 0 : i + 1)
      if ((key_at(i) & key_mask) == key) visit(i);
  }
  std::size_t size() const { return count_; }
  std::size_t footprint() const { return slots_.footprint(); }

 private:
  static constexpr std::size_t npos = ~std::size_t{0};
  static_assert(std::endian::native == std::endian::little, "slots hold the low bytes of a number first");
  static constexpr std::size_t overread = 8;  // a slot is read eight bytes at a time, the last one too
  template <int bytes>
  static std::uint64_t get(const unsigned char* from) {
    std::uint64_t value = 0;
    std::memcpy(&value, from, sizeof value);
    return value & ((std::uint64_t{1} << (8 * bytes)) - 1);
  }
  template <int Bytes>
  static void put(unsigned char* to, std::uint64_t value) {
    std::memcpy(to, &value, Bytes);
  }
  /// The key's upper 32 bits as a fraction of the capacity.
  static std::size_t home(std::uint64_t key, std::size_t capacity) {
    return static_cast<std::size_t>(((key >> (8 * KeyBytes - 32)) * static_cast<std::uint64_t>(capacity)) >> 32);
  }
  std::uint64_t key_at(std::size_t i) const { return get<KeyBytes>(slots_.data() + i * slot_bytes); }
  std::uint64_t payload_at(std::size_t i) const { return get<PayloadBytes>(slots_.data() + i * slot_bytes + KeyBytes); }
  static void write(Slab& slots, std::size_t at, std::uint64_t key, std::uint64_t payload) {
    put<KeyBytes>(slots.data() + at * slot_bytes, key);
    put<PayloadBytes>(slots.data() + at * slot_bytes + KeyBytes, payload);
  }
  static std::size_t free_for(const Slab& slots, std::size_t capacity, std::uint64_t key) {
    std::size_t i = home(key, capacity);
    while (get<PayloadBytes>(slots.data() + i * slot_bytes + KeyBytes) != free_payload) i = i + 1 == capacity ? 0 : i + 1;
    return i;
  }
  void grow() {
    const std::size_t larger = capacity_ + (capacity_ < 32 ? 8 : capacity_ / 4);
    Slab slots(larger * slot_bytes + overread);
    for (std::size_t i = 0; i < capacity_; ++i)
      if (const std::uint64_t payload = payload_at(i); payload != free_payload) write(slots, free_for(slots, larger, key_at(i)), key_at(i), payload);
    slots_ = std::move(slots);
    capacity_ = larger;
  }
  Slab slots_;
  std::size_t capacity_ = 0, count_ = 0;
};

}  // namespace handoff
