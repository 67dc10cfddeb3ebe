// Files, pipes, UTF-16, and what is no CSV at all.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "bytes/byte_source.hpp"
#include "catch.hpp"
#include "handoff/text/error.hpp"
#include "records_support.hpp"

using namespace handoff;
using namespace handoff::test;
using namespace std::string_literals;

namespace {

/// A file that goes away with its test.
struct TemporaryFile {
  explicit TemporaryFile(const std::string& bytes) {
    const int fd = ::mkstemp(path.data());
    REQUIRE(fd >= 0);
    REQUIRE(::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    ::close(fd);
  }
  ~TemporaryFile() { ::unlink(path.c_str()); }
  std::string path = "/tmp/handoff-test-XXXXXX";
};

std::string all_of(const ByteSource& source) {
  std::string text(source.size() + 10, '\0');
  text.resize(source.read(0, text.data(), text.size()));
  return text;
}

Error refusal_of(const std::string& bytes) {
  const TemporaryFile file(bytes);
  try {
    const auto source = open_source(file.path);
    find_dialect(*source);
  } catch (const Error& error) {
    CHECK(error.where.substr(0, file.path.size()) == file.path);
    CHECK_FALSE(error.fix.empty());
    return error;
  }
  FAIL("was not refused");
  return Error("x", "was not refused", "refuse it");
}

std::string utf16(const std::u16string& text, bool big) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    bytes += big ? high : low;
    bytes += big ? low : high;
  }
  return bytes;
}

}  // namespace

TEST_CASE("a file is read in place, any part of it") {
  const TemporaryFile file("a,b\n1,2\n");
  const auto source = open_source(file.path);
  CHECK(source->size() == 8);
  CHECK(source->name() == file.path);
  CHECK(all_of(*source) == "a,b\n1,2\n");
  char part[4] = {};
  CHECK(source->read(6, part, 4) == 2);
  CHECK(std::string(part, 2) == "2\n");
  CHECK(source->read(8, part, 4) == 0);
  CHECK(source->read(1000, part, 4) == 0);
}

TEST_CASE("a pipe and a redirected file come in as standard input") {
  const std::string text = "a,b\n" + std::string(300000, 'x') + ",2\n";
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  std::thread writer([&] {
    std::size_t done = 0;
    while (done < text.size()) done += static_cast<std::size_t>(::write(ends[1], text.data() + done, std::min<std::size_t>(1000, text.size() - done)));
    ::close(ends[1]);
  });
  const auto piped = open_source("-", ends[0]);
  writer.join();
  ::close(ends[0]);
  CHECK(piped->name() == "-");
  CHECK(all_of(*piped) == text);

  const TemporaryFile file("first\na,b\n1,2\n");
  const int fd = ::open(file.path.c_str(), O_RDONLY);
  char skipped[6];
  REQUIRE(::read(fd, skipped, 6) == 6);
  CHECK(all_of(*open_source("-", fd)) == "a,b\n1,2\n");
  ::close(fd);
}

TEST_CASE("a file that loses bytes while it is read is an error") {
  const TemporaryFile file(std::string(5000, 'x'));
  const auto source = open_source(file.path);
  REQUIRE(::truncate(file.path.c_str(), 100) == 0);
  std::string buffer(5000, '\0');
  CHECK_THROWS_AS(source->read(0, buffer.data(), buffer.size()), Error);
}

