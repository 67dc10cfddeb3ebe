// Where e-mail addresses stand in a text.
#pragma once
#include <string_view>
#include <vector>

#include "handoff/text/contact.hpp"

namespace handoff {

/// Bytes of the sign of an address at `at`: plain, full width, small, as a link writes it, or in words; 0: none.
std::size_t sign_at(std::string_view text, std::size_t at);

/// All addresses of the text, in order.
void find_addresses(std::string_view text, std::vector<ContactSpan>& out);

}  // namespace handoff
