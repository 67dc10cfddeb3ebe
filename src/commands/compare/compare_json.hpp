// The JSON of a comparison, and the rows of its CSV.
#pragma once
#include "compare/compare_report.hpp"

namespace handoff {

void compare_json(const CompareResult& result, const CompareSettings& settings, const CompareContext& context, Report& report);

}  // namespace handoff
