// What a commitment asks of each part of a whole: of each person or value of a field, and of the parts of a mix.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "measures/commitments/commitment_parts.hpp"

namespace handoff {

namespace {

/// The two ends of a share as counts: the least it can come to, and the most.
struct End { std::int64_t count = 0, of = 0; };
std::array<End, 2> ends_of(const Share& share) {
  const std::int64_t in = share.undecided + share.perhaps_in, out = share.undecided + share.perhaps_out;
  return {End{share.counted, share.decided() + out}, End{share.counted + in, share.decided() + in}};
}

Outcome person_outcome_at(const End& end, std::optional<double> target, std::optional<double> floor, std::uint64_t fewest) {
  if (end.of == 0) return Outcome::not_measurable;
  const Rate rate = wilson(share_of(end.count, end.of));
  if (against(*rate.rate, false, target, floor) == Outcome::met) return Outcome::met;
  const Outcome surely = against(*rate.low, false, target, floor);
  return end.of >= static_cast<std::int64_t>(fewest) && surely != Outcome::met ? surely : Outcome::unproven;
}

/// Further below what was promised than the signers allow; where they say nothing, than chance explains: by the upper end of the interval. Of nobody no part
/// is short.
bool is_short(const CommitmentRule& rule, const End& end, double promised) {
  if (end.of == 0) return false;
  const Rate share = wilson(share_of(end.count, end.of));
  return rule.mix_within ? below(*share.rate, promised - *rule.mix_within) : below(*share.high, promised);
}

std::uint64_t sum_of(const std::map<std::string, std::uint64_t>& counts) {
  std::uint64_t sum = 0;
  for (const auto& [name, count] : counts) sum += count;
  return sum;
}

}  // namespace

Outcome person_outcome(const Share& late, std::optional<double> target, std::optional<double> floor, std::uint64_t fewest) {
  if (!target && !floor) return Outcome::not_measurable;
  const std::array<End, 2> ends = ends_of(late);
  const Outcome least = person_outcome_at(ends[0], target, floor, fewest), most = person_outcome_at(ends[1], target, floor, fewest);
  return least == most ? least : Outcome::unproven;
}

void judge_mix(const CommitmentRule& rule, const PeriodCounts& counts, PeriodResult& period) {
  const std::uint64_t perhaps = sum_of(counts.mix_perhaps);
  if (rule.mix.empty() || counts.count + perhaps + counts.mix_perhaps_open == 0) return;
  const auto leads_of = [](const std::map<std::string, std::uint64_t>& mix, const std::string& name) {
    const auto found = mix.find(name);
    return found == mix.end() ? std::uint64_t{0} : found->second;
  };
  bool missed = false, open = counts.count == 0;   // of those that may be there, perhaps none is: then nothing is asked of them
  for (const auto& [name, promised] : rule.mix) {
    const std::uint64_t in = leads_of(counts.mix, name), may = leads_of(counts.mix_perhaps, name);
    Share share = share_beside(in, counts.count - in - counts.mix_open, counts.mix_open + counts.mix_perhaps_open);
    share.perhaps_in = static_cast<std::int64_t>(may);
    share.perhaps_out = static_cast<std::int64_t>(perhaps - may);
    MixPart part;
    part.name = name;
    part.promised = promised;
    part.share = wilson(share);
    part.expected = promised * static_cast<double>(counts.count);
    const std::array<End, 2> ends = ends_of(share);
    const bool at_most = is_short(rule, ends[1], promised), at_least = is_short(rule, ends[0], promised);
    part.outcome = at_most || (at_least && rule.unknown_missed) ? Outcome::missed : at_least ? Outcome::unproven : Outcome::met;
    missed = missed || part.outcome == Outcome::missed;
    open = open || part.outcome == Outcome::unproven;
    period.mix.push_back(std::move(part));
  }
  period.mix_outcome = missed ? Outcome::missed : open ? Outcome::unproven : Outcome::met;
}

namespace {

/// The same counts, of leads that may be of somebody else.
PartEvidence perhaps(const PartEvidence& counts) {
  PartEvidence out;
  out.now = counts.now.perhaps();
  const ShareEvidence& evidence = counts.in_the_end;
  out.in_the_end.unknown = evidence.unknown.perhaps();
  out.in_the_end.unknown.merge(Share{0, 0, 0, static_cast<std::int64_t>(evidence.count), static_cast<std::int64_t>(evidence.missed)});
  out.in_the_end.open_perhaps = evidence.open + evidence.open_perhaps;
  return out;
}

/// By the number as signed, or beyond chance; see [people].
void judge_part(const People& people, const CommitmentRule& rule, const PartEvidence& counts, CommitmentPart& part) {
  const std::uint64_t fewest = people.minimum.value_or(people.beyond_chance ? least_named_group : 0);
  const std::int64_t of = counts.now.decided() + counts.now.unknown();
  part.few = of < static_cast<std::int64_t>(fewest);
  if (people.beyond_chance) part.outcome = person_outcome(counts.now, rule.target, rule.floor, fewest);
  else part.outcome = part.few ? Outcome::not_measurable : outcome_of(rule, Sense::share_down, counts.in_the_end, part.by_unknown);
}

}  // namespace

void judge_parts(const People& people, const CommitmentRule& rule, const PeriodCounts& counts, PeriodResult& period) {
  const PartEvidence of_anybody = perhaps(counts.anybody);
  for (const auto& [value, known] : counts.parts) {
    if (value.empty()) continue;   // nobody's
    PartEvidence all = known;
    all.merge(of_anybody);
    CommitmentPart part{value, wilson(all.now), Outcome::not_measurable, false};
    judge_part(people, rule, all, part);
    period.parts.push_back(std::move(part));
  }
  if (!period.parts.empty() || (counts.anybody.now.decided() + counts.anybody.now.unknown() == 0)) return;
  CommitmentPart part{"", wilson(of_anybody.now), Outcome::not_measurable, false};   // somebody's, and nobody knows whose
  judge_part(people, rule, of_anybody, part);
  period.parts.push_back(std::move(part));
}

/// Asked of each person: missed where anybody missed it, met where everybody who is judged met it.
void judge_each(const People& people, const std::string& why, PeriodResult& period) {
  bool some = false, few = false;
  const auto any = [&](Outcome outcome) {
    return std::any_of(period.parts.begin(), period.parts.end(), [&](const CommitmentPart& part) { return part.outcome == outcome; });
  };
  for (const CommitmentPart& part : period.parts) {
    some = some || part.outcome != Outcome::not_measurable;
    few = few || (part.few && (part.outcome == Outcome::unproven || !people.beyond_chance));
  }
  period.why.clear();
  for (const Outcome outcome : {Outcome::below_floor, Outcome::missed, Outcome::immature, Outcome::unproven}) {
    if (!any(outcome)) continue;
    period.outcome = outcome;
    period.by_unknown = std::all_of(period.parts.begin(), period.parts.end(), [&](const CommitmentPart& part) { return part.outcome != outcome || part.by_unknown; });
    if (period.by_unknown) period.why = why;
    const bool by_chance = outcome == Outcome::unproven && period.unknown == 0;
    if (outcome == Outcome::unproven) period.why = by_chance ? "too few leads to say it of a person" : why;
    if (outcome == Outcome::immature) period.why = "the limits of some leads have not run out";
    return;
  }
  period.outcome = some ? Outcome::met : Outcome::not_measurable;
  if (!some) period.why = few ? fmt::format("nobody has {} leads that were due", people.minimum.value_or(least_named_group)) : "no lead that was due has an owner";
}

}  // namespace handoff
