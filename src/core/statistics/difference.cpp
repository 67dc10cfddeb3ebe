#include "handoff/statistics/difference.hpp"

#include <cmath>

namespace handoff {

Difference newcombe(const Rate& a, const Rate& b) {
  if (a.unknown > 0 || b.unknown > 0) return {};
  const Rate one = wilson(share_of(a.count, a.of)), two = wilson(share_of(b.count, b.of));
  Difference out;
  if (!one.rate || !two.rate) return out;
  out.difference = *one.rate - *two.rate;
  out.low = *out.difference - std::hypot(*one.rate - *one.low, *two.high - *two.rate);
  out.high = *out.difference + std::hypot(*one.high - *one.rate, *two.rate - *two.low);
  return out;
}

}  // namespace handoff
