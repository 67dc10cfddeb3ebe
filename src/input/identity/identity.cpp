#include "identity/identity.hpp"

#include <algorithm>

#include "handoff/text/error.hpp"

namespace handoff {

FieldId identity_field(const std::vector<Input>& inputs, const Contract& contract) {
  const auto has = [&](FieldId field) {
    try {
      return std::all_of(inputs.begin(), inputs.end(), [&](const Input& input) {
        return plan_columns(input.dialect, input.source->name(), contract, {field}).absent.empty();
      });
    } catch (const Error&) {  // the contract names another column for it, which only matters where it is asked for
      return false;
    }
  };
  for (const FieldId field : {known_field("created_at"), known_field("email")})
    if (has(field)) return field;
  return no_field;
}

}  // namespace handoff
