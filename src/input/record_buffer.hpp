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

  /// Where a record is written: the texts of the wanted cells in order, and for each, how many bytes there are up to its end.
  struct Place {
    char* text;
    std::uint32_t* ends;
  };
  /// Room for a record with at most `bytes` of text; to be followed by `end_record`, with all its bytes and where it began in the source.
  Place begin_record(std::size_t bytes) { return {texts_.room(bytes), ends_.room(wanted_.cells.size())}; }
  void end_record(std::size_t bytes, std::uint64_t offset) {
    texts_.size += bytes;
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
};

}  // namespace handoff
