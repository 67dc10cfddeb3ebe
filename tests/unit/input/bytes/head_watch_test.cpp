// What is copied before it can be read is looked at while it is copied.
#include "bytes/head_watch.hpp"

#include <signal.h>
#include <unistd.h>
#include <zlib.h>

#include <atomic>
#include <thread>

#include "catch.hpp"
#include "handoff/text/error.hpp"
#include "scan/inputs.hpp"
#include "scan/preview.hpp"

using namespace handoff;

namespace {

/// A pipe into which the same bytes are written again and again, up to 96 MiB: as good as endless.
class Endless {
 public:
  Endless(std::string head, const std::string& again) : head_(std::move(head)) {
    ::signal(SIGPIPE, SIG_IGN);
    REQUIRE(::pipe(ends_) == 0);
    while (again_.size() < 65536) again_ += again;
    writer_ = std::thread([this] {
      write(head_);
      while (written_ < most && write(again_)) {
      }
      ::close(ends_[1]);
    });
  }
  ~Endless() {
    ::close(ends_[0]);
    writer_.join();
  }
  int reading() const { return ends_[0]; }
  std::uint64_t written() const { return written_; }
  static constexpr std::uint64_t most = std::uint64_t{96} << 20;

 private:
  bool write(const std::string& bytes) {
    const ssize_t put = ::write(ends_[1], bytes.data(), bytes.size());
    if (put > 0) written_ += static_cast<std::uint64_t>(put);
    return put == static_cast<ssize_t>(bytes.size());
  }
  int ends_[2] = {-1, -1};
  std::string head_, again_;
  std::atomic<std::uint64_t> written_{0};
  std::thread writer_;
};

void ask_for_id(const Dialect& header, const std::string& file) {
  for (const std::string& name : header.header)
    if (name == "id") return;
  throw Error(file, "no column holds id", "name it");
}

std::string refusal(const Endless& pipe) {
  try {
    Sources sources(pipe.reading());
    open_inputs({"-"}, sources, {}, false, {}, ask_for_id);
  } catch (const Error& error) {
    return error.problem;
  }
  return "read to its end";
}

}  // namespace

TEST_CASE("a pipe that never ends is refused by its beginning", "[head]") {
  struct Case { const char *again, *problem; std::uint64_t most; };
  const Case cases[] = {
      {"y\n", "no column holds id", 1 << 20},
      {"a,b,c\n", "no column holds id", 1 << 20},
      {"1,2,3\n", "begins with a row of numbers or dates, so it has no header row", 1 << 20},
      {"<html>", "is a web page (HTML), not CSV", 1 << 20},
      {"\n", "has no header row", 80 << 20},
      {"xxxxxxxx", "the header row is longer than 1 MiB or 2,000 lines", 80 << 20},
      {"\"", "the header row is longer than 1 MiB or 2,000 lines", 80 << 20},
  };
  for (const Case& one : cases) {
    const Endless pipe("", one.again);
    INFO(one.again);
    CHECK(refusal(pipe) == one.problem);
    CHECK(pipe.written() < one.most);
  }
  const Endless zeros("", std::string(8, '\0'));
  CHECK(refusal(zeros) != "read to its end");
  CHECK(zeros.written() < (80 << 20));
}

namespace {

/// One member of a GZIP file; members may follow one another without end.
std::string gzip_member(const std::string& text) {
  std::string bytes(compressBound(text.size()) + 64, '\0');
  z_stream z{};
  REQUIRE(deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(bytes.data());
  z.avail_out = static_cast<uInt>(bytes.size());
  REQUIRE(deflate(&z, Z_FINISH) == Z_STREAM_END);
  bytes.resize(z.total_out);
  deflateEnd(&z);
  return bytes;
}

std::string times(const std::string& text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("a compressed pipe that never ends is refused by the beginning of what is in it", "[head]") {
  const std::pair<const char*, const char*> cases[] = {{"a,b,c\n", "no column holds id"}, {"<html>", "is a web page (HTML), not CSV"}, {"\n", "has no header row"}};
  for (const auto& [again, problem] : cases) {
    const Endless pipe("", gzip_member(times(again, 10'000)));
    INFO(again);
    CHECK(refusal(pipe) == problem);
    CHECK(pipe.written() < (40 << 20));
  }
  // What is packed as an export is copied: not all of it may be there yet. Rows that pack badly unpack to little.
  std::string rows;
  for (std::uint64_t i = 1; i <= 1000; ++i) rows += std::to_string(i * 6364136223846793005ULL) + "," + std::to_string(i * i * 1442695040888963407ULL) + ",3\n";
  const Endless good(gzip_member("id,b,c\n"), gzip_member(rows));
  CHECK(refusal(good) != "no column holds id");
  CHECK(good.written() >= Endless::most);
}

TEST_CASE("a beginning that promises an export is no reason to refuse it", "[head]") {
  const std::string rows = "1,2,3\n";
  for (const std::string& head : {std::string("id,b,c\n"), std::string(1 << 20, '\n').substr(9) + "id,b,c\n", "sep=,\nid,b,c\n" + std::string(2 << 20, '\n'),
                                  "id," + std::string(900'000, 'b') + ",c\n", "id,\"" + std::string(300, '\n') + "\",c\n"}) {
    const Endless pipe(head, rows);
    CHECK(refusal(pipe) == "read to its end");
  }
}

TEST_CASE("what a header without rows is refused with waits for the end", "[head]") {
  const Endless pipe("id,b\n", "\n");
  CHECK(refusal(pipe) == "has a header and no rows");
  CHECK(pipe.written() >= Endless::most);
}
