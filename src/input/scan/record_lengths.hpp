// How long the records are that rows set aside for their ids come from.
#pragma once
#include "bytes/window.hpp"
#include "csv/slow_record.hpp"
#include "scan/inputs.hpp"

namespace handoff {

/// How long records are, without their line ends, of one block after another: what the reader hands on does not tell, and blank lines may follow.
class RecordLengths {
 public:
  explicit RecordLengths(const Input& input) : window_(*input.source, 16 << 10), scanner_(window_, {input.dialect.delimiter, input.dialect.newline}) {}
  /// Of the record that begins there; offsets ascend.
  std::uint64_t operator()(std::uint64_t offset) {
    if (offset > window_.end() || window_.begin() == window_.end()) {
      window_.restart(offset);
      scanner_.forget();
    }
    return scanner_.measure(offset).end - offset;
  }

 private:
  Window window_;
  RecordScanner scanner_;
};

}  // namespace handoff
