// Leads whose only known touch lies before the moment from which a clock would run: nobody knows whether sales came again, so such a clock judges little.
#pragma once
#include <string>

#include "cli.hpp"
#include "draft/draft.hpp"

namespace handoff {

/// Tries a clock from the MQL date to the first touch on the export; 0 of 0 where it lacks one of the two, or cannot be read.
EarlyTouches count_early_touches(const DraftFacts& facts, const std::string& file, Streams& io);

}  // namespace handoff
