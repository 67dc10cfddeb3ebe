// What the files that turn counts into results share.
#pragma once
#include <cstdint>

#include "handoff/statistics/ratio.hpp"

namespace handoff {

inline std::int64_t signed_count(std::uint64_t count) { return static_cast<std::int64_t>(count); }

/// A share of independent leads, with its interval.
inline Rate rate_of(std::uint64_t count, std::uint64_t of) { return wilson(signed_count(count), signed_count(of)); }

}  // namespace handoff
