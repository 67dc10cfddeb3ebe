// Files that appear whole or not at all, on a real file system.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "handoff/text/error.hpp"
#include "render.hpp"

using namespace handoff;
namespace fs = std::filesystem;

namespace {

struct Scratch {
  fs::path path;
  Scratch() {
    std::string name = (fs::temp_directory_path() / "handoff-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Scratch() { fs::remove_all(path); }
  std::string operator/(const char* name) const { return (path / name).string(); }
  std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), {})); }
};

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void put(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

void write_whole(const std::string& path, std::string_view text) {
  OutputFile file(path);
  file.write(text);
  file.commit();
}

unsigned mode_of(const std::string& path) {
  struct stat there {};
  REQUIRE(stat(path.c_str(), &there) == 0);
  return there.st_mode & 07777;
}

}  // namespace

TEST_CASE("a file that begins again keeps what it was told to keep, and a pipe cannot begin again") {
  Scratch scratch;
  const std::string big(1'000'000, 'x');
  for (const std::string& taken_back : {std::string("few\n"), big, std::string()}) {
    OutputFile file(scratch / "w.csv");
    REQUIRE(file.may_restart());
    file.write("a,b\n");
    file.keep();
    file.write(taken_back);
    file.restart();
    file.restart();
    file.write("1,2\n");
    file.commit();
    CHECK(read(scratch / "w.csv") == "a,b\n1,2\n");
  }
  OutputFile all(scratch / "w.csv");
  all.write(big);
  all.restart();  // nothing was kept
  all.commit();
  CHECK(read(scratch / "w.csv").empty());
  OutputFile nowhere("/dev/null");
  nowhere.write("a");
  nowhere.keep();
  CHECK_FALSE(nowhere.may_restart());
  CHECK_THROWS_AS(nowhere.restart(), Error);
}

TEST_CASE("a committed file is there, whole, and nothing beside it") {
  Scratch scratch;
  const std::string big(1'000'000, 'x');
  OutputFile file(scratch / "w.csv");
  file.write("a,b\n");
  file.write(big);
  file.write("end\n");
  CHECK_FALSE(fs::exists(scratch / "w.csv"));
  file.commit();
  CHECK(read(scratch / "w.csv") == "a,b\n" + big + "end\n");
  CHECK(scratch.files() == 1);
  CHECK_THROWS_AS(file.write("more"), Error);
  file.commit();
  CHECK(scratch.files() == 1);
}

TEST_CASE("a file that is not committed leaves the old one as it was, and nothing beside it") {
  Scratch scratch;
  put(scratch / "w.csv", "old");
  {
    OutputFile file(scratch / "w.csv");
    file.write(std::string(1'000'000, 'x'));
  }
  CHECK(read(scratch / "w.csv") == "old");
  CHECK(scratch.files() == 1);
}

TEST_CASE("the mode is the umask's, or that of the file replaced") {
  Scratch scratch;
  const mode_t before = umask(027);
  write_whole(scratch / "new", "x");
  put(scratch / "private", "old");
  chmod((scratch / "private").c_str(), 0600);
  write_whole(scratch / "private", "new");
  umask(before);
  CHECK(mode_of(scratch / "new") == 0640);
  CHECK(mode_of(scratch / "private") == 0600);
  CHECK(read(scratch / "private") == "new");
}

TEST_CASE("a link is followed, whether its target exists or not") {
  Scratch scratch;
  put(scratch / "real", "old");
  fs::create_symlink("real", scratch / "link");
  fs::create_symlink("link", scratch / "link2");
  write_whole(scratch / "link2", "new");
  CHECK(fs::is_symlink(scratch / "link2"));
  CHECK(fs::is_symlink(scratch / "link"));
  CHECK(read(scratch / "real") == "new");

  fs::create_symlink("later", scratch / "dangling");
  write_whole(scratch / "dangling", "new");
  CHECK(fs::is_symlink(scratch / "dangling"));
  CHECK(read(scratch / "later") == "new");

  fs::create_symlink("loop", scratch / "loop");
  CHECK_THROWS_AS(OutputFile(scratch / "loop"), Error);
}

TEST_CASE("a refusal names the file, the cause and the way out") {
  Scratch scratch;
  try {
    OutputFile file(scratch / "no/such/w.csv");
    FAIL("opened");
  } catch (const Error& error) {
    CHECK(error.where == scratch / "no/such/w.csv");
    CHECK(error.problem == "cannot be written: No such file or directory");
    CHECK(error.fix == "make the folder first, or name one that exists");
  }
  CHECK_THROWS_AS(OutputFile(scratch.path.string()), Error);
  CHECK_THROWS_AS(OutputFile(scratch / "folder/"), Error);
  CHECK_THROWS_AS(OutputFile(""), Error);
  if (geteuid() != 0) {
    put(scratch / "fixed", "old");
    chmod((scratch / "fixed").c_str(), 0444);
    CHECK_THROWS_AS(OutputFile(scratch / "fixed"), Error);
  }
}

TEST_CASE("a full disk is an error") {
  if (!fs::exists("/dev/full")) return;
  OutputFile file("/dev/full");
  file.write("x");
  try {
    file.commit();
    FAIL("committed");
  } catch (const Error& error) {
    CHECK(error.problem == "cannot be written: No space left on device");
    CHECK_FALSE(error.fix.empty());
  }
}

