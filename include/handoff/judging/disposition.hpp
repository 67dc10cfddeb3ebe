// The disposition as it stood at the moment of judging: an export tells of today, and what was answered later had not been answered yet.
#pragma once
#include "handoff/cells/lead.hpp"

namespace handoff {

/// The lead's disposition; a missing cell where `disposition_at` is after as-of.
const Value& disposition_by(const Lead& lead, Instant as_of);

}  // namespace handoff
