// Chances of a number of successes among independent draws, exact for any number of draws: sums of a binomial distribution are values of the incomplete beta function.
#pragma once
#include <cstdint>

namespace handoff {

/// The chance of at least `successes` among `draws` that succeed with `chance` each, within 1e-12 relative. Source: DiDonato and Morris, ACM TOMS 18 (1992), for
/// the continued fraction; Loader (2000) for the term before it.
double chance_at_least(std::int64_t successes, std::int64_t draws, double chance);
/// The chance of at most so many.
double chance_at_most(std::int64_t successes, std::int64_t draws, double chance);

/// The least number of draws that give at least `successes` with a chance of `certainty`. `chance` is above 0. Never fewer than `successes`.
std::int64_t draws_for(std::int64_t successes, double chance, double certainty);

/// Limits of a count among `draws`: less than `lower` comes up with a chance below `tail`, and so does more than `upper`.
struct CountLimits { std::int64_t lower = 0, upper = 0; };
CountLimits binomial_limits(std::int64_t draws, double chance, double tail);

}  // namespace handoff
