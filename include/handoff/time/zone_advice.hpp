// Time zones by the short names that people type.
#pragma once
#include <string>
#include <string_view>

namespace handoff {

/// The zone with a city that a short name (`PST`, `Eastern`, `CEST`) likely means; empty where none is known.
std::string zone_meant(std::string_view typed);

/// What to write for a zone that the system does not know: the one that is meant, else how zones are named. What is
/// short is never guessed by its spelling: ET is one letter from CET. `quote`: about the zone.
std::string zone_fix(std::string_view typed, std::string_view quote);

/// Why a contract may not name a zone that the system knows: it `is a short name` (`EST`, `CET`, `GMT`), which does not say whether its clocks change, or
/// `is an offset` (`Etc/GMT+5`), whose clocks never do. Empty where it may.
std::string zone_problem(std::string_view zone);

}  // namespace handoff
