#include "id_ranges.hpp"

#include <algorithm>
#include <utility>

namespace handoff {
namespace {

bool id_less(std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

}  // namespace

void extend(IdRange& range, const IdBatch& batch) {
  const std::vector<IdBatch::Row>& rows = batch.rows();
  if (rows.empty()) return;
  range.strict = range.strict && range.rows == 0;
  const std::string_view first = batch.id(rows.front()), last = batch.id(rows.back());
  const bool down = id_less(last, first);
  for (std::size_t i = 1; range.strict && i < rows.size(); ++i) {
    const std::string_view before = batch.id(rows[i - 1]), after = batch.id(rows[i]);
    range.strict = down ? id_less(after, before) : id_less(before, after);
  }
  std::pair<std::string_view, std::string_view> ends = {down ? last : first, down ? first : last};
  if (!range.strict) {
    for (const IdBatch::Row& row : rows) {
      ends.first = std::min(ends.first, batch.id(row), id_less);
      ends.second = std::max(ends.second, batch.id(row), id_less);
    }
  }
  if (range.rows == 0 || id_less(ends.first, range.least)) range.least = ends.first;
  if (range.rows == 0 || id_less(range.most, ends.second)) range.most = ends.second;
  range.rows += rows.size();
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
