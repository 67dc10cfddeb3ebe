// Which row of an id stands, whatever the order of arrival, and what knowing that costs.
#include "identity/id_table.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "catch.hpp"

using namespace handoff;

namespace {

struct StoredRow { std::uint64_t offset; std::string id; Instant modified; };

/// Rows held in memory, read again by offset.
struct StoredRows final : RowLookup {
  std::map<std::uint64_t, StoredRow> by_offset;
  int reads = 0;
  IdRow row_at(std::uint64_t offset) override {
    ++reads;
    const StoredRow& row = by_offset.at(offset);
    return {row.id, row.modified};
  }
};

struct NoRows final : RowLookup {
  IdRow row_at(std::uint64_t) override { FAIL("a fingerprint met twice"); return {}; }
};

std::set<std::uint64_t> standing(const std::vector<StoredRow>& rows, IdTable::Hash hash) {
  IdTable table(hash);
  StoredRows known;
  for (const StoredRow& row : rows) {
    known.by_offset[row.offset] = row;
    table.insert({row.id, row.modified}, row.offset, known);
  }
  std::set<std::uint64_t> out;
  for (const StoredRow& row : rows)
    if (table.stands(row.id, row.offset)) out.insert(row.offset);
  return out;
}

std::uint64_t hash_of_id(std::string_view text) { return hash_text(text, HashKey{}); }
std::uint64_t all_alike(std::string_view) { return 0x0123456789ABCDEF; }
std::uint64_t by_length(std::string_view text) { return text.size() * 0x9E3779B97F4A7C15u; }

}  // namespace

TEST_CASE("the row modified last stands, else the later one, in any order of arrival") {
  // a: 20 was modified last. b: alike, so the later. c: a known time beats none. d: nobody knows, so the later.
  std::vector<StoredRow> rows = {{10, "a", 100}, {20, "a", 300}, {30, "a", 200}, {40, "b", 5}, {50, "b", 5}, {60, "c", -7},
                           {70, "c", instant_min}, {80, "d", instant_min}, {90, "d", instant_min}, {95, "e", 1}};
  const std::set<std::uint64_t> expected = {20, 50, 60, 90, 95};
  for (const IdTable::Hash hash : {IdTable::Hash(), IdTable::Hash(all_alike), IdTable::Hash(by_length)}) {
    std::vector<StoredRow> order = rows;
    for (int turn = 0; turn < 40; ++turn) {
      CHECK(standing(order, hash) == expected);
      std::rotate(order.begin(), order.begin() + 3, order.end());
      std::swap(order[0], order[static_cast<std::size_t>(turn) % order.size()]);
    }
  }
}

TEST_CASE("outcomes tell what happened") {
  IdTable table;
  StoredRows known;
  known.by_offset = {{1, {1, "a", 10}}, {2, {2, "a", 5}}, {3, {3, "a", 10}}};
  CHECK(table.insert({"a", 10}, 1, known) == IdTable::Outcome::first);
  CHECK(known.reads == 0);
  CHECK(table.insert({"a", 5}, 2, known) == IdTable::Outcome::superseded);
  CHECK(table.insert({"a", 10}, 3, known) == IdTable::Outcome::supersedes);
  CHECK(table.ids() == 1);
  CHECK_FALSE(table.stands("b", 3));
  table.clear();
  CHECK(table.ids() == 0);
}

