#include "handoff/text/count_text.hpp"

namespace handoff {

std::string grouped_digits(std::uint64_t magnitude, bool negative) {
  std::string text = std::to_string(magnitude);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  if (negative) text.insert(0, 1, '-');
  return text;
}

}  // namespace handoff
