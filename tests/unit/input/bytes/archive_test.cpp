// Compressed exports, made here by the same libraries' writers; what is damaged, cut off or made to fill a disk is refused.
#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include <string>
#include <vector>

#include "bytes/archive.hpp"
#include "catch.hpp"
#include "handoff/text/error.hpp"

using namespace handoff;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

/// An archive of these files: `make` sets format and filter.
template <class Make>
std::string archive_of(const Files& files, Make make) {
  std::string bytes((1 << 20) + 400 * files.size(), '\0');
  std::size_t used = 0;
  struct archive* writer = archive_write_new();
  make(writer);
  REQUIRE(archive_write_open_memory(writer, bytes.data(), bytes.size(), &used) == ARCHIVE_OK);
  for (const auto& [name, text] : files) {
    struct archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry, name.ends_with('/') ? AE_IFDIR : AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    REQUIRE(archive_write_header(writer, entry) == ARCHIVE_OK);
    if (!text.empty()) REQUIRE(archive_write_data(writer, text.data(), text.size()) == static_cast<la_ssize_t>(text.size()));
    archive_entry_free(entry);
  }
  REQUIRE(archive_write_close(writer) == ARCHIVE_OK);
  archive_write_free(writer);
  bytes.resize(used);
  return bytes;
}

std::string zip_of(const Files& files) {
  return archive_of(files, [](struct archive* writer) { archive_write_set_format_zip(writer); });
}

std::string raw_of(const std::string& text, int (*filter)(struct archive*)) {
  return archive_of({{"data", text}}, [&](struct archive* writer) {
    REQUIRE(filter(writer) == ARCHIVE_OK);
    archive_write_set_format_raw(writer);
  });
}

std::string gzip_of(const std::string& text) {
  std::string bytes(text.size() + 1024, '\0');
  z_stream z{};
  REQUIRE(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(bytes.data());
  z.avail_out = static_cast<uInt>(bytes.size());
  REQUIRE(deflate(&z, Z_FINISH) == Z_STREAM_END);
  bytes.resize(z.total_out);
  deflateEnd(&z);
  return bytes;
}

/// Name and bytes of all that is unpacked.
Files unpacked(const std::string& bytes, std::optional<std::uint64_t> limit = {}) {
  const auto packed = memory_source("x", bytes);
  REQUIRE(is_packed(bytes.substr(0, 4096)));
  Files out;
  for (const auto& source : unpack(*packed, limit)) {
    std::string text(source->size(), '\0');
    REQUIRE(source->read(0, text.data(), text.size()) == text.size());
    out.emplace_back(source->name(), text);
  }
  return out;
}

const std::string csv = "Record ID,Email\n1,ann@x.example\n2,bob@x.example\n";

}  // namespace

TEST_CASE("one compressed file is its own text, under its own name") {
  const Files expected{{"x", csv}};
  CHECK(unpacked(gzip_of(csv)) == expected);
  CHECK(unpacked(gzip_of(csv.substr(0, 20)) + gzip_of(csv.substr(20))) == expected);  // members one after the other
  CHECK(unpacked(gzip_of(csv) + std::string(100, '\0')) == expected);                 // zeros to the end of a block
  CHECK(unpacked(raw_of(csv, archive_write_add_filter_zstd)) == expected);
  CHECK(unpacked(raw_of(csv, archive_write_add_filter_xz)) == expected);
  CHECK(unpacked(raw_of(csv, archive_write_add_filter_bzip2)) == expected);
}

TEST_CASE("of an archive, the CSV files, in its order") {
  const Files inside{{"export/", ""}, {"export/b.CSV", csv}, {"readme.md", "no"}, {"export/a.csv", "h\n1\n"}, {"__MACOSX/export/._b.csv", "?"}, {".hidden.csv", "?"}};
  const Files expected{{"x/export/b.CSV", csv}, {"x/export/a.csv", "h\n1\n"}};
  CHECK(unpacked(zip_of(inside)) == expected);
  const auto tar = [](struct archive* writer) { archive_write_set_format_ustar(writer); };
  CHECK(unpacked(archive_of(inside, tar)) == expected);
  CHECK(unpacked(gzip_of(archive_of(inside, tar))) == expected);
  CHECK(unpacked(zip_of({{"contacts", csv}})) == Files{{"x/contacts", csv}});  // the only one there is
  CHECK(unpacked(zip_of({{"../../outside.csv", csv}})) == Files{{"x/../../outside.csv", csv}});  // a name, and no path: nothing is written there
}

