// Exact tests of counts, and how many of many questions are worth asking.
#pragma once
#include <cstdint>
#include <vector>

namespace handoff {

/// The chance of at least `count` of `of` where each has the chance `share`: the one-sided p of a binomial test.
double binomial_at_least(std::uint64_t count, std::uint64_t of, double share);

/// The chance of at least `count` of `of` where `all_of` leads, these among them, hold `all_count` of the kind, and any `of` of them might be these: the
/// one-sided p of Fisher's exact test that the share among these is not above that among the others.
double fisher_at_least(std::uint64_t count, std::uint64_t of, std::uint64_t all_count, std::uint64_t all_of);

/// Benjamini and Hochberg, 1995: which of these p may be taken for findings, so that of what is taken no more than `rate` is chance on average. By index.
std::vector<bool> discoveries(const std::vector<double>& p, double rate);

}  // namespace handoff