TEST_CASE("what is no regular file is written to directly") {
  Scratch scratch;
  write_whole("/dev/null", "x");
  CHECK(fs::is_character_file("/dev/null"));

  const std::string fifo = scratch / "fifo";
  REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  const int reader = open(fifo.c_str(), O_RDONLY | O_NONBLOCK);
  write_whole(fifo, "through");
  std::array<char, 16> bytes{};
  CHECK(std::string(bytes.data(), static_cast<std::size_t>(read(reader, bytes.data(), bytes.size()))) == "through");
  close(reader);
  CHECK(fs::is_fifo(fifo));
}

TEST_CASE("an open descriptor is written to where it stands") {
  Scratch scratch;
  const int fd = open((scratch / "out").c_str(), O_WRONLY | O_CREAT, 0600);
  REQUIRE(::write(fd, "before ", 7) == 7);
  write_whole("/dev/fd/" + std::to_string(fd), "after");
  close(fd);
  CHECK(read(scratch / "out") == "before after");
}

TEST_CASE("a name as long as names may be") {
  Scratch scratch;
  const std::string path = scratch / std::string(255, 'n').c_str();
  write_whole(path, "x");
  CHECK(read(path) == "x");
  CHECK(scratch.files() == 1);
}

TEST_CASE("the files of a run appear together, in place of old ones and of none") {
  Scratch scratch;
  put(scratch / "a", "old");
  OutputFiles files;
  files.open(scratch / "a").write("new a");
  files.open(scratch / "b").write("new b");
  CHECK(read(scratch / "a") == "old");
  CHECK_FALSE(fs::exists(scratch / "b"));
  files.commit();
  CHECK(read(scratch / "a") == "new a");
  CHECK(read(scratch / "b") == "new b");
  CHECK(scratch.files() == 2);
  files.commit();
  CHECK(scratch.files() == 2);
}

TEST_CASE("where one file cannot take its name, those before it are taken back") {
  for (const char* blocked : {"a", "b", "c"}) {
    Scratch scratch;
    put(scratch / "b", "old");
    {
      OutputFiles files;
      for (const char* name : {"a", "b", "c"}) files.open(scratch / name).write("new");
      fs::remove(scratch / blocked);
      fs::create_directory(scratch / blocked);  // somebody makes a folder of that name meanwhile
      CHECK_THROWS_AS(files.commit(), Error);
    }
    INFO(blocked);
    CHECK_FALSE(fs::is_regular_file(scratch / "a"));
    CHECK_FALSE(fs::exists(scratch / "c") != (std::string(blocked) == "c"));
    if (std::string(blocked) != "b") CHECK(read(scratch / "b") == "old");
    CHECK(scratch.files() == (std::string(blocked) == "b" ? 1 : 2));
  }
}

TEST_CASE("a device that refuses leaves every file as it was") {
  if (!fs::exists("/dev/full")) return;
  for (const bool first : {true, false}) {
    Scratch scratch;
    put(scratch / "a", "old");
    OutputFiles files;
    if (first) files.open("/dev/full").write("x");
    files.open(scratch / "a").write("new");
    files.open(scratch / "b").write("new");
    if (!first) files.open("/dev/full").write("x");
    CHECK_THROWS_AS(files.commit(), Error);
    CHECK(read(scratch / "a") == "old");
    CHECK_FALSE(fs::exists(scratch / "b"));
  }
}

TEST_CASE("one file may go before the others, which then never come") {
  Scratch scratch;
  {
    OutputFiles files;
    files.open(scratch / "a").write("new");
    OutputFile& alone = files.open(scratch / "b");
    alone.write("new");
    files.commit_alone(alone);
  }
  CHECK(read(scratch / "b") == "new");
  CHECK(scratch.files() == 1);
}

TEST_CASE("what was looked at is replaced only while it is the same, and a new file never takes a name") {
  Scratch scratch;
  put(scratch / "w", "looked at");
  OutputFile file(scratch / "w");
  file.write("new");
  put(scratch / "w", "an answer was saved meanwhile");
  CHECK_THROWS_AS(file.commit(), Error);
  CHECK(read(scratch / "w") == "an answer was saved meanwhile");

  put(scratch / "v", "looked at");   // written, opened and written again within one step of the file system's clock
  OutputFile quick(scratch / "v");
  quick.write("new");
  put(scratch / "v", "an answer");
  CHECK_THROWS_AS(quick.commit(), Error);
  CHECK(read(scratch / "v") == "an answer");

  OutputFiles run;
  run.open(scratch / "first").write("ours");
  run.open(scratch / "late").write("ours");
  put(scratch / "late", "somebody's notes");
  CHECK_THROWS_AS(run.commit(), Error);
  CHECK(read(scratch / "late") == "somebody's notes");
  CHECK_FALSE(fs::exists(scratch / "first"));
  OutputFile fresh(scratch / "n", OutputFile::Replace::never);
  fresh.write("new");
  put(scratch / "n", "somebody's");
  CHECK_THROWS_AS(fresh.commit(), Error);
  CHECK(read(scratch / "n") == "somebody's");
  CHECK_THROWS_AS(OutputFile(scratch / "n", OutputFile::Replace::never), Error);
}
