// What the judging of commitments shares between its files.
#pragma once
#include <algorithm>
#include <cmath>
#include <optional>

#include "handoff/measures/commitment.hpp"

namespace handoff {

/// Counts and the targets they are held to are compared as they are printed, so that 1,020 of 1,200 is 0.85 and not a bit below it.
inline bool below(double value, double line) { return value < line - 1e-9 * std::max(1.0, std::fabs(line)); }

inline Outcome against(double value, bool more_is_better, std::optional<double> target, std::optional<double> floor) {
  const auto short_of = [&](double line) { return more_is_better ? below(value, line) : below(line, value); };
  if (floor && short_of(*floor)) return Outcome::below_floor;
  return target && short_of(*target) ? Outcome::missed : Outcome::met;
}

/// Of how many leads it is not known, and what most of them lack.
std::string why_unknown(const Contract& contract, const PeriodCounts& counts, std::uint64_t unknown, std::uint64_t of);

/// The same leads, those of whom nothing is known counted as the owner would not have it.
ShareEvidence with_unknown_missed(const ShareEvidence& evidence, Sense sense);
/// The outcome of a share under the rule; `by_unknown`: it is judged by what is unknown, which the contract counts as missed.
Outcome outcome_of(const CommitmentRule& rule, Sense sense, const ShareEvidence& evidence, bool& by_unknown);

/// Each person, or value of a field, and what the whole comes to. `why`: what the export cannot decide.
void judge_parts(const People& people, const CommitmentRule& rule, const PeriodCounts& counts, PeriodResult& period);
void judge_each(const People& people, const std::string& why, PeriodResult& period);
/// The parts of a mix, apart from the volume.
void judge_mix(const CommitmentRule& rule, const PeriodCounts& counts, PeriodResult& period);
/// Of how long something takes.
void judge_time(const Contract& contract, const CommitmentRule& rule, const PeriodCounts& counts, PeriodResult& period);
/// Of sum(amount, STAGE).
void judge_money(const CommitmentRule& rule, Grain grain, const PeriodCounts& counts, PeriodResult& period);

}  // namespace handoff
