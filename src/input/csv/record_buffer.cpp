#include "csv/record_buffer.hpp"

#include <algorithm>
#include <stdexcept>

#include "csv/dialect/row_width.hpp"

namespace handoff {

WantedCells wanted_cells(const Wanted& wanted, const Dialect& dialect) {
  WantedCells found;
  found.slots = static_cast<std::size_t>(std::max(wanted.slots, 0));
  const std::size_t columns = std::min(wanted.slot_of_column.size(), dialect.header.size()), width = row_width(dialect);
  for (std::size_t column = 0; column < columns; ++column) {
    const int slot = wanted.slot_of_column[column];
    if (slot >= wanted.slots) throw std::invalid_argument("wanted_cells: a slot beyond the slots");
    if (slot >= 0 && column < width) found.cells.push_back({column, static_cast<std::size_t>(slot)});
  }
  return found;
}

RecordBuffer::RecordBuffer(const WantedCells& wanted) : slots_(wanted.slots) {
  if (!wanted.cells.empty()) {
    first_slot_ = wanted.cells.front().slot;
    last_slot_ = wanted.cells.back().slot;
  }
  for (std::size_t slot = 0; slot < slots_; ++slot)
    if (std::none_of(wanted.cells.begin(), wanted.cells.end(), [&](const WantedCells::Cell& cell) { return cell.slot == slot; })) unfilled_.push_back(slot);
}

void RecordBuffer::clear() {
  size_ = kept_ = 0;
  offsets_.clear();
  texts_.release();
}

void RecordBuffer::grow() {
  const std::size_t larger = std::max(size_ + slots_, std::max<std::size_t>(capacity_ * 2, std::size_t{1} << 12));
  std::unique_ptr<std::string_view[]> moved(new std::string_view[larger]);
  std::copy_n(cells_.get(), size_, moved.get());
  cells_ = std::move(moved);
  capacity_ = larger;
}

std::string_view RecordBuffer::keep(std::string_view text) {
  if (text.empty()) return {};
  char* const kept = static_cast<char*>(texts_.allocate(text.size(), 1));
  std::copy(text.begin(), text.end(), kept);
  return {kept, text.size()};
}

void RecordBuffer::keep_all() {
  for (; kept_ < size_; ++kept_) cells_[kept_] = keep(cells_[kept_]);
}

/// While a record is dealt with, the texts of the next are fetched into the cache, and of the one behind it where they are.
void RecordBuffer::expect_after(std::size_t index) const {
  constexpr std::size_t line = 64, most_text = 512;
  if (index + 2 >= offsets_.size() || unfilled_.size() == slots_) return;
  const std::string_view* const next = cells_.get() + (index + 1) * slots_;
  for (std::size_t at = 0; at < slots_; at += line / sizeof(std::string_view)) __builtin_prefetch(next + slots_ + at);
  const auto from = reinterpret_cast<std::uintptr_t>(next[first_slot_].data());
  const auto end = reinterpret_cast<std::uintptr_t>(next[last_slot_].data()) + next[last_slot_].size();
  for (std::uintptr_t at = from; at < std::min(end, from + most_text); at += line) __builtin_prefetch(reinterpret_cast<const char*>(at));
}

void RecordBuffer::deliver(RecordSink& sink) const {
  Record record;
  for (std::size_t i = 0; i < offsets_.size(); ++i) {
    expect_after(i);
    record.offset = offsets_[i];
    record.cells = {cells_.get() + i * slots_, slots_};
    sink.record(record);
  }
}

}  // namespace handoff
