// One file of the tz database, in the format of RFC 9636: bytes to changes of offset. Nothing in it is believed before it is held against the file's end.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "handoff/time/time.hpp"

namespace handoff {

/// From `from` on a clock is `offset` seconds east of UTC.
struct OffsetChange { Instant from; std::int32_t offset; };

/// The changes in order; the first holds since the beginning of time. Empty: cut off, or not a tz file at all, or one that counts leap seconds.
std::optional<std::vector<OffsetChange>> read_zone_file(std::string_view bytes);

}  // namespace handoff
