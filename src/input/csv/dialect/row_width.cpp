#include "csv/dialect/row_width.hpp"

namespace handoff {

std::size_t row_width(const Dialect& dialect) { return dialect.width > 0 ? dialect.width : dialect.header.size(); }

void WidthVotes::add(const BlockAccount& block) {
  rows += block.records;
  fitting += block.records;
  for (const Reject& reject : block.rejects) rows += is_furniture(reject.reason) ? 0 : 1;
  for (const OtherWidth& other : block.other_widths) others[other.cells] += other.rows;
}

void WidthVotes::merge(const WidthVotes& other) {
  rows += other.rows;
  fitting += other.fitting;
  for (const auto& [cells, count] : other.others) others[cells] += count;
}

std::size_t voted_width(const Dialect& dialect, const WidthVotes& votes) {
  if (2 * votes.fitting > votes.rows) return row_width(dialect);
  for (const auto& [cells, count] : votes.others)
    if (2 * count > votes.rows) return cells;
  return dialect.header.size();
}

bool settle_width(Dialect& dialect, const WidthVotes& votes) {
  const std::size_t width = voted_width(dialect, votes);
  if (dialect.width_settled || width == row_width(dialect)) return false;
  dialect.width = width;
  dialect.width_settled = true;
  return true;
}

}  // namespace handoff
