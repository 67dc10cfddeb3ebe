// Hashes of texts, held against their definition written byte by byte.
#include "identity/hash.hpp"

#include <array>
#include <set>
#include <string>

#include "catch.hpp"
#include "identity/email_table.hpp"

using namespace handoff;

namespace {

std::uint64_t hash_of(std::string_view text) { return hash_text(text, HashKey{}); }

/// The upper and the lower 64 bits of a product, worked by halves as on paper.
std::uint64_t plain_fold(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t half = 0xFFFFFFFF, low = (a & half) * (b & half), first = (a >> 32) * (b & half), second = (a & half) * (b >> 32);
  const std::uint64_t middle = (low >> 32) + (first & half) + (second & half);
  return (middle << 32 | (low & half)) ^ ((a >> 32) * (b >> 32) + (first >> 32) + (second >> 32) + (middle >> 32));
}

/// Eight bytes at a time, the first lowest, and zeros behind the last.
std::uint64_t plain_hash(const std::string& text) {
  std::uint64_t hash = 0x9E3779B97F4A7C15u ^ (text.size() * 0xA0761D6478BD642Fu);
  for (std::size_t i = 0; i < text.size(); i += 8) {
    std::uint64_t word = 0;
    for (std::size_t j = i; j < i + 8 && j < text.size(); ++j) word += static_cast<std::uint64_t>(static_cast<unsigned char>(text[j])) << (8 * (j - i));
    hash = plain_fold(hash ^ word, 0xE7037ED1A0B428DBu);
  }
  return mix64(hash);
}

}  // namespace

TEST_CASE("a hash takes every byte of a text of any length") {
  std::string text;
  for (int length = 0; length < 60; ++length) {
    CHECK(hash_of(text) == plain_hash(text));
    CHECK(hash_of(std::string("front") + text) == plain_hash("front" + text));
    text += static_cast<char>(length * 37 + 200);
  }
}

TEST_CASE("texts that differ in two places do not make up for one with the other") {
  // All pairs of 31 bytes each, in every two places so far from each other: by chance, no two of some 20,000 texts share a hash.
  for (const std::size_t apart : {1U, 5U, 8U, 13U, 16U}) {
    std::set<std::uint64_t> hashes;
    std::size_t texts = 0;
    for (std::size_t place = 0; place + apart < 24; ++place)
      for (int a = 1; a < 32; ++a)
        for (int b = 1; b < 32; ++b, ++texts) {
          std::string text(24, '@');
          text[place] = static_cast<char>('@' + a);
          text[place + apart] = static_cast<char>('@' + b);
          hashes.insert(hash_of(text));
        }
    CHECK(hashes.size() == texts);
  }
}

TEST_CASE("each key makes other hashes, of every text") {
  const HashKey one = random_hash_key(), other = random_hash_key();
  CHECK(one.start != other.start);
  CHECK(one.factor != other.factor);
  CHECK(one.factor % 2 == 1);
  for (const char* text : {"", "a", "12345678", "123456789"}) CHECK(hash_text(text, one) != hash_text(text, other));
}

TEST_CASE("addresses of any bytes are alike exactly where their ASCII letters differ in case alone") {
  // In each place of an address of 6, 16 and 21 bytes stands each byte, and the one that its bit of case tells from it.
  struct NoRows final : EmailLookup {
    std::string_view email_at(std::uint64_t) override { return {}; }
  } none;
  for (const std::size_t length : {6U, 16U, 21U}) {
    for (std::size_t place = 0; place < length; ++place) {
      for (int byte = 0; byte < 256; ++byte) {
        std::array<std::string, 2> emails{std::string(length, 'x'), std::string(length, 'X')};
        emails[0][place] = static_cast<char>(byte);
        emails[1][place] = static_cast<char>(byte ^ 0x20);
        EmailTable table;
        EmailBatch batch(table);
        for (const std::string& email : emails) batch.add(email);
        table.add(batch);
        table.close();
        const int letter = byte | 0x20;
        if (table.shared(emails[0], 0, none) != (letter >= 'a' && letter <= 'z')) FAIL("byte " << byte << " in place " << place << " of " << length);
      }
    }
  }
}
