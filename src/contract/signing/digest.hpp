// The digest that a signature names: of what the contract means, not of how it is laid out.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "toml_reader.hpp"

namespace handoff {

/// The meaning as one text: keys sorted (except where their order is meaning), expressions as canonical SQL, numbers and
/// durations normalised, defaults and signatures left out. Call it when every section has been read.
std::string canonical_text(const Document& doc);
/// `sha256:` and 64 hex digits of canonical_text; with `rules`, of the text that names these rules and says all else alike.
std::string digest(const Document& doc, std::optional<int> rules = {});
/// The 64 hex digits of the SHA-256 of a text. Throws Error where the machine has none; `where`: what it was wanted for.
std::string sha256_hex(std::string_view text, const std::string& where);

}  // namespace handoff
