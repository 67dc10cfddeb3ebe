#include "leads/field_facts.hpp"

#include <algorithm>

namespace handoff {
namespace {

void keep_first(Example& mine, const Example& other) {
  if (other.offset < mine.offset) mine = other;
}

}  // namespace

void FieldFacts::merge(const FieldFacts& other) {
  filled += other.filled;
  unreadable += other.unreadable;
  later += other.later;
  strange_years += other.strange_years;
  twice += other.twice;
  skipped += other.skipped;
  zoneless += other.zoneless;
  offsets += other.offsets;
  local_times += other.local_times;
  order.merge(other.order);
  early_iso += other.early_iso;
  late_iso = late_iso || other.late_iso;
  marks.merge(other.marks);
  midnights += other.midnights;
  timed = timed || other.timed;
  newest = std::max(newest, other.newest);
  keep_first(first_unreadable, other.first_unreadable);
  keep_first(header_cell, other.header_cell);
  keep_first(first_zoneless, other.first_zoneless);
  below_zero += other.below_zero;
  keep_first(below_zero_cell, other.below_zero_cell);
  keep_first(dot_cell, other.dot_cell);
  keep_first(comma_cell, other.comma_cell);
  keep_first(open_cell, other.open_cell);
  most_share = std::max(most_share, other.most_share);
  keep_first(percent_cell, other.percent_cell);
  keep_first(plain_cell, other.plain_cell);
  keep_first(day_first, other.day_first);
  keep_first(month_first, other.month_first);
  keep_first(either, other.either);
  keep_first(iso_cell, other.iso_cell);
}

}  // namespace handoff
