// A block's records between reading and handing on. A block is read before it is known whether it began in the right place, so nothing can be
// handed on at once. Most cells stay where they were read; what was decoded, and all when those bytes are about to move, is kept here.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "csv/records.hpp"

namespace handoff {

/// Which columns of a file are kept, in their order, and the slot of the record that each goes to.
struct WantedCells {
  struct Cell {
    std::size_t column;
    std::size_t slot;
  };
  std::vector<Cell> cells;
  std::size_t slots = 0;
};

/// Columns that rows leave out (see row_width.hpp) are in none. Throws std::invalid_argument for a slot there is not. Of two columns with one slot the later is delivered.
WantedCells wanted_cells(const Wanted& wanted, const Dialect& dialect);

/// Grows as far as a block needs and is used again.
class RecordBuffer {
 public:
  explicit RecordBuffer(const WantedCells& wanted);
  RecordBuffer(const RecordBuffer&) = delete;
  RecordBuffer& operator=(const RecordBuffer&) = delete;
  void clear();

  /// The cells of the next record, by slot, each of which that a column fills is to be written; then `end_record`, with where it began in the source.
  std::string_view* begin_record() {
    if (capacity_ - size_ < slots_) grow();
    std::string_view* const cells = cells_.get() + size_;
    for (const std::size_t slot : unfilled_) cells[slot] = {};
    return cells;
  }
  void end_record(std::uint64_t offset) {
    size_ += slots_;
    offsets_.push_back(offset);
  }
  /// A copy of the text that lasts as long as the records.
  std::string_view keep(std::string_view text);
  /// Keeps all texts of the records so far.
  void keep_all();

  /// Hands all records on.
  void deliver(RecordSink& sink) const;

 private:
  void grow();
  void expect_after(std::size_t index) const;
  std::size_t slots_;
  std::size_t first_slot_ = 0, last_slot_ = 0; // of the first column that is kept, and of the last
  std::vector<std::size_t> unfilled_;          // slots that no column fills
  std::unique_ptr<std::string_view[]> cells_;  // record by record
  std::size_t size_ = 0, capacity_ = 0;
  std::size_t kept_ = 0;                       // cells that were kept with the others
  std::vector<std::uint64_t> offsets_;
  std::vector<std::byte> first_texts_ = std::vector<std::byte>(std::size_t{64} << 10);
  std::pmr::monotonic_buffer_resource texts_{first_texts_.data(), first_texts_.size()};
};

}  // namespace handoff
