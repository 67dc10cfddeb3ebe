// Is a text an e-mail address that mail could be sent to.
#pragma once
#include <string_view>

namespace handoff {

/// The shape of RFC 5321 without quoted local parts and address literals, which no lead has: `local@label.label`, 64 and
/// 254 bytes at most, no blank, no double dot, a last label that is not a number. Letters beyond ASCII are allowed (RFC 6531).
bool is_valid_email(std::string_view text);

}  // namespace handoff
