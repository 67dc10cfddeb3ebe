// The words of `gaming`: evidence in tables, and a question where there is enough of it.
#pragma once
#include <string>

#include "handoff/measures/gaming.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

void gaming_report(const GamingResult& result, const Contract& contract, const GamingSettings& settings, const std::string& where, Report& report);

}  // namespace handoff
