// Time zones by the short names that people type.
#pragma once
#include <string>
#include <string_view>

namespace handoff {

/// The zone with a city that a short name (`PST`, `Eastern`, `CEST`) likely means; empty where none is known.
std::string zone_meant(std::string_view typed);

/// What is wrong with a zone that the system knows, but that keeps one offset all year though the places it is named after do not: `EST`, `Etc/GMT+5`.
/// Empty where nothing is.
std::string zone_warning(std::string_view zone);

}  // namespace handoff
