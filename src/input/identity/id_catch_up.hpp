// Blocks whose ids the table was spared, and must know after all: read again, for their ids alone.
#pragma once
#include <vector>

#include "identity/id_ranges.hpp"
#include "scan/scan_pass.hpp"

namespace handoff {

/// Inserts the rows of these blocks, by as many threads as the pass has workers. True: an id came again.
bool insert_blocks(const Pass& pass, const std::vector<IdRange>& blocks);

}  // namespace handoff
