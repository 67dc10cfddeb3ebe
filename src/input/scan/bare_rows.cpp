#include "scan/bare_rows.hpp"

#include <algorithm>

namespace handoff {
namespace {

__extension__ using Wide = unsigned __int128;

}  // namespace

void BareRows::merge(const BareRows& other) {
  fields_.resize(std::max(fields_.size(), other.fields_.size()));
  for (std::size_t i = 0; i < other.fields_.size(); ++i) {
    fields_[i].standing += other.fields_[i].standing;
    fields_[i].given_way += other.fields_[i].given_way;
  }
  rows_.standing += other.rows_.standing;
  rows_.given_way += other.rows_.given_way;
}

std::optional<BareRows::Lost> BareRows::worst() const {
  constexpr std::uint64_t fewest = 10, times = 10;
  std::optional<Lost> worst;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const Cells& cells = fields_[i];
    if (cells.given_way < fewest || cells.given_way * times < rows_.standing) continue;
    // standing / rows that stand < given way / rows that gave way / 10, in whole numbers.
    const auto bare = static_cast<Wide>(cells.standing) * rows_.given_way * times;
    if (bare >= static_cast<Wide>(cells.given_way) * rows_.standing) continue;
    if (!worst || cells.given_way > worst->cells.given_way) worst = Lost{static_cast<FieldId>(i), cells};
  }
  return worst;
}

}  // namespace handoff
