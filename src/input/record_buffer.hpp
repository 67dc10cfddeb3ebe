// A block's records between reading and handing on: the texts of the wanted cells one after the other, and where each ends. A block is
// read before it is known whether it began in the right place, so nothing can be handed on at once; and its bytes are gone by then.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "records.hpp"

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

/// Throws std::invalid_argument for a slot there is not. Of two columns with one slot the later is delivered.
WantedCells wanted_cells(const Wanted& wanted, const Dialect& dialect);

/// Grows as far as a block needs and is used again; what it holds is not cleared before it is written to.
class RecordBuffer {
 public:
  explicit RecordBuffer(const WantedCells& wanted) : wanted_(wanted), cells_(wanted.slots) {}
  RecordBuffer(const RecordBuffer&) = delete;
  RecordBuffer& operator=(const RecordBuffer&) = delete;
  void clear() {
    offsets_.clear();
    texts_.size = ends_.size = 0;
  }
  std::size_t records() const { return offsets_.size(); }

  /// One record, in three steps: room for at most `bytes` of text; for each wanted cell in order, its text and then `end_cell` with where that
  /// ends; `end_record` with where the record began in the source.
  char* begin_record(std::size_t bytes) {
    record_ = texts_.room(bytes);
    end_ = ends_.room(wanted_.cells.size());
    return record_;
  }
  void end_cell(const char* end) { *end_++ = static_cast<std::uint32_t>(end - record_); }
  void end_record(const char* end, std::uint64_t offset) {
    texts_.size += static_cast<std::size_t>(end - record_);
    ends_.size += wanted_.cells.size();
    offsets_.push_back(offset);
  }

  /// Hands all records on.
  void deliver(RecordSink& sink);

 private:
  template <class T>
  struct Run {
    std::unique_ptr<T[]> all;
    std::size_t size = 0, capacity = 0;
    T* room(std::size_t more) {
      if (capacity - size < more) grow(more);
      return all.get() + size;
    }
    void grow(std::size_t more);
  };
  const WantedCells& wanted_;
  std::vector<std::string_view> cells_;
  Run<char> texts_;
  Run<std::uint32_t> ends_;            // by record and cell, from the record's first byte on
  std::vector<std::uint64_t> offsets_;
  char* record_ = nullptr;
  std::uint32_t* end_ = nullptr;
};

}  // namespace handoff
