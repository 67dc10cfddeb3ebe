// Pieces that the reports of several commands are made of.
#pragma once
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/judging/finding.hpp"
#include "handoff/judging/owner.hpp"
#include "handoff/report/records.hpp"
#include "handoff/contract/versions.hpp"
#include "handoff/measures/waterfall.hpp"

namespace handoff {

/// `2.5`: days with one decimal.
std::string days_text(double seconds);

/// The group's members of a JSON object: `<field>: value`, null where missing; `partial` for a cut period.
void add_group(Node::Object& object, const std::vector<GroupBy>& by, const std::vector<GroupLabel>& labels);
/// The group's leading cells and headings.
void add_group_headings(std::vector<Heading>& headings, const std::vector<GroupBy>& by);
void add_group_cells(std::vector<Cell>& cells, const std::vector<GroupLabel>& labels);

/// A table of the records of each group, behind the group's own columns. `member`: where a group has its records.
template <class T, class Group>
Table grouped_table(std::string title, const std::vector<GroupBy>& by, const std::vector<Group>& groups, std::vector<T> Group::*member, const Records<T>& records,
                    const Picks& picks) {
  Table table{std::move(title), {}, {}, {}};
  add_group_headings(table.columns, by);
  records.add_headings(picks, table.columns);
  for (const Group& group : groups)
    for (const T& one : group.*member) {
      std::vector<Cell>& row = table.rows.emplace_back();
      add_group_cells(row, group.labels);
      records.add_cells(picks, one, row);
    }
  return table;
}

/// An object a group, with a list of its records under `name`; and into `rows` each record behind its group's members, for CSV.
template <class T, class Group>
Node::List grouped_list(const std::vector<GroupBy>& by, const std::vector<Group>& groups, std::vector<T> Group::*member, const Records<T>& records,
                        const std::string& name, std::vector<Node>& rows) {
  Node::List list;
  for (const Group& group : groups) {
    Node::Object object;
    add_group(object, by, group.labels);
    for (const T& one : group.*member) {
      Node::Object row = object;
      append_members(row, records.object(one));
      rows.emplace_back(std::move(row));
    }
    object.emplace_back(name, records.list(group.*member));
    list.emplace_back(std::move(object));
  }
  return list;
}

/// What a clock found of the leads, in one place each: met, breached, ... `counts_of` finds the counts in the record.
template <class T, class CountsOf>
void add_finding_fields(std::vector<RecordField<T>>& fields, CountsOf counts_of) {
  fields.insert(fields.end(), {{"met", Holds::count, [=](const T& one) { return counts_of(one).pass(); }},
                               {"met_early", Holds::count, [=](const T& one) { return counts_of(one).early; }},
                               {"breached", Holds::count, [=](const T& one) { return counts_of(one).fail(); }},
                               {"open", Holds::count, [=](const T& one) { return counts_of(one).open; }},
                               {"unknown", Holds::count, [=](const T& one) { return counts_of(one).unknown(); }},
                               {"exempt", Holds::count, [=](const T& one) { return counts_of(one).exempt; }}});
}
/// The columns that show them. `early`: some were met before they were due, which has a column then.
void add_finding_picks(Picks& picks, bool early);

/// When half had got there. A table says `not reached` where times were observed, and half never came to it, and where times are known as ranges the two ends:
/// `2 d to 3 d`.
Node half_by_node(const TimeSummary& times, bool in_days, bool business = false);
/// One of its ends, for JSON.
Node half_by_end(const std::optional<Seconds>& end, bool in_days);
Node half_by_days(const TimeSummary& times);
/// A rate as a table shows it beside a target: where something unknown leaves open on which side of it the rate is, the bounds alone.
Rate beside_line(Rate rate, const std::optional<double>& line);
/// What the contract's own setting is called beside those tried: `signed`, or `written` where nobody's signature holds.
std::string_view standing_word(const Contract& contract, Instant as_of);
/// `1 row`, `12 rows`.
std::string row_count(std::uint64_t rows);
/// A note where MQLs are fewer than 200 in a quarter; of leads without any place in time, where all of them are.
void note_few_mqls(std::uint64_t mqls, const FewQuarters& quarters, std::vector<std::string>& notes);

/// How many entries are in the window, or in a row of a period, by the date of an earlier stage.
void note_placed_earlier(const std::vector<PlacedEarlier::Entries>& stages, const Contract& contract, std::vector<std::string>& notes);
/// Is one of the groups a period?
bool by_period(const std::vector<GroupBy>& by);
/// Notes on values of the stage column that the contract does not name; where it holds persons, without the values.
void note_unnamed(const Contract& contract, const ValueCounts& values, std::vector<std::string>& notes);
/// With a stage history: how many entries of how many leads were counted.
void note_entries(std::uint64_t entries, std::uint64_t leads, std::uint64_t reentries, std::vector<std::string>& notes);
/// Does one of the groups name owners?
bool by_owner(const std::vector<GroupBy>& by);
/// With a history: how many leads it lays to another owner than the export names, and of how many it does not know whose they were. `asked`: owners are named.
void note_owners(const OwnerCounts& owners, bool asked, std::vector<std::string>& notes);
/// The same: `moved_leads`, `untold_leads`.
void add_owner_counts(Node::Object& object, const OwnerCounts& owners);
/// `1 lead`, `12 leads`.
/// `defined`, `claimed`.
std::string_view count_name(Counting counting);
std::string leads_text(std::uint64_t count);
/// Why what has no date is left out: the window, or the contract's own days; to stand behind the rest of a sentence.
std::string undated_text(const NotInForce& days);
/// The note on persons who were put together, since each has too few leads to be named.
std::string pooled_text(std::uint64_t persons);

}  // namespace handoff
