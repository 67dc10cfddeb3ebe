// What somebody meant who typed a moment or a window in words or local forms: each answer is written as the option takes it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "handoff/time/time.hpp"

namespace handoff {

/// The window that `typed` likely means, as --window takes it: `Q4`, `last month`, `April`, `2026-04-01 to 2026-04-31`. Nothing where it cannot be told.
/// A name without a year is the latest of that name that has begun by `today`.
std::optional<std::string> window_meant(std::string_view typed, Day today, int week_start);

/// How to fix a --window that cannot be read.
std::string window_fix(std::string_view typed, Day today, int week_start);

/// How to fix an --as-of that cannot be read; `today` is the day of the clock.
std::string moment_fix(std::string_view typed, Day today);

}  // namespace handoff
