// The same rows given twice are found by their bytes: a file under two names, an export and its compressed copy.
#pragma once
#include <vector>

#include "scan/inputs.hpp"

namespace handoff {

/// Refuses two inputs that have rows and hold the same bytes after unpacking, a byte order mark left out. Inputs of different sizes are not read, others
/// up to where they part. Throws Error.
void refuse_same_content(const std::vector<Input>& inputs);

}  // namespace handoff
