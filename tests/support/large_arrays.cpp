// Only under sanitizers. The parser behind the reader asks for 48 MB a block of which it touches little, and a sanitizer marks every byte of an array when it
// comes and when it goes: ten times the work of all the rest. Such arrays come from the system here, and are kept for the next who asks.
#include <sys/mman.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t large = std::size_t{16} << 20;

struct Kept {
  std::atomic<bool> taken{false};
  std::atomic<void*> begin{nullptr};  ///< mapped once, never given back
  std::size_t size = 0;
};
std::array<Kept, 32> kept;  // more at a time come from the heap

void* take(std::size_t size) {
  for (Kept& slot : kept) {
    if (slot.taken.exchange(true)) continue;
    if (slot.begin.load() == nullptr) {
      void* begin = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (begin != MAP_FAILED) {
        slot.size = size;
        slot.begin = begin;
      }
    }
    if (slot.begin.load() != nullptr && slot.size >= size) return slot.begin.load();
    slot.taken = false;
  }
  return nullptr;
}

}  // namespace

void* operator new[](std::size_t size) {
  void* memory = size >= large ? take(size) : nullptr;
  if (memory == nullptr) memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void operator delete[](void* memory) noexcept {
  if (memory == nullptr) return;
  for (Kept& slot : kept) {
    if (slot.begin.load() != memory) continue;
    slot.taken = false;
    return;
  }
  std::free(memory);
}

void operator delete[](void* memory, std::size_t) noexcept { operator delete[](memory); }
