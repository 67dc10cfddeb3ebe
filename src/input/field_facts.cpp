#include "field_facts.hpp"

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

std::string_view cut_text(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace handoff
