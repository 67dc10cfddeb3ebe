// Which addresses several leads have: exactly, though addresses meet in one hash, and in bounded memory.
#include "identity/email_table.hpp"

#include <array>
#include <map>
#include <string>
#include <vector>

#include "catch.hpp"
#include "scan_support.hpp"

using namespace handoff;

namespace {

/// While a table has room for texts, no row is read again.
struct NoAddresses final : EmailLookup {
  std::string_view email_at(std::uint64_t) override { FAIL("a row is read again"); return {}; }
};

std::uint64_t one_hash(std::string_view) { return 7; }
std::uint64_t three_hashes(std::string_view text) { return text.size() % 3 + 1; }

/// Two addresses that the hash under the key everybody knows takes for one: each one's second eight bytes make a factor zero.
std::vector<std::string> made_to_meet() {
  const HashKey key;
  std::vector<std::string> made;
  for (int n = 0; made.size() < 2; ++n) {
    std::string text = std::to_string(10'000'000 + n);
    const std::uint64_t before = key.start ^ (26 * 0xA0761D6478BD642Fu), second = multiply_and_fold(before ^ word_of(text.data(), 8), key.factor);
    bool typed = true;
    for (int i = 0; i < 8; ++i) {
      const char c = static_cast<char>(second >> (8 * i));
      typed = typed && c > '#' && c < '{' && c != ',' && (c < 'A' || c > 'Z');
      text += c;
    }
    if (typed) made.push_back(text + "@x.example");
  }
  return made;
}

}  // namespace

TEST_CASE("addresses are shared by leads, not by spellings") {
  EmailTable table;
  NoAddresses none;
  EmailBatch batch(table);
  const auto add = [&](std::initializer_list<std::string> emails) {
    for (const std::string& email : emails) batch.add(email);
    table.add(batch);
    CHECK(batch.size() == 0);
  };
  add({"Ann@Example.com", "bob@example.com", std::string(400, 'x') + "1", "dan@example.com", "DAN@example.com"});
  add({"ann@example.COM", std::string(400, 'x') + "2", "dan@example.com"});
  table.close();
  CHECK(table.shared("ann@example.com", 0, none));
  CHECK(table.shared("Dan@example.com", 0, none));
  CHECK_FALSE(table.shared("bob@example.com", 0, none));
  CHECK_FALSE(table.shared("carol@example.com", 0, none));
  CHECK_FALSE(table.shared(std::string(400, 'x') + "1", 0, none));
  table.clear();
  CHECK_FALSE(table.shared("ann@example.com", 0, none));
  add({"bob@example.com"});
  add({"bob@example.com"});
  table.close();
  CHECK(table.shared("bob@example.com", 0, none));
  CHECK_FALSE(table.shared("ann@example.com", 0, none));
}

