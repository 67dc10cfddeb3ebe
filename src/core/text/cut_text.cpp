// Half an address cannot be known for one, and would be shown: so none is cut.
#include "handoff/text/cut_text.hpp"

#include "handoff/text/contact.hpp"

namespace handoff {

std::string_view cut_text(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  for (const ContactSpan& span : contacts_in(text)) {
    if (span.begin >= bytes) break;
    if (span.end > bytes) return text.substr(0, span.begin);
  }
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace handoff
