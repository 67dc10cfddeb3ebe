// The readers of the contract's tables, one file a theme. Each checks its table whole and fills its part of the contract.
#pragma once
#include <algorithm>

#include "names.hpp"
#include "toml_reader.hpp"

namespace handoff {

/// In any case.
inline bool is_one_of(const std::vector<std::string>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& other) { return same_name(other, name); });
}
/// Spaces and tabs around a text are cut; line ends are not.
inline std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// [contract]: name, version, effective, owner, signatures.
void read_head(const Section& root, Contract& contract);
/// [time]: zone, week_start, date_order.
void read_time(const Section& root, Contract& contract);
/// The zone of that name, and the order of day and month; `section` and `key` say where it is written.
std::shared_ptr<const Zone> read_zone(const Section& section, std::string_view key, const std::string& name);
DateOrder read_order(const Section& section, const std::string& order);
/// [calendar.*]: business hours.
void read_calendars(const Section& root, Contract& contract);
/// The calendar that a limit is measured on: the one named under `calendar`, else the default; null for elapsed limits.
std::shared_ptr<const Calendar> calendar_for(const Section& section, const Contract& contract, const std::optional<Duration>& limit);

/// [columns] and [null]: the fields, canonical and own.
void read_columns(const Section& root, Contract& contract);
/// [numbers]: the decimal mark of all columns. [money]: what the symbols of currencies mean.
void read_numbers(const Section& root, Contract& contract);
void read_money(const Section& root, Contract& contract);
/// `.` or `,` under `decimal`.
DecimalMark read_decimal(const Section& section, const std::string& mark);
/// [enrichment]: fields that every lead must carry.
void read_enrichment(const Section& root, const Names& names);

/// [exclude], [[stage]], [funnel], [[exit]].
void read_exclusions(const Section& root, Names& names);
void read_stages(const Section& root, Names& names);
void read_funnel(const Section& root, Contract& contract);
void read_exits(const Section& root, Names& names);
/// The index of the stage named under `key`; refuses a name that is none.
int stage_at(const Section& section, std::string_view key, const Contract& contract, std::string_view example);
/// Refuses `name` when an earlier one of the list has it.
template <class List>
void refuse_twice(const Section& section, const List& earlier, const std::string& name) {
  for (const auto& other : earlier) {
    if (!same_name(other.name, name)) continue;
    section.refuse("name",
                   "there are two " + section.title() + " named `" + name + "`, the other at line " + std::to_string(other.source.line),
                   "give each its own name (case does not matter)");
  }
}

/// [[clock]].
void read_clocks(const Section& root, Names& names);
/// [disposition].
void read_disposition(const Section& root, Contract& contract);
/// [touch] and [touch.columns]; [history] and [history.columns], [deal.columns], [spend.columns], [signals.columns].
void read_touch(const Section& root, Names& names);
void read_logs(const Section& root, Contract& contract);

/// The columns of a log, field = header; `required` must be among them.
std::map<std::string, std::string> read_log_columns(const Section& section, const std::string& table,
                                                    std::initializer_list<const char*> required);

/// [[commitment]], [[escalation]].
void read_commitments(const Section& root, Names& names);
void read_escalations(const Section& root, Contract& contract);
/// Checks the metric under `metric` and the names in it; returns its function. A bare word that is none is kept: what no export can
/// prove is reported as not measured.
std::string check_metric(const Section& section, const Contract& contract, const std::string& text);
/// [plan], [attribution], [cadence].
void read_plan(const Section& root, Contract& contract);
void read_attribution(const Section& root, Contract& contract);
void read_cadence(const Section& root, Contract& contract);
void read_people(const Section& root, Contract& contract);

}  // namespace handoff
