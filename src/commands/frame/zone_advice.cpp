#include "frame/zone_advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "handoff/text/ascii.hpp"
#include "handoff/time/time.hpp"

namespace handoff {

std::string zone_meant(std::string_view typed) {
  constexpr std::pair<std::string_view, std::string_view> known[] = {
      {"est", "America/New_York"},       {"edt", "America/New_York"},      {"et", "America/New_York"},       {"eastern", "America/New_York"},
      {"cst", "America/Chicago"},        {"cdt", "America/Chicago"},       {"ct", "America/Chicago"},        {"central", "America/Chicago"},
      {"mst", "America/Denver"},         {"mdt", "America/Denver"},        {"mt", "America/Denver"},         {"mountain", "America/Denver"},
      {"pst", "America/Los_Angeles"},    {"pdt", "America/Los_Angeles"},   {"pt", "America/Los_Angeles"},    {"pacific", "America/Los_Angeles"},
      {"bst", "Europe/London"},          {"uk", "Europe/London"},          {"cest", "Europe/Berlin"},        {"eest", "Europe/Athens"},
      {"ist", "Asia/Kolkata"},           {"jst", "Asia/Tokyo"},            {"sgt", "Asia/Singapore"},        {"aest", "Australia/Sydney"},
      {"aedt", "Australia/Sydney"},      {"nzst", "Pacific/Auckland"},     {"nzdt", "Pacific/Auckland"}};
  std::string name = ascii_lower_text(typed);
  for (const std::string_view end : {" standard time", " daylight time", " time"})
    if (name.ends_with(end)) name.resize(name.size() - end.size());
  if (name.starts_with("us ") || name.starts_with("us/")) name.erase(0, 3);
  for (const auto& [said, zone] : known)
    if (name == said) return std::string(zone);
  std::replace(name.begin(), name.end(), ' ', '_');
  for (const std::string& zone : zone_names())
    if (ascii_lower_text(zone).ends_with("/" + name)) return zone;
  return "";
}

std::string zone_warning(std::string_view zone) {
  const std::string name = ascii_lower_text(zone);
  if (name == "est" || name == "mst")
    return fmt::format("{} keeps one offset all year, without daylight saving time; where clocks change, write {}", zone, zone_meant(zone));
  const bool offset = name.starts_with("etc/gmt") && name.size() > 8 && (name[7] == '+' || name[7] == '-') && name.substr(8) != "0";
  if (offset)
    return fmt::format("{} keeps one offset all year, {} of UTC, without daylight saving time; where clocks change, name a city, for instance America/New_York", zone,
                       name[7] == '+' ? "west" : "east");
  return "";
}

}  // namespace handoff
