// The contracts of examples/contracts as texts inside the program: what `handoff init --template` starts from.
#pragma once
#include <string_view>
#include <vector>

namespace handoff {

struct Template { std::string_view name, text; };
/// In the order of their names; written by cmake/templates.cmake when the build is configured.
const std::vector<Template>& templates();

}  // namespace handoff
