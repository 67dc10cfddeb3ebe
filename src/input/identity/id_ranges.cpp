#include "identity/id_ranges.hpp"

#include <algorithm>
#include <utility>

namespace handoff {
namespace {

bool id_less(std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

}  // namespace

void describe(IdRange& range, std::span<const BlockId> ids) {
  std::string_view least = ids.front().id, most = ids.back().id;
  const bool down = id_less(most, least);
  if (down) std::swap(least, most);
  range.strict = true;
  for (std::size_t i = 1; range.strict && i < ids.size(); ++i) range.strict = down ? id_less(ids[i].id, ids[i - 1].id) : id_less(ids[i - 1].id, ids[i].id);
  if (!range.strict) {
    for (const BlockId& row : ids) {
      least = std::min(least, row.id, id_less);
      most = std::max(most, row.id, id_less);
    }
  }
  range.least = least;
  range.most = most;
  range.rows = ids.size();
}

void IdRanges::put(IdRange range) {
  const std::lock_guard lock(mutex_);
  ranges_.push_back(std::move(range));
}

std::vector<IdRange> IdRanges::meeting() {
  std::sort(ranges_.begin(), ranges_.end(), [](const IdRange& a, const IdRange& b) {
    return a.least != b.least ? id_less(a.least, b.least) : a.block < b.block;
  });
  // The one that reaches furthest so far is met by whatever any earlier one is met by.
  std::vector<bool> met(ranges_.size());
  std::size_t furthest = 0;
  for (std::size_t i = 1; i < ranges_.size(); ++i) {
    if (!id_less(ranges_[furthest].most, ranges_[i].least)) met[furthest] = met[i] = true;
    if (id_less(ranges_[furthest].most, ranges_[i].most)) furthest = i;
  }
  std::vector<IdRange> out;
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    IdRange& range = ranges_[i];
    if (range.block >= spared_.size()) spared_.resize(range.block + 1);
    if (!range.in_table && met[i]) {
      range.in_table = true;
      out.push_back(range);
    }
    if (range.in_table) continue;
    spared_[range.block] = true;
    spared_rows_ += range.rows;
  }
  std::sort(out.begin(), out.end(), [](const IdRange& a, const IdRange& b) { return a.block < b.block; });
  return out;
}

void IdRanges::clear() {
  ranges_.clear();
  spared_.clear();
  spared_rows_ = 0;
}

}  // namespace handoff
