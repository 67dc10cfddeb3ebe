// Looks through one folder, and through no more of it than a person would.
#include "bytes/nearest_file.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "handoff/text/suggest.hpp"

namespace handoff {

std::string nearest_file(const std::string& path) {
  constexpr std::size_t most_looked_at = 2'000;
  const std::filesystem::path typed(path);
  std::error_code error;
  std::filesystem::directory_iterator entry(typed.has_parent_path() ? typed.parent_path() : ".", error);
  std::vector<std::string> names;
  for (; !error && entry != std::filesystem::directory_iterator() && names.size() < most_looked_at; entry.increment(error)) {
    std::error_code unknown;
    if (entry->is_regular_file(unknown)) names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());  // a folder has no order of its own
  const std::string near = closest(typed.filename().string(), names);
  return near.empty() ? near : typed.has_parent_path() ? (typed.parent_path() / near).string() : near;
}

}  // namespace handoff
