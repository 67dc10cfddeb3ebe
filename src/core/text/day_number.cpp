#include "handoff/text/day_number.hpp"

#include <algorithm>

#include "handoff/text/ascii.hpp"

namespace handoff {

bool is_day_number(std::string_view text) {
  constexpr std::size_t whole_digits = 5;
  if (text.size() < whole_digits || text.front() < '3' || text.front() > '5') return false;
  const std::string_view day = text.substr(0, whole_digits), rest = text.substr(whole_digits);
  if (!std::all_of(day.begin(), day.end(), is_digit)) return false;
  if (rest.empty()) return true;
  const bool point = rest.front() == '.' || rest.front() == ',';
  return point && rest.size() > 1 && std::all_of(rest.begin() + 1, rest.end(), is_digit);
}

}  // namespace handoff
