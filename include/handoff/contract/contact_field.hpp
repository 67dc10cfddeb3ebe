// Which fields hold people: the names, e-mail addresses and phone numbers of leads, and the owners who work on them. The canonical fields, any field of the contract
// that reads the same column, whatever it is called, and any whose column is called as columns of persons are: `Name`, `Full Name`, `Contact`, `Mobile`.
#pragma once
#include <string_view>
#include <vector>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// True of email, first_name, last_name, phone, of a field that may be read from a column that one of these may be read from, and of a text that may be
/// read from a column whose header says that it holds persons.
bool is_contact_field(const Contract& contract, FieldId field);
/// All of them.
std::vector<FieldId> contact_fields(const Contract& contract);
/// True of a column that a canonical contact field may be read from, or whose header says that it holds persons.
bool is_contact_header(const Contract& contract, std::string_view header);

/// True of owner, and of a field that may be read from a column that owner may be read from.
bool is_owner_field(const Contract& contract, FieldId field);
/// By FieldId: a contact field or an owner field. Their texts name persons, whatever the contract takes them for.
std::vector<bool> person_fields(const Contract& contract);
/// What stands for such a text where texts of an export are listed.
constexpr std::string_view person_text = "(not shown: the column holds persons)";
/// Does the expression ask such a field, itself or through definitions, scores and buckets?
bool asks_owner(const Contract& contract, const Expr& expr);

}  // namespace handoff
