// Takes a canonical line apart by hand; canonical.hpp says how it is written.
#include "record_again.hpp"

#include <stdexcept>

namespace handoff {

RecordAgain::RecordAgain(const ByteSource& source, const Dialect& dialect, const Wanted& wanted)
    : layout_(canonical_layout(wanted, dialect)), normalizer_(source, dialect, layout_, {.chunk = 2048, .fast = false}), cells_(layout_.slots) {}

bool RecordAgain::read(std::uint64_t offset, RecordSink& sink) {
  if (normalizer_.run(offset, offset + 1).records == 0) return false;
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  line_ = normalizer_.stream();
  if (!line_.starts_with(byte_order_mark) || line_.back() != '\n') throw std::logic_error("RecordAgain: no canonical line");
  const bool escaped = line_[line_.size() - 2] == escape_mark;
  std::size_t at = byte_order_mark.size();
  for (const CanonicalLayout::Cell& cell : layout_.cells) {
    const std::size_t end = line_.find(cell_separator, at);
    if (end == std::string::npos) throw std::logic_error("RecordAgain: a canonical line that is too short");
    const std::size_t length = escaped ? unescape(line_.data() + at, end - at) : end - at;
    cells_[cell.slot] = {line_.data() + at, length};
    at = end + 1;
  }
  Record record;
  record.offset = offset;
  record.cells = cells_;
  sink.record(record);
  return true;
}

}  // namespace handoff
