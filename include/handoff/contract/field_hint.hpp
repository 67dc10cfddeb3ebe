// A header of the export where the name of a field is meant, and the other way round: what reads what, and how to declare what nothing reads.
#pragma once
#include <string>
#include <string_view>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// The field that may be read from a column of this header, whatever case and blanks; no_field: none, or the name is a field's own.
FieldId field_of_header(const Contract& contract, std::string_view header);

/// For the fix of a refusal: "the column \"Original Source\" is read by the field `source`: write source". Empty where no field reads such a column.
std::string reads_header(const Contract& contract, std::string_view header);

/// For the fix of a refusal: "a column of the export is declared under [columns]: original_source = { column = \"Original Source\", type = \"text\" }".
std::string declare_column(std::string_view header, Type type = Type::text);

}  // namespace handoff
