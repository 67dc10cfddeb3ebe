// Stages named on the command line.
#pragma once
#include <optional>
#include <string>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// The index of the stage of that name. Throws Error, naming the option and the nearest name.
int stage_option(const Contract& contract, const std::string& option, const std::string& name);
/// The stage of --stage, or else MQL. Throws Error; where none was typed, with the option that names one.
int judged_stage(const Contract& contract, const std::optional<std::string>& typed,
                 const std::string& option = "--stage");
/// The stage that conversion from `stage` is measured to: the one named (which must come later), or else SQL where that comes later, or else
/// the next; -1: there is none.
int target_option(const Contract& contract, const std::string& option, const std::string& name, int stage);

}  // namespace handoff
