// What an export's free text may hold of people: e-mail addresses and phone numbers, found wherever somebody typed them. Who shows them, and when, is in masking.hpp.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace handoff {

/// Where an address or a number stands in a text: bytes from `begin` to before `end`.
struct ContactSpan {
  std::size_t begin = 0, end = 0;
  bool phone = false;  ///< else an e-mail address
};

/// All of them, in order, none over another. An address: `x@y`, also with a full-width or percent-encoded sign, `x(at)y.com`, `x&#64;y.com`, with control characters inside, a quoted local part, any alphabet; not `hubspot@1`. A
/// phone number: seven digits of any script or more behind `+` or `(`, nine or more without, or `555-0123`, whatever blanks and dashes part them, `555,771,0126`, `5557710137.0`; dates, decimals, `98.76 - 100.00` and
/// `1001-5000` are none. Costs as much as the text is long.
std::vector<ContactSpan> contacts_in(std::string_view text);

/// False for nearly every text, at the cost of a glance: it has neither a sign of an address nor seven digits.
bool may_hold_contact(std::string_view text);

/// Words of letters alone, one of them with a capital and no abbreviation: where a date or a number should stand, a row
/// that was shifted by a cell shows somebody's name. `TBD`, `soon` and `#N/A` are none.
bool may_be_name(std::string_view text);

/// The text with `(e-mail)` and `(phone)` in their place.
std::string without_contact(std::string_view text);

}  // namespace handoff
