// Reads single records again, many of them: the reader is kept, and one record does not need a parser set up for it. (A report joined
// with activities asks for nearly every row; read_record_at costs some thirty microseconds, this about one.)
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "normalizer.hpp"
#include "records.hpp"

namespace handoff {

class RecordAgain {
 public:
  RecordAgain(const ByteSource& source, const Dialect& dialect, const Wanted& wanted);
  RecordAgain(const RecordAgain&) = delete;
  RecordAgain& operator=(const RecordAgain&) = delete;
  /// Hands on the record that begins at `offset`; false where none does.
  bool read(std::uint64_t offset, RecordSink& sink);

 private:
  CanonicalLayout layout_;
  Normalizer normalizer_;
  std::string line_;
  std::vector<std::string_view> cells_;
};

}  // namespace handoff
