#include "handoff/text/count_text.hpp"

#include <array>
#include <charconv>

namespace handoff {

std::string count_text(std::int64_t count) {
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), count);
  std::string text(buffer.data(), end.ptr);
  const std::size_t first = count < 0 ? 1 : 0;
  for (std::size_t at = text.size(); at > first + 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

}  // namespace handoff
