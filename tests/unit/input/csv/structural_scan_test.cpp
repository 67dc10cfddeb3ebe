// Every way of finding structure that this machine can go must say what a plain loop says.
#include <string>
#include <vector>

#include "catch.hpp"
#include "random_support.hpp"
#include "csv/structural_scan.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

std::uint64_t bit_where(bool holds, std::size_t i) { return static_cast<std::uint64_t>(holds) << i; }

void check_structure(const ScanWay& way, const std::string& bytes) {
  const std::size_t words = bytes.size() / 64;
  std::vector<StructureMasks> found(words);
  way.structure(reinterpret_cast<const std::uint8_t*>(bytes.data()), words, ';', '\n', found.data());
  for (std::size_t word = 0; word < words; ++word) {
    StructureMasks expected{0, 0, 0, 0, 0};
    for (std::size_t i = 0; i < 64; ++i) {
      const char c = bytes[64 * word + i];
      expected.quote |= bit_where(c == '"', i);
      expected.delimiter |= bit_where(c == ';', i);
      expected.newline |= bit_where(c == '\n', i);
      expected.blank |= bit_where(c == ' ', i);
      expected.care |= bit_where(c == '"' || static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) >= 0x80, i);
    }
    REQUIRE(found[word].quote == expected.quote);
    REQUIRE(found[word].delimiter == expected.delimiter);
    REQUIRE(found[word].newline == expected.newline);
    REQUIRE(found[word].blank == expected.blank);
    REQUIRE(found[word].care == expected.care);
  }
}

void check_places(const ScanWay& way, const std::vector<std::uint64_t>& words, std::uint32_t base) {
  std::vector<std::uint32_t> expected;
  for (std::size_t word = 0; word < words.size(); ++word)
    for (std::uint32_t i = 0; i < 64; ++i)
      if (words[word] >> i & 1) expected.push_back(base + 64 * static_cast<std::uint32_t>(word) + i);
  std::vector<std::uint32_t> places(64 * words.size() + places_slack);
  const std::size_t count = way.places(words.data(), words.size(), base, places.data());
  places.resize(count);
  REQUIRE(places == expected);
  REQUIRE(way.count(words.data(), words.size()) == expected.size());
}

}  // namespace

TEST_CASE("structure and places, by each set of instructions") {
  Random random(20260406);
  const std::vector<ScanWay> ways = scan_ways();
  REQUIRE(!ways.empty());
  for (const ScanWay& way : ways) {
    for (int round = 0; round < 200; ++round) {
      std::string bytes(64 * (1 + below(random, 5)), 'x');
      for (char& c : bytes) c = below(random, 2) == 0 ? "\"\";;\n\r \t\xC3\x7F"[below(random, 10)] : static_cast<char>(below(random, 256));
      check_structure(way, bytes);
      std::vector<std::uint64_t> words(below(random, 6));
      for (std::uint64_t& word : words)
        for (std::size_t i = below(random, 80); i > 0; --i) word |= bit_where(true, below(random, 64));
      check_places(way, words, static_cast<std::uint32_t>(below(random, 1 << 20)));
    }
    check_places(way, {~std::uint64_t{0}, 0, ~std::uint64_t{0}, std::uint64_t{1} << 63, 1}, 0);
  }
}

TEST_CASE("the scan takes the best of its ways") {
  const std::string bytes = std::string(61, 'x') + "\n;\"";
  StructureMasks masks{0, 0, 0, 0, 0};
  find_structure(bytes.data(), 1, ';', '\n', &masks);
  CHECK(masks.newline == std::uint64_t{1} << 61);
  CHECK(masks.delimiter == std::uint64_t{1} << 62);
  CHECK(masks.quote == std::uint64_t{1} << 63);
  std::uint32_t places[3 + places_slack];
  const std::uint64_t ends = masks.newline | masks.delimiter;
  REQUIRE(find_places(&ends, 1, 100, places) == 2);
  CHECK(places[0] == 161);
  CHECK(places[1] == 162);
}
