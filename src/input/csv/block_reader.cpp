// What a reader of blocks hides: the normalizer, and what it was told about the file.
#include "csv/normalizer.hpp"
#include "csv/record_buffer.hpp"
#include "csv/records.hpp"

namespace handoff {

struct BlockReader::State {
  State(const ByteSource& source, const Dialect& dialect_, const Wanted& wanted_)
      : dialect(dialect_), wanted(wanted_cells(wanted_, dialect)), normalizer(source, dialect, wanted) {}
  Dialect dialect;
  WantedCells wanted;
  Normalizer normalizer;
};

BlockReader::BlockReader(const ByteSource& source, const Dialect& dialect, const Wanted& wanted)
    : state_(std::make_unique<State>(source, dialect, wanted)) {}

BlockReader::~BlockReader() = default;

std::uint64_t BlockReader::guess_start(std::uint64_t offset) { return state_->normalizer.guess_start(offset); }

const BlockAccount& BlockReader::normalize(std::uint64_t begin, std::uint64_t limit) { return state_->normalizer.run(begin, limit); }

void BlockReader::deliver(RecordSink& sink) { state_->normalizer.deliver(sink); }

}  // namespace handoff