TEST_CASE("UTF-16 arrives as UTF-8, with and without a byte order mark, in either order") {
  const std::u16string text = u"id,name\n1,\u00e9\u20ac\U0001F600\n2,\xD800x\n";
  const std::string expected = "id,name\n1,\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\n2,\xEF\xBF\xBDx\n";
  for (const bool big : {false, true}) {
    for (const bool mark : {false, true}) {
      const TemporaryFile file(utf16((mark ? u"\uFEFF" : u"") + text, big));
      const auto source = open_source(file.path);
      CHECK(all_of(*source) == expected);
      const Reading read = read_source(*source);
      CHECK(read.dialect.encoding == "UTF-16");
      CHECK(read.rows[0] == Row{"1", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"});
    }
  }
  const TemporaryFile odd(utf16(u"\uFEFFid,name\n1,x\n", false) + "y");
  CHECK(all_of(*open_source(odd.path)) == "id,name\n1,x\n\xEF\xBF\xBD");
}

TEST_CASE("stray NULs do not make a file UTF-16") {
  const TemporaryFile file("id,name\n1,a\0b\0c\0\n2,d\n"s);
  const Reading read = read_source(*open_source(file.path));
  CHECK(read.rows == std::vector<Row>{{"1", "abc"}, {"2", "d"}});
  CHECK(read.account.cells_repaired == 1);
}

TEST_CASE("what is no CSV is refused with what to do") {
  CHECK(refusal_of("").problem == "is empty");
  const auto zip_head = [](const std::string& first) { return "PK\x03\x04" + std::string(22, '\0') + std::string({static_cast<char>(first.size()), '\0', '\0', '\0'}) + first; };
  CHECK(refusal_of(zip_head("[Content_Types].xml") + " xl/workbook.xml").problem == "is an Excel workbook (XLSX), not CSV");
  CHECK(refusal_of(zip_head("_rels/.rels")).fix == "save it as 'CSV UTF-8' in Excel and give that file");
  CHECK(refusal_of(zip_head("leads.csv")).problem == "is a ZIP archive, not CSV");
  CHECK(refusal_of("\x1f\x8b\x08\0\0\0\0\0"s).problem == "is compressed (GZIP), not CSV");
  CHECK(refusal_of("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").problem == "is an old Excel workbook (XLS), not CSV");
  CHECK(refusal_of("%PDF-1.7\n").problem == "is a PDF document, not CSV");
  CHECK(refusal_of("\xEF\xBB\xBF\r\n  <!DOCTYPE html>\n<html>").problem == "is a web page (HTML), not CSV");
  CHECK(refusal_of("<HTML><table>").problem == "is a web page (HTML), not CSV");
  CHECK(refusal_of("<table border=1>").problem == "is a web page (HTML), not CSV");
  CHECK(refusal_of(utf16(u"\uFEFF<html><body>", false)).problem == "is a web page (HTML), not CSV");
  CHECK(refusal_of("{\"results\": []}").problem == "is JSON, not CSV");
  CHECK(refusal_of("a,b\n").problem == "has a header and no rows");
  CHECK(refusal_of("a,b\r\n\r\n  \n").fix == "export again with the records selected");
  CHECK(refusal_of("\n \n\n").problem == "has no header row");
  CHECK(refusal_of("\xEF\xBB\xBF").problem == "has no header row");
}

TEST_CASE("other packers and archives are refused by name") {
  CHECK(refusal_of("\x1f\x9d\x90\x52\xca\x8c"s).problem == "is compressed (.Z, of compress), not CSV");
  CHECK(refusal_of("\x5d\0\0\x80\0\xff\xff\xff"s).problem == "is compressed (.lzma), not CSV");
  CHECK(refusal_of("\x04\x22\x4d\x18\x64\x40"s).problem == "is compressed (LZ4), not CSV");
  CHECK(refusal_of("LZIP\1\x0c"s).problem == "is compressed (lzip), not CSV");
  CHECK(refusal_of("MSCF\0\0\0\0\x8a"s).problem == "is a cabinet archive (CAB), not CSV");
  CHECK(refusal_of("070701" + std::string(104, '0') + "leads.csv"s).problem == "is a cpio archive, not CSV");
  CHECK(refusal_of("070707" + std::string(70, '0') + "leads.csv"s).problem == "is a cpio archive, not CSV");
  CHECK(refusal_of("\xc7\x71"s + std::string(30, '\0')).problem == "is a cpio archive, not CSV");
  CHECK(refusal_of("# ours\nhandoff = 2\n[contract]\nname = \"x\"\n").problem == "is a contract, not an export");
}

TEST_CASE("a CSV that begins as an archive might is read") {
  for (const std::string text : {"070701,070702\n1,2\n", "070707;b\n1;2\n", "BZh,a\n1,2\n", "PAR,b\n1,2\n", "LZIP,b\n1,2\n", "handoff,b\n1,2\n", "q\xc7,b\n1,2\n"}) {
    INFO(text);
    const TemporaryFile file(text);
    CHECK(open_source(file.path, 0)->size() == text.size());
  }
}

TEST_CASE("paths that cannot be read are refused") {
  CHECK_THROWS_WITH(open_source("/tmp"), "is a folder, not a file");
  CHECK_THROWS_WITH(open_source("/tmp/there/is/no/such/file.csv"), "does not exist");
  CHECK_THROWS_AS(open_source("-", -1), Error);
  const TemporaryFile file("a,b\n1,2\n");
  REQUIRE(::chmod(file.path.c_str(), 0) == 0);
  if (::access(file.path.c_str(), R_OK) != 0) CHECK_THROWS_WITH(open_source(file.path), "cannot be read: permission denied");
}

TEST_CASE("a file that is written to while it is read is refused") {
  const std::string csv = "id,name\n1,a\n2,b\n";
  const auto change = [&](const auto& change_it) {
    const TemporaryFile file(csv);
    const auto source = open_source(file.path);
    CHECK_NOTHROW(source->check_unchanged());
    change_it(file.path);
    try {
      source->check_unchanged();
    } catch (const Error& error) {
      return error.problem;
    }
    return "unchanged"s;
  };
  CHECK(change([](const std::string& path) { std::ofstream(path, std::ios::app) << "3,c\n"; }) == "grew while it was read");
  CHECK(change([](const std::string& path) { CHECK(::truncate(path.c_str(), 10) == 0); }) == "became shorter while it was read");
  CHECK(change([&](const std::string& path) {
          const timespec later[] = {{0, UTIME_OMIT}, {2'000'000'000, 0}};
          CHECK(::utimensat(AT_FDCWD, path.c_str(), later, 0) == 0);
        }) == "was written to while it was read");
  CHECK(change([](const std::string& path) {
          const timespec later[] = {{2'000'000'000, 0}, {0, UTIME_OMIT}};
          CHECK(::utimensat(AT_FDCWD, path.c_str(), later, 0) == 0);  // read, not written to
        }) == "unchanged");
  CHECK(change([](const std::string& path) {  // another file in its place: the one that was opened is whole
          ::unlink(path.c_str());
          std::ofstream(path) << "id,name\n9,z\n";
        }) == "unchanged");
}

TEST_CASE("a run that opens a pipe again reads the same bytes, by any name of the pipe") {
  const std::string text = "a,b\n1,2\n";
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  REQUIRE(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  ::close(ends[1]);
  Sources sources(ends[0]);
  CHECK(all_of(*sources.open_one("-")) == text);
  const auto again = sources.open_one("-");
  CHECK(all_of(*again) == text);
  CHECK(again->name() == "-");
  CHECK(all_of(*sources.open_one("/dev/fd/" + std::to_string(ends[0]))) == text);
  ::close(ends[0]);
  CHECK(all_of(*again) == text);

  const TemporaryFile place("");
  ::unlink(place.path.c_str());
  REQUIRE(::mkfifo(place.path.c_str(), 0600) == 0);
  std::thread writer([&] { std::ofstream(place.path) << text; });
  CHECK(all_of(*sources.open_one(place.path)) == text);
  writer.join();
  CHECK(all_of(*sources.open_one(place.path)) == text);  // nobody writes to it any more
}

TEST_CASE("a file that changed since the run first opened it is refused when it is opened again") {
  const TemporaryFile file("id,name\n1,a\n");
  Sources sources;
  CHECK(all_of(*sources.open_one(file.path)) == "id,name\n1,a\n");
  CHECK_NOTHROW(sources.open_one(file.path));
  std::ofstream(file.path) << "id,name\n1,a\n2,b\n";
  CHECK_THROWS_AS(sources.open_one(file.path), Error);
  CHECK_NOTHROW(Sources().open_one(file.path));
}
