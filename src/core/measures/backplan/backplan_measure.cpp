// The chain's rates as an export shows them: mature cohorts of entry, counted as the waterfall counts them, for stages that need not
// stand side by side; and the same by the contract's definitions, which is what an audit would find.
#include <algorithm>

#include "handoff/measures/backplan.hpp"

namespace handoff {

void PairCounts::merge(const PairCounts& other) {
  entered += other.entered;
  moved += other.moved;
  mature_of += other.mature_of;
  mature_moved += other.mature_moved;
  moved_ages.merge(other.moved_ages);
  waiting_ages.merge(other.waiting_ages);
  taken.merge(other.taken);
  taken_inside.merge(other.taken_inside);
  meets += other.meets;
  meets_moved += other.meets_moved;
  undecided += other.undecided;
  meets_ages.merge(other.meets_ages);
  meets_moved_ages.merge(other.meets_moved_ages);
}

BackplanTally::BackplanTally(const Contract& contract, BackplanSettings settings)
    : counts(settings.pairs.size()), contract_(contract), settings_(std::move(settings)) {}

void BackplanTally::add(LeadJudge& judge) {
  funnel_ = &judge.funnel();
  ++leads;
  for (std::size_t i = 0; i < settings_.pairs.size(); ++i) add_pair(i, judge.judging());
}

void BackplanTally::add_pair(std::size_t index, const Judging& judging) {
  const auto a = static_cast<std::size_t>(settings_.pairs[index].from), b = static_cast<std::size_t>(settings_.pairs[index].to);
  const StageClaim& from = funnel_->stages[a];
  const StageClaim& to = funnel_->stages[b];
  if (!from.held) return;
  PairCounts& count = counts[index];
  const bool dated = from.stamped && from.at.first <= settings_.as_of;
  const bool timed = dated && to.stamped && to.at.first <= settings_.as_of && !FunnelReader::faulty(*funnel_, a, b);
  if (timed) count.taken.add(between(from.at, to.at));
  if (!happened_in(settings_.window, from, *contract_.zone)) return;
  ++count.entered;
  count.moved += to.held;
  if (timed) count.taken_inside.add(between(from.at, to.at));
  if (!dated) return;  // who has no date has no age
  const Seconds age = settings_.as_of - from.at.first;
  const std::optional<Seconds> maturity = contract_maturity(contract_, settings_.pairs[index]);
  const bool mature = maturity && age >= *maturity;
  count.mature_of += mature;
  count.mature_moved += mature && to.held;
  (to.held ? count.moved_ages : count.waiting_ages).add(age);
  if (mature || !maturity) add_definition(index, judging, age, mature);
}

void BackplanTally::add_definition(std::size_t index, const Judging& judging, Seconds age, bool mature) {
  const auto a = static_cast<std::size_t>(settings_.pairs[index].from), b = static_cast<std::size_t>(settings_.pairs[index].to);
  const Tri meets = contract_.stages[a].when ? recomputed(contract_, a, *funnel_, judging) : Tri::yes;
  const Tri converts = contract_.stages[b].when ? recomputed(contract_, b, *funnel_, judging) : funnel_->stages[b].held ? Tri::yes : Tri::no;
  PairCounts& count = counts[index];
  if (meets == Tri::unknown || (meets == Tri::yes && converts == Tri::unknown)) {
    ++count.undecided;
  } else if (meets == Tri::yes) {
    count.meets += mature;
    count.meets_moved += mature && converts == Tri::yes;
    if (!mature) (converts == Tri::yes ? count.meets_moved_ages : count.meets_ages).add(age);
  }
}

void BackplanTally::merge(const BackplanTally& other) {
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i].merge(other.counts[i]);
  leads += other.leads;
}

std::optional<Seconds> contract_maturity(const Contract& contract, const StagePair& pair) {
  Seconds sum = 0;
  for (int stage = pair.from; stage < pair.to; ++stage) {
    const std::optional<Duration>& maturity = contract.stages[static_cast<std::size_t>(stage)].maturity;
    if (!maturity) return std::nullopt;
    sum += maturity->amount;
  }
  return sum;
}

MeasuredRate measured_rate(const PairCounts& counts, const std::optional<Seconds>& maturity) {
  MeasuredRate result;
  result.undecided = counts.undecided;
  result.median_seconds = (counts.taken_inside.count() > 0 ? counts.taken_inside : counts.taken).quantile(0.5);
  result.maturity_seconds = maturity ? std::optional<double>(static_cast<double>(*maturity)) : counts.taken.quantile(0.9);
  const auto rate = [](std::uint64_t count, std::uint64_t of) { return wilson(share_of(count, of)); };
  std::uint64_t of = counts.mature_of;
  if (maturity) {
    result.rate = rate(counts.mature_moved, counts.mature_of);
    result.recomputed = rate(counts.meets_moved, counts.meets);
  } else if (result.maturity_seconds) {
    const double least = *result.maturity_seconds;
    const std::uint64_t moved = counts.moved_ages.count_at_least(least), meets_moved = counts.meets_moved_ages.count_at_least(least);
    of = moved + counts.waiting_ages.count_at_least(least);
    result.rate = rate(moved, of);
    result.recomputed = rate(meets_moved, meets_moved + counts.meets_ages.count_at_least(least));
  }
  result.young = counts.moved_ages.count() + counts.waiting_ages.count() - of;
  return result;
}

void collect_backplan_fields(const Contract& contract, const std::vector<StagePair>& pairs, std::vector<FieldId>& out) {
  collect_funnel_fields(contract, out);
  for (const StagePair& pair : pairs)
    for (const int stage : {pair.from, pair.to})
      if (const ExprPtr& when = contract.stages[static_cast<std::size_t>(stage)].when) collect_fields(*when, out);
}

}  // namespace handoff
