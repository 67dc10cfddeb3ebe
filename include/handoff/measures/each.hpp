// Many things of one kind to be done, none waiting for another. The core says what; who has threads says how.
#pragma once
#include <cstddef>
#include <functional>

namespace handoff {

/// Does one(0) to one(count - 1), each once, in any order and perhaps several at a time; throws what one of them throws.
using Each = std::function<void(std::size_t count, const std::function<void(std::size_t)>& one)>;

inline void one_by_one(std::size_t count, const std::function<void(std::size_t)>& one) {
  for (std::size_t i = 0; i < count; ++i) one(i);
}

}  // namespace handoff
