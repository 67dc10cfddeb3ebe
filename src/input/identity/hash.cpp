#include "identity/hash.hpp"

#include <chrono>
#include <exception>
#include <random>

namespace handoff {

HashKey random_hash_key() {
  std::uint64_t words[2] = {};
  try {
    std::random_device device;
    for (std::uint64_t& word : words) word = std::uint64_t{device()} << 32 | device();
  } catch (const std::exception&) {  // a system without randomness: where things lie in memory, and a clock that nothing else reads
    words[0] = mix64(reinterpret_cast<std::uintptr_t>(&words));
    words[1] = mix64(words[0] ^ static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count()));
  }
  return {words[0], words[1] | 1};
}

}  // namespace handoff
