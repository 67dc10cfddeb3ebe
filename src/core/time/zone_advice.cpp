// What people type for a time zone, and what they mean by it.
#include "handoff/time/zone_advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "handoff/text/ascii.hpp"
#include "handoff/text/suggest.hpp"
#include "handoff/time/time.hpp"

namespace handoff {

namespace {

/// `UTC-5`, `GMT+5`, `+02:00`, `-0500`.
bool is_offset(std::string_view typed) {
  std::string name = ascii_lower_text(typed);
  std::erase(name, ' ');
  if (name.starts_with("etc/")) name.erase(0, 4);
  if (name.starts_with("utc") || name.starts_with("gmt")) name.erase(0, 3);
  for (const std::string_view minus : {"\u2212", "\u2013"})
    if (name.starts_with(minus)) name.replace(0, minus.size(), "-");
  if (name.size() < 2 || name.size() > 6 || (name[0] != '+' && name[0] != '-')) return false;
  return name.find_first_not_of("0123456789:", 1) == std::string::npos;
}

}  // namespace

std::string zone_fix(std::string_view typed, std::string_view quote) {
  constexpr std::size_t longest_abbreviation = 4;
  if (is_offset(typed))
    return "an offset is not a zone: it knows no daylight saving time. Name a city that keeps the time, for instance "
           "America/New_York, Europe/Berlin or Asia/Kolkata, or UTC";
  std::string meant = zone_meant(typed);
  if (meant == "UTC" && ascii_lower_text(typed) != "utc") return fmt::format("did you mean {0}UTC{0}, or a city such as {0}Europe/London{0}?", quote);
  if (meant.empty() && typed.size() > longest_abbreviation) meant = closest(typed, zone_names());
  if (meant.empty()) return "zones are named by continent and city, for instance America/New_York, or UTC";
  return fmt::format("did you mean {0}{1}{0}?", quote, meant);
}

std::string zone_meant(std::string_view typed) {
  constexpr std::pair<std::string_view, std::string_view> known[] = {
      {"est", "America/New_York"},    {"edt", "America/New_York"},
      {"et", "America/New_York"},     {"eastern", "America/New_York"},
      {"cst", "America/Chicago"},     {"cdt", "America/Chicago"},
      {"ct", "America/Chicago"},      {"central", "America/Chicago"},
      {"mst", "America/Denver"},      {"mdt", "America/Denver"},
      {"mt", "America/Denver"},       {"mountain", "America/Denver"},
      {"pst", "America/Los_Angeles"}, {"pdt", "America/Los_Angeles"},
      {"pt", "America/Los_Angeles"},  {"pacific", "America/Los_Angeles"},
      {"bst", "Europe/London"},       {"uk", "Europe/London"},
      {"cest", "Europe/Berlin"},      {"eest", "Europe/Athens"},
      {"ist", "Asia/Kolkata"},        {"jst", "Asia/Tokyo"},
      {"sgt", "Asia/Singapore"},      {"aest", "Australia/Sydney"},
      {"aedt", "Australia/Sydney"},   {"nzst", "Pacific/Auckland"},
      {"nzdt", "Pacific/Auckland"},   {"akst", "America/Anchorage"},
      {"akdt", "America/Anchorage"},  {"hkt", "Asia/Hong_Kong"},
      {"msk", "Europe/Moscow"},       {"mez", "Europe/Berlin"},
      {"mesz", "Europe/Berlin"},      {"sast", "Africa/Johannesburg"},
      {"brt", "America/Sao_Paulo"},   {"hst", "Pacific/Honolulu"},
      {"hdt", "Pacific/Honolulu"},    {"cet", "Europe/Berlin"},
      {"met", "Europe/Berlin"},       {"eet", "Europe/Athens"},
      {"wet", "Europe/Lisbon"},       {"west", "Europe/Lisbon"},
      {"est5edt", "America/New_York"}, {"cst6cdt", "America/Chicago"},
      {"mst7mdt", "America/Denver"},  {"pst8pdt", "America/Los_Angeles"},
      {"gb", "Europe/London"},        {"nz", "Pacific/Auckland"},
      {"prc", "Asia/Shanghai"},       {"roc", "Asia/Taipei"},
      {"rok", "Asia/Seoul"},          {"w-su", "Europe/Moscow"},
      {"utc", "UTC"},                 {"uct", "UTC"},
      {"gmt", "UTC"},                 {"gmt0", "UTC"}};
  std::string name = ascii_lower_text(typed);
  for (const std::string_view end : {" standard time", " daylight time", " time"})
    if (name.ends_with(end)) name.resize(name.size() - end.size());
  if (name.starts_with("us ") || name.starts_with("us/")) name.erase(0, 3);
  for (const auto& [said, zone] : known)
    if (name == said) return std::string(zone);
  std::replace(name.begin(), name.end(), ' ', '_');
  for (const std::string& zone : zone_names())
    if (ascii_lower_text(zone).ends_with(fmt::format("/{}", name))) return zone;
  return "";
}

std::string zone_problem(std::string_view zone) {
  constexpr std::string_view universal[] = {"Etc/GMT+0", "Etc/GMT-0"};
  if (zone == "UTC") return "";
  if (zone.starts_with("Etc/GMT") && is_offset(zone) && std::find(std::begin(universal), std::end(universal), zone) == std::end(universal))
    return "is an offset";
  const bool place = zone.find('/') != std::string_view::npos || std::any_of(zone.begin(), zone.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return place ? "" : "is a short name";   // EST is one offset all year, CET is not: a short name says neither
}

}  // namespace handoff
