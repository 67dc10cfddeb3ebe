// Do two rows of one id speak of one lead (a report joined with activities repeats it), or do two leads have one id?
#pragma once
#include <string_view>

#include "handoff/text/ascii.hpp"
#include "handoff/cells/lead.hpp"
#include "scan/inputs.hpp"

namespace handoff {

/// What a row says of which lead it is: when that was created, or its address where the export does not say. Nothing known differs from nothing.
struct Identity {
  Instant first = instant_min, last = instant_min;  ///< created at one of these; instant_min: not known
  std::string_view email;                           ///< empty: not known
  /// 0: it says nothing; 1: a day; 2: a moment, or an address.
  int strength() const { return !email.empty() ? 2 : first == instant_min ? 0 : last - first >= 60 ? 1 : 2; }
  /// Are they certainly of two leads? A day holds all its moments, and a minute its seconds; case does not tell addresses apart.
  bool differs(const Identity& other) const {
    if (first != instant_min && other.first != instant_min) return last < other.first || other.last < first;
    return !email.empty() && !other.email.empty() && !same_email(other.email);
  }

 private:
  bool same_email(std::string_view other) const {
    if (email.size() != other.size()) return false;
    for (std::size_t i = 0; i < other.size(); ++i)
      if (ascii_lower(email[i]) != ascii_lower(other[i])) return false;
    return true;
  }
};

/// `field`: created_at or email, by which the leads of all rows of a scan are known apart; no_field: by nothing. The address is good as long as the lead.
inline Identity identity_of(const Lead& lead, FieldId field) {
  static const FieldId created_at = known_field("created_at");
  if (field == no_field || !lead[field].present()) return {};
  const Value& value = lead[field];
  if (field != created_at) return {instant_min, instant_min, value.text};
  const bool minute = value.stamp.first == value.stamp.last && value.stamp.first % 60 == 0;   // `9:00`, which another export writes as 09:00:37
  return {value.stamp.first, value.stamp.last + (minute ? 59 : 0), {}};
}

/// By which field rows of one id are known to be of one lead: when it was created, else its address. Only one that all files have can tell; no_field: none.
FieldId identity_field(const std::vector<Input>& inputs, const Contract& contract);

}  // namespace handoff
