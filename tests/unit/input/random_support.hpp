// Chance for tests that make their own input, the same on every machine.
#pragma once
#include <cstddef>
#include <random>

namespace handoff::test {

using Random = std::mt19937_64;

inline std::size_t below(Random& random, std::size_t bound) { return static_cast<std::size_t>(random() % bound); }

}  // namespace handoff::test
