// Optimal string alignment distance (Damerau-Levenshtein without editing a swapped pair again), three rows at a time.
#include "handoff/text/suggest.hpp"

#include <algorithm>
#include <array>

#include "handoff/text/ascii.hpp"

namespace handoff {
namespace {

constexpr std::size_t longest_name = 128;  // no name of ours is longer; bounds the work for hostile input

std::size_t count_slips(std::string_view a, std::string_view b) {
  std::array<std::array<std::size_t, longest_name + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& now = rows[i % 3];
    const auto& before = rows[(i + 2) % 3];
    const auto& two_before = rows[(i + 1) % 3];
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = ascii_lower(a[i - 1]) == ascii_lower(b[j - 1]);
      now[j] = std::min({before[j] + 1, now[j - 1] + 1, before[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && ascii_lower(a[i - 1]) == ascii_lower(b[j - 2]) && ascii_lower(a[i - 2]) == ascii_lower(b[j - 1]);
      if (swapped) now[j] = std::min(now[j], two_before[j - 2] + 1);
    }
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

std::string closest(std::string_view name, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_slips = 3;
  if (name.size() > longest_name) return best;
  for (const std::string& candidate : candidates) {
    const std::size_t longer = std::max(name.size(), candidate.size());
    const std::size_t apart = longer - std::min(name.size(), candidate.size());
    if (longer > longest_name || apart >= best_slips) continue;
    const std::size_t count = count_slips(name, candidate);
    if (count < best_slips && count * 2 <= longer) {
      best = candidate;
      best_slips = count;
    }
  }
  return best;
}

}  // namespace handoff
