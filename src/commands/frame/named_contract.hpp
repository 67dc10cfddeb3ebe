// The contract that was typed, or ./sla.toml: read, or refused in terms of the whole command line.
#pragma once
#include <string>

#include "handoff/contract/contract.hpp"
#include "frame/options.hpp"

namespace handoff {

/// The bytes of the contract. Where there is none, the error says how to write one for the export that was named; a contract that is an
/// export (the two were swapped) is told apart. Throws Error.
std::string named_contract_text(const Options& options);
/// The same, read. Throws Error.
Contract named_contract(const Options& options);

}  // namespace handoff
