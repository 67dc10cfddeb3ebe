// What a comparison of two contracts looks like: its tables, sentences and JSON.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "handoff/measures/compare.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

/// The stage that a side (0 or 1) compares.
inline const Stage& stage_of(const CompareSettings& settings, std::size_t side) {
  return settings.sides[side].contract->stages[static_cast<std::size_t>(settings.sides[side].stage)];
}

/// What the report says that the result does not hold.
struct CompareContext {
  std::string where;                           ///< as typed; empty: none
  std::array<std::uint64_t, 2> left_out{};     ///< outside the window, and without a date to be placed by
  std::array<std::vector<std::uint64_t>, 2> exclusions, open_exclusions;   ///< by exclusion: taken out, and not decided
};

void compare_report(const CompareResult& result, const CompareSettings& settings, const CompareContext& context, Report& report);

}  // namespace handoff
