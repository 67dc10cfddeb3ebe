// The exact machine remembers what it read ahead; that must never change what it says.
#include <random>

#include "catch.hpp"
#include "csv/slow_record.hpp"

using namespace handoff;

namespace {

RecordExtent measure_alone(const ByteSource& source, LineRules rules, std::uint64_t start) {
  Window window(source, 1 << 16);
  window.restart(start);
  RecordScanner scanner(window, rules);
  return scanner.measure(start);
}

/// Measures at every line start, as reading does after damaged records, with one scanner and with a new one each time.
void check_memory(const std::string& text) {
  const auto source = memory_source("lines.csv", text);
  const LineRules rules{',', '\n'};
  Window window(*source, 1 << 16);
  window.restart(0);
  RecordScanner scanner(window, rules);
  for (std::uint64_t start = 0; start < text.size();) {
    const RecordExtent with = scanner.measure(start), without = measure_alone(*source, rules, start);
    CAPTURE(start);
    REQUIRE(with.shape == without.shape);
    REQUIRE(with.first_line_end == without.first_line_end);
    if (with.shape == Shape::whole) {
      REQUIRE(with.end == without.end);
      REQUIRE(with.inner_lines == without.inner_lines);
    }
    REQUIRE(with.first_line_end == std::min(text.find('\n', start), text.size()));
    start = with.first_line_end + 1;
  }
}

}  // namespace

TEST_CASE("reading ahead is remembered, up to the limit of lines") {
  std::mt19937_64 random(7);
  // From inside and from outside quotes, each of these ends inside or outside in its own way.
  const std::vector<std::string> lines{"q\",\",r", "q\",\",r", "q\",\",r", "a,b", "x\"\"y", "text", "", "a,\"open", "close\",z", "\",\"", "\"\"\"", "bad\"x"};
  for (const std::size_t pool : {3U, 6U, 7U, 9U, 12U}) {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += lines[random() % pool] + "\n";
    check_memory(text);
  }
}

TEST_CASE("reading ahead is remembered, up to the limit of bytes") {
  const std::string filler(300 << 10, 'x');
  std::string text;
  for (int lines = 0; lines < 9; ++lines) {
    text += "q\",\"," + filler + "\n";
    check_memory(text + "end\"\nlast,line\n");
    check_memory(text + "end\" bad\nlast,line\n");
    check_memory(text);
  }
}

TEST_CASE("where a record ends") {
  const auto measure = [](const std::string& text) { return measure_alone(*memory_source("t", text), {',', '\n'}, 0); };
  CHECK(measure("a,b\nc").end == 3);
  CHECK(measure("a,b").end == 3);
  CHECK(measure("\"a\nb\",c\n").end == 7);
  CHECK(measure("\"a\nb\",c\n").inner_lines == 1);
  CHECK(measure("\"a\nb\",c\n").first_line_end == 2);
  CHECK(measure("\"a\"\r\nb").end == 4);
  CHECK(measure("\"a\"\rb\n").shape == Shape::damaged);
  CHECK(measure("\"a\" ,b\n").end == 6);
  CHECK(measure(" \"a\nb\"\t\r\nc").end == 8);
  CHECK(measure("\"a\" \",b\n").shape == Shape::damaged);
  CHECK(measure("x \"a\nb\"\n").end == 4);
  CHECK(measure("\"a\n\nb").shape == Shape::damaged);
  CHECK(measure("\"a\n\nb").first_line_end == 2);
  CHECK(measure("\"\"\"\"\n").shape == Shape::whole);
  CHECK(measure("\"\"\"\n").shape == Shape::damaged);
}

TEST_CASE("a record is split into its cells") {
  const auto split = [](const std::string& text) {
    std::vector<RawCell> cells;
    std::vector<std::string> found;
    if (!split_record(text.data(), text.data() + text.size(), {';', '\n'}, cells)) return std::vector<std::string>{"damaged"};
    for (const RawCell& cell : cells) found.push_back((cell.quoted ? "q:" : "") + std::string(cell.begin, cell.end));
    return found;
  };
  CHECK(split("") == std::vector<std::string>{""});
  CHECK(split(";") == std::vector<std::string>{"", ""});
  CHECK(split("a;\"b;\"\"c\"\"\";12\" x;") == std::vector<std::string>{"a", "q:b;\"\"c\"\"", "12\" x", ""});
  CHECK(split("\"\"") == std::vector<std::string>{"q:"});
  CHECK(split("\"a\"b") == std::vector<std::string>{"damaged"});
  CHECK(split("\"a") == std::vector<std::string>{"damaged"});
  CHECK(split("a\nb") == std::vector<std::string>{"damaged"});
}
