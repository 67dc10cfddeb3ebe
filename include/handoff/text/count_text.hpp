// Counts as people read them.
#pragma once
#include <concepts>
#include <cstdint>
#include <string>

namespace handoff {

/// A whole number's digits by threes, behind a minus where `negative`.
std::string grouped_digits(std::uint64_t magnitude, bool negative);

/// `1,234,567`.
template <std::integral Count>
std::string count_text(Count count) {
  const bool negative = count < 0;
  const auto bits = static_cast<std::uint64_t>(count);
  return grouped_digits(negative ? 0 - bits : bits, negative);
}

}  // namespace handoff
