// A value as an explanation shows it.
#pragma once
#include <string>

#include "expression/expression_eval.hpp"

namespace handoff {

/// Appends `620`, `51-200`, `'B2B SaaS'`, `missing`, `not in the export`. Long texts are cut; without `with_contact`, contact data is masked first,
/// since half an address cannot be known for one.
void append_shown(Value value, Type type, bool with_contact, std::string& out);

}  // namespace handoff
