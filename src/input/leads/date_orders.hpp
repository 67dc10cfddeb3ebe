// Whether 4/8/2025 is April or August, whether 1.200 is twelve hundred, and whether 2026-06-01T00:00:00Z is a day or a moment is decided per column, from
// all its rows: guessed from a sample so that one pass is usually enough, then held against what every row of the pass has shown.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "leads/field_facts.hpp"
#include "handoff/contract/contract.hpp"

namespace handoff {

/// How each column is read during a pass, by FieldId.
struct DateOrders {
  std::vector<DateOrder> used;    ///< undecided is read as mdy
  std::vector<char> given;        ///< the contract says so, for the field or under [time]: rows do not overrule it
  std::vector<char> days;         ///< a column of dates whose times are all 00:00 in their own notation, or that is declared: the civil day written
  std::vector<char> days_given;   ///< declared
  std::vector<DecimalMark> marks;   ///< of numbers; undecided: each cell by itself, as it may be where none hangs on it
  std::vector<char> marks_given;  ///< the contract says so, for the field or under [numbers]
};

/// What the contract says; undecided where it says nothing.
DateOrders orders_of(const Contract& contract);

/// Takes what a sample shows as the hypothesis of the first pass; of a column that shows nothing, what most cells of the others show.
void guess_orders(DateOrders& orders, const std::vector<FieldFacts>& sample);

/// What an error about a column needs to say where.
struct ColumnNames {
  const Contract* contract = nullptr;
  const std::vector<std::string>* header_of_field = nullptr;
  std::function<std::string(const Example&)> place;  ///< `leads.csv:14`
};

/// True when the field's rows contradict each other, or leave the order open, and the contract does not say.
bool order_unsettled(const DateOrders& orders, FieldId field, const FieldFacts& facts);
/// Sets the reading of one field, of a date or a number, to what all rows of a pass show. True when the pass read it in another way. Throws Error where the rows
/// contradict each other, leave it open, or hold times without any zone.
bool settle_order(DateOrders& orders, FieldId field, const FieldFacts& facts, const ColumnNames& names);
/// A column whose days and months a spreadsheet of another country has swapped, as far as its rows show.
struct SwappedDates {
  FieldId field = no_field;
  std::string where, problem, fix;
  bool sure = false;   ///< chance alone would hardly make it
};
/// Every date that begins with the year has a day of 12 or less, and every other one a number above 12 in one place: what a spreadsheet could read it has
/// turned round, and what it could not it has left. A column of which the contract says how it is written is none; nor is `idle`, on which nothing hangs.
std::vector<SwappedDates> swapped_dates(const DateOrders& orders, const std::vector<FieldFacts>& facts, const ColumnNames& names, FieldId idle = no_field);

/// What a reader is told of one of several files whose own dates do not tell their order: alone it would be refused. `column`: `column "Done" (at)`. Empty
/// where its dates tell, or no file's do.
std::string unclear_order_note(const std::string& file, const std::string& column, const OrderEvidence& own, const OrderEvidence& all);
/// The same of a column in which some times have an offset and others have none: two notations of zone, one of which may be wrong.
std::string two_zones_note(const std::string& column, const FieldFacts& facts, const Field& field, const Contract& contract);

/// Is something of the column's reading left to its rows?
bool reading_open(const Contract& contract, const DateOrders& orders, FieldId field);

}  // namespace handoff
