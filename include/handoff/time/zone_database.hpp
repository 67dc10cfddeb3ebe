// Where zones come from: a folder with a file a zone. It is the one thing outside that the core reads.
#pragma once
#include <string>
#include <string_view>

namespace handoff {

/// Bytes of a zone's file, for Zone::find. `state` tells apart what a user has to do.
struct ZoneBytes {
  enum class State : unsigned char { found, no_such_zone, damaged, no_database };
  State state = State::no_such_zone;
  std::string path;    ///< of the file; of the folder where there is no database
  std::string bytes;
};
ZoneBytes read_zone_bytes(std::string_view name);

/// Why Zone::find gives nothing, and what to do about it; empty sentences where it is the name.
struct ZoneTrouble { std::string problem, fix; };
ZoneTrouble zone_trouble(std::string_view name);

}  // namespace handoff
