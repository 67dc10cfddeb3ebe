// `handoff weekly`: the weekly meeting on one page, in the order of its agenda.
#include "weekly/meeting.hpp"

namespace handoff {

Command weekly_command() {
  return meeting_command("weekly", "the weekly meeting on one page: scoreboard, breaches, leads to talk about, pipeline", Grain::week);
}

}  // namespace handoff
