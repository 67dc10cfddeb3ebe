// Scores leads one at a time, by a definition that is given as text.
#pragma once
#include <optional>
#include <string>

#include "handoff/measures/score_tally.hpp"
#include "leads.hpp"

namespace handoff::test {

struct TallyDesk {
  Contract contract = small_contract();
  ScoreSettings settings;
  std::optional<ScoreTally> tally;
  explicit TallyDesk(const std::string& definition) {
    contract.stages[1].when = parse_expression(definition, scope_of(contract));
    settings.as_of = at("2026-07-01");
    settings.stage = 1;
    settings.targets = {2, 3};
  }
  ScoreTally& open() { return tally ? *tally : tally.emplace(contract, settings); }
  LeadBuilder lead(const std::string& created = "2026-01-01 00:00") { return LeadBuilder(contract).set("lead_id", "L").set("created_at", created); }
  const ScoredLead& add(const LeadBuilder& lead) { return *count_lead(open(), contract, settings, lead.as_of(settings.as_of)); }
  std::string verdict(const LeadBuilder& lead) { return open().reader().verdict_word(add(lead).verdict); }
  ScoreResult result() { return score_result(open(), contract, settings); }
};

}  // namespace handoff::test
