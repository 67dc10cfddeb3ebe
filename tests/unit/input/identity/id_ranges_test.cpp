// Ids in order: which blocks the id table is spared, and that the answer is the same with and without it.
#include "identity/id_ranges.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "scan_support.hpp"

using namespace handoff;
using test::scan_files;
using test::TempFile;
using test::utc_contract;
using Texts = std::vector<std::string>;

namespace {

IdRange range_of(const Texts& ids) {
  std::vector<BlockId> rows;
  for (std::size_t i = 0; i < ids.size(); ++i) rows.push_back({ids[i], 0, i});
  IdRange range;
  describe(range, rows);
  return range;
}

IdRange range_from(std::size_t block, std::string least, std::string most, bool in_table) {
  IdRange range;
  range.block = block;
  range.rows = 10;
  range.least = std::move(least);
  range.most = std::move(most);
  range.in_table = in_table;
  return range;
}

struct Chance {
  std::uint64_t state = 7;
  std::uint64_t below(std::uint64_t n) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 33) % n;
  }
};

struct LeadRow { std::string id; int modified; std::string owner; };

/// What stands, by a plain map: the row modified last, of rows modified alike the later one.
Texts standing(const std::vector<LeadRow>& rows) {
  std::map<std::string, std::size_t> of_id;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto [at, added] = of_id.emplace(rows[i].id, i);
    if (!added && rows[i].modified >= rows[at->second].modified) at->second = i;
  }
  Texts out;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (of_id[rows[i].id] == i) out.push_back(rows[i].id + "|" + rows[i].owner);
  return out;
}

std::string text_of_rows(const std::vector<LeadRow>& rows, std::size_t from, std::size_t to) {
  std::string text = "lead_id,owner,modified_at\n";
  for (std::size_t i = from; i < to; ++i) text += rows[i].id + "," + rows[i].owner + ",2024-01-" + (rows[i].modified < 10 ? "0" : "") + std::to_string(rows[i].modified) + "\n";
  return text;
}

/// In one file and in two, with every kind of thread and block.
void check_rows(const std::vector<LeadRow>& rows) {
  const Texts expected = standing(rows);
  const std::set<std::string> ids = [&] {
    std::set<std::string> all;
    for (const LeadRow& row : rows) all.insert(row.id);
    return all;
  }();
  const TempFile whole(text_of_rows(rows, 0, rows.size())), first(text_of_rows(rows, 0, rows.size() / 2)), second(text_of_rows(rows, rows.size() / 2, rows.size()));
  for (const auto& files : {Texts{whole.path()}, Texts{first.path(), second.path()}}) {
    for (const int threads : {1, 3}) {
      for (const std::size_t block : {std::size_t{16}, std::size_t{100}, std::size_t{400}, std::size_t{1} << 20}) {
        const auto got = scan_files(utc_contract(), files, {"lead_id", "owner"}, threads, block);
        if (got.leads != expected) FAIL("files " << files.size() << ", threads " << threads << ", blocks of " << block);
        CHECK(got.result.ids == ids.size());
        CHECK(got.result.passes == (ids.size() == rows.size() ? 1 : 2));
      }
    }
  }
}

}  // namespace

TEST_CASE("strictly up, strictly down, and neither") {
  CHECK(range_of({"5"}).strict);
  CHECK(range_of({"9", "10", "11"}).strict);  // shorter ones first: numbers in their own order
  CHECK(range_of({"b", "a"}).strict);
  CHECK_FALSE(range_of({"1", "2", "2"}).strict);
  CHECK_FALSE(range_of({"2", "2"}).strict);
  CHECK_FALSE(range_of({"1", "3", "2"}).strict);
  CHECK_FALSE(range_of({"3", "1", "2"}).strict);
  const IdRange down = range_of({"12", "9", "3"}), mixed = range_of({"5", "1", "9", "7"});
  CHECK((down.least == "3" && down.most == "12" && down.rows == 3));
  CHECK((mixed.least == "1" && mixed.most == "9" && mixed.rows == 4));
}

TEST_CASE("blocks that no other reaches into are spared") {
  IdRanges ranges;
  ranges.put(range_from(0, "1", "9", false));
  ranges.put(range_from(1, "10", "50", false));   // holds block 2's and meets block 3's
  ranges.put(range_from(2, "20", "30", false));
  ranges.put(range_from(3, "50", "60", true));    // in the table as it is
  ranges.put(range_from(4, "61", "70", true));
  ranges.put(range_from(5, "71", "80", false));
  std::vector<std::size_t> blocks;
  for (const IdRange& range : ranges.meeting()) blocks.push_back(range.block);
  CHECK(blocks == std::vector<std::size_t>{1, 2});
  CHECK(ranges.spared(0));
  CHECK(ranges.spared(5));
  for (const std::size_t block : {1U, 2U, 3U, 4U, 6U}) CHECK_FALSE(ranges.spared(block));
  CHECK(ranges.spared_rows() == 20);
}

TEST_CASE("ranges meet as pairs of them do") {
  Chance random;
  for (int turn = 0; turn < 300; ++turn) {
    IdRanges ranges;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> all;
    std::vector<bool> kept;
    for (std::size_t block = 0; block < 12; ++block) {
      const std::uint64_t least = random.below(200), most = least + random.below(15);
      all.emplace_back(least, most);
      kept.push_back(random.below(4) == 0);
      ranges.put(range_from(block, std::to_string(least), std::to_string(most), kept.back()));
    }
    ranges.meeting();
    for (std::size_t i = 0; i < all.size(); ++i) {
      bool alone = !kept[i];
      for (std::size_t j = 0; j < all.size(); ++j) alone = alone && (i == j || all[i].second < all[j].first || all[j].second < all[i].first);
      CHECK(ranges.spared(i) == alone);
    }
  }
}

TEST_CASE("sorted exports, with and without ids that come again, give what a plain map gives", "[threads]") {
  Chance random;
  std::vector<LeadRow> sorted;
  for (int i = 0; i < 60; ++i) sorted.push_back({std::to_string(90 + 2 * i), static_cast<int>(1 + random.below(28)), "o" + std::to_string(i)});
  check_rows(sorted);
  check_rows({sorted.rbegin(), sorted.rend()});
  for (int turn = 0; turn < 25; ++turn) {
    std::vector<LeadRow> rows = sorted;
    const std::uint64_t changes = 1 + random.below(4);
    for (std::uint64_t i = 0; i < changes; ++i) {
      const std::uint64_t what = random.below(3), at = random.below(rows.size()), other = random.below(rows.size());
      if (what == 0) rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(at), {rows[other].id, static_cast<int>(1 + random.below(28)), "again" + std::to_string(i)});
      if (what == 1) std::swap(rows[at], rows[other]);
      if (what == 2) rows.push_back({rows[other].id, rows[other].modified, "last" + std::to_string(i)});
    }
    check_rows(rows);
  }
  std::vector<LeadRow> woven;  // two sorted halves over the same range
  for (std::size_t i = 0; i < sorted.size(); i += 2) woven.push_back(sorted[i]);
  for (std::size_t i = 1; i < sorted.size(); i += 2) woven.push_back(sorted[i]);
  check_rows(woven);
}
