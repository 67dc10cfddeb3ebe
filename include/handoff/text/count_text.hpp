// Counts as people read them.
#pragma once
#include <cstdint>
#include <string>

namespace handoff {

/// `1,234,567`.
std::string count_text(std::int64_t count);

}  // namespace handoff
