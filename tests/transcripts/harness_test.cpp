// The transcripts' own machinery, with a stand-in for handoff: it must be able to fail.
#include <filesystem>
#include <fstream>
#include <ostream>
#include <unistd.h>

#include "catch.hpp"
#include "transcript.hpp"

using namespace transcripts;

namespace {

// Prints its words in brackets; `read` prints its input, `write FILE` makes a file, `fail` fails, `raw` ends without a newline.
int stand_in(const std::vector<std::string>& args, handoff::Streams& io) {
  if (!args.empty() && args[0] == "fail") {
    io.err << "what is wrong\n\nhow to fix it\n";
    return 2;
  }
  if (!args.empty() && args[0] == "raw") {
    io.out << "raw";
    return 0;
  }
  if (!args.empty() && args[0] == "read") {
    char bytes[64];
    const auto size = read(io.in_fd, bytes, sizeof bytes);
    io.out << std::string(bytes, static_cast<std::size_t>(size));
    return 0;
  }
  if (args.size() == 2 && args[0] == "write") {
    std::ofstream(args[1]) << "1\n2\n3\n";
    io.out << "wrote " << args[1] << "\n";
    return 0;
  }
  for (const auto& arg : args) io.out << "[" << arg << "]";
  io.out << "\n";
  return 0;
}

Result checked(const std::string& path, const std::string& text, bool update = false, std::string* after = nullptr) {
  File file = parse(path, text);
  const Result result = check(file, stand_in, update);
  if (after) {
    after->clear();
    for (const auto& line : file.lines) *after += line + "\n";
  }
  return result;
}

}  // namespace

TEST_CASE("words are split and quoted as in a shell") {
  CHECK(checked("t.txt", "$ handoff a 'b  $TMP \"' \"c 'd' \\\"e\\\"\" f=\"g h\"i ''\n[a][b  $TMP \"][c 'd' \"e\"][f=g hi][]\n").passed == 1);
  CHECK(checked("t.txt", "$ handoff 'open\n").failed == 1);
  CHECK(checked("t.txt", "$ handoff a > b\n").failed == 1);
  CHECK(checked("t.txt", "$ rm -rf x\n").failed == 1);
  CHECK(checked("t.txt", "$ handoff a \\\n    b\n[a][b]\n").passed == 1);
}

TEST_CASE("output, errors and exit code are all compared") {
  const std::string right = "free text\n$ handoff fail\nstderr> what is wrong\nstderr>\nstderr> how to fix it\nexit> 2\n\n$ handoff x\n[x]\n";
  CHECK(checked("t.txt", right).passed == 2);
  CHECK(checked("t.txt", "$ handoff fail\nstderr> what is wrong\nstderr>\nstderr> how to fix it\n").failed == 1);
  CHECK(checked("t.txt", "$ handoff fail\nexit> 2\n").failed == 1);
  CHECK(checked("t.txt", "$ handoff x\n[y]\n").failed == 1);
  CHECK(checked("t.txt", "$ handoff x\n[x]\n\n").failed == 1);
  CHECK(checked("t.txt", "$ handoff x\n").failed == 1);
  CHECK(checked("t.txt", "$ handoff x\n[x]\nexit> 1\n").failed == 1);
  CHECK(checked("t.txt", "$ handoff x\n...\n").failed == 1);
  CHECK(checked("t.txt", "$ handoff raw\nraw\n").failed == 1);
  CHECK(checked("t.txt", "$ handoff raw\nraw\n\\ no newline at the end\n").passed == 1);
}

TEST_CASE("a difference names file and line, and shows both") {
  const Result result = checked("dir/t.txt", "$ handoff write $TMP/f\nwrote $TMP/f\n$ cat $TMP/f\n1\nzwei\n3\n");
  CHECK(result.passed == 1);
  CHECK(result.report == "dir/t.txt:3: $ cat $TMP/f\n  from line 5 (- expected, + came):\n    1\n  - zwei\n  + 2\n    3\n");
}

TEST_CASE("scratch files, input and head") {
  CHECK(checked("t.txt", "$ handoff write $TMP/f\nwrote $TMP/f\n$ cat $TMP/f | head -n 2\n1\n2\n$ handoff read - < $TMP/f\n1\n2\n3\n").passed == 3);
  CHECK(checked("t.txt", "$ handoff write $TMP/f\nwrote $TMP/f\n$ cat $TMP/f | grep 2\n2\n$ cat $TMP/f | grep -e 3 -e 1\n1\n3\n$ cat $TMP/f | grep 4\n").passed == 4);
  CHECK(checked("t.txt", "$ cat $TMP/none | grep -e\n").failed == 1);
  CHECK(checked("t.txt", "$ cat $TMP/none\n").failed == 1);
  CHECK(checked("t.txt", "$ handoff fail\nstderr> what is wrong\nstderr>\nstderr> how to fix it\nexit> 2\n$ echo $?\n2\n").passed == 2);
}

TEST_CASE("Markdown's console blocks are transcripts, others are not") {
  const std::string page =
      "text\n$ handoff no\n```console\n$ sudo apt install x\n```\n```sh\n$ handoff no\n```\n"
      "```console\n$ handoff fail\nwhat is wrong\n\nhow to fix it\n$ echo $?\n2\n```\n";
  CHECK(checked("p.md", page).passed == 2);
  CHECK(checked("p.md", page).failed == 0);
  const std::string head = "```console\n$ handoff write $TMP/f\nwrote $TMP/f\n$ cat $TMP/f\n";
  CHECK(checked("p.md", head + "1\n...\n```\n").passed == 2);
  CHECK(checked("p.md", head + "...\n3\n```\n").passed == 2);
  CHECK(checked("p.md", head + "1\n...\n2\n```\n").failed == 1);
}

TEST_CASE("update puts what came in place, and only there") {
  std::string after;
  checked("t.txt", "why\n$ handoff a\n[b]\nmore\n\n$ handoff fail\n$ handoff c\n[c]\n", true, &after);
  CHECK(after == "why\n$ handoff a\n[a]\n\n$ handoff fail\nstderr> what is wrong\nstderr>\nstderr> how to fix it\nexit> 2\n$ handoff c\n[c]\n");
  CHECK(checked("t.txt", after).failed == 0);
  checked("p.md", "a\n```console\n$ handoff a\nold\n```\nb\n", true, &after);
  CHECK(after == "a\n```console\n$ handoff a\n[a]\n```\nb\n");
  CHECK(checked("p.md", "```console\n$ handoff a\nold\n...\n```\n", true, &after).failed == 1);
  CHECK(after == "```console\n$ handoff a\nold\n...\n```\n");
}

TEST_CASE("the clock of transcripts stands still") {
  Session session{[](const std::vector<std::string>&, handoff::Streams& io) { return io.now() == 1782864000 ? 0 : 1; }, "/nowhere", 0};
  CHECK(execute("handoff", session).exit == 0);
}
