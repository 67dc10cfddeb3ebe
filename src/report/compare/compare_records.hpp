// The records that a comparison is made of: a part of the leads, a clause, a segment, a clock.
#pragma once
#include "compare/compare_report.hpp"

namespace handoff {

/// What the contracts are called throughout: `A` is the first, `B` the second.
inline const char* letter(std::size_t side) { return side == 0 ? "A" : "B"; }
/// `both`, `only A`, ...
std::string_view part_text(CompareClass part);
/// The name of the stage that conversion is measured to; empty where there is none.
std::string target_name(const CompareSettings& settings);

/// Fills the report's result (JSON, CSV) and its tables.
void add_compare_records(const CompareResult& result, const CompareSettings& settings, const CompareContext& context, Report& report);

}  // namespace handoff
