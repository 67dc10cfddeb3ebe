// `handoff monthly`: the monthly review on one page, in the order of its agenda.
#include "weekly/meeting.hpp"

namespace handoff {

Command monthly_command() {
  return meeting_command("monthly", "the monthly review on one page: performance, funnel, issues, adjustments, wins", Grain::month);
}

}  // namespace handoff
