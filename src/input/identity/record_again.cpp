#include "identity/record_again.hpp"

namespace handoff {

RecordAgain::RecordAgain(const ByteSource& source, const Dialect& dialect, const Wanted& wanted)
    : wanted_(wanted_cells(wanted, dialect)), normalizer_(source, dialect, wanted_, {.chunk = 2048, .fast = false}) {}

bool RecordAgain::read(std::uint64_t offset, RecordSink& sink) {
  if (normalizer_.run(offset, offset + 1).records == 0) return false;
  normalizer_.deliver(sink);
  return true;
}

}  // namespace handoff
