// A report without a lead in it.
#pragma once
#include <string>

#include "reading/lead_scan.hpp"

namespace handoff {

/// One sentence in place of tables of zeros: `nothing` (`No lead is claimed as MQL`), of how many leads, in which window or by which moment, and up to
/// which day the export has dates. JSON and CSV keep their numbers.
void say_empty(const std::string& nothing, const Contract& contract, const Settings& settings, const Coverage& coverage, Report& report);

}  // namespace handoff
