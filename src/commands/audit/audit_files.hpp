// The files beside an audit: the ledger, and the worksheet for a person's verdicts.
#pragma once
#include <string>

#include "handoff/measures/audit.hpp"
#include "render.hpp"

namespace handoff {

/// The ledger: its first line, and what writes its rows. The contract must outlive the writer.
std::string ledger_header(bool with_contact);
RowWriter ledger_writer(const Contract& contract, const AuditSettings& settings, bool with_contact);

/// The worksheet: the sample, what the export says in the contract's zone, and blank columns for a person's verdicts. A row of the writer ends
/// before those, which are written when the sample is drawn.
std::string worksheet_header(bool with_contact);
RowWriter worksheet_writer(const Contract& contract, const AuditSettings& settings, bool with_contact);

}  // namespace handoff
