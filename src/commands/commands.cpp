// One row a command.
#include "command.hpp"

namespace handoff {

std::vector<Command> all_commands() { return {audit_command(), waterfall_command()}; }

}  // namespace handoff
