#include "handoff/statistics/difference.hpp"

#include <cmath>

namespace handoff {

namespace {

std::int64_t leads_of(const Rate& rate) { return rate.of + rate.unknown; }

}  // namespace

Difference newcombe(const Rate& a, const Rate& b) { return equal_mix({{a, b}}); }

Difference equal_mix(const std::vector<std::pair<Rate, Rate>>& parts) {
  double all = 0;
  for (const auto& [a, b] : parts) all += static_cast<double>(leads_of(a) + leads_of(b));
  Difference out;
  double difference = 0, least = 0, most = 0, below = 0, above = 0;
  bool decided = true;
  for (const auto& [a, b] : parts) {
    if (leads_of(a) + leads_of(b) == 0) continue;
    if (!a.least || !b.least) return {};
    const double weight = static_cast<double>(leads_of(a) + leads_of(b)) / all;
    decided = decided && a.rate && b.rate;
    if (decided) difference += weight * (*a.rate - *b.rate);
    least += weight * (*a.least - *b.most);
    most += weight * (*a.most - *b.least);
    below = std::hypot(below, weight * (*a.least - *a.low), weight * (*b.high - *b.most));
    above = std::hypot(above, weight * (*a.high - *a.most), weight * (*b.least - *b.low));
  }
  if (all == 0) return out;
  if (decided) out.difference = difference;
  out.least = least;
  out.most = most;
  out.low = least - below;
  out.high = most + above;
  return out;
}

}  // namespace handoff
