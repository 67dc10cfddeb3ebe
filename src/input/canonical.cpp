// Which columns go into the stream, and the buffer they go to.
#include "canonical.hpp"

#include <algorithm>
#include <stdexcept>

#include "handoff/error.hpp"

namespace handoff {

CanonicalLayout canonical_layout(const Wanted& wanted, const Dialect& dialect) {
  CanonicalLayout layout;
  layout.slots = static_cast<std::size_t>(std::max(wanted.slots, 0));
  const std::size_t columns = std::min(wanted.slot_of_column.size(), dialect.header.size());
  for (std::size_t column = 0; column < columns; ++column) {
    const int slot = wanted.slot_of_column[column];
    if (slot >= wanted.slots) throw std::invalid_argument("canonical_layout: a slot beyond the slots");
    if (slot >= 0) layout.cells.push_back({column, static_cast<std::size_t>(slot)});
  }
  const auto width = std::upper_bound(canonical_widths.begin(), canonical_widths.end(), layout.cells.size());
  if (width == canonical_widths.end()) {
    throw Error({}, "more than 255 columns of the export are used by the contract", "name fewer columns in the contract, or split it");
  }
  layout.width = *width;
  return layout;
}

void CanonicalBuffer::restart(std::uint64_t begin) {
  size_ = 0;
  last_ = begin;
  char* out = room(3);
  std::memcpy(out, "\xEF\xBB\xBF", 3);
  finish(out + 3);
}

void CanonicalBuffer::grow(std::size_t bytes) {
  const std::size_t wanted = std::max(size_ + bytes, std::max<std::size_t>(capacity_ * 2, 1 << 16));
  std::unique_ptr<char[]> larger(new char[wanted]);
  if (size_ > 0) std::memcpy(larger.get(), bytes_.get(), size_);
  bytes_ = std::move(larger);
  capacity_ = wanted;
}

}  // namespace handoff
