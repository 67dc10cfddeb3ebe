// Work that falls into pieces, on several threads.
#pragma once
#include "handoff/measures/each.hpp"

namespace handoff {

/// How many threads are meant; 0 asks for as many as there are cores.
std::size_t threads_asked(int threads);

/// On as many threads, or on fewer where the system gives no more; the results are the same.
Each on_threads(int threads);

}  // namespace handoff
