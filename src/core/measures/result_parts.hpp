// What the files that turn counts into results share.
#pragma once
#include <cstdint>

namespace handoff {

inline std::int64_t signed_count(std::uint64_t count) { return static_cast<std::int64_t>(count); }

}  // namespace handoff
