// Ties the normalizer and the CSV reader together, a block at a time.
#include <utility>

#include "canonical.hpp"
#include "csv_reader.hpp"
#include "normalizer.hpp"
#include "records.hpp"

namespace handoff {

struct BlockReader::State {
  State(const ByteSource& source, const Dialect& dialect_, const Wanted& wanted)
      : dialect(dialect_), layout(canonical_layout(wanted, dialect)), normalizer(source, dialect, layout) {}
  Dialect dialect;
  CanonicalLayout layout;
  Normalizer normalizer;
  std::uint64_t begin = 0;
};

BlockReader::BlockReader(const ByteSource& source, const Dialect& dialect, const Wanted& wanted)
    : state_(std::make_unique<State>(source, dialect, wanted)) {}

BlockReader::~BlockReader() = default;

std::uint64_t BlockReader::guess_start(std::uint64_t offset) { return state_->normalizer.guess_start(offset); }

const BlockAccount& BlockReader::normalize(std::uint64_t begin, std::uint64_t limit) {
  state_->begin = begin;
  return state_->normalizer.run(begin, limit);
}

void BlockReader::deliver(RecordSink& sink) {
  const std::string_view stream = state_->normalizer.stream();
  if (!stream.empty()) deliver_canonical(stream, state_->layout, state_->begin, sink);
}

bool read_record_at(const ByteSource& source, const Dialect& dialect, const Wanted& wanted, std::uint64_t offset, RecordSink& sink) {
  const CanonicalLayout layout = canonical_layout(wanted, dialect);
  Normalizer normalizer(source, dialect, layout, {.chunk = 4096, .fast = false});
  if (normalizer.run(offset, offset + 1).records == 0) return false;
  deliver_canonical(normalizer.stream(), layout, offset, sink);
  return true;
}

}  // namespace handoff
