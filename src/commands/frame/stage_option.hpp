// Stages named on the command line.
#pragma once
#include <string>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// The index of the stage of that name. Throws Error, naming the option and the nearest name.
int stage_option(const Contract& contract, const std::string& option, const std::string& name);
/// The stage that conversion from `stage` is measured to: the one named (which must come later), or else SQL where that comes later, or else
/// the next; -1: there is none.
int target_option(const Contract& contract, const std::string& option, const std::string& name, int stage);

}  // namespace handoff
