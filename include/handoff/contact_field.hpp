// Which fields hold the names, e-mail addresses and phone numbers of people: the canonical ones, and any field of the contract
// that reads the same column, whatever it is called.
#pragma once
#include <string_view>
#include <vector>

#include "handoff/contract.hpp"

namespace handoff {

/// True of email, first_name, last_name, phone, and of a field that may be read from a column that one of these may be read from.
bool is_contact_field(const Contract& contract, FieldId field);
/// All of them.
std::vector<FieldId> contact_fields(const Contract& contract);
/// True of a column that a canonical contact field may be read from.
bool is_contact_header(const Contract& contract, std::string_view header);

}  // namespace handoff
