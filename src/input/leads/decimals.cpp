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

DecimalMark mark_of(const std::vector<std::string>& texts, DecimalMark declared, const std::string& file,
                    const std::string& name, const std::function<std::string(std::size_t)>& place) {
  if (declared != DecimalMark::undecided) return declared;
  MarkEvidence evidence;
  struct Seen { std::size_t at = 0; std::string text; };
  Seen dot, comma, open;
  // Where places are asked for the first one, else the first in the alphabet, whatever the order of rows.
  const auto keep = [&](Seen& seen, std::size_t at) {
    if (seen.text.empty() || (!place && texts[at] < seen.text)) seen = {at, texts[at]};
  };
  for (std::size_t at = 0; at < texts.size(); ++at) {
    const MarkShown shown = evidence.add(texts[at]);
    if (shown == MarkShown::only_dot) keep(dot, at);
    if (shown == MarkShown::only_comma) keep(comma, at);
    if (shown == MarkShown::differ) keep(open, at);
  }
  if (!evidence.unsettled()) return evidence.shown();
  const Seen& first = dot.text.empty() || comma.text.empty() ? open : dot;
  MarkedColumn column{place ? place(first.at) : file, name, dot.text, comma.text, open.text, numbers_fix()};
  for (std::string* cell : {&column.dot_cell, &column.comma_cell, &column.open_cell}) *cell = cut_text(without_contact(*cell), 80);
  refuse_marks(column);
}

}  // namespace handoff
