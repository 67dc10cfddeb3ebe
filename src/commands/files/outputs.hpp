// Which file is which: nothing that is read is written over, and no two answers go to one place.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "frame/settings.hpp"

namespace handoff {

/// Options with the file each names; an empty path is not given.
using NamedFiles = std::vector<std::pair<std::string, std::string>>;

/// As check_outputs, for a command that reads more than exports: `further` are its other inputs, which must be files of their own too.
void check_files(const NamedFiles& further, const NamedFiles& outputs, const Settings& settings, const std::string& contract);

/// For an option that names a file: refuses the empty name. Throws Error.
void require_name(const std::string& option, const std::string& path);

}  // namespace handoff
