// A lead's way through the funnel: when it came, how far it got, who touched it when, and what the CRM forgot to write down.
#pragma once
#include "lead.hpp"
#include "random.hpp"

namespace synth {

constexpr std::int64_t demo_limit = an_hour, general_limit = 4 * an_hour;

/// Fills in everything of the lead that has to do with time. What would lie after as-of has not happened.
void draw_journey(const Options& options, Draw& draw, Lead& lead, bool passed_on);

}  // namespace synth
