// The most groups a report may have, asked of each tally and of the merged one: what is refused must not depend on the number of threads.
#pragma once
#include <string>

#include "handoff/text/cut_text.hpp"
#include "handoff/text/said_as_is.hpp"
#include "handoff/contract/group.hpp"

namespace handoff {

constexpr std::uint64_t most_credits = 1'000'000, many_touches = 100;

inline void limit_groups(std::size_t groups, const char* option = "--by") {
  if (groups > most_groups) throw Error(option, "there are more than " + std::to_string(most_groups) + " groups", "group by a field with fewer values");
}

inline void limit_strata(std::size_t strata) {
  if (strata > most_groups) throw Error("--stratify", "there are more than " + std::to_string(most_groups) + " strata", "stratify by a field with fewer values");
}

/// Where nobody nearer to the export has said which column it is.
inline void limit_currencies(std::size_t currencies) {
  if (currencies > most_currencies)
    throw Error("[columns] currency", "its column holds more than " + std::to_string(most_currencies) + " different texts, too many for currencies",
                "name the column that holds codes such as USD there: currency = \"...\"");
}

/// Rows that a report has for groups, stages and currencies together.
inline void limit_money_rows(std::size_t rows) {
  constexpr std::size_t most = 25 * most_groups;
  if (rows > most) throw Error("--by", "there are more than " + std::to_string(most) + " rows of groups, stages and currencies", "group by a field with fewer values");
}

/// Touches of a lead, once for each of its deals: every model gives each of them a part, so that a lead made of both takes time without end.
inline void limit_credits(const std::string& lead, std::uint64_t credits) {
  if (credits <= most_credits) return;
  throw SaidAsIs(Error("--touches", "lead '" + lead + "' has so many deals and touches that more than 1,000,000 credits would be given",
                       "name the deal's own column under [deal.columns] (id = \"...\") if its rows repeat, or shorten `lookback` under [attribution]"),
                 {lead});
}

/// Sources and months that leads came in by, which spend is held against.
inline void limit_entries(std::size_t entries) {
  constexpr std::size_t most = 10 * most_groups;
  if (entries > most) throw Error("--spend", "the leads have more than " + std::to_string(most) + " sources and months", "group sources under [source]");
}

}  // namespace handoff
