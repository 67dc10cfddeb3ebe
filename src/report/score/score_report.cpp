// The sentences and notes of a scoring. Its records and tables are in score_records.cpp.
#include "score/score_report.hpp"

#include <fmt/format.h>

#include "report_parts.hpp"
#include "score/score_records.hpp"

namespace handoff {
namespace {

std::string stage_name(const Contract& contract, int stage) { return contract.stages[static_cast<std::size_t>(stage)].name; }

void add_headline(const ScoreResult& result, const Contract& contract, const ScoreSettings& settings, Report& report) {
  const Stage& stage = contract.stages[static_cast<std::size_t>(settings.stage)];
  if (!stage.when) {
    report.headline.push_back("The contract does not define " + stage.name + ", so there is nothing to hold its claims against.");
    return;
  }
  const auto& claimed = result.agreement[1];
  const auto& others = result.agreement[0];
  const std::uint64_t all = claimed[0] + claimed[1] + claimed[2];
  const auto& open = result.agreement[2];
  const std::uint64_t meeting = claimed[1] + others[1] + open[1];
  std::string text = fmt::format("{} of {} {} the contract's definition of {}; the CRM claims {}. ", count_text(meeting), leads_text(result.leads),
                                 meeting == 1 ? "meets" : "meet", stage.name, count_text(all));
  text += "Claimed without meeting it: " + count_text(claimed[0]) + "; meeting it without a claim: " + count_text(others[1]) +
          "; cannot be decided: " + count_text(claimed[2] + others[2] + open[0] + open[1] + open[2]);
  report.headline.push_back(text + ".");
}

void note_maturity(const ScoreResult& result, const Contract& contract, const ScoreSettings& settings, std::vector<std::string>& notes) {
  std::string text;
  for (std::size_t t = 0; t < settings.targets.size(); ++t) {
    text += (t ? ", " : "") + stage_name(contract, settings.targets[t]) + " ";
    text += result.maturity_days[t] ? count_text(*result.maturity_days[t]) + " d" + (result.maturity_signed[t] ? " (contract)" : "") : "not known: nobody got there";
  }
  if (!text.empty())
    notes.push_back("mature, in what-if: came in long enough ago for 90 % of those who convert to have done so, or as the contract says: " + text);
}

void add_notes(const ScoreResult& result, const ScoreReader& reader, const Contract& contract, const ScoreSettings& settings,
               const ScoreContext& context, Report& report) {
  std::vector<std::string>& notes = report.notes;
  if (!contract.routes) notes.push_back("the contract has no [route]: the column route is blank");
  bool asks_signals = false;
  for (const auto& axis : contract.scores) asks_signals = asks_signals || !axis->signals.empty();
  if (asks_signals && !context.signals) notes.push_back("axes of the contract count signals, and no --signals is given: what rests on them is unknown");
  if (!settings.what_if.empty()) note_maturity(result, contract, settings, notes);
  if (result.young) notes.push_back(leads_text(result.young) + " younger than the landmark of the calibration, " + duration_text({Unit::elapsed, contract.landmark}) + " ([score] landmark); in no band");
  for (std::size_t i = 0; i < reader.scales().size(); ++i) {
    const std::string& name = reader.scales()[i].name;
    if (result.missing[i]) notes.push_back(fmt::format("{} whose {} cannot be proven at the landmark: in no count of a band, and in the bounds of all", leads_text(result.missing[i]), name));
    if (result.spread[i]) notes.push_back(fmt::format("{} whose {} is a range over several bands at the landmark: in no count, and in the bounds of these bands", leads_text(result.spread[i]), name));
  }
  if (result.undated) notes.push_back(leads_text(result.undated) + " without a date of entry by the moment of judging; in no band, and never mature");
  if (result.after_as_of) notes.push_back(fmt::format("{} first dated after the moment of judging, not there yet: in no row and no count", leads_text(result.after_as_of)));
  if (result.outside) notes.push_back(leads_text(result.outside) + " that came in outside the window, or at no known date, left out");
}

}  // namespace

void score_report(const ScoreResult& result, const ScoreReader& reader, const Contract& contract, const ScoreSettings& settings,
                  const ScoreContext& context, Report& report) {
  add_headline(result, contract, settings, report);
  add_score_records(result, reader, contract, settings, context, report);
  add_notes(result, reader, contract, settings, context, report);
}

}  // namespace handoff
