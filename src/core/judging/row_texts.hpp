// Cells of the rows that a report lists: a field of a lead, a stamp.
#pragma once
#include <string>
#include <string_view>

#include "handoff/cells/lead.hpp"

namespace handoff {

/// Empty where the field has no value.
inline std::string text_of(const Lead& lead, FieldId field) {
  const Value& value = lead[field];
  return value.present() ? std::string(value.text) : std::string();
}
inline std::string text_of(const Lead& lead, std::string_view field) { return text_of(lead, known_field(field)); }

/// The day where the time of day is not known.
inline std::string stamp_text(const Stamp& stamp) { return stamp.date_only ? iso_day(stamp.day) : iso_instant(stamp.first); }

}  // namespace handoff
