// The beginning of a text, for what is shown of it or held by it; and how many texts there may be of what amounts are kept apart by.
#pragma once
#include <cstddef>
#include <string_view>

namespace handoff {

/// At most `bytes` of a text, cut at the border of a character, and before an address or a phone number that would be torn.
std::string_view cut_text(std::string_view text, std::size_t bytes);

/// As much of a text as is held where texts of an export are counted: groups, dispositions, types of events. What differs only behind it is counted as one.
constexpr std::size_t longest_counted_text = 256;
inline std::string_view counted_text(std::string_view text) { return cut_text(text, longest_counted_text); }

/// The most currencies that amounts may be in; a column with more holds something else. There are some 180 in use.
constexpr std::size_t most_currencies = 1000;

}  // namespace handoff
