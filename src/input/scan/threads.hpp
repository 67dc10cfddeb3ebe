// Work that falls into pieces, on several threads.
#pragma once
#include "handoff/measures/each.hpp"

namespace handoff {

/// On as many threads, or on fewer where the system gives no more; the results are the same.
Each on_threads(int threads);

}  // namespace handoff
