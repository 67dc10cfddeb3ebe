#include "waterfall/step_notes.hpp"

#include <fmt/format.h>

#include "handoff/text/count_text.hpp"
#include "waterfall/waterfall_report.hpp"

namespace handoff {

std::string within_a_minute_text(const StepDates& step, const Contract& contract, std::size_t stage) {
  const std::string &from = contract.stages[stage].name, &to = contract.stages[stage + 1].name;
  return fmt::format("{0} to {1}: {2} of {3} leads that moved on have the date of {0} within a minute of that of {1}",
                     from, to, count_text(step.by_hand), count_text(step.timed));
}

std::string before_created_text(const StepDates& step, const Contract& contract, std::size_t stage) {
  return fmt::format("{0}: {1} of {2} leads have a date of {0} from before they were created",
                     contract.stages[stage].name, count_text(step.before_created), count_text(step.dated));
}

void note_dates_by_hand(const std::vector<StepDates>& steps, const Contract& contract,
                        std::vector<std::string>& notes) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (tells_by_hand(steps[i].by_hand, steps[i].timed + static_cast<std::uint64_t>(steps[i].by_hand_unknown.unknown())))
      notes.push_back(fmt::format("{}: set by hand afterwards, the time between says nothing",
                                  within_a_minute_text(steps[i], contract, i)));
    if (tells_by_hand(steps[i].before_created, steps[i].dated + static_cast<std::uint64_t>(steps[i].before_unknown.unknown())))
      notes.push_back(fmt::format("{}: set by hand afterwards, and no cohort or time by them says anything",
                                  before_created_text(steps[i], contract, i)));
  }
}

void note_filtered_steps(const std::vector<StepDates>& steps, const Contract& contract,
                         std::vector<std::string>& notes) {
  const auto filtered = [&](std::size_t i) {
    return steps[i].unsure == 0 && steps[i].moved == steps[i].entered && looks_filtered(steps[i].moved);
  };
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    if (!filtered(i)) continue;
    const std::size_t first = i;
    std::string at = contract.stages[i + 1].name;
    for (; i + 2 < steps.size() && filtered(i + 1); ++i) at += fmt::format(" and {}", contract.stages[i + 2].name);
    notes.push_back(filtered_text(steps[first].moved, contract.stages[first].name, at, contract.stages[i + 1].name));
  }
}

}  // namespace handoff
