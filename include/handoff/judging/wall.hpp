// As-of is a wall: a date that lies after it is not there yet, for whoever reads it.
#pragma once
#include "handoff/cells/absence.hpp"
#include "handoff/contract/contract.hpp"

namespace handoff {

/// A date of the lead as of a moment. A later one is missing; where the CRM overwrites it, an earlier one may have stood there, and it is not known.
inline const Value& date_by(const Contract& contract, const Lead& lead, FieldId field, Instant as_of) {
  static const Value missing, not_known = absent_cell();
  const Value& date = lead[field];
  if (!date.present() || date.stamp.first <= as_of) return date;
  return contract.fields[field].overwritten ? not_known : missing;
}

}  // namespace handoff
