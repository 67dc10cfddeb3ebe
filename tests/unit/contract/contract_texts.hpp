// Contract texts that the tests of this room share.
#pragma once
#include <fstream>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "contract_file.hpp"
#include "handoff/text/error.hpp"

namespace handoff {

/// The least that is a contract; its last line is line 8.
inline const std::string least_contract =
    "handoff = 2\n"                     // 1
    "[contract]\n"                      // 2
    "name = \"N\"\n"                    // 3
    "version = \"1\"\n"                 // 4
    "[time]\n"                          // 5
    "zone = \"UTC\"\n"                  // 6
    "[[stage]]\n"                       // 7
    "name = \"MQL\"\nat = \"mql_at\"\n"; // 8, 9

/// tests/data/every-key.toml; the tests run in the project's folder.
inline std::string every_key() {
  std::ifstream file("tests/data/every-key.toml");
  REQUIRE(file.good());
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// `text` with the one place where `from` stands replaced.
inline std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  INFO("looked for: " << from);
  REQUIRE(at != std::string::npos);
  REQUIRE(text.find(from, at + 1) == std::string::npos);
  return text.replace(at, from.size(), to);
}

/// The refusal as "where: problem | fix"; "accepted" when there is none.
inline std::string refusal(const std::string& text) {
  try {
    parse_contract(text, "sla.toml");
  } catch (const Error& error) {
    return error.where + ": " + error.problem + (error.fix.empty() ? "" : " | " + error.fix);
  }
  return "accepted";
}

/// The same of the least contract with lines added at its end (from line 10 on).
inline std::string refusal_with(const std::string& lines) { return refusal(least_contract + lines); }

}  // namespace handoff
