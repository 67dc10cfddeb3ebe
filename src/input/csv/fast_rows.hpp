// The fast path: rows whose structure bit masks alone can prove. Whatever needs a closer look is left to the exact path, record by record,
// so that both always say the same.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "csv/cell_ends.hpp"
#include "leads/cell_text.hpp"
#include "csv/record_buffer.hpp"
#include "csv/records.hpp"
#include "bytes/window.hpp"

namespace handoff {

class FastRows {
 public:
  /// `stretch`: how many bytes are looked at before their records are written, at most; a long record takes more.
  FastRows(Window& window, const Dialect& dialect, const WantedCells& wanted, RecordBuffer& records, BlockAccount& account, std::size_t stretch);
  /// False for rows of one column: there every row might be a footer.
  bool usable() const { return columns_ > 1; }

  enum class Why : std::uint8_t {
    limit,    ///< the next record begins at or beyond the limit
    slow,     ///< the record at `at` needs the exact path
    starved,  ///< the window ends before the record at `at` does
  };
  struct Stop {
    std::uint64_t at;
    Why why;
  };
  /// Writes the plain rows from the record start `at` on, as far as the window holds them, and counts them.
  Stop run(std::uint64_t at, std::uint64_t limit);

 private:
  bool take_rows();
  bool write_row(std::uint32_t* ends);
  bool may_be_furniture(const std::uint32_t* ends);
  RawCell raw(const std::uint32_t* ends, std::size_t column) const;
  bool needs_care(const RawCell& cell) const;
  std::string_view text(const RawCell& cell);
  std::string_view kept(const RawCell& cell);
  void write_cells(const std::uint32_t* ends, CellEnds::Range odd);

  Window& window_;
  const std::vector<std::string>& header_;
  const WantedCells& wanted_;
  RecordBuffer& records_;
  BlockAccount& account_;
  LineRules rules_;
  std::size_t width_;           ///< cells of a row
  std::size_t columns_;         ///< of them, those under the header; the others are empty
  std::size_t key_column_ = 0;  ///< the first that has a name: a repeated header is told by it
  bool key_begins_with_digit_;
  std::size_t most_words_;
  std::size_t words_;           ///< of 64 bytes, to look at next: few after a record for the exact path, since others may follow

  CellEnds cells_;
  std::size_t inner_ = 0;       ///< of its inner lines: the first behind the current record's beginning
  const char* bytes_ = nullptr; ///< of the window
  std::size_t limit_ = 0;       ///< in the window
  std::size_t row_ = 0;         ///< where the current record begins in the window
  std::string scratch_;
};

}  // namespace handoff
