// From an export's bytes to records: any delimiter, quoting, encoding and line ends in, plain trimmed UTF-8 out.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "csv/fast_rows.hpp"
#include "csv/record_buffer.hpp"
#include "csv/records.hpp"
#include "csv/row_judge.hpp"
#include "csv/slow_record.hpp"
#include "bytes/window.hpp"

namespace handoff {

struct NormalizerOptions {
  std::size_t chunk = 512 << 10;   ///< bytes read at a time; a block should be no larger
  std::size_t stretch = 32 << 10;  ///< bytes looked at before their records are written; they should stay in the nearest cache
  bool fast = true;               ///< false: every record takes the exact path (for tests)
};

class Normalizer {
 public:
  Normalizer(const ByteSource& source, const Dialect& dialect, const WantedCells& wanted, NormalizerOptions options = {});

  /// See BlockReader. A limit before `begin` makes an empty block.
  std::uint64_t guess_start(std::uint64_t offset);
  const BlockAccount& run(std::uint64_t begin, std::uint64_t limit);
  /// Hands on the records of the last run.
  void deliver(RecordSink& sink) const { records_.deliver(sink); }

 private:
  void open_window(std::uint64_t begin, std::uint64_t limit);
  std::uint64_t skip_blank_lines(std::uint64_t at, std::uint64_t limit);
  std::uint64_t slow_row(std::uint64_t start);
  bool follows_escape(std::uint64_t start) const;
  bool line_holds_zeros(std::uint64_t start, std::uint64_t line_end) const;
  std::uint64_t set_aside(std::uint64_t start, std::uint64_t line_end, RejectReason reason);
  void write_row(const std::vector<RawCell>& cells, std::uint64_t start);
  void count_width(std::size_t cells);

  const ByteSource& source_;
  const Dialect& dialect_;
  const WantedCells& wanted_;
  LineRules rules_;
  RecordBuffer records_;
  Window window_;
  RecordScanner scanner_;
  RowJudge judge_;
  BlockAccount account_;
  FastRows fast_rows_;
  std::string scratch_;
  bool fast_;
};

}  // namespace handoff
