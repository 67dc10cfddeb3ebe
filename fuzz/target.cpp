// What the targets share.
#include "target.hpp"

#include <cstdio>
#include <cstdlib>

namespace handoff::fuzz {

void demand(bool held, std::string_view sentence, std::string_view detail) {
  if (held) return;
  std::fprintf(stderr, "does not hold: %.*s\n%.*s\n", static_cast<int>(sentence.size()), sentence.data(), static_cast<int>(detail.size()), detail.data());
  std::abort();
}

unsigned Choices::below(unsigned bound) {
  if (rest_.empty()) return 0;
  const auto byte = static_cast<unsigned char>(rest_.front());
  rest_.remove_prefix(1);
  return byte % bound;
}

}  // namespace handoff::fuzz
