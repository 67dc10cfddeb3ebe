// GZIP by zlib itself: libarchive unpacks it too, but does not look at the checksum, and a changed digit would pass for data.
#pragma once
#include <memory>

#include "bytes/head_watch.hpp"
#include "bytes/unpack_budget.hpp"

namespace handoff {

/// All members of a GZIP file, one after the other, in a file without a name. Throws Error: damaged, cut off, beyond the budget.
std::unique_ptr<ByteSource> gunzip(const ByteSource& packed, UnpackBudget& budget, const HeadCheck& check);

}  // namespace handoff
