// The meeting on one page, which `weekly` and `monthly` share: the same numbers under two agendas.
#pragma once
#include "frame/command.hpp"
#include "handoff/time/time.hpp"

namespace handoff {

/// Declares the command of a grain (week or month), with its runner.
Command meeting_command(std::string_view name, std::string_view answers, Grain grain);

}  // namespace handoff
