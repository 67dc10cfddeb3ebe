// From a TOML file to a Contract, or to the sentence that says what is wrong with it and where.
#pragma once
#include <string>
#include <string_view>

#include "handoff/contract.hpp"

namespace handoff {

/// Reads and checks a contract file. Throws Error with file:line:column, the problem, and the fix.
Contract load_contract(const std::string& path);
/// The same from text; `file` is what messages call it.
Contract parse_contract(std::string_view text, const std::string& file);
/// The bytes of a contract file, as they are. Throws Error.
std::string read_contract_text(const std::string& path);

/// Parses one more expression in the contract's own terms (for --where). Throws Error with `where` set to `where_name:1:column`.
ExprPtr parse_in_contract(const Contract& contract, std::string_view text, const std::string& where_name);

}  // namespace handoff
