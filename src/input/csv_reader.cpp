// fast-cpp-csv-parser reads its column count from a template argument, so it is compiled for a few widths. One reader a block: it cannot go on
// after the end of its source; the 48 MB it asks for are touched only as far as the block fills them.
#define CSV_IO_NO_THREAD
#include <libfccp/csv.h>

#include <sys/mman.h>

#include "csv_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace handoff {
namespace {

/// The parser's buffer comes fresh from the system for every block, and a page at a time that costs more than filling it. Best effort.
void in_large_pages([[maybe_unused]] char* buffer, [[maybe_unused]] std::size_t size) {
#ifdef MADV_HUGEPAGE
  constexpr std::uintptr_t page = std::uintptr_t{2} << 20;
  const std::uintptr_t from = reinterpret_cast<std::uintptr_t>(buffer) / 4096 * 4096, end = (reinterpret_cast<std::uintptr_t>(buffer) + size + page - 1) / page * page;
  if (size >= page / 4) madvise(reinterpret_cast<void*>(from), end - from, MADV_HUGEPAGE);
#endif
}

/// The parser takes a short read for the end, so every block it asks for is filled.
class StreamSource final : public io::ByteSourceBase {
 public:
  explicit StreamSource(std::string_view stream) : rest_(stream) {}
  int read(char* buffer, int size) override {
    const std::size_t count = std::min(rest_.size(), static_cast<std::size_t>(std::max(size, 0)));
    in_large_pages(buffer, count);
    std::memcpy(buffer, rest_.data(), count);
    rest_.remove_prefix(count);
    return static_cast<int>(count);
  }

 private:
  std::string_view rest_;
};

template <std::size_t width>
using Reader = io::CSVReader<width, io::trim_chars<>, io::no_quote_escape<cell_separator>>;

template <std::size_t width, std::size_t... i>
bool read_row(Reader<width>& reader, std::array<char*, width>& row, std::index_sequence<i...>) {
  return reader.read_row(row[i]...);
}

/// Moves `offset` on to this record's; true when its cells hold escaped bytes.
bool read_hidden(const char* cell, std::uint64_t& offset) {
  std::uint64_t step = 0;
  for (int shift = 0; *cell != '\0' && *cell != escape_mark; ++cell, shift += 6) {
    step |= (static_cast<std::uint64_t>(*cell) & 63) << (shift & 63);
  }
  offset += step;
  return *cell == escape_mark;
}

template <std::size_t width>
void deliver(std::string_view stream, const CanonicalLayout& layout, std::uint64_t begin, RecordSink& sink) {
  Reader<width> reader("canonical stream", std::make_unique<StreamSource>(stream));
  std::array<char*, width> row{};
  std::vector<std::string_view> cells(layout.slots);
  Record record;
  record.cells = cells;
  record.offset = begin;
  while (read_row<width>(reader, row, std::make_index_sequence<width>{})) {
    const bool escaped = read_hidden(row[width - 1], record.offset);
    for (std::size_t i = 0; i < layout.cells.size(); ++i) {
      // Nothing is trimmed here, so a cell ends where the separator before the next one stood.
      auto length = static_cast<std::size_t>(row[i + 1] - row[i]) - 1;
      if (escaped) length = unescape(row[i], length);
      cells[layout.cells[i].slot] = {row[i], length};
    }
    sink.record(record);
  }
}

}  // namespace

void deliver_canonical(std::string_view stream, const CanonicalLayout& layout, std::uint64_t begin, RecordSink& sink) {
  try {
    const bool known = [&]<std::size_t... i>(std::index_sequence<i...>) {
      return ((layout.width == canonical_widths[i] && (deliver<canonical_widths[i]>(stream, layout, begin, sink), true)) || ...);
    }(std::make_index_sequence<canonical_widths.size()>{});
    if (!known) throw std::logic_error("deliver_canonical: a width there is no reader for");
  } catch (const io::error::base& broken) {
    throw std::logic_error(std::string("the normalizer broke its own stream: ") + broken.what());
  }
}

}  // namespace handoff
