// Encodings of East Asia are known by name, and Western text is never taken for one.
#include "bytes/east_asian.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "catch.hpp"

using namespace handoff;

namespace {

/// The same words in a table, `rows` times.
std::string table(const std::vector<std::string>& words, int rows) {
  std::string text = "Record ID,Company,Status\n";
  for (int i = 0; i < rows; ++i) text += std::to_string(i) + "," + words[static_cast<std::size_t>(i) % words.size()] + ",New\n";
  return text;
}

}  // namespace

TEST_CASE("Japanese, Chinese and Korean are known by name") {
  // "a company", "sales manager" and the like, as each encoding writes them
  CHECK(east_asian_encoding(table({"\x8a\x94\x8e\xae\x89\xef\x8e\xd0", "\x89\x63\x8b\xc6\x95\x94\x92\xb7", "\x82\xa8\x96\xe2\x82\xa2"}, 9)) == "Shift-JIS");
  CHECK(east_asian_encoding(table({"\xb3\xf4\xbc\xb0\xb2\xf1\xbc\xd2", "\xb1\xc4\xb6\xc8\xc9\xf4\xc4\xb9", "\xa4\xaa\xcc\xe4\xa4\xa4"}, 9)) == "EUC-JP");
  CHECK(east_asian_encoding(table({"\xc1\xd6\xbd\xc4\xc8\xb8\xbb\xe7", "\xbf\xb5\xbe\xf7\xc6\xc0\xc0\xe5", "\xb9\xae\xc0\xc7", "\xb0\xa1\xb0\xa2"}, 9)) == "EUC-KR");
  CHECK(east_asian_encoding(table({"\xb1\xb1\xbe\xa9\xbf\xc6\xbc\xbc", "\xcf\xfa\xca\xdb\xbe\xad\xc0\xed", "\xd5\xc5\xce\xb0", "\xc9\xcf\xba\xa3\xca\xd0"}, 9)) == "GB2312 (EUC-CN)");
  CHECK(east_asian_encoding("Record ID,\x1b$B2q<R\x1b(B\n1,a\n") == "ISO-2022-JP");
}

TEST_CASE("Western text is taken for none of them") {
  const std::vector<std::string> words = {"M\xfcller & S\xf6hne", "cr\xe9\xe9" "e", "\xc4\xd6\xdc AG", "\xc4\xd6\xdc\xdf GMBH", "Stra\xdf" "e", "Pe\xf1" "a", "it\x92s", "\x93quoted\x94", "10 \x80",
                                          "\x96", "\xc9\xc8\xc0", "\xc6r\xf8", "\x8c" "uvre", "\xbf" "Qu\xe9?", "\xae\x99", "\xe0 rappeler"};
  std::uint64_t seed = 1;
  const auto random = [&seed](std::size_t below) { return static_cast<std::size_t>((seed = seed * 6364136223846793005u + 1442695040888963407u) >> 33) % below; };
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::string> some;
    for (std::size_t i = 0; i <= random(words.size()); ++i) some.push_back(words[random(words.size())]);
    const std::string text = table(some, 1 + static_cast<int>(random(60)));
    INFO("round " << round << ": " << text);
    REQUIRE(east_asian_encoding(text).empty());
  }
}

TEST_CASE("Japanese in UTF-8 is UTF-8, cut or damaged anywhere") {
  const std::string text = table({"\u682a\u5f0f\u4f1a\u793e", "\u55b6\u696d\u90e8\u9577", "\u304a\u554f\u3044\u5408\u308f\u305b"}, 40);
  for (std::size_t cut = text.size() - 60; cut < text.size(); ++cut) REQUIRE(east_asian_encoding(text.substr(0, cut)).empty());
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string damaged = text;
    damaged[at] = '\x9a';
    REQUIRE(east_asian_encoding(damaged).empty());
  }
}
