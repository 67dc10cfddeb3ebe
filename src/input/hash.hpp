// A 64-bit hash of texts, the same on every platform (std::hash is not): multiply and fold, eight bytes at a time, with the
// finish of splitmix64. Not for secrets.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace handoff {

inline std::uint64_t mix64(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

inline std::uint64_t hash_text(std::string_view text) {
  const auto word_at = [&](std::size_t from, std::size_t bytes) {
    std::uint64_t word = 0;
    if (bytes == 8 && std::endian::native == std::endian::little) {  // the same, in one step
      std::memcpy(&word, text.data() + from, 8);
      return word;
    }
    for (std::size_t i = 0; i < bytes; ++i) word |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[from + i])) << (8 * i);
    return word;
  };
  std::uint64_t hash = 0x9E3779B97F4A7C15u ^ (text.size() * 0xA0761D6478BD642Fu);
  const auto take = [&](std::uint64_t word) {
    hash = (hash ^ mix64(word + 0x9E3779B97F4A7C15u)) * 0xE7037ED1A0B428DBu;
    hash ^= hash >> 29;
  };
  const std::size_t whole = text.size() / 8 * 8;
  for (std::size_t i = 0; i < whole; i += 8) take(word_at(i, 8));
  if (whole < text.size()) take(word_at(whole, text.size() - whole));
  return mix64(hash);
}

}  // namespace handoff
