// Which of several versions a lead is explained by: the one in force on the day it entered the stage, as audit and waterfall count it.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "explain/explain_find.hpp"
#include "explain/explain_report.hpp"
#include "reading/versions.hpp"

namespace handoff {

/// The version that was chosen, and the lead as it reads it.
struct ChosenVersion {
  VersionChoice choice;
  std::size_t position = 0;                  ///< among the versions
  std::shared_ptr<LeadReading> reading;
};

/// Reads the lead under each version; throws Error where none knows the id. `settings`: one for each of the versions.
ChosenVersion choose_version(const LeadQuery& query, const Versions& versions, const std::vector<Settings>& settings, Streams& io);

}  // namespace handoff
