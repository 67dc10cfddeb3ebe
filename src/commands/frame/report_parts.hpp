// Pieces that the reports of several commands are made of.
#pragma once
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/contract/money.hpp"
#include "handoff/judging/owner.hpp"
#include "handoff/report/report.hpp"
#include "handoff/contract/versions.hpp"
#include "handoff/measures/waterfall.hpp"

namespace handoff {

/// Cells of a table.
Cell text_cell(std::string text, Tone tone = Tone::plain);
/// An id, or what was asked for by name: said as it stands in the export.
Cell raw_cell(std::string text);
Cell count_cell(std::uint64_t count);
/// The rate in percent, or `-` where there is none.
Cell rate_cell(const Rate& rate, Tone tone = Tone::plain);
/// `40.8 - 53.3`, or blank where there are no bounds or they say nothing.
Cell interval_cell(const Rate& rate);
Cell bar_cell(double share);
/// `2 d 4 h`; `not reached` for an absent Kaplan-Meier median of something observed.
Cell span_cell(const std::optional<double>& seconds);
Cell days_cell(const std::optional<double>& seconds);

/// Null where empty.
inline Node text_node(const std::string& text) { return text.empty() ? Node() : Node(text); }
/// Seconds as days, for JSON; null where empty.
Node days_node(const std::optional<double>& seconds);
/// Major units where there is one currency at most, else null.
Node money_node(const Money& money);
/// `1,200 USD`, several joined by ` + `; blank where there is none.
std::string money_cell_text(const Money& money);

/// The group's members of a JSON object: `<field>: value`, null where missing; `partial` for a cut period.
void add_group(Node::Object& object, const std::vector<GroupBy>& by, const std::vector<GroupLabel>& labels);
/// The group's leading cells and headings.
void add_group_headings(std::vector<Heading>& headings, const std::vector<GroupBy>& by);
void add_group_cells(std::vector<Cell>& cells, const std::vector<GroupLabel>& labels);

/// Notes on values of the stage column that the contract does not name.
void note_unnamed(const ValueCounts& values, std::vector<std::string>& notes);
/// With a stage history: how many entries of how many leads were counted.
void note_entries(std::uint64_t entries, std::uint64_t leads, std::uint64_t reentries, std::vector<std::string>& notes);
/// Does one of the groups name owners?
bool by_owner(const std::vector<GroupBy>& by);
/// With a history: how many leads it lays to another owner than the export names, and of how many it does not know whose they were. `asked`: owners are named.
void note_owners(const OwnerCounts& owners, bool asked, std::vector<std::string>& notes);
/// The same: `moved_leads`, `untold_leads`.
void add_owner_counts(Node::Object& object, const OwnerCounts& owners);
/// `1 lead`, `12 leads`.
std::string leads_text(std::uint64_t count);
/// Why what has no date is left out: the window, or the contract's own days; to stand behind the rest of a sentence.
std::string undated_text(const NotInForce& days);
/// The note on persons who were put together, since each has too few leads to be named.
std::string pooled_text(std::uint64_t persons);

}  // namespace handoff