TEST_CASE("ids of one hash stay apart, since the row is read again") {
  IdTable table(all_alike);
  StoredRows known;
  for (std::uint64_t i = 0; i < 300; ++i) {
    known.by_offset[i * 7] = {i * 7, "id" + std::to_string(i), instant_min};
    CHECK(table.insert({"id" + std::to_string(i), instant_min}, i * 7, known) == IdTable::Outcome::first);
  }
  CHECK(table.ids() == 300);
  CHECK(table.insert({"id123", instant_min}, 999'999, known) == IdTable::Outcome::supersedes);
  CHECK_FALSE(table.stands("id123", 123 * 7));
  CHECK(table.stands("id124", 124 * 7));
}

TEST_CASE("offsets up to one tebibyte are kept whole") {
  IdTable table;
  NoRows none;
  table.insert({"far", instant_min}, IdTable::offset_limit - 1, none);
  table.insert({"near", instant_min}, 0, none);
  CHECK(table.stands("far", IdTable::offset_limit - 1));
  CHECK(table.stands("near", 0));
  CHECK_FALSE(table.stands("far", 1));
}

TEST_CASE("a lead id costs at most 16 bytes, right after growth too") {
  IdTable table(IdTable::Hash{hash_of_id});  // under one key, so that no luck is in it
  NoRows none;
  double worst = 0;
  std::size_t from = 100'000;
  for (std::uint64_t i = 0; i < 3'000'000; ++i) {
    const std::string id = "0035g00000" + std::to_string(i);
    if (table.insert({id, instant_min}, i * 200, none) != IdTable::Outcome::first) FAIL("not new: " << id);
    if (i + 1 < from) continue;
    worst = std::max(worst, static_cast<double>(table.footprint()) / static_cast<double>(i + 1));
    from = from + from / 50;  // steps of 2 %, so that no growth step hides
    if (i + 1 < 1'000'000 && from > 1'000'000) from = 1'000'000;
  }
  INFO("worst: " << worst);
  CHECK(table.ids() == 3'000'000);
  CHECK(worst <= 16.0);
  CHECK(worst > 11.0);  // ten bytes at a load of 0.85 is 11.8: less would mean that the count is wrong
}

TEST_CASE("threads that insert at once agree with one that inserts alone", "[threads]") {
  struct Arithmetic final : RowLookup {  // row n carries id n mod 5000, modified n mod 7
    std::string id;
    IdRow row_at(std::uint64_t offset) override {
      id = std::to_string(offset % 5000);
      return {id, static_cast<Instant>(offset % 7)};
    }
  };
  IdTable alone, together;
  constexpr std::uint64_t rows = 60'000;
  const auto insert = [](IdTable& table, std::uint64_t first, std::uint64_t step) {
    Arithmetic lookup;
    for (std::uint64_t n = first; n < rows; n += step) table.insert({std::to_string(n % 5000), static_cast<Instant>(n % 7)}, n, lookup);
  };
  insert(alone, 0, 1);
  std::vector<std::thread> threads;
  for (std::uint64_t t = 0; t < 4; ++t) threads.emplace_back([&, t] { insert(together, t, 4); });
  for (auto& thread : threads) thread.join();
  CHECK(together.ids() == 5000);
  for (std::uint64_t n = 0; n < rows; ++n) {
    const std::string id = std::to_string(n % 5000);
    if (alone.stands(id, n) != together.stands(id, n)) FAIL("row " << n);
  }
}

TEST_CASE("hashes differ in all that an id may differ in") {
  CHECK(hash_of_id("") != hash_of_id(std::string_view("\0", 1)));
  CHECK(hash_of_id("12345678") != hash_of_id(std::string_view("12345678\0", 9)));
  CHECK(hash_of_id("ab") != hash_of_id("ba"));
  CHECK(hash_of_id("1234567812345678") != hash_of_id("8765432187654321"));
  std::set<std::uint64_t> upper;  // the upper 20 bits of 100,000 numbers: 95,366 or so distinct (1 - e^-x of 2^20)
  for (int i = 0; i < 100'000; ++i) upper.insert(hash_of_id(std::to_string(i)) >> 44);
  CHECK(upper.size() > 94'800);
  CHECK(upper.size() < 95'900);
}

TEST_CASE("a batch of rows comes to the same as its rows one by one, ids of the batch and earlier ones alike") {
  struct Earlier final : RowLookup {
    IdRow row_at(std::uint64_t offset) override {
      REQUIRE(offset < batch_from);  // rows of the batch are not asked for
      asked.push_back(offset);
      if (offset >= 100) return {"of an earlier batch", 1};
      return {offset == 10 ? "a" : "b", offset == 10 ? Instant{5} : Instant{9}};
    }
    std::uint64_t batch_from = 100;
    std::vector<std::uint64_t> asked;
  } earlier;
  for (const IdTable::Hash hash : {IdTable::Hash(), +[](std::string_view) { return std::uint64_t{7}; }}) {
    IdTable table(hash);
    table.insert({"a", 5}, 10, earlier);
    table.insert({"b", 9}, 20, earlier);
    earlier.asked.clear();
    IdBatch batch;
    batch.add("a", 6, 100);  // later than the one in the table
    batch.add("c", 1, 110);
    batch.add("b", 8, 120);  // earlier than the one in the table
    batch.add("c", 1, 130);  // the same time: the later row stands
    CHECK(table.insert(batch, earlier));
    CHECK(table.ids() == 3);
    CHECK_FALSE(earlier.asked.empty());
    CHECK(table.stands("a", 100));
    CHECK(table.stands("b", 20));
    CHECK(table.stands("c", 130));
    for (const auto& [id, offset] : {std::pair<const char*, std::uint64_t>{"a", 10}, {"b", 120}, {"c", 110}}) CHECK_FALSE(table.stands(id, offset));
    batch.clear();
    batch.add("d", 1, 140);
    earlier.batch_from = 140;
    CHECK_FALSE(table.insert(batch, earlier));
    earlier.batch_from = 100;
  }
}
