#include "leads/decimals.hpp"

#include <fmt/format.h>

#include "handoff/text/contact.hpp"
#include "handoff/text/error.hpp"
#include "leads/field_facts.hpp"

namespace handoff {

std::string numbers_fix() { return "under [numbers], for all columns: decimal = \".\" (1,200 is twelve hundred) or decimal = \",\" (1.200 is)"; }

void refuse_marks(const MarkedColumn& column) {
  const std::string fix = "say which it is " + column.fix;
  if (!column.dot_cell.empty() && !column.comma_cell.empty())
    throw Error(column.where,
                fmt::format("{} holds numbers in two notations: \"{}\" has a decimal dot, \"{}\" has a decimal comma", column.name, column.dot_cell, column.comma_cell),
                fix + "; cells that do not fit are then counted as unreadable");
  throw Error(column.where, fmt::format("no row of {} tells whether a dot or a comma begins the decimals: \"{}\" may be either", column.name, column.open_cell), fix);
}

DecimalMark mark_of(const std::vector<std::string>& texts, DecimalMark declared, const std::string& file, const std::string& name) {
  if (declared != DecimalMark::undecided) return declared;
  MarkEvidence evidence;
  MarkedColumn column{file, name, {}, {}, {}, numbers_fix()};
  const auto keep = [](std::string& least, const std::string& text) {   // the first in the alphabet, whatever the order of rows
    if (least.empty() || text < least) least = text;
  };
  for (const std::string& text : texts) {
    const MarkShown shown = evidence.add(text);
    if (shown == MarkShown::only_dot) keep(column.dot_cell, text);
    if (shown == MarkShown::only_comma) keep(column.comma_cell, text);
    if (shown == MarkShown::differ) keep(column.open_cell, text);
  }
  if (!evidence.unsettled()) return evidence.shown();
  for (std::string* cell : {&column.dot_cell, &column.comma_cell, &column.open_cell}) *cell = cut_text(without_contact(*cell), 80);
  refuse_marks(column);
}

}  // namespace handoff
