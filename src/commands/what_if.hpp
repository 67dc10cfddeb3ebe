// `--what-if` as typed: one setting, or a sweep over a range of numbers.
#pragma once
#include <string>
#include <vector>

namespace handoff {

/// `fit >= 50..90 step 5 AND intent >= 40` as the texts `fit >= 50 AND intent >= 40` ... `fit >= 90 AND intent >= 40`; a text without a range is
/// itself. The step is 5 where none is given. Throws Error naming the option for a range that is none.
std::vector<std::string> sweep(const std::string& text, const std::string& option = "--what-if");

}  // namespace handoff
