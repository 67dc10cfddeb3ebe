// One row a command.
#include "frame/command.hpp"

namespace handoff {

std::vector<Command> all_commands() {
  return {
      init_command(),
      check_command(),
      sign_command(),
      verify_command(),
      audit_command(),
      waterfall_command(),
      score_command(),
      compare_command(),
      explain_command(),
      backplan_command(),
      pipeline_command(),
      gaming_command(),
      breaches_command(),
      weekly_command(),
      monthly_command(),
  };
}

}  // namespace handoff
