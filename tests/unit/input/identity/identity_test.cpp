// Joined reports and colliding ids: what is counted is what a plain reader counts, for any threads, order of rows, parts and passes.
#include "identity/identity.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "catch.hpp"
#include "scan_support.hpp"

using namespace handoff;
using test::TempFile;

namespace {

struct ExportRow { std::string id, created, email, modified; };

struct IdCounts {
  std::uint64_t joined_rows = 0, collided_rows = 0, joined_ids = 0, collided_ids = 0;
  bool operator==(const IdCounts&) const = default;
};

struct Draw {
  std::uint64_t state;
  std::uint64_t below(std::uint64_t n) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 33) % n;
  }
};

/// Ids of one row, ids whose rows agree, ids of two leads, with blanks and days among the moments.
std::vector<ExportRow> planted(std::uint64_t seed) {
  Draw draw{seed};
  std::vector<ExportRow> rows;
  const auto moment = [&] { return "2026-0" + std::to_string(1 + draw.below(3)) + "-0" + std::to_string(1 + draw.below(3)) + " 1" + std::to_string(draw.below(3)) + ":00"; };
  for (int id = 0; id < 120; ++id) {
    const std::uint64_t kind = draw.below(4), copies = kind == 0 ? 1 : 2 + draw.below(4);
    const std::string created = moment(), email = "p" + std::to_string(id) + "@x.example";
    for (std::uint64_t i = 0; i < copies; ++i) {
      std::string mine = kind == 3 && draw.below(2) == 0 ? moment() : created, address = kind == 3 && draw.below(3) == 0 ? "q@x.example" : email;
      const std::uint64_t form = draw.below(6);
      if (form == 0) mine.clear();
      if (form == 1) mine.resize(10);
      if (form == 2) address.clear();
      if (form == 3) address[0] = static_cast<char>(address[0] - 32);
      rows.push_back({std::to_string(id), mine, address, draw.below(2) == 0 ? "" : moment()});
    }
  }
  return rows;
}

bool differ(const ExportRow& a, const ExportRow& b, bool by_created) {
  if (!by_created) {
    std::string x = a.email, y = b.email;
    for (std::string* one : {&x, &y})
      if (!one->empty()) (*one)[0] = static_cast<char>((*one)[0] | 32);
    return !x.empty() && !y.empty() && x != y;
  }
  if (a.created.empty() || b.created.empty()) return false;
  const std::size_t shared = std::min(a.created.size(), b.created.size());
  return a.created.substr(0, shared) != b.created.substr(0, shared);
}

IdCounts plainly(const std::vector<ExportRow>& rows, bool by_created) {
  std::map<std::string, std::vector<ExportRow>> by_id;
  for (const ExportRow& row : rows) by_id[row.id].push_back(row);
  IdCounts counts;
  for (const auto& [id, mine] : by_id) {
    if (mine.size() < 2) continue;
    bool collides = false;
    for (const ExportRow& a : mine)
      for (const ExportRow& b : mine) collides = collides || differ(a, b, by_created);
    ++(collides ? counts.collided_ids : counts.joined_ids);
    (collides ? counts.collided_rows : counts.joined_rows) += mine.size() - 1;
  }
  return counts;
}

std::string text_of(const std::vector<ExportRow>& rows, std::size_t from, std::size_t to, bool by_created) {
  std::string text = by_created ? "lead_id,created_at,email,modified_at\n" : "lead_id,email,modified_at\n";
  for (std::size_t i = from; i < to; ++i) text += rows[i].id + (by_created ? "," + rows[i].created : "") + "," + rows[i].email + "," + rows[i].modified + "\n";
  return text;
}

IdCounts scanned(const ScanResult& result) {
  IdCounts counts{0, 0, result.joined_ids, result.collided_ids};
  for (const FileAccount& file : result.files) {
    counts.joined_rows += file.duplicates - file.collided;
    counts.collided_rows += file.collided;
  }
  return counts;
}

