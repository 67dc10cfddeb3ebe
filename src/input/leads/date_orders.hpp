// Whether 4/8/2025 is April or August is decided per column, from all its rows: guessed from a sample so that one pass is
// usually enough, then held against what every row of the pass has shown.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "leads/field_facts.hpp"
#include "handoff/contract/contract.hpp"

namespace handoff {

/// The order in which each date field is read during a pass, by FieldId.
struct DateOrders {
  std::vector<DateOrder> used;    ///< undecided is read as mdy
  std::vector<char> given;        ///< the contract says so, for the field or under [time]: rows do not overrule it
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
/// Sets the order of one field to what all rows of a pass show. True when the pass read it the other way. Throws Error where the rows
/// contradict each other, leave it open, or hold times without any zone.
bool settle_order(DateOrders& orders, FieldId field, const FieldFacts& facts, const ColumnNames& names);

}  // namespace handoff
