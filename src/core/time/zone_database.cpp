// The folder is $TZDIR, or where systems keep it. A name is a path below it, and nothing else: no way leads out of the folder.
#include "handoff/time/zone_database.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "handoff/text/ascii.hpp"
#include "handoff/time/time.hpp"
#include "time/zone_file.hpp"

namespace handoff {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t longest_zone_name = 255, longest_file = std::size_t{1} << 16;

fs::path folder() {
  if (const char* given = std::getenv("TZDIR"); given != nullptr && *given != '\0') return given;
  std::error_code error;
  for (const char* known : {"/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"})
    if (fs::is_directory(known, error)) return known;
  return "/usr/share/zoneinfo";
}

/// Names such as `America/New_York`. What `localtime` is depends on the machine; `right/` counts leap seconds, and `posix/` repeats all names.
bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > longest_zone_name || name.front() == '/' || name.back() == '/' || name.find("//") != std::string_view::npos) return false;
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) { return (is_letter(c) && static_cast<unsigned char>(c) < 0x80) || is_digit(c) || std::string_view("_+-/").find(c) != std::string_view::npos; });
  return plain && name != "localtime" && !name.starts_with("posix") && !name.starts_with("right") && !name.starts_with("Factory");
}

/// The file's bytes; empty where it cannot be read, or is far longer than a zone.
std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(longest_file, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(file.eof() ? static_cast<std::size_t>(file.gcount()) : 0);
  return bytes;
}

}  // namespace

ZoneBytes read_zone_bytes(std::string_view name) {
  if (!is_zone_name(name)) return {};
  std::error_code error;
  const fs::path database = folder(), path = database / fs::path(name);
  if (!fs::is_directory(database, error) || fs::is_empty(database, error)) return {ZoneBytes::State::no_database, database.string(), {}};
  if (!fs::is_regular_file(path, error)) return {ZoneBytes::State::no_such_zone, path.string(), {}};
  ZoneBytes zone{ZoneBytes::State::found, path.string(), bytes_of(path)};
  if (!read_zone_file(zone.bytes)) zone.state = ZoneBytes::State::damaged;
  return zone;
}

ZoneTrouble zone_trouble(std::string_view name) {
  const ZoneBytes zone = read_zone_bytes(name);
  if (zone.state == ZoneBytes::State::no_database)
    return {"there is no time zone database in " + zone.path, "install one (apt install tzdata), or name its folder in the variable TZDIR; UTC works without"};
  if (zone.state == ZoneBytes::State::damaged)
    return {"the time zone database is damaged: " + zone.path + " is not a whole zone file",
            "install it again (apt install --reinstall tzdata), or name the folder of another in the variable TZDIR; UTC works without"};
  return {};
}

std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  std::error_code error;
  const fs::path database = folder();
  for (fs::recursive_directory_iterator at(database, fs::directory_options::skip_permission_denied, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().lexically_relative(database).generic_string();
    if (!is_zone_name(name)) {
      at.disable_recursion_pending();
      continue;
    }
    if (at->is_regular_file(error) && bytes_of(at->path()).starts_with("TZif")) names.push_back(name);
  }
  if (std::find(names.begin(), names.end(), "UTC") == names.end()) names.emplace_back("UTC");
  return names;
}

}  // namespace handoff
