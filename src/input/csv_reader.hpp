// The only door to fast-cpp-csv-parser.
#pragma once
#include <string_view>

#include "canonical.hpp"

namespace handoff {

/// Reads a canonical stream and hands its records on. `begin`: the block's offset, which the hidden cells count from.
void deliver_canonical(std::string_view stream, const CanonicalLayout& layout, std::uint64_t begin, RecordSink& sink);

}  // namespace handoff
