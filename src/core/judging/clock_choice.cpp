// Which clocks of a stage a page speaks of, and the fields that they ask for.
#include "handoff/judging/clock.hpp"
#include "handoff/judging/touch.hpp"

namespace handoff {

FieldId judged_stop(const Contract& contract, int stage) {
  FieldId stop = no_field;
  for (const Clock& clock : contract.clocks) {
    if (clock.on != stage) continue;
    if (clock.stop == touch_field()) return clock.stop;
    if (stop == no_field) stop = clock.stop;
  }
  return stop;
}

const ClockFact* judged_clock(const Contract& contract, FieldId stop, const std::vector<ClockFact>& facts) {
  for (const ClockFact& fact : facts)
    if (contract.clocks[static_cast<std::size_t>(fact.clock)].stop == stop) return &fact;
  return nullptr;
}

void collect_clock_fields(const Contract& contract, int stage, std::vector<FieldId>& out) {
  for (const Clock& clock : contract.clocks) {
    if (clock.on != stage) continue;
    out.push_back(clock.start);
    out.push_back(clock.stop);
    if (clock.where) collect_fields(*clock.where, out);
    if (clock.exempt) collect_fields(*clock.exempt, out);
  }
}

}  // namespace handoff
