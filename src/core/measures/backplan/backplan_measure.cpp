// The chain's rates as an export shows them: mature cohorts of entry, counted as the waterfall counts them, for stages that need not
// stand side by side; and the same by the contract's definitions, which is what an audit would find.
#include <algorithm>

#include "handoff/measures/backplan.hpp"

namespace handoff {

void PairCounts::merge(const PairCounts& other) {
  claimed.merge(other.claimed);
  defined.merge(other.defined);
  dated += other.dated;
  came += other.came;
  taken.merge(other.taken);
  taken_inside.merge(other.taken_inside);
}

BackplanTally::BackplanTally(const Contract& contract, BackplanSettings settings)
    : counts(settings.pairs.size()), contract_(contract), settings_(std::move(settings)) {
  for (const StagePair& pair : settings_.pairs) horizons_.push_back(signed_horizon(contract, pair.from, pair.to));
}

void BackplanTally::add(LeadJudge& judge) {
  funnel_ = &judge.funnel();
  leads += judge.judging().wanted == Tri::yes;
  for (std::size_t i = 0; i < settings_.pairs.size(); ++i) add_pair(i, judge);
}

void BackplanTally::add_pair(std::size_t index, LeadJudge& judge) {
  const auto a = static_cast<std::size_t>(settings_.pairs[index].from), b = static_cast<std::size_t>(settings_.pairs[index].to);
  const StageClaim& from = funnel_->stages[a];
  const StageClaim& to = funnel_->stages[b];
  const Tri wanted = judge.judging().wanted, there = judge.claimed(b);
  if (from.misdated) return add_open(index, judge);
  const Tri belongs = tri_and(wanted, judge.claimed(a));
  if (belongs == Tri::no || !from.stamped) return;  // who has no date has no age
  PairCounts& count = counts[index];
  const std::optional<Seconds>& horizon = horizons_[index];
  // With a horizon the times are of the leads that are so old, and moved on within it.
  const DueFinding moved = judge.converted(a, b, Tri::yes, horizon);
  const bool in_time = !horizon || (moved.due == Tri::yes && moved.finding == Finding::pass);
  const bool timed = belongs == Tri::yes && in_time && to.stamped && to.at.first <= settings_.as_of && !FunnelReader::faulty(*funnel_, a, b);
  if (timed) count.taken.add(between(from.at, to.at));
  if (from.at.first > settings_.as_of || !happened_in(settings_.window, from, *contract_.zone)) return;
  if (timed) count.taken_inside.add(between(from.at, to.at));
  const Seconds age = settings_.as_of - from.at.first;
  const auto found = [&](Tri came) { return horizon ? std::optional(judge.converted(a, b, came, horizon)) : std::nullopt; };
  const Tri stands = judge.stands(b);
  count.dated += belongs == Tri::yes;
  count.came += belongs == Tri::yes && there == Tri::yes;
  count.claimed.add(belongs, there, age, found(there));
  count.defined.add(tri_and(wanted, judge.stands(a)), stands, age, found(stands));
}

/// An entrant, or who may be one, on a day that nobody knows.
void BackplanTally::add_open(std::size_t index, LeadJudge& judge) {
  const auto a = static_cast<std::size_t>(settings_.pairs[index].from), b = static_cast<std::size_t>(settings_.pairs[index].to);
  if (judge.claimed(a) == Tri::no || entered_in(settings_.window, entry_days(*funnel_, a, *contract_.zone, settings_.as_of)) == Tri::no) return;
  const Seconds oldest = settings_.as_of - funnel_->stages[a].at.first;
  counts[index].claimed.add_open(Tri::unknown, judge.claimed(b), oldest, horizons_[index]);
  if (judge.stands(a) != Tri::no) counts[index].defined.add_open(Tri::unknown, judge.stands(b), oldest, horizons_[index]);
}

void BackplanTally::merge(const BackplanTally& other) {
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i].merge(other.counts[i]);
  leads += other.leads;
}

MeasuredRate measured_rate(const PairCounts& counts, const std::optional<Seconds>& maturity) {
  MeasuredRate result;
  result.median_seconds = (counts.taken_inside.count() > 0 ? counts.taken_inside : counts.taken).quantile(0.5);
  result.maturity_seconds = maturity ? std::optional<double>(static_cast<double>(*maturity)) : counts.taken.quantile(0.9);
  result.young = counts.dated;
  result.all_came = counts.came == counts.dated ? counts.dated : 0;
  if (!result.maturity_seconds) return result;
  const auto share = [&](const ConversionAges& ages) { return maturity ? ages.mature : ages.of_age(*result.maturity_seconds); };
  result.claimed = wilson(share(counts.claimed));
  result.defined = wilson(share(counts.defined));
  const std::uint64_t judged = static_cast<std::uint64_t>(result.claimed.of + result.claimed.unknown);
  result.young -= std::min(result.young, judged);
  return result;
}

void collect_backplan_fields(const Contract& contract, const std::vector<StagePair>& pairs, std::vector<FieldId>& out) {
  collect_funnel_fields(contract, out);
  for (const StagePair& pair : pairs)
    for (const int stage : {pair.from, pair.to})
      if (const ExprPtr& when = contract.stages[static_cast<std::size_t>(stage)].when) collect_fields(*when, out);
}

}  // namespace handoff
