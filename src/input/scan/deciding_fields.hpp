// What is read before any lead is handed on.
#pragma once
#include <vector>

#include "leads/columns.hpp"
#include "leads/date_orders.hpp"

namespace handoff {

struct ScanFields {
  const Contract& contract;
  const DateOrders& orders;
  const std::vector<FieldId>& fields;   ///< of the whole scan
  FieldId identity_by;                  ///< see identity_of
};

/// Ids, and addresses where `emails`. `all`: also what tells rows of one id apart, and the dates about which something is still to be
/// found out.
std::vector<FieldId> deciding_fields(const ScanFields& scan, bool emails, bool all);

}  // namespace handoff
