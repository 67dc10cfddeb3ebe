// What an export's free text may hold of people: a report that lists the texts of a column must not hand on the address somebody typed into it.
#pragma once
#include <string>
#include <string_view>

namespace handoff {

/// The text with `(e-mail)` for what looks like an e-mail address and `(phone)` for what looks like a phone number: seven digits or more behind `+` or
/// `(`, nine or more without, or `555-0123`; dates and `1001-5000` are none.
std::string without_contact(std::string_view text);

}  // namespace handoff
