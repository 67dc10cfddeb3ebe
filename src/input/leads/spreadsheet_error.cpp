#include "leads/spreadsheet_error.hpp"

#include <algorithm>
#include <array>

#include "handoff/text/ascii.hpp"

namespace handoff {

bool is_spreadsheet_error(std::string_view cell) {
  constexpr std::array<std::string_view, 17> words = {"#N/A",    "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!",  "#NULL!", "#SPILL!", "#CALC!",
                                                      "#ERROR!", "#NV",   "#BEZUG!", "#WERT!", "#ZAHL!",  "#VALOR!", "#REF",   "#VALEUR!"};
  if (cell.size() < 3 || cell.front() != '#') return false;
  if (cell.size() >= 4 && cell.find_first_not_of('#') == std::string_view::npos) return true;
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return same_name(cell, word); });
}

}  // namespace handoff
