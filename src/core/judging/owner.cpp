// Owners by the history, and by the export where it does not know.
#include "handoff/judging/owner.hpp"

#include <algorithm>

#include "handoff/cells/absence.hpp"
#include "handoff/judging/history.hpp"

namespace handoff {

namespace {

FieldId owner_field() {
  static const FieldId field = known_field("owner");
  return field;
}

}  // namespace

Owner owner_at(const Judging& judging, Instant moment, OwnedAt when, Instant as_of) {
  const Value& cell = (*judging.lead)[owner_field()];
  Owner owner;
  owner.when = when;
  owner.column = !no_column(cell);
  if (cell.present()) owner.in_export = cell.text;
  owner.name = owner.in_export;
  if (!judging.entry) return owner;
  owner.history = true;
  moment = std::min(moment, as_of);
  if (const std::optional<Stamp>& next = judging.entry->next; next && next->first <= moment) {
    moment = next->first - 1;
    owner.when = OwnedAt::ended;
  }
  const std::string_view then = judging.entry->owner_at(moment);
  if (then.empty()) return owner;
  owner.by_history = true;
  owner.name = then;
  owner.unsure = judging.entry->owner_unsure(moment);
  return owner;
}

Owner clock_owner(const Judging& judging, const ClockFact& fact, Instant as_of) {
  if (fact.started && lead_finding(fact).finding == Finding::fail) return owner_at(judging, fact.due.first, OwnedAt::due, as_of);
  if (fact.started && fact.stopped) return owner_at(judging, fact.stop.first, OwnedAt::stop, as_of);
  return owner_at(judging, as_of, OwnedAt::now, as_of);
}

Owner lead_owner(const Judging& judging, const std::vector<ClockFact>& clocks, Instant as_of) {
  return clocks.empty() ? owner_at(judging, as_of, OwnedAt::now, as_of) : clock_owner(judging, clocks.front(), as_of);
}

std::string owner_sentence(const Owner& owner) {
  if (!owner.history) return "";
  constexpr std::string_view moments[] = {"Owner at the due time: ", "Owner when it was done: ", "Owner now: ", "Owner when the entry ended: "};
  std::string text(moments[static_cast<std::size_t>(owner.when)]);
  const std::string crm = owner.in_export.empty() ? "nobody" : std::string(owner.in_export);
  if (!owner.by_history) return text + (owner.column ? "not in the history; the export names " + crm + "." : "not in the history, and the export does not name owners.");
  text += owner.name;
  if (owner.unsure) text += ", who got it on that day at a time not known,";
  if (!owner.column) return text + " by the history; the export does not name owners.";
  return text + (owner.moved() ? " by the history; the export names " + crm + "." : " by the history and the export.");
}

const Judging& OwnedLead::of(const Judging& judging, const Owner& owner) {
  if (!owner.by_history) return judging;
  lead_.values.assign(judging.lead->values.begin(), judging.lead->values.end());
  lead_.offset = judging.lead->offset;
  Value& value = lead_.values[owner_field()];
  value = {};
  value.state = Value::State::present;
  value.text = owner.name;
  judging_ = judging;
  judging_.lead = &lead_;
  return judging_;
}

}  // namespace handoff
