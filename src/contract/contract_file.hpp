// From a TOML file to a Contract, or to the sentence that says what is wrong with it and where.
#pragma once
#include <string>
#include <string_view>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// What to do about a contract that is not there, where --contract names it.
inline constexpr std::string_view missing_contract = "write one, or name it with --contract FILE";
/// Reads and checks a contract file. Throws Error with file:line:column, the problem, and the fix; `missing` is the fix where the file is not there.
Contract load_contract(const std::string& path, std::string_view missing = missing_contract);
/// The same from text; `file` is what messages call it.
Contract parse_contract(std::string_view text, const std::string& file);
/// The bytes of a contract file, as they are. Throws Error.
std::string read_contract_text(const std::string& path, std::string_view missing = missing_contract);

/// Is it the text of an export, given where a contract belongs? Its first line has cells, and is not `key = value`, a table or a comment.
bool looks_like_export(std::string_view text);

/// Parses one more expression in the contract's own terms (for --where). Throws Error with `where` set to `where_name:1:column`.
ExprPtr parse_in_contract(const Contract& contract, std::string_view text, const std::string& where_name);

}  // namespace handoff
