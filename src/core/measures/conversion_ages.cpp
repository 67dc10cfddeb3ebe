// Counting ages, each lead's in one place.
#include "handoff/measures/conversion_ages.hpp"

#include "handoff/judging/lead_judge.hpp"

namespace handoff {

/// Where the lead's age belongs; null: nowhere.
Distribution* ConversionAges::count(Tri counts, Tri moved_on, const std::optional<DueFinding>& at_horizon) {
  if (counts == Tri::no) return nullptr;
  if (at_horizon && at_horizon->due == Tri::yes) mature.add(known(counts), passed(at_horizon->finding));
  if (counts == Tri::yes && moved_on == Tri::no) return &stayed;
  if (moved_on == Tri::unknown) return &undecided;
  if (counts == Tri::unknown) return moved_on == Tri::yes ? &perhaps_in : &perhaps_out;
  return at_horizon ? nullptr : &moved;
}

void ConversionAges::add(Tri counts, Tri moved_on, Seconds age, const std::optional<DueFinding>& at_horizon) {
  if (Distribution* const to = count(counts, moved_on, at_horizon)) to->add(age);
}

void ConversionAges::add(Tri counts, Tri moved_on, Seconds age, const std::optional<DueFinding>& at_horizon, LateValues& late) {
  if (Distribution* const to = count(counts, moved_on, at_horizon)) late.add(*to, age);
}

void ConversionAges::add_open(Tri counts, Tri moved_on, Seconds oldest, const std::optional<Seconds>& horizon) {
  if (counts == Tri::no) return;
  if (horizon && oldest >= *horizon) mature.add(std::nullopt, moved_on == Tri::no ? std::optional(false) : std::nullopt);
  (moved_on == Tri::unknown ? undecided : moved_on == Tri::yes ? perhaps_in : perhaps_out).add(oldest);
}

Share ConversionAges::of_age(double least) const {
  const auto old = [least](const Distribution& ages) { return static_cast<std::int64_t>(ages.count_at_least(least)); };
  return {old(moved), old(stayed), old(undecided), old(perhaps_in), old(perhaps_out)};
}

NotKnown ConversionAges::not_known() const {
  NotKnown found;
  for (const Distribution* const ages : {&undecided, &perhaps_in, &untimed}) found.add_any_time(*ages);
  found.waiting.merge(perhaps_out);
  return found;
}

void ConversionAges::merge(const ConversionAges& other) {
  mature.merge(other.mature);
  stayed.merge(other.stayed);
  moved.merge(other.moved);
  undecided.merge(other.undecided);
  perhaps_in.merge(other.perhaps_in);
  perhaps_out.merge(other.perhaps_out);
  untimed.merge(other.untimed);
}

}  // namespace handoff
