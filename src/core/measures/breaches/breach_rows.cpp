// What a listed breach says, and the groups of a report on breaches.
#include <fmt/format.h>

#include <map>

#include "contract/group_rows.hpp"
#include "handoff/measures/breach.hpp"
#include "handoff/judging/disposition.hpp"
#include "handoff/judging/history.hpp"
#include "judging/row_texts.hpp"

namespace handoff {

namespace {

std::string moment_text(Instant moment, const Zone& zone) { return local_text({moment, moment, 0, false}, zone); }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

void BreachTally::write(const Judging& judging, const Found& found, const ClockFact* fact, Breach& breach) const {
  const Lead& lead = *judging.lead;
  const Zone& zone = *contract_.zone;
  breach.standing = found.standing;
  breach.due = found.due;
  breach.late = found.late;
  if (contract_.segments) {
    breach.segment = bucket_name(*contract_.segments, bucket_of(*contract_.segments, judging));
  } else {
    breach.segment = text_of(lead, known_field("segment"));
  }
  const Funnel& funnel = *funnel_;
  const Value& said = disposition_by(contract_, lead, settings_.as_of);
  const std::string state = said.present() ? std::string(said.text) : std::string();
  if (fact) {
    const std::string stop = contract_.fields[contract_.clocks[static_cast<std::size_t>(fact->clock)].stop].name;
    breach.start = stamp_text(fact->start);
    breach.missing = fact->stopped ? stop + " too late" : fact->early_stop ? stop + " before the start only" : "no " + stop;
    breach.explanation = clock_sentence(contract_, *fact, settings_.as_of);
    if (found.standing == Standing::left && funnel.exit < 0)
      breach.explanation += " It entered " + contract_.stages[static_cast<std::size_t>(settings_.stage)].name + " anew " + local_text(*judging.entry->next, zone) + ".";
    else if (found.standing == Standing::left) breach.explanation += " The lead has left: " + contract_.exits[static_cast<std::size_t>(funnel.exit)].name + ".";
    else if (!fact->stopped && funnel.exits_perhaps != 0) breach.explanation += " Whether the lead has left, the export does not say.";
    else if (!fact->stopped && funnel.furthest > settings_.stage)
      breach.explanation += " The CRM claims " + contract_.stages[static_cast<std::size_t>(funnel.furthest)].name + " for it all the same: it may have been done and not logged.";
    return;
  }
  const StageClaim& entry = funnel.stages[static_cast<std::size_t>(settings_.stage)];
  if (duties[breach.duty].kind == DutyKind::disposition && found.standing == Standing::late) {
    const Value& given = lead[known_field("disposition_at")];
    breach.start = stamp_text(entry.at);
    breach.missing = "disposition too late";
    breach.explanation = fmt::format("Entered {} {}, disposition due {} ({}); '{}' was given {}.", contract_.stages[static_cast<std::size_t>(settings_.stage)].name,
                                     local_text(entry.at, zone), moment_text(*found.due, zone), duration_text(*contract_.disposition->limit), state, local_text(given.stamp, zone));
    return;
  }
  if (duties[breach.duty].kind == DutyKind::disposition) {
    breach.start = stamp_text(entry.place);
    breach.missing = state.empty() ? "no disposition" : "'" + state + "' is not a disposition";
    breach.explanation = "Entered " + contract_.stages[static_cast<std::size_t>(settings_.stage)].name + " " + local_text(entry.place, zone) + ", disposition due " +
                         moment_text(*found.due, zone) + " (" + duration_text(*contract_.disposition->limit) + "); " + (state.empty() ? "none" : "'" + state + "'") +
                         " by " + moment_text(settings_.as_of, zone) + ", and the contract knows " + joined(contract_.disposition->states) + ".";
    return;
  }
  const std::string reason = text_of(lead, known_field("disposition_reason"));
  if (const Value& at = lead[known_field("disposition_at")]; at.present() && found.due) breach.start = stamp_text(at.stamp);
  breach.missing = reason.empty() ? "no reason for '" + state + "'" : "'" + reason + "' is not on the list";
  breach.explanation = "The disposition '" + state + "' needs a reason; " +
                       (reason.empty() ? "it is blank." : "'" + reason + "' is not in the contract's list.");
}

BreachGroups breach_groups(const BreachTally& tally, const BreachSettings& settings) {
  BreachGroups out;
  const GroupRows<BreachGroup> groups = group_rows<BreachGroup>(
      tally.keys(), tally.groups, [](const BreachGroup& counts) { return counts.leads; },
      [](BreachGroup& sum, const BreachGroup& more) {
        sum.leads += more.leads;
        for (std::size_t k = 0; k < standing_count; ++k) sum.counts[k] += more.counts[k];
      });
  out.pooled = groups.pooled;
  for (const auto& [key, counts] : groups.rows) out.groups.emplace_back(tally.keys().labels(key, settings.window, settings.as_of), counts);
  return out;
}

void collect_breach_fields(const Contract& contract, const BreachSettings& settings, std::vector<FieldId>& out) {
  collect_fact_fields(contract, settings.stage, out);
  out.push_back(known_field("lead_id"));
  for (const GroupBy& by : settings.by) collect_group_fields(by, out);
}

void collect_breach_shown(const Contract& contract, std::vector<FieldId>& out) {
  for (const std::string_view name : {"owner", "segment"}) out.push_back(known_field(name));
  if (contract.disposition) out.push_back(known_field("disposition_at"));
  if (contract.segments)
    for (const Bucket& bucket : contract.segments->buckets) collect_fields(*bucket.when, out);
}

}  // namespace handoff
