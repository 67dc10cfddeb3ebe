// Counts of commitments from several threads, or of several periods, come together.
#include "handoff/measures/commitment.hpp"

namespace handoff {

void ShareEvidence::merge(const ShareEvidence& other) {
  count += other.count;
  missed += other.missed;
  open += other.open;
  unknown.merge(other.unknown);
  open_perhaps += other.open_perhaps;
}

void PartEvidence::merge(const PartEvidence& other) {
  now.merge(other.now);
  in_the_end.merge(other.in_the_end);
}

void PeriodCounts::merge(const PeriodCounts& other) {
  count += other.count;
  missed += other.missed;
  open += other.open;
  unknown.merge(other.unknown);
  perhaps_due.merge(other.perhaps_due);
  early += other.early;
  open_perhaps += other.open_perhaps;
  later.merge(other.later);
  exempt += other.exempt;
  reentries += other.reentries;
  stopped.merge(other.stopped);
  waiting.merge(other.waiting);
  at_target.merge(other.at_target);
  at_floor.merge(other.at_floor);
  for (const auto& [name, number] : other.mix) mix[name] += number;
  for (const auto& [name, number] : other.mix_perhaps) mix_perhaps[name] += number;
  mix_open += other.mix_open;
  mix_perhaps_open += other.mix_perhaps_open;
  for (const auto& [value, counts] : other.parts) parts[value].merge(counts);
  anybody.merge(other.anybody);
  standing.merge(other.standing);
  causes.merge(other.causes);
  money.merge(other.money);
}

}  // namespace handoff
