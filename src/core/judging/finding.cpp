// The one place that says which leads a share is over.
#include "handoff/judging/finding.hpp"

#include <bit>

namespace handoff {

Tri ran_out(const Stamp& due, Instant as_of) { return due.last < as_of ? Tri::yes : due.first >= as_of ? Tri::no : Tri::unknown; }

namespace {

constexpr Way all_ways[] = {Way::exempt, Way::passed, Way::failed, Way::early, Way::open, Way::failed_early};
constexpr bool was_due(Way way) { return way == Way::passed || way == Way::failed; }
constexpr bool has_failed(Way way) { return way == Way::failed || way == Way::failed_early; }

Way join(Way a, Way b) {
  if (a == Way::exempt) return b;
  if (b == Way::exempt) return a;
  const bool fails = has_failed(a) || has_failed(b);
  if (was_due(a) && was_due(b)) return fails ? Way::failed : Way::passed;
  return fails ? Way::failed_early : a == Way::open || b == Way::open ? Way::open : Way::early;
}

Ways ways_of(Finding finding, Tri due) {
  const auto by_due = [&](Ways was, Ways was_not) { return due == Tri::yes ? was : due == Tri::no ? was_not : was | was_not; };
  switch (finding) {
    case Finding::pass: return by_due(Way::passed, Way::early);
    case Finding::fail: return by_due(Way::failed, Way::failed_early);
    case Finding::open: return Way::open;
    case Finding::exempt: return Way::exempt;
    case Finding::unknown: break;
  }
  return by_due(Way::passed | Way::failed, Way::early | Way::open);
}

Finding finding_of(Ways ways) {
  if (ways.only(Way::exempt)) return Finding::exempt;
  if (ways.only(Way::passed | Way::early)) return Finding::pass;
  if (ways.only(Way::failed | Way::failed_early)) return Finding::fail;
  return ways.only(Way::open) ? Finding::open : Finding::unknown;
}

}  // namespace

Tri Ways::due() const {
  if (only(Way::passed | Way::failed)) return Tri::yes;
  return may(Way::passed) || may(Way::failed) ? Tri::unknown : Tri::no;
}

std::optional<bool> Ways::fails() const {
  if (may(Way::passed) == may(Way::failed)) return std::nullopt;
  return may(Way::failed);
}

Ways Ways::joined(Ways other) const {
  if (*this == Way::exempt) return other;
  if (other == Way::exempt) return *this;
  if (std::has_single_bit(bits_) && std::has_single_bit(other.bits_)) return join(static_cast<Way>(bits_), static_cast<Way>(other.bits_));
  std::uint8_t found = 0;
  for (const Way a : all_ways)
    for (const Way b : all_ways)
      if (may(a) && other.may(b)) found |= static_cast<std::uint8_t>(join(a, b));
  return Ways(found);
}

DueFinding::DueFinding(Finding finding, Tri due) : finding(finding), due(due), ways(ways_of(finding, due)) {}
DueFinding::DueFinding(Ways ways) : finding(finding_of(ways)), due(ways == Way::exempt ? Tri::yes : ways.due()), ways(ways) {}

DueFinding not_done(Tri due) { return due == Tri::yes ? Ways(Way::failed) : due == Tri::no ? Ways(Way::open) : Way::failed | Way::open; }

void FindingCounts::add(const DueFinding& found) {
  const Ways ways = found.ways;
  if (ways == Way::exempt) ++exempt;
  else if (const Tri due = ways.due(); due != Tri::no) failed.add(due == Tri::yes ? std::optional(true) : std::nullopt, ways.fails());
  else ++(ways == Way::early ? early : ways == Way::failed_early ? failed_early : open);
}

void FindingCounts::merge(const FindingCounts& other) {
  failed.merge(other.failed);
  open += other.open;
  early += other.early;
  failed_early += other.failed_early;
  exempt += other.exempt;
}

}  // namespace handoff