TEST_CASE("an archive without CSV is refused") {
  CHECK_THROWS_WITH(unpacked(zip_of({{"a.md", "x"}, {"b.md", "y"}})), "holds 2 files, and none is called .csv, .tsv or .txt");
  CHECK_THROWS_WITH(unpacked(zip_of({})), "holds no file");
}

TEST_CASE("what is damaged or cut off is refused, wherever it is") {
  std::string text = csv;
  for (int i = 3; i < 500; ++i) text += std::to_string(i) + ",p" + std::to_string(i * 7919) + "@x.example\n";
  const std::string gzip = gzip_of(text);
  for (std::size_t cut = 18; cut < gzip.size(); cut += 97) CHECK_THROWS_AS(unpacked(gzip.substr(0, cut)), Error);
  std::size_t passed = 0;
  for (std::size_t at = 10; at < gzip.size(); at += 53) {
    std::string damaged = gzip;
    damaged[at] = static_cast<char>(damaged[at] ^ 4);
    try {
      passed += unpacked(damaged).front().second == text ? 0 : 1;
    } catch (const Error& error) {
      CHECK(error.where == "x");
      CHECK_FALSE(error.fix.empty());
    }
  }
  CHECK(passed == 0);
  const std::string zip = zip_of({{"a.csv", text}});
  CHECK_THROWS_AS(unpacked(zip.substr(0, zip.size() / 2)), Error);
  std::string damaged = zip;
  damaged[zip.size() / 2] = static_cast<char>(damaged[zip.size() / 2] ^ 4);
  CHECK_THROWS_AS(unpacked(damaged), Error);
}

TEST_CASE("a zstd frame whose window is too large is refused in clear words, with the way round") {
  const std::string large = std::string("\x28\xb5\x2f\xfd\x00\xa8\x19\x01\x00", 9) + csv.substr(0, 35);  // as `zstd --long=31` begins a frame of 2 GiB
  try {
    unpacked(large);
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(error.problem == "is compressed (Zstandard) with a window of more than 128 MB, which takes too much memory to unpack here");
    CHECK(error.fix.find("zstd -dc --long=31") != std::string::npos);
  }
}

TEST_CASE("what unpacks to far more than it is, is refused until somebody allows it") {
  const std::string bomb = gzip_of(std::string(std::size_t{65} << 20, ','));  // 64 MiB pass, and 200 times its size
  REQUIRE(bomb.size() * unpack_ratio < std::size_t{64} << 20);
  CHECK_THROWS_WITH(unpacked(bomb), "unpacks to more than 67 MB, far more than an export packed this small");
  CHECK(unpacked(bomb, std::uint64_t{1} << 30).front().second.size() == std::size_t{65} << 20);
  CHECK_THROWS_WITH(unpacked(gzip_of(csv), 10), "unpacks to more than the 10 bytes that --unpack-limit allows");
  CHECK(unpacked(gzip_of(csv), csv.size()).size() == 1);
}

TEST_CASE("an archive of very many files is refused") {
  const auto many = [](std::size_t count, const std::string& ending) {
    Files files;
    for (std::size_t i = 0; i < count; ++i) files.emplace_back("f" + std::to_string(i) + ending, "h\n1\n");
    return zip_of(files);
  };
  CHECK(unpacked(many(500, ".csv")).size() == 500);
  CHECK_THROWS_WITH(unpacked(many(501, ".csv")), "holds more than 500 CSV files");
  CHECK_THROWS_WITH(unpacked(many(10'001, ".md")), "holds more than 10,000 files");
}
