// Lines that hold no row cost what their bytes cost: a file may hold millions of them.
#include <ctime>

#include "catch.hpp"
#include "scan/preview.hpp"
#include "records_support.hpp"

using namespace handoff;

namespace {

struct Nothing : RecordSink {
  void record(const Record&) override {}
};

/// Seconds of this thread's own, so that a busy machine says nothing.
double seconds_to_read(const std::string& line, std::uint64_t* lines = nullptr) {
  constexpr std::size_t bytes = std::size_t{4} << 20;
  std::string text = "id,a,b\n";
  while (text.size() < bytes) text += line;
  const auto source = memory_source("lines.csv", std::move(text));
  Dialect dialect = find_header(*source);
  dialect.newline = line.find('\n') == std::string::npos ? '\r' : '\n';
  BlockReader reader(*source, dialect, Wanted{{0, -1, -1}, 1});
  Nothing sink;
  timespec before{}, after{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
  const BlockAccount& account = reader.normalize(dialect.data_offset, source->size());
  reader.deliver(sink);
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
  if (lines) *lines = account.lines;
  return static_cast<double>(after.tv_sec - before.tv_sec) + 1e-9 * static_cast<double>(after.tv_nsec - before.tv_nsec);
}

}  // namespace

TEST_CASE("blank lines take about as long as rows of as many bytes", "[blank]") {
  const double rows = seconds_to_read("123456,Mia,2026-04-01 10:00\n");
  for (const char* line : {"\n", "\r\n", "          \n", " \t\n", "\t\r\n"}) {
    std::uint64_t lines = 0;
    INFO(line);
    CHECK(seconds_to_read(line, &lines) < 8 * rows + 0.05);
    CHECK(lines == (((std::size_t{4} << 20) - 7) + std::string(line).size() - 1) / std::string(line).size());
  }
}

TEST_CASE("rows that have to be taken byte by byte do not scan ahead once each", "[blank]") {
  const double rows = seconds_to_read("123456,Mia,2026-04-01 10:00\n");
  for (const char* line : {",\n", "x\n", "\"\n", "\"\"\n", "\"a\n"}) {
    INFO(line);
    CHECK(seconds_to_read(line) < 100 * rows + 0.5);
  }
}

namespace {

/// Counts what is read of a source.
class Counted final : public ByteSource {
 public:
  explicit Counted(std::string bytes) : bytes_(memory_source("lines.csv", std::move(bytes))) {}
  std::size_t read(std::uint64_t offset, char* buffer, std::size_t size) const override {
    const std::size_t got = bytes_->read(offset, buffer, size);
    read_ += got;
    return got;
  }
  std::uint64_t size() const override { return bytes_->size(); }
  const std::string& name() const override { return bytes_->name(); }
  std::uint64_t bytes_read() const { return read_; }

 private:
  std::unique_ptr<ByteSource> bytes_;
  mutable std::uint64_t read_ = 0;
};

}  // namespace

TEST_CASE("the header is found without reading all the blank lines below it", "[blank]") {
  const Counted source("id,a,b\n1,2,3\n" + std::string(std::size_t{64} << 20, '\n'));
  CHECK(find_header(source).header.size() == 3);
  CHECK(source.bytes_read() < (std::uint64_t{32} << 20));
}
