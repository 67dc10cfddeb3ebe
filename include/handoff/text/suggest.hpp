// "Did you mean": the name a person most likely meant when they wrote one that does not exist.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace handoff {

/// The candidate nearest to `name`, any case: at most two slips (a letter added, left out, changed, or two swapped), and
/// no more slips than half of the longer name. The nearest wins, then the earlier one. Empty when none is near.
std::string closest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace handoff
