// Cells of the rows that go out lead by lead: as they stand in the export (ids, owners, what was asked for by name), or without the addresses and phone numbers in them.
#pragma once
#include "csv_cells.hpp"
#include "handoff/text/contact.hpp"
#include "handoff/cells/lead.hpp"

namespace handoff {

/// The text, masked unless contacts were asked for.
inline void append_shown(std::string_view text, bool with_contact, std::string& out) {
  if (with_contact || !may_hold_contact(text)) append_csv_text(out, text);
  else append_csv_text(out, without_contact(text));
}

/// The same of a field; blank where it has no value.
inline void append_shown(const Lead& lead, FieldId field, bool with_contact, std::string& out) {
  if (const Value& value = lead[field]; value.present()) append_shown(value.text, with_contact, out);
}

/// A field as it stands.
inline void append_field(const Lead& lead, FieldId field, std::string& out) {
  if (const Value& value = lead[field]; value.present()) append_csv_text(out, value.text);
}

}  // namespace handoff
