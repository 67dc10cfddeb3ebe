// What a report says of rates and times that rest on the dates of two stages, where these dates, or the choice of the
// rows, make them.
#pragma once
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/measures/step_dates.hpp"

namespace handoff {

/// How many leads have a stage's date within a minute of the next one's. `stage`: its index.
std::string within_a_minute_text(const StepDates& step, const Contract& contract, std::size_t stage);
/// How many have one from before they were created.
std::string before_created_text(const StepDates& step, const Contract& contract, std::size_t stage);
/// Both, where there are so many that the rate must say so.
void note_dates_by_hand(const std::vector<StepDates>& steps, const Contract& contract,
                        std::vector<std::string>& notes);
/// Stages that nobody fell out of: the export was chosen by the next one.
void note_filtered_steps(const std::vector<StepDates>& steps, const Contract& contract,
                         std::vector<std::string>& notes);

}  // namespace handoff
