// The contract that goes with a generated export, and that its truth is told by.
#pragma once
#include <string>

#include "options.hpp"

namespace synth {
std::string contract_text(const Options& options);
}
