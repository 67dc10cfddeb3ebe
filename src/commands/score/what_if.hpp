// `--what-if` as typed: one setting, or a sweep over a range of numbers.
#pragma once
#include <string>
#include <vector>

#include "handoff/measures/audit.hpp"

namespace handoff {

/// The most settings of one run, over all of its --what-if.
inline constexpr std::size_t most_settings = 200;

/// `fit >= 50..90 step 5 AND intent >= 40` as the texts `fit >= 50 AND intent >= 40` ... `fit >= 90 AND intent >= 40`; a text without a range is
/// itself. The step is 5 where none is given. Throws Error naming the option for a range that is none.
std::vector<std::string> sweep(const std::string& text, const std::string& option = "--what-if");

/// `first touch=2bh` or `first touch=1bh,2bh,4bh`: a clock of the audited stage under other limits. Throws Error naming the option.
std::vector<ClockTrial> clock_trials(const std::string& text, const Contract& contract, int stage);

}  // namespace handoff
