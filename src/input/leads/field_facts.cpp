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
  twice += other.twice;
  skipped += other.skipped;
  zoneless += other.zoneless;
  order.merge(other.order);
  newest = std::max(newest, other.newest);
  keep_first(first_unreadable, other.first_unreadable);
  keep_first(first_zoneless, other.first_zoneless);
  keep_first(day_first, other.day_first);
  keep_first(month_first, other.month_first);
  keep_first(either, other.either);
}

}  // namespace handoff
