// Reads single records again, many of them: a report joined with activities asks for nearly every row, and the reader is kept meanwhile.
#pragma once
#include "csv/normalizer.hpp"
#include "csv/record_buffer.hpp"
#include "csv/records.hpp"

namespace handoff {

class RecordAgain {
 public:
  RecordAgain(const ByteSource& source, const Dialect& dialect, const Wanted& wanted);
  RecordAgain(const RecordAgain&) = delete;
  RecordAgain& operator=(const RecordAgain&) = delete;
  /// Hands on the record that begins at `offset`; false where none does.
  bool read(std::uint64_t offset, RecordSink& sink);

 private:
  WantedCells wanted_;
  Normalizer normalizer_;
};

}  // namespace handoff
