// The file that somebody meant who mistyped its name.
#pragma once
#include <string>

namespace handoff {

/// The path of the file beside `path` whose name is nearest to it; empty where none is near.
std::string nearest_file(const std::string& path);

}  // namespace handoff
