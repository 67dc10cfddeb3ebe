// Single leads read once more, by the offsets of their rows: those of a sample, which is known only when all leads have passed.
#pragma once
#include <cstdint>
#include <vector>

#include "scan/scan_pass.hpp"

namespace handoff {

/// Hands on the leads whose rows begin at these offsets, over all inputs and ascending, to the sinks of the pass, each of which gets a run of them. Throws
/// Error where there is not such a row any more.
void read_again(const Pass& pass, const std::vector<std::uint64_t>& offsets);

}  // namespace handoff
