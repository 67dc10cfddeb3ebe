// Half of the world writes 250.000 for a quarter of a million, the other half for two hundred and fifty.
#include "handoff/text/dot_readings.hpp"

#include <algorithm>

#include "handoff/text/ascii.hpp"

namespace handoff {

std::optional<DotReadings> dot_readings(std::string_view text) {
  constexpr std::size_t group = 3;
  const auto not_digit = [](std::string_view part) {
    return static_cast<std::size_t>(std::find_if_not(part.begin(), part.end(), is_digit) - part.begin());
  };
  const std::size_t dot = not_digit(text);
  if (dot == 0 || dot > group || dot >= text.size() || text[dot] != '.' || text.front() == '0') return std::nullopt;
  const std::string_view behind = text.substr(dot + 1);
  if (not_digit(behind) != group || (behind.size() > group && behind[group] == '.')) return std::nullopt;
  const std::string whole(text.substr(0, dot)), rest(behind.substr(group));
  std::string decimals(behind.substr(0, group));
  if (decimals.back() != '0') decimals += '0';   // three decimals would be the same riddle again
  else decimals.erase(decimals.find_last_not_of('0') + 1);
  DotReadings out{whole, whole};
  out.grouped.append(behind.substr(0, group)).append(rest);
  if (!decimals.empty()) out.decimal.append(1, '.').append(decimals);
  out.decimal.append(rest);
  return out;
}

}  // namespace handoff
