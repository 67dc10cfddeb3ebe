// What the name of a file says of its format: a name that ends in .json promises JSON to whatever opens it.
#pragma once
#include <optional>
#include <string>

#include "render.hpp"

namespace handoff {

/// The format of a report: what `-f` says, else what the end of the output's name says (`.json`, `.csv`, `.md`, `.txt`, in any case), else a
/// table. Throws Error where the two contradict each other, and for a format that is not written yet.
Format format_of(const std::optional<std::string>& typed, const std::string& output);

/// For a file that holds CSV whatever `-f` says: refuses a name that promises something else. An empty path is not given. Throws Error.
void require_csv_name(const std::string& option, const std::string& path);

}  // namespace handoff
