// Which of several versions a lead is told under: the one in force on the day it entered the stage, as audit and waterfall count it.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "explain/explain_find.hpp"
#include "reading/versions.hpp"

namespace handoff {

/// The version that was chosen, and why. `sentence` empty: one contract was given, and there was nothing to choose.
struct ToldVersion {
  std::size_t position = 0;                  ///< among the versions
  bool in_force = true;                      ///< false: none was on the day of entry
  std::string sentence;
  std::string version, from, to;             ///< its name and its days; an open end is empty
  std::string stage, entered;                ///< the stage whose entry decided, and the day of it; both empty: no entry has a date
  std::shared_ptr<LeadReading> reading;
};

/// Reads the lead under each version; throws Error where none knows the id. `settings`: one for each of the versions.
ToldVersion choose_version(const LeadQuery& query, const Versions& versions, const std::vector<Settings>& settings, Streams& io);

}  // namespace handoff