std::string described(const IdCounts& counts) {
  return std::to_string(counts.joined_rows) + " rows of " + std::to_string(counts.joined_ids) + ", " + std::to_string(counts.collided_rows) + " rows of " + std::to_string(counts.collided_ids);
}

}  // namespace

TEST_CASE("rows of a joined report and of ids that collide are counted as a plain reader counts them", "[threads][slow]") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    std::vector<ExportRow> rows = planted(seed);
    Draw draw{seed + 100};
    for (int order = 0; order < 3; ++order) {
      for (const bool by_created : {true, false}) {
        const IdCounts wanted = plainly(rows, by_created);
        REQUIRE(wanted.joined_rows > 10);
        REQUIRE(wanted.collided_rows > 10);
        const std::size_t half = rows.size() / 2;
        const TempFile whole(text_of(rows, 0, rows.size(), by_created)), first(text_of(rows, 0, half, by_created)), second(text_of(rows, half, rows.size(), by_created));
        for (const std::vector<std::string>& files : {std::vector<std::string>{whole.path()}, {second.path(), first.path()}})
          for (const int threads : {1, 2, 7})
            for (const bool emails : {false, true})
              for (const bool final : {false, true}) {
                INFO("seed " << seed << ", order " << order << ", created_at " << by_created << ", files " << files.size() << ", threads " << threads << ", emails " << emails << ", final " << final);
                const ScanResult result = test::scan_files(test::utc_contract(), files, {"lead_id"}, threads, 200, emails, final, final).result;
                CHECK(described(scanned(result)) == described(wanted));
                CHECK(result.identity_by == (by_created ? "created_at" : "email"));
              }
      }
      for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[draw.below(i)]);
    }
  }
}

TEST_CASE("two rows that collide are named, the first of the file first, whatever the threads", "[threads]") {
  std::string text = "lead_id,created_at\n";
  for (int i = 0; i < 1000; ++i) text += std::to_string(i * 7919 % 1000) + ",2026-01-01 10:00\n";
  text += "3,2026-01-01 10:00\n4,2026-01-02 10:00\n1,2026-01-03 10:00\n";  // 3 joins; 4 and 1 collide
  const TempFile file(text);
  std::set<std::pair<std::string, std::string>> named;
  for (const int threads : {1, 2, 7})
    for (const std::size_t block_size : {std::size_t{64}, std::size_t{1} << 20}) named.insert(test::scan_files(test::utc_contract(), {file.path()}, {"lead_id"}, threads, block_size).result.collision);
  REQUIRE(named.size() == 1);
  int of_one = 0, of_four = 0;
  for (int i = 0; i < 1000; ++i) {
    if (i * 7919 % 1000 == 1) of_one = i + 2;
    if (i * 7919 % 1000 == 4) of_four = i + 2;
  }
  const std::string first = std::to_string(of_one > 0 && (of_four == 0 || of_one < of_four) ? of_one : of_four);
  CHECK(named.begin()->first == file.path() + ":" + first);
  CHECK(named.begin()->second == file.path() + ":" + (first == std::to_string(of_one) ? "1004" : "1003"));
}

TEST_CASE("a column that only some files have tells nothing of all rows, and one that nobody asked for tells nothing else") {
  const TempFile with("lead_id,created_at,email\n1,2026-01-01 10:00,a@x.example\n2,soon,b@x.example\n"), without("lead_id,email\n1,b@x.example\n"), bare("lead_id,owner\n1,ann\n");
  const auto identity_by = [&](const std::vector<std::string>& files) { return test::scan_files(test::utc_contract(), files, {"lead_id"}).result.identity_by; };
  CHECK(identity_by({with.path()}) == "created_at");
  CHECK(identity_by({with.path(), without.path()}) == "email");
  CHECK(identity_by({with.path(), bare.path()}).empty());
  const ScanResult result = test::scan_files(test::utc_contract(), {with.path()}, {"lead_id"}).result;
  CHECK(result.newest == instant_min);
  CHECK(result.notes.empty());
}
