// The rows of totals that an export holds, by their lines.
#include <algorithm>
#include <fmt/format.h>

#include "check/check_report.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

std::string totals_text(const TotalsRow& row) {
  switch (row.kind) {
    case TotalsRow::Kind::set_aside: return "is a row of totals";
    case TotalsRow::Kind::named: return "begins with a word for totals";
    case TotalsRow::Kind::sums: return fmt::format("repeats the sums of the rows above, first in \"{}\"", row.column);
  }
  return {};
}

/// Their lines and no texts of theirs.
Table totals_table(const std::vector<TotalsLook>& looks) {
  Table table;
  table.title = "Rows of totals";
  table.columns = {{"row"}, {"read as"}, {"why"}};
  std::uint64_t suspected = 0, more = 0;
  for (const TotalsLook& look : looks) {
    for (const TotalsRow& row : look.rows)
      table.rows.push_back({text_cell(fmt::format("{}:{}", look.file, row.line)), row.kind == TotalsRow::Kind::set_aside ? text_cell("set aside", Tone::faint) : text_cell("a lead", Tone::bad),
                            text_cell(totals_text(row))});
    suspected += look.suspected;
    more += look.set_aside + look.suspected - look.rows.size();
  }
  if (more > 0) table.footnotes.push_back(fmt::format("and {} more", count_text(more)));
  if (suspected > 0) table.footnotes.push_back("a lead: it counts in every report; where it is a row of totals, take it out of the export, or keep it out with [exclude]");
  return table;
}

Node totals_node(const std::vector<TotalsLook>& looks) {
  Node::List files;
  for (const TotalsLook& look : looks) {
    if (look.rows.empty()) continue;
    Node::List rows;
    for (const TotalsRow& row : look.rows)
      rows.emplace_back(Node::Object{{"line", row.line}, {"set_aside", row.kind == TotalsRow::Kind::set_aside}, {"why", totals_text(row)}});
    files.emplace_back(Node::Object{{"file", look.file}, {"set_aside", look.set_aside}, {"suspected", look.suspected}, {"rows", std::move(rows)}});
  }
  return Node(std::move(files));
}

}  // namespace

void add_totals(const Trial& trial, Node::Object& root, Report& report) {
  const bool any = std::any_of(trial.totals.begin(), trial.totals.end(), [](const TotalsLook& look) { return !look.rows.empty(); });
  if (any) report.tables.push_back(totals_table(trial.totals));
  root.emplace_back("totals", totals_node(trial.totals));
}

}  // namespace handoff
