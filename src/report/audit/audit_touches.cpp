// Touches by the log: coverage, channels, and what follows each touch.
#include <fmt/format.h>

#include "audit/audit_records.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

void add_touch_row(Table& table, std::string name, const Rate& rate) { table.rows.push_back({std::move(name), rate.count, rate.of, rate}); }

}  // namespace

/// Coverage, channels, and what follows each touch. Effort is a check, and stands among the checks.
Table touch_table(const TouchSummary& touches, const Contract& contract, const AuditSettings& settings) {
  Table table;
  table.title = fmt::format("Touches since {}, by the log", contract.stages[static_cast<std::size_t>(contract.touch->from >= 0 ? contract.touch->from : settings.stage)].name);
  table.columns = {{""}, {"count", Holds::count}, {"of", Holds::count}, {"rate", Holds::share}};
  add_touch_row(table, "touched at all, by as-of (coverage)", touches.coverage);
  for (const auto& [channel, rate] : touches.channels) add_touch_row(table, fmt::format("  through {}{}", channel, counted_text(contract)), rate);
  if (touches.updates_measured && contract.touch->status_within)
    add_touch_row(table, "touches with the status updated within " + duration_text({Unit::elapsed, *contract.touch->status_within}), touches.updated);
  return table;
}

Node touch_node(const TouchSummary& touches) {
  Node::List channels;
  for (const auto& [channel, rate] : touches.channels) channels.emplace_back(Node::Object{{"channel", channel}, {"touched", rate}});
  return Node::Object{{"coverage", touches.coverage},
                      {"unknown", touches.unknown},
                      {"exempt", touches.exempt},
                      {"touched_before", touches.touched_before},
                      {"uncertain", touches.uncertain},
                      {"touches", touches.touches},
                      {"per_lead", Node::Object{{"mean", touches.mean}, {"median", touches.median}, {"p90", touches.p90}}},
                      {"channels_median", touches.channels_median},
                      {"channels", std::move(channels)},
                      {"status_updated", touches.updates_measured ? Node(touches.updated) : Node()},
                      {"status_open", touches.update_open},
                      {"status_early", touches.updated_early},
                      {"status_unknown", touches.update_unknown}};
}

}  // namespace handoff