TEST_CASE("of many addresses those met again are known, and only they take memory") {
  EmailTable table;
  NoAddresses none;
  EmailBatch batch(table);
  const auto address = [](int i) { return "person" + std::to_string(i) + "@example.com"; };
  for (int i = 0; i < 100'000; ++i) {
    batch.add(address(i));
    if (i % 10 == 0) batch.add(address(i / 20));  // 0 to 4,999, each twice more
    if (i % 1'000 == 999) table.add(batch);
  }
  const std::size_t open = table.footprint();
  table.close();
  CHECK(open > 800'000);
  CHECK(table.footprint() < 200'000);  // 5,000 slots of 16 bytes, two thirds full
  int wrong = 0;
  for (int i = 0; i < 100'000; ++i) wrong += table.shared(address(i), 0, none) != (i < 5'000);
  CHECK(wrong == 0);
}

TEST_CASE("more addresses than the room that is made at first, and one that half of the leads share") {
  EmailTable table;
  NoAddresses none;
  EmailBatch batch(table);
  const auto address = [](int i) { return "p" + std::to_string(i) + "@x.example"; };
  constexpr int many = 1'600'000;  // 1,200,000 different ones, some 4,700 in each of 256 parts
  for (int i = 0; i < many; ++i) {
    batch.add(i % 2 == 0 ? address(i) : i % 4 == 1 ? "info@x.example" : address(i / 2 * 2 + 1));
    if (i % 100'000 == 99'999) table.add(batch);
  }
  for (int i = 0; i < 40'000; i += 2) batch.add(address(i));
  table.add(batch);
  table.close(3);
  CHECK(table.shared("info@x.example", 0, none));
  CHECK(table.footprint() < 600'000);  // 20,001 slots
  int wrong = 0;
  for (int i = 0; i < many; i += 2) wrong += table.shared(address(i), 0, none) != (i < 40'000);
  CHECK(wrong == 0);
}

TEST_CASE("addresses that somebody made to meet under a known key do not meet") {
  const std::vector<std::string> made = made_to_meet();
  REQUIRE(made[0] != made[1]);
  REQUIRE(hash_text(made[0], HashKey{}) == hash_text(made[1], HashKey{}));
  CHECK(hash_text(made[0], random_hash_key()) != hash_text(made[1], random_hash_key()));
  const HashKey key = random_hash_key();
  CHECK(hash_text(made[0], key) != hash_text(made[1], key));
}

TEST_CASE("the answer is exact where addresses meet, for any threads, in a file and in a pipe", "[threads]") {
  std::string text = "lead_id,email,mql_at\n";
  std::map<std::string, int> leads_of;
  std::vector<std::string> emails;
  for (int i = 0; i < 400; ++i) {
    const std::string email = i % 11 == 0 ? "" : "p" + std::string(static_cast<std::size_t>(i % 5), 'x') + std::to_string(i * i % 307) + "@x.example";
    emails.push_back(email);
    if (!email.empty()) ++leads_of[email];
    text += std::to_string(i) + "," + (i % 2 == 0 ? email : email.empty() ? email : "P" + email.substr(1)) + ",2026-01-01\n";
  }
  text += "5,other@x.example,2026-01-01\n";  // 5 again: the later row stands, and the address of the first is not counted
  --leads_of[emails[5]];
  std::vector<std::string> wanted;
  for (int i = 0; i < 400; ++i)
    if (i != 5) wanted.push_back(std::to_string(i) + (emails[static_cast<std::size_t>(i)].empty() ? "" : leads_of[emails[static_cast<std::size_t>(i)]] > 1 ? "|twin" : "|sole"));
  wanted.push_back("5|sole");
  const test::TempFile file(text);
  for (const EmailTable::Hash hash : {EmailTable::Hash(), EmailTable::Hash(one_hash), EmailTable::Hash(three_hashes)})
    for (const int threads : {1, 2, 7})
      for (const bool final : {false, true}) {
        INFO("threads " << threads << ", final " << final << ", forced " << (hash != nullptr));
        test::ScanMore more;
        more.hash_email = hash;
        CHECK(test::scan_files(test::utc_contract(), {file.path()}, {"lead_id"}, threads, 300, true, final, final, more).leads == wanted);
      }
}

TEST_CASE("where there is no room for texts, rows are read again, and the answer is the same") {
  struct Addresses final : EmailLookup {
    std::map<std::uint64_t, std::string> by_row;
    int reads = 0;
    std::string_view email_at(std::uint64_t offset) override { ++reads; return by_row.at(offset); }
  } rows;
  EmailTable table;
  EmailBatch batch(table);
  const std::string tail(300, 'y');  // 20,000 times 300 bytes are more than a table of so few keeps
  for (std::uint64_t i = 0; i < 40'000; ++i) {
    rows.by_row[i] = std::to_string(i / 2) + tail;
    batch.add(rows.by_row[i]);
  }
  table.add(batch);
  table.close();
  int shared = 0;
  for (const auto& [row, email] : rows.by_row) shared += table.shared(email, row, rows);
  CHECK(shared == 40'000);
  CHECK(rows.reads > 10'000);
  CHECK_FALSE(table.begin_parting());
  CHECK(table.footprint() < 2'000'000);
}
