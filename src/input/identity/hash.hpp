// A 64-bit hash of texts under a key: multiply to 128 bits and fold, eight bytes at a time, with the finish of splitmix64. Under a known key anybody makes
// texts of one hash by hand, and who fills in a web form writes texts of an export. So each table has a key of its own, which nobody can know
// ahead, and no answer may depend on it: what must be exact compares texts where hashes meet.
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

/// Both halves of the product, one over the other: so a high bit of a factor counts as much as a low one.
inline std::uint64_t multiply_and_fold(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{a} * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// Up to eight bytes, the first one lowest.
inline std::uint64_t word_of(const char* from, std::size_t bytes) {
  std::uint64_t word = 0;
  if (bytes == 8 && std::endian::native == std::endian::little) {  // the same, in one step
    std::memcpy(&word, from, 8);
    return word;
  }
  for (std::size_t i = 0; i < bytes; ++i) word |= static_cast<std::uint64_t>(static_cast<unsigned char>(from[i])) << (8 * i);
  return word;
}

/// What a hash depends on besides the text.
struct HashKey {
  std::uint64_t start = 0x9E3779B97F4A7C15u, factor = 0xE7037ED1A0B428DBu;   ///< the factor is odd. These are known to everybody: for tests
};
/// Another one each time.
HashKey random_hash_key();

/// As of the text whose words are those that `fold` makes of this one's; it leaves bytes that are 0 as they are.
template <class Fold>
std::uint64_t hash_folded(std::string_view text, const HashKey& key, Fold fold) {
  std::uint64_t hash = key.start ^ (text.size() * 0xA0761D6478BD642Fu);
  const auto take = [&](std::uint64_t word) { hash = multiply_and_fold(hash ^ fold(word), key.factor); };
  const std::size_t rest = text.size() % 8, whole = text.size() - rest;
  for (std::size_t i = 0; i < whole; i += 8) take(word_of(text.data() + i, 8));
  if (rest > 0) take(whole > 0 ? word_of(text.data() + text.size() - 8, 8) >> (64 - 8 * rest) : word_of(text.data(), rest));
  return mix64(hash);
}

inline std::uint64_t hash_text(std::string_view text, const HashKey& key) {
  return hash_folded(text, key, [](std::uint64_t word) { return word; });
}

}  // namespace handoff
