#include "handoff/judging/disposition.hpp"

namespace handoff {

const Value& disposition_by(const Lead& lead, Instant as_of) {
  static const FieldId state = known_field("disposition"), made = known_field("disposition_at");
  static const Value not_yet;
  const Value& at = lead[made];
  return at.present() && at.stamp.first > as_of ? not_yet : lead[state];
}

}  // namespace handoff
