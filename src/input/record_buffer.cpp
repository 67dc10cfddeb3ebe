#include "record_buffer.hpp"

#include <algorithm>
#include <stdexcept>

namespace handoff {

WantedCells wanted_cells(const Wanted& wanted, const Dialect& dialect) {
  WantedCells found;
  found.slots = static_cast<std::size_t>(std::max(wanted.slots, 0));
  const std::size_t columns = std::min(wanted.slot_of_column.size(), dialect.header.size());
  for (std::size_t column = 0; column < columns; ++column) {
    const int slot = wanted.slot_of_column[column];
    if (slot >= wanted.slots) throw std::invalid_argument("wanted_cells: a slot beyond the slots");
    if (slot >= 0) found.cells.push_back({column, static_cast<std::size_t>(slot)});
  }
  return found;
}

template <class T>
void RecordBuffer::Run<T>::grow(std::size_t more) {
  const std::size_t larger = std::max(size + more, std::max<std::size_t>(capacity * 2, std::size_t{1} << 16));
  std::unique_ptr<T[]> moved(new T[larger]);
  std::copy_n(all.get(), size, moved.get());
  all = std::move(moved);
  capacity = larger;
}

template struct RecordBuffer::Run<char>;
template struct RecordBuffer::Run<std::uint32_t>;

void RecordBuffer::deliver(RecordSink& sink) {
  std::fill(cells_.begin(), cells_.end(), std::string_view());
  Record record;
  record.cells = cells_;
  const char* text = texts_.all.get();
  const std::uint32_t* end = ends_.all.get();
  for (const std::uint64_t offset : offsets_) {
    std::uint32_t from = 0;
    for (const WantedCells::Cell& cell : wanted_.cells) {
      cells_[cell.slot] = {text + from, *end - from};
      from = *end++;
    }
    record.offset = offset;
    sink.record(record);
    text += from;
  }
}

}  // namespace handoff
