#include "explain/explain_version.hpp"

#include <algorithm>
#include <filesystem>

#include "handoff/contract/group.hpp"

namespace handoff {

namespace {

/// When one version says that the lead entered a stage.
struct Entry { std::size_t position = 0; Day day = 0; std::string stage; };

/// The entries that the versions read, by the time they were in force. `told`: into the told stage; else into the first that has a date.
std::vector<Entry> entries(const Versions& versions, const std::vector<std::shared_ptr<LeadReading>>& readings, bool told) {
  std::vector<Entry> out;
  for (const std::size_t i : versions.order.order) {
    const LeadReading& reading = *readings[i];
    if (!reading.held) continue;
    const Contract& contract = versions.contracts[i];
    Funnel funnel;
    FunnelReader(contract, reading.settings.as_of).read(reading.held->judging(reading.settings.as_of), funnel);
    for (std::size_t stage = 0; stage < funnel.stages.size(); ++stage) {
      const StageClaim& claim = funnel.stages[stage];
      if (told ? static_cast<int>(stage) != reading.story.stage : !claim.stamped) continue;
      if (claim.held && claim.placed) out.push_back({i, day_in(*contract.zone, claim.place), contract.stages[stage].name});
      break;
    }
  }
  return out;
}

bool covers(const InForce& days, Day day) { return (!days.from || *days.from <= day) && (!days.to || day <= *days.to); }

/// The version that was in force last before the day; the first of all where none was.
std::size_t last_before(const Versions& versions, Day day) {
  std::size_t found = versions.order.order.front();
  for (const std::size_t i : versions.order.order)
    if (!versions.days[i].from || *versions.days[i].from <= day) found = i;
  return found;
}

std::string name_of(const Contract& contract) {
  return "version " + (contract.version.empty() ? contract.name : contract.version) + " (" + std::filesystem::path(contract.file).filename().string() + ", in force " + days_text(contract.from, contract.to) + ")";
}

/// Sets what is said of the version that stands at `position`.
void name_version(const Versions& versions, ChosenVersion& chosen) {
  const Contract& contract = versions.contracts[chosen.position];
  chosen.choice.version = contract.version.empty() ? contract.name : contract.version;
  if (contract.from) chosen.choice.from = iso_day(*contract.from);
  if (contract.to) chosen.choice.to = iso_day(*contract.to);
}

/// By what the versions make of the entry into a stage; false: none of them knows it.
bool choose_by(const Versions& versions, const std::vector<Entry>& entered, const std::string& besides, ChosenVersion& chosen) {
  if (entered.empty()) return false;
  const auto own = std::find_if(entered.begin(), entered.end(), [&](const Entry& one) { return covers(versions.days[one.position], one.day); });
  const Entry& entry = own == entered.end() ? entered.front() : *own;
  chosen.choice.in_force = own != entered.end();
  chosen.position = chosen.choice.in_force ? entry.position : last_before(versions, entry.day);
  chosen.choice.stage = entry.stage;
  chosen.choice.entered = iso_day(entry.day);
  const std::string name = name_of(versions.contracts[chosen.position]);
  const std::string when = "it entered " + entry.stage + " on " + chosen.choice.entered + besides;
  chosen.choice.sentence = chosen.choice.in_force ? "Told under " + name + ", since " + when + "."
                                : "When " + when + ", none of the versions was in force: that entry is in no number of audit and waterfall. What follows is what " + name +
                                      " would say of it.";
  return true;
}

/// No entry has a date: the version in force at the moment of judging.
void choose_by_moment(const Versions& versions, Instant as_of, ChosenVersion& chosen) {
  const Day day = versions.contracts[versions.order.order.front()].zone->day_of(as_of);
  const std::optional<std::size_t> now = in_force_on(versions.days, day);
  chosen.choice.in_force = now.has_value();
  chosen.position = now ? *now : last_before(versions, day);
  const std::string name = name_of(versions.contracts[chosen.position]);
  chosen.choice.sentence = now ? "No entry of it into a stage has a date. Told under " + name + ", which is in force at the moment of judging."
                      : "No entry of it into a stage has a date, and no version is in force at the moment of judging. What follows is what " + name + " would say of it.";
}

bool counts_signals(const Contract& contract) {
  return std::any_of(contract.scores.begin(), contract.scores.end(), [](const auto& axis) { return !axis->signals.empty(); });
}

}  // namespace

ChosenVersion choose_version(const LeadQuery& query, const Versions& versions, const std::vector<Settings>& settings, Streams& io) {
  std::vector<std::shared_ptr<LeadReading>> readings;
  std::set<std::string> near_ids;
  const bool counted = std::any_of(versions.contracts.begin(), versions.contracts.end(), counts_signals);
  for (std::size_t i = 0; i < versions.contracts.size(); ++i) {
    LeadQuery one = query;
    if (counted && !counts_signals(versions.contracts[i])) one.signals.clear();  // the log is about another version
    readings.push_back(read_lead(one, versions.contracts[i], settings[i], io));
    near_ids.insert(readings.back()->near_ids.begin(), readings.back()->near_ids.end());
  }
  if (std::none_of(readings.begin(), readings.end(), [](const auto& one) { return one->held != nullptr; })) refuse_unknown(query.id, near_ids, settings.front());
  ChosenVersion chosen;
  const std::size_t first = versions.order.order.front();
  const std::string stage = versions.contracts[first].stages[static_cast<std::size_t>(readings[first]->story.stage)].name;
  if (!choose_by(versions, entries(versions, readings, true), "", chosen) &&
      !choose_by(versions, entries(versions, readings, false), " (no date puts it into " + stage + ")", chosen))
    choose_by_moment(versions, settings.front().as_of, chosen);
  if (!readings[chosen.position]->held) refuse_unknown(query.id, near_ids, settings[chosen.position]);
  name_version(versions, chosen);
  chosen.reading = readings[chosen.position];
  return chosen;
}

}  // namespace handoff
