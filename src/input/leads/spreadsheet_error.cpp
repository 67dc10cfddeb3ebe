#include "leads/spreadsheet_error.hpp"

#include <algorithm>
#include <array>

#include "handoff/text/ascii.hpp"

namespace handoff {

bool is_spreadsheet_error(std::string_view cell) {
  // Those that end neither with `!` nor with `?`: English, German, Dutch, French, Spanish and Portuguese, Italian, Polish, Swedish, Danish and Finnish.
  constexpr std::array<std::string_view, 13> words = {"#N/A", "#N/D", "#NV", "#N/B", "#ND", "#N/DISP", "#N.D.", "#N/T",
                                                      "#I/T", "#PUUTTUU", "#SAKNAS", "#REF", "#GETTING_DATA"};
  if (cell.size() < 3) return false;
  if (cell.front() == 'E' || cell.front() == 'e')  // LibreOffice: Err:502
    return cell.size() >= 7 && cell.size() <= 8 && same_name(cell.substr(0, 4), "err:") &&
           cell.find_first_not_of("0123456789", 4) == std::string_view::npos;
  if (cell.front() == 'L' || cell.front() == 'l') return same_name(cell, "loading...");
  if (cell.front() != '#') return false;
  if (cell.size() >= 4 && cell.find_first_not_of('#') == std::string_view::npos) return true;
  constexpr std::size_t longest = 24;   // "#GEBLOKKEERD!": one word, and no sentence
  const bool exclaims = cell.back() == '!' || cell.back() == '?';
  if (exclaims && cell.size() >= 4 && cell.size() <= longest && cell.find(' ') == std::string_view::npos) return true;
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return same_name(cell, word); });
}

}  // namespace handoff
