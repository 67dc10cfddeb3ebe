// Values as people type them behind an option. Each refusal names the option and a value that would do.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "handoff/time/time.hpp"

namespace handoff {

/// The most rows that may be set aside, or may have another lead's id: a number, or a share of the rows read.
struct RowLimit {
  std::optional<std::uint64_t> rows;
  double share = 0.01;
  std::string text;
};

/// The moment of --as-of, in the contract's zone. `now` is for the fix alone. Throws Error.
Instant moment_of(const std::string& text, const Zone& zone, Instant now);

/// `50` or `2%`. Throws Error.
RowLimit row_limit_of(const std::string& option, const std::string& text);

/// `500MB`, `20 GB`, a bare number of bytes; thousands, not 1024. Throws Error.
std::uint64_t bytes_of(const std::string& option, const std::string& text);

/// A whole number at least `least` of an option. Throws Error.
std::uint64_t whole_number(const std::string& option, const std::string& text, std::uint64_t least);

}  // namespace handoff
