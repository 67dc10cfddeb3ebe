// The fast path: rows whose structure bit masks alone can prove. Whatever needs a closer look is left to the exact path, record by record,
// so that both always say the same.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "record_buffer.hpp"
#include "records.hpp"
#include "slow_record.hpp"
#include "structural_scan.hpp"
#include "window.hpp"

namespace handoff {

class FastRows {
 public:
  FastRows(Window& window, const Dialect& dialect, const WantedCells& wanted, RecordBuffer& records, BlockAccount& account);
  /// False for a header of one column: there every row might be a footer.
  bool usable() const { return header_.size() > 1; }

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
  struct Edges;
  void refresh();
  bool tell_quotes(Edges& edges, std::size_t base);
  bool walk(const Edges& edges, std::size_t base);
  bool write_row(std::size_t end);
  bool may_be_furniture();
  RawCell raw(std::size_t column) const;
  bool needs_care(const char* begin, const char* end) const;
  std::string_view text(std::size_t column);
  char* write_careful(const RawCell& cell, char* out);
  char* write_cells(char* out, std::uint32_t* ends);

  Window& window_;
  const std::vector<std::string>& header_;
  const WantedCells& wanted_;
  RecordBuffer& records_;
  BlockAccount& account_;
  LineRules rules_;
  std::size_t key_column_;  ///< the first that has a name: a repeated header is told by it

  std::uint64_t generation_ = UINT64_MAX;
  std::vector<StructureMasks> masks_;
  const char* bytes_ = nullptr;  ///< of the window
  std::size_t size_ = 0;
  std::size_t limit_ = 0;  ///< in the window

  std::size_t row_ = 0;              ///< where the current record begins in the window
  std::vector<std::size_t> ends_;    ///< of its cells so far, from the second place on; the first is the byte before the record
  std::size_t cells_ = 0;
  std::uint64_t inner_lines_ = 0;
  std::string scratch_;
};

}  // namespace handoff
