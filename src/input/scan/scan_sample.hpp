// A look ahead of a scan, so that its first pass reads dates in the right order nearly always.
#pragma once
#include <vector>

#include "leads/date_orders.hpp"
#include "scan/inputs.hpp"

namespace handoff {

/// Guesses the orders of day and month from the beginning and the middle of each file, where the contract leaves one open. `plans`: by input.
void sample_orders(const std::vector<Input>& inputs, const std::vector<ColumnPlan>& plans, const Contract& contract, DateOrders& orders);

}  // namespace handoff
