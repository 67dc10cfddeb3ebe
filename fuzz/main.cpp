// libFuzzer's door to one target; which one is said when this file is compiled. The parser behind the reader asks for 48 MB a block of which it touches
// little: such arrays come from the system here, since the address sanitizer would mark every byte of them, ten times the work of all the rest.
#include <sys/mman.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

#include "target.hpp"

namespace {

constexpr std::size_t large = std::size_t{16} << 20;
struct Mapped { std::atomic<void*> begin{nullptr}; std::size_t size = 0; };
std::array<Mapped, 64> mapped;  // more at a time come from the heap

void* map(std::size_t size) {
  for (Mapped& slot : mapped) {
    void* none = nullptr;
    if (!slot.begin.compare_exchange_strong(none, &slot)) continue;
    void* begin = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (begin == MAP_FAILED) throw std::bad_alloc();
    slot.size = size;
    slot.begin = begin;
    return begin;
  }
  return nullptr;
}

}  // namespace

void* operator new[](std::size_t size) {
  void* memory = size >= large ? map(size) : nullptr;
  if (memory == nullptr) memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void operator delete[](void* memory) noexcept {
  if (memory == nullptr) return;
  for (Mapped& slot : mapped) {
    if (slot.begin.load() != memory) continue;
    munmap(memory, slot.size);
    slot.begin = nullptr;
    return;
  }
  std::free(memory);
}

void operator delete[](void* memory, std::size_t) noexcept { operator delete[](memory); }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  handoff::fuzz::HANDOFF_FUZZ_TARGET(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
